"""The sample estate's figures, recomputed from outside, and nobody's name in them."""

from __future__ import annotations

import itertools
import json
import re
import time
from decimal import Decimal

import beanquery
import pytest

from owners_ledger.periods import Period
from owners_ledger.rendering.json_ import as_json
from owners_ledger.reporting import disclose, load_sources

MONTHS = [*(f"2025-{month:02}" for month in range(1, 13)), *(f"2026-0{n}" for n in range(1, 7))]
QUARTERS = [*(f"2025-Q{number}" for number in (1, 2, 3, 4)), "2026-Q1", "2026-Q2"]


@pytest.fixture(scope="module")
def disclosures(sample_root, sample_books, sample_registers):
    periods = [Period.parse(text) for text in MONTHS + QUARTERS]
    return {
        str(period): disclose(
            sample_books, sample_registers, period, load_sources(sample_root, period)
        )
        for period in periods
    }


@pytest.fixture(scope="module")
def query(sample_books):
    connection = beanquery.connect(
        "beancount:",
        entries=sample_books.entries,
        errors=sample_books.errors,
        options=sample_books.options,
    )

    def ask(text):
        value = connection.execute(text).fetchone()[0]
        position = value.get_only_position() if value is not None else None
        return position.units.number if position else Decimal(0)

    return ask


MONEY = "account ~ '^Assets:1[01]'"


def test_opening_and_closing_are_the_money_accounts_balances(disclosures, query):
    for text in (*QUARTERS, "2025-01", "2026-06"):
        period = Period.parse(text)
        asked = [
            query(f"SELECT sum(position) WHERE {MONEY} AND date < {day}")
            for day in (period.first, period.end)
        ]
        assert [disclosures[text].opening, disclosures[text].closing] == asked


def test_what_households_paid_is_what_the_receivable_was_credited(disclosures, query):
    """Fee and parking: cash against the receivable, found by the bank's mark on the other leg."""
    for text in QUARTERS:
        period = Period.parse(text)
        found = {line.line: line.amount for line in disclosures[text].income}
        for line, account in (("物业服务费", "01物业费"), ("地面停车月租", "02停车费")):
            asked = query(
                f"SELECT sum(position) WHERE account = 'Assets:20应收款:{account}' AND"
                f" date >= {period.first} AND date < {period.end}"
                f" AND joinstr(other_accounts) ~ 'Assets:1[01]'"
            )
            assert found[line] == -asked


def test_every_statement_line_is_booked_and_the_bank_agrees(disclosures):
    for one in disclosures.values():
        banks = [account for account in one.accounts if account.tail]
        assert [account.name for account in banks] == ["基本户", "收费户"]
        for account in banks:
            assert account.difference == 0
            assert account.statement_lines == account.booked_lines > 0
            assert account.in_transit == ()


def test_quarters_chain_and_their_vouchers_explain_the_change(disclosures):
    for text, following in itertools.pairwise(QUARTERS):
        assert disclosures[text].closing == disclosures[following].opening
    for text in QUARTERS:
        one = disclosures[text]
        assert sum(row.amount for row in one.vouchers) == one.closing - one.opening
        assert 0 < len(one.vouchers) <= 400


def test_works_are_paid_within_the_contract(disclosures):
    (works,) = disclosures["2026-Q2"].projects
    assert works.contract == Decimal("386000.00")
    assert works.paid_before + works.paid + works.left == works.contract


def test_no_persons_data_is_in_any_disclosure(disclosures, sample_registers):
    """Every text of every notice, whole: names, phones, plates, cards, flats."""
    names = {one.name for one in sample_registers.households + sample_registers.staff}
    names |= {one.tenant for one in sample_registers.leases if len(one.tenant) < 5}
    numbers = {one.phone for one in sample_registers.households} | {
        one.account for one in sample_registers.staff
    }
    plates = {one.plate for one in sample_registers.parking}
    for one in disclosures.values():
        whole = json.dumps(as_json(one), ensure_ascii=False)
        assert not [code for code in (numbers | plates) - {""} if code in whole]
        assert not [name for name in names if len(name) > 2 and name in whole]
        words = set(re.split(r"[^㐀-鿿]+", whole))
        assert not words & names
        assert not re.search(r"(?<![\d-])\d{1,2}-\d-\d{3,4}(?!\d)", whole)


def test_no_row_of_household_receipts_is_one_households(disclosures):
    receipts = [
        row
        for text in QUARTERS
        for row in disclosures[text].vouchers
        if row.line in ("物业服务费", "地面停车月租") and row.amount > 0
    ]
    assert receipts
    assert min(row.movements for row in receipts) >= 3


def test_every_line_that_is_zero_or_swings_has_a_sentence(disclosures, sample_books):
    for one in disclosures.values():
        explained = {note.subject for note in one.notes}
        for line in (*one.income, *one.spending):
            if line.previous is None or line.note:
                continue
            base = abs(line.previous)
            if line.count == 0 or abs(line.amount - line.previous) * 100 > base * 20:
                assert line.line in explained, (one.period, line)


def test_a_quarter_takes_no_time(sample_root, sample_books, sample_registers):
    period = Period.parse("2026-Q2")
    sources = load_sources(sample_root, period)
    took = []
    for _turn in range(5):
        start = time.process_time()
        disclose(sample_books, sample_registers, period, sources)
        took.append(time.process_time() - start)
    assert min(took) < 0.15
