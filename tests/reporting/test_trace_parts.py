"""Every figure of the long reports and of those that stand alone adds up by its id."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_ledger import books_of, transactions

from owners_ledger.board.items import _items as figures_by_id
from owners_ledger.cli import main
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.rendering.json_ import as_json
from owners_ledger.reporting import ids
from owners_ledger.reporting.disclosure import read
from owners_ledger.reporting.sources import Sources, load_sources
from owners_ledger.reporting.trace import Tracer
from owners_ledger.reporting.whole.compose import full_report
from owners_ledger.reporting.whole.model import Parts


def full(root, books, registers, code):
    period = Period.parse(code)
    sources = load_sources(root, period)
    notice = full_report(books, registers, period, sources, draft=True)
    return Tracer(read(books, registers, period, sources, draft=True), notice), notice


@pytest.fixture(scope="module", params=("2026-Q1", "2025"))
def traced(request, sample_root, sample_books, sample_registers):
    tracer, notice = full(sample_root, sample_books, sample_registers, request.param)
    return list(tracer.all()), notice


def test_every_id_of_a_long_report_leads_to_what_it_is_the_sum_of(traced):
    traces, notice = traced
    assert set(ids.listed(notice)) == {one.id for one in traces}
    for found in traces:
        for figure in found.figures:
            assert figure.agrees, (found.id, found.what, figure.name)
            assert sum((one.amount for one in figure.entries), Decimal("0.00")) == figure.printed


def test_ids_are_unique_and_a_question_may_name_any_of_them(traced):
    _traces, notice = traced
    every = [short for short, _name in ids._ids(notice)]
    assert len(every) == len(set(every))
    named = {short for short, _line, _figure in figures_by_id(as_json(notice))}
    assert set(every) <= named


def test_compositions_name_ids_of_the_same_report(traced):
    traces, _notice = traced
    known = {one.id for one in traces}
    for found in traces:
        for figure in found.figures:
            for entry in figure.entries:
                if not entry.file and not entry.date and ids.is_id(entry.number):
                    assert entry.number in known, (found.id, entry)


ALONE = (
    ("statements", "2026-03"),
    ("funds", "2026-Q1"),
    ("budget", "2026"),
    ("project", "消防改造"),
)


@pytest.mark.parametrize("asked", ALONE, ids="-".join)
def test_reports_that_stand_alone(sample_root, asked):
    words = ("--book", str(sample_root), "trace", *asked, "--all", "--format", "json")
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert len(found) > 15
    figures = [figure for one in found for figure in one["figures"]]
    assert all(one["agrees"] and one["summed"] == one["printed"] for one in figures)


def test_a_month_finds_what_only_the_report_of_its_own_has(sample_root):
    words = ("--book", str(sample_root), "trace", "2026-03/金1", "--format", "json")
    found = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).stdout)
    assert (found["full"], found["what"]) == ("2026-03/金1", "资金 公共收益")


@settings(max_examples=25, deadline=None)
@given(st.lists(transactions(), max_size=12), st.sampled_from(["2026-Q1", "2026-Q2"]))
def test_whatever_the_books_hold_the_parts_add_up(entries, code):
    books, period = books_of(entries), Period.parse(code)
    notice = full_report(books, Registers(), period, Sources(), draft=True)
    tracer = Tracer(read(books, Registers(), period, Sources(), draft=True), notice)
    assert isinstance(notice.parts, Parts)
    rate = {notice.total_ids.collection}  # nothing was charged: no rate to trace
    assert set(ids.listed(notice)) - rate == set(tracer.ids) - rate
    for found in tracer.all():
        assert found.agrees, found
