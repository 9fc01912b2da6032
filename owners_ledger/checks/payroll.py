"""``plugin "owners_ledger.checks.payroll"``: wages are as registers and tables say, and are paid.

Three things: a booked month equals what the registers and the tables of rates give; a month in
which somebody is employed has its payroll once the bank is a month further; and what was owed to
staff, insurance and tax office is settled exactly by what was paid (``wage_debts``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from beancount.core import data

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.checks.wage_debts import unsettled
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _
from owners_ledger.payroll.booked import META, by_month, differences, rows
from owners_ledger.payroll.entries import made
from owners_ledger.payroll.extras import load_extras, refuse_misnamed
from owners_ledger.payroll.month import city_of, payroll_year
from owners_ledger.payroll.pay import Pay
from owners_ledger.payroll.refusals import REGISTER
from owners_ledger.payroll.tax import FILE
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates

_SHOWN = 5


def check(facts: Facts) -> Iterator[Problem]:
    """Payrolls that differ or are missing, and wages, insurance and tax not paid as owed.

    Books that neither have a payroll nor ``[payroll]`` in ``committee.toml`` pay nobody this way.
    """
    if facts.committee is None or facts.troubles:
        return
    named = by_month(facts.transactions)
    if not named and "payroll" not in facts.committee.raw:
        return
    booked: dict[Period, list[data.Transaction]] = {}
    for text, entries in named.items():
        month = _month(text)
        if month is None:
            yield Problem(
                entries[0].meta,
                _("{meta}: 写的“{text}”不是月份").format(meta=META, text=text),
                _("请写成 2026-03 这样的月份，带引号。"),
                WARNING,
                entries[0],
            )
        else:
            booked[month] = entries
    computed: dict[Period, tuple[Pay, ...]] = {}
    try:
        computed = _computed(facts, booked)
    except OwnersLedgerError as error:
        yield Problem(
            at(facts.root, error.file or REGISTER, error.line or 0),
            _("工资算不出来，没有核对：{why}").format(why=error.message),
            error.remedy,
            WARNING,
        )
    for month, entries in booked.items():
        if month in computed:
            yield from _unlike(month, entries, computed[month])
    yield from _missing(facts, booked)
    yield from unsettled(facts, computed)


def _month(text: str) -> Period | None:
    try:
        found = Period.parse(text)
    except UsageError:
        return None
    return found if found.months == 1 else None


def _computed(
    facts: Facts, booked: Mapping[Period, Sequence[data.Transaction]]
) -> dict[Period, tuple[Pay, ...]]:
    """What the registers give for every booked month, a year at a time."""
    found: dict[Period, tuple[Pay, ...]] = {}
    if not booked or facts.committee is None:
        return found
    refuse_misnamed(facts.root)
    rates = load_rates(facts.root)
    extras = cache(lambda month: load_extras(facts.root, month))
    city = city_of(facts.committee.raw)
    reach = min((one.first for one in rates.rows(FILE, "wage")), default=datetime.date.min)
    last = {month.year: month for month in sorted(booked)}
    for month in last.values():
        if datetime.date(month.year, 1, 1) < reach:
            continue  # paid by rules no table tells of any more
        found |= payroll_year(facts.registers.staff, month, rates, extras, city=city)
    return found


def _unlike(
    month: Period, entries: Sequence[data.Transaction], pays: tuple[Pay, ...]
) -> Iterator[Problem]:
    wrong = differences(rows(entries), rows(made(pays, month)))
    if not wrong:
        return
    said = "；".join(str(one) for one in wrong[:_SHOWN])
    if len(wrong) > _SHOWN:
        said += _("；还有 {count} 处").format(count=len(wrong) - _SHOWN)
    yield Problem(
        entries[0].meta,
        _("{month}的工资与按登记簿和费率表算的不同：{list}").format(month=month.title, list=said),
        _(
            "登记簿后来改过的，改回记账时的样子，涨薪另起一行写明起用日；"
            "确实少发、多发的，在下一个月的 ledger/payroll/ 文件里写“补发”或“扣回多发”。"
        ),
        WARNING,
        entries[0],
    )


def _missing(facts: Facts, booked: Mapping[Period, object]) -> Iterator[Problem]:
    dates = [
        lines[place].entry.date for lines in facts.bank_lines.values() if lines for place in (0, -1)
    ]
    if not dates:
        return
    until = Period.month_of(max(dates))
    month = min(booked, default=Period.month_of(min(dates)))
    without: list[Period] = []
    while month < until:
        if month not in booked and any(
            one.wage and one.start <= month.last and (one.end is None or one.end >= month.first)
            for one in facts.registers.staff
        ):
            without.append(month)
        month = Period.month_of(month.end)
    if without:
        yield Problem(
            at(facts.root, REGISTER),
            _("{months} 有在职的职工，却没有记工资").format(months="、".join(map(str, without))),
            _("请运行 owners-ledger payroll {month}，逐月补记。").format(month=without[0]),
            WARNING,
        )


__plugins__ = (plugin({"payroll": check}),)
