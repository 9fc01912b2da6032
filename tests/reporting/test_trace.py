"""Every figure of a notice leads by its id to entries and rows of statements that sum to it."""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_ledger import books_of, transactions
from tiny_ledger import book

from owners_ledger.banking.reading.door import read_statements
from owners_ledger.cli import main
from owners_ledger.errors import UsageError
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.rendering.json_ import to_json
from owners_ledger.rendering.privacy import Guard
from owners_ledger.reporting import ids
from owners_ledger.reporting.disclosure import figures_of, read
from owners_ledger.reporting.sources import load_sources
from owners_ledger.reporting.trace import Tracer

PERIODS = ("2026-03", "2026-Q1", "2025")


def tracer_of(books, registers, code, *, sources=None, public=False):
    period = Period.parse(code)
    reading = read(books, registers, period, sources)
    notice = figures_of(reading)
    return Tracer(reading, notice, public=public), notice


@pytest.fixture(scope="module", params=PERIODS)
def traced(request, sample_root, sample_books, sample_registers):
    sources = load_sources(sample_root, Period.parse(request.param))
    return tracer_of(sample_books, sample_registers, request.param, sources=sources)


def items(value):
    """Every printed item with an id, wherever it stands."""
    if dataclasses.is_dataclass(value):
        if ids.is_id(getattr(value, "id", "")):
            yield value
        for field in dataclasses.fields(value):
            yield from items(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from items(one)


def amounts(item):
    """All amounts of an item, those per month too."""
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Decimal):
                yield one


def test_every_figure_of_the_sample_is_the_sum_of_what_its_id_leads_to(traced):
    tracer, notice = traced
    printed = {item.id: item for item in items(notice)}
    assert {*printed, *ids.listed(notice)} == set(tracer.ids)
    assert len(printed) + 6 == len(tracer.ids)  # unique; the six totals
    for short in tracer.ids:
        found = tracer.trace(short)
        assert found.full == f"{notice.period}/{short}"
        for figure in found.figures:
            assert sum((one.amount for one in figure.entries), Decimal("0.00")) == figure.printed
            assert figure.agrees
        traced_amounts = {figure.printed for figure in found.figures}
        if short in printed and found.what.split()[0] != "说明":
            assert set(amounts(printed[short])) - {Decimal("0.00")} <= traced_amounts, found.what


def test_the_totals_are_what_stands_on_the_first_page(traced):
    tracer, notice = traced
    first = {short: tracer.trace(short).figures[0].printed for short in tracer.ids[:5]}
    assert first == {
        "总1": notice.opening,
        "总2": notice.income_total,
        "总3": notice.spending_total,
        "总4": notice.closing,
        "总5": notice.free,
    }


def test_entries_stand_where_the_trace_says_and_rows_in_the_banks_own_file(
    sample_root, sample_books, sample_registers
):
    """Read back from the ledger's text and from the statements, not from the books."""
    tracer, notice = tracer_of(sample_books, sample_registers, "2026-03")
    statements: dict[str, list[Decimal]] = {}
    texts: dict[str, list[str]] = {}
    rows = 0
    for line in (*notice.income, *notice.spending):
        for entry in tracer.trace(line.id).figures[0].entries:
            text = texts.setdefault(
                entry.file, (sample_root / entry.file).read_text("utf-8").splitlines()
            )
            head, *legs = text[entry.line - 1 :]
            assert head.startswith(f"{entry.date} ")
            legs = legs[: legs.index("")] if "" in legs else legs
            assert any(re.search(rf"-?{abs(entry.amount)} CNY$", leg) for leg in legs)
            for row in entry.bank:
                if row.file not in statements:
                    (read_back,) = read_statements(sample_root / "ledger" / row.file, sample_root)
                    statements[row.file] = [one.amount for one in read_back.lines]
                assert statements[row.file][row.row - 1] == row.amount
                assert f'bank-ref: "{row.reference}"' in "\n".join(legs)
                rows += 1
    shown = [place.statement_lines for place in notice.accounts if place.tail]
    transfers = 2  # between the two accounts, each on both statements: neither income nor spending
    assert len(statements) == 2
    assert rows >= sum(shown) - transfers


def test_the_public_trace_tells_of_no_person(sample_root, sample_books, sample_registers):
    words = [part for name in sample_books.chart.accounts for part in name.split(":")]
    guard = Guard.of(sample_registers, sample_books.committee, words)
    tracer, _notice = tracer_of(sample_books, sample_registers, "2026-Q1", public=True)
    units = {unit.code for unit in sample_registers.units}
    found = list(tracer.all())
    assert all(one.agrees for one in found)
    text = "\n".join(map(to_json, found))
    assert not list(guard.look_through(text))
    assert not units & set(re.findall(r"\d{1,2}-\d-\d{3,4}", text))


@settings(max_examples=60, deadline=None)
@given(st.lists(transactions(), max_size=12), st.sampled_from(["2026-03", "2026-Q1", "2026-Q2"]))
def test_whatever_the_books_hold_each_figure_is_the_sum_of_its_entries(entries, code):
    tracer, notice = tracer_of(books_of(entries), Registers(), code)
    for found in tracer.all():
        assert found.agrees, found
    everything = [tracer.trace(one.id).figures[0] for one in notice.income]
    assert sum((one.printed for one in everything), Decimal("0.00")) == notice.income_total


def test_an_item_in_transit_leads_to_its_entry():
    books = book(
        """
        2025-12-31 * "期初"
          Assets:10银行存款:01基本户  100.00 CNY
          Equity:10期初净资产
        2026-01-20 * "支票"
          Assets:10银行存款:01基本户  -30.00 CNY
          Expenses:30运行:36日常维修
        2026-01-31 custom "bank-statement" Assets:10银行存款:01基本户
          file: "statements/一月.csv"
          sha256: "x"
          first-date: 2026-01-01
          last-date: 2026-01-31
          first-no: 1
          last-no: 0
          opening: 100.00
          closing: 100.00
        """,
        banks=True,
    )
    tracer, notice = tracer_of(books, Registers(), "2026-01")
    assert notice.accounts[0].in_transit[0].id == "达1"
    (figure,) = tracer.trace("达1").figures
    assert [(entry.amount, entry.summary) for entry in figure.entries] == [
        (Decimal("-30.00"), "支票")
    ]
    bank = {one.name: one for one in tracer.trace("账1").figures}
    assert bank["基本户 对账单"].entries[0].file == "ledger/statements/一月.csv"
    assert bank["差额"].printed == Decimal("-30.00")


def test_an_unknown_id_is_told_with_those_near_it(traced):
    tracer, _notice = traced
    with pytest.raises(UsageError) as refused:
        tracer.trace("支99")
    last = max(int(one[1:]) for one in tracer.ids if one.startswith("支"))
    assert refused.value.remedy.startswith(f"相近的编号有：支{last}、支{last - 1}")
    with pytest.raises(UsageError, match="没有编号“龙1”"):
        tracer.trace("龙1")


def run(*words):
    return CliRunner().invoke(main, words, catch_exceptions=False, standalone_mode=False)


def test_the_command_takes_both_ways_of_writing(sample_root, sample_books, sample_registers):
    base = ("--book", str(sample_root), "trace")
    shown = json.loads(run(*base, "monthly", "2026-03", "支3", "--format", "json").stdout)
    sources = load_sources(sample_root, Period.parse("2026-03"))
    tracer, _notice = tracer_of(sample_books, sample_registers, "2026-03", sources=sources)
    assert shown == json.loads(to_json(tracer.trace("支3")))
    for wrong in (("2026-03",), ("支3",), ("2026-03/支3", "--all"), ("payslip", "2026-03")):
        with pytest.raises(UsageError):
            run(*base, *wrong)
