"""A flagged line decided, as text: what changes, what does not, and what is refused."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_book import make_book

from owners_ledger.books.load import load_books
from owners_ledger.books.write import is_untouched, stamped
from owners_ledger.money import parse
from owners_ledger.registers import load_registers
from owners_ledger.review.decide import decided, resolve
from owners_ledger.review.desk import rules_of
from owners_ledger.review.lines import find
from owners_ledger.review.model import Accept, Assign, Leave, Part, ReviewError

BANK = """\
  Assets:10银行存款:01基本户   88.00 CNY
    bank-ref: "01/S4"
    bank-no: 4
    bank-balance: 4497.50
    bank-text: "一月<i>物业费</i>"
"""
ACCOUNTS = ["物业费", "停车费", "Income:20公共收益:12临时停车", "临时停车", "银行手续费"]


@cache
def small():
    book = make_book(Path(mkdtemp()))
    books = load_books(book)
    rules = rules_of(books, load_registers(book))
    flagged = find(books, "01/S4")
    return (book / flagged.file).read_text(encoding="utf-8"), flagged, rules


def plainly(text):
    """Lines with their blanks as one, so that alignment does not count."""
    return [" ".join(line.split()) for line in text.splitlines()]


def decide(decision, text=None):
    source, flagged, rules = small()
    return resolve(text or source, flagged, decision, rules)


def untouched_around(change, text=None):
    """Everything but the entry is byte for byte as it was."""
    source = text or small()[0]
    head, found, tail = source.partition(change.before)
    assert found
    assert change.text == head + change.after + tail


def test_a_candidate_is_accepted_as_it_is():
    change = decide(Accept(1))
    untouched_around(change)
    expected = '2025-02-11 * "1-1-101" "物业费"\n' + BANK
    expected += '  Assets:20应收款:01物业费   -88.00 CNY\n    unit: "1-1-101"\n'
    assert plainly(change.after) == plainly(expected)


def test_a_line_is_split_over_a_unit_and_common_income():
    parts = (
        Part("停车费", "1-1-102", Decimal("50.01")),
        Part("Income:20公共收益:12临时停车", "", Decimal("37.99")),
    )
    change = decide(Assign(parts, "停车费和临停"))
    untouched_around(change)
    expected = '2025-02-11 * "1-1-102" "停车费和临停"\n' + BANK
    expected += '  Assets:20应收款:02停车费   -50.01 CNY\n    unit: "1-1-102"\n'
    expected += "  Income:20公共收益:12临时停车   -37.99 CNY\n"
    assert plainly(change.after) == plainly(expected)


def test_a_line_is_left_with_a_reason_and_a_day():
    change = decide(Leave('等"银行"回复\n<b>', datetime.date(2025, 3, 1)))
    untouched_around(change)
    added = set(plainly(change.after)) - set(plainly(change.before))
    assert added == {'why: "等”银行”回复 ＜b＞"', "review-due: 2025-03-01"}
    assert set(plainly(change.before)) < set(plainly(change.after))
    assert change.after.startswith('2025-02-11 ! "')


def test_a_generated_file_stays_generated_and_a_hand_made_one_does_not_become_so():
    body = small()[0]
    generated = stamped(body)
    _source, flagged, rules = small()
    change = resolve(generated, replace(flagged, line=flagged.line + 1), Accept(1), rules)
    assert is_untouched(change.text)
    assert change.text.partition("\n")[2] == decide(Accept(1)).text
    touched = generated.replace("310.00", "310.0")
    change = resolve(touched, replace(flagged, line=flagged.line + 1), Accept(1), rules)
    assert not is_untouched(change.text)
    assert change.text.partition("\n")[0] == touched.partition("\n")[0]


def test_remarks_and_line_ends_of_a_hand_stay():
    source = small()[0]
    text = source.replace("    bank-no: 4\n", "    bank-no: 4 ; 问过；银行\n  ; 另一句\n")
    change = decide(Accept(1), text)
    untouched_around(change, text)
    assert change.after.startswith("; 问过；银行\n; 另一句\n2025-02-11 *")
    windows = source.replace("\n", "\r\n")
    text = decide(Accept(1), windows).text
    assert text.replace("\r\n", "\n") == decide(Accept(1)).text
    assert text.count("\r\n") == text.count("\n")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Accept(0), "还挂在待核实款项"),
        (Accept(3), "没有第 3 个可能"),
        (Assign(()), "1 到"),
        (Assign((Part("物业费", "9-9-999"),)), "没有编号“9-9-999”"),
        (Assign((Part("没有的科目"),)), "没有可以记入的科目"),
        (Assign((Part("基本户"),)), "没有可以记入的科目"),
        (Assign((Part("待核实款项"),)), "没有可以记入的科目"),
        (Assign((Part("物业费", "1-1-101", Decimal("87.99")),)), "差 0.01 元"),
        (Assign((Part("物业费", "1-1-101", Decimal("88.01")),)), "差 −0.01 元"),
        (Assign((Part("物业费", "1-1-101", Decimal("88.00")), Part("停车费"))), "都要写金额"),
        (
            Assign((Part("物业费", "", Decimal("88.00")), Part("停车费", "", Decimal("0.00")))),
            "都要写金额",
        ),
        (Leave("", datetime.date(2025, 3, 1)), "要写原因"),
        (Leave("等回复", datetime.date(2025, 2, 10)), "早于"),
    ],
)
def test_what_does_not_fit_is_refused(decision, said):
    with pytest.raises(ReviewError, match=said):
        decide(decision)


def test_an_account_kept_per_household_needs_to_know_whose():
    _source, flagged, rules = small()
    account = rules.known.account("物业费")
    rules = replace(rules, known=replace(rules.known, held=frozenset({account})))
    with pytest.raises(ReviewError, match="要写明是谁的"):
        decided(flagged, Assign((Part("物业费"),)), rules)
    assert decided(flagged, Assign((Part("物业费", "1-1-101"),)), rules).payee == "1-1-101"


def test_a_large_payment_promises_its_document():
    _source, flagged, rules = small()
    back = [one._replace(units=one.units._replace(number=-one.units.number))
            for one in flagged.entry.postings]  # fmt: skip
    out = replace(
        flagged,
        entry=flagged.entry._replace(postings=back),
        amount=Decimal("-88.00"),
        open=Decimal("88.00"),
    )
    wanted = Assign((Part("银行手续费"),))
    entry = decided(out, wanted, replace(rules, above=Decimal("88.00"), days=30))
    assert entry.meta["document-due"] == datetime.date(2025, 3, 13)
    assert entry.meta["document-reason"] == "凭证待补"
    assert "document-due" not in decided(out, wanted, replace(rules, above=Decimal("88.01"))).meta


def test_what_is_booked_already_is_confirmed_as_it_stands():
    """Cash on its way between two accounts: only the flag goes."""
    source, flagged, rules = small()
    text = source.replace("Liabilities:29待核实款项 ", "Assets:10银行存款:09在途资金 ")
    there = [
        one._replace(
            account=one.account.replace("Liabilities:29待核实款项", "Assets:10银行存款:09在途资金")
        )
        for one in flagged.entry.postings
    ]
    line = replace(flagged, entry=flagged.entry._replace(postings=there))
    change = resolve(text, line, Accept(0), rules)
    untouched_around(change, text)
    gone = {one for one in plainly(change.before) if one.startswith(("review:", "candidate-"))}
    kept = [one for one in plainly(change.before)[1:] if one not in gone]
    assert plainly(change.after)[1:] == kept
    assert change.after.startswith("2025-02-11 * ")
    with pytest.raises(ReviewError, match="没有可以另记的部分"):
        resolve(text, line, Assign((Part("物业费", "1-1-101"),)), rules)


fen = st.integers(-20000, 20000).filter(bool)
part = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(["", "1-1-101", "1-1-102"]), fen)


@given(st.lists(part, max_size=6), st.sampled_from(ACCOUNTS), st.text(max_size=80))
def test_any_split_sums_to_the_whole_and_changes_nothing_else(several, last, narration):
    rest = 8800 - sum(amount for _account, _holder, amount in several)
    if rest:
        several = [*several, (last, "1-1-101", rest)]
    parts = tuple(
        Part(account, holder, parse(f"{amount / 100:.2f}")) for account, holder, amount in several
    )
    change = decide(Assign(parts, narration))
    untouched_around(change)
    rows = [line.split() for line in change.after.splitlines() if line.endswith(" CNY")]
    assert rows[0][1] == "88.00"
    assert sum(Decimal(row[1]) for row in rows) == 0
    assert [-Decimal(row[1]) for row in rows[1:]] == [one.amount for one in parts]
    assert plainly(change.after)[1:6] == plainly(BANK)


@given(st.lists(part, min_size=1, max_size=5), fen)
def test_any_split_that_is_off_is_refused(several, off):
    rest = 8800 - sum(amount for _account, _holder, amount in several) - off
    parts = [Part(name, code, parse(f"{amount / 100:.2f}")) for name, code, amount in several]
    parts += [Part("物业费", "1-1-101", parse(f"{rest / 100:.2f}"))] if rest else []
    with pytest.raises(ReviewError, match="差"):
        decide(Assign(tuple(parts)))
