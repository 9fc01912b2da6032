"""The write gate: foreign text comes back harmless, and nothing else comes with it."""

import datetime
from decimal import Decimal

import pytest
from beancount.parser import parser
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.books.bank_entries import (
    BankPosting,
    Leg,
    balance_assertion,
    bank_transaction,
    statement_fact,
)
from owners_ledger.books.gate import GateError, harmless, ledger_text

DAY = datetime.date(2026, 3, 5)
FEE_ACCOUNT = "Assets:10银行存款:02收费户"
DUES = "Assets:20应收款:01物业费"

HOSTILE = [
    '"\n2026-01-01 open Assets:X',
    'plugin "os"\ninclude "/etc/passwd"',
    "\\",
    "<script>alert(1)</script>",
    "\u202e倒\u2066着\u200b写",
    "a\x00b\x1b[31m",
    "pushtag #x",
    "1/0",
    "＜img src=x＞ ﹤b﹥",
]


def transaction(text="物业费", *, amount="300.00", other="-300.00", payee="3-1-502"):
    bank = BankPosting(
        FEE_ACCOUNT, Decimal(amount), "02/S1", 1, Decimal("300.00"), text, text, text
    )
    legs = [Leg(DUES, Decimal(other), {"unit": "3-1-502"})]
    return bank_transaction(DAY, bank, legs, payee=payee, narration=text, certain=True)


@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300)))
def test_any_text_comes_back_as_one_entry_and_nothing_more(text):
    parsed, errors, options = parser.parse_string(ledger_text([transaction(text, payee=text)]))
    assert len(parsed) == 1
    assert not errors
    assert not options["include"]
    assert not options["plugin"]
    assert [posting.units.number for posting in parsed[0].postings] == [300, -300]


@given(st.text(max_size=300))
def test_harmless_text_has_no_markup_no_control_and_is_stable(text):
    clean = harmless(text)
    assert not set(clean) & set('<>&"\\`\n\r\t\x00\u202e\u200b')
    assert len(clean) <= 200
    assert harmless(clean)[:190] == clean[:190]


@pytest.mark.parametrize(
    ("amount", "other"),
    [("300.00", "-299.99"), ("0.001", "-0.001"), ("NaN", "NaN")],
)
def test_amounts_that_are_not_exact_are_refused(amount, other):
    with pytest.raises(GateError):
        ledger_text([transaction(amount=amount, other=other)])


def test_a_reference_that_would_smuggle_a_directive_is_refused_or_harmless():
    bank = BankPosting(
        FEE_ACCOUNT + "\n2026-01-01 open Assets:X", *[Decimal(1)], "r", 1, None, None, None, None
    )
    entry = bank_transaction(
        DAY, bank, [Leg(DUES, Decimal(-1))], payee="x", narration="y", certain=True
    )
    with pytest.raises(GateError):
        ledger_text([entry])


def test_the_statement_and_its_assertion_read_as_documented():
    text = ledger_text(
        [
            statement_fact(
                FEE_ACCOUNT,
                file="statements/2026-03-收费户.csv",
                sha256="ab" * 32,
                first_date=datetime.date(2026, 3, 1),
                last_date=datetime.date(2026, 3, 31),
                first_no=1201,
                last_no=1420,
                opening=Decimal("1000.00"),
                closing=Decimal("2000.00"),
            ),
            balance_assertion(FEE_ACCOUNT, datetime.date(2026, 4, 1), Decimal("2000.00")),
        ]
    )
    assert '2026-03-31 custom "bank-statement" Assets:10银行存款:02收费户\n' in text
    assert "  last-no: 1420\n" in text
    assert text.split("2026-04-01 balance ")[1].split() == [FEE_ACCOUNT, "2000.00", "~", "0", "CNY"]
