"""``plugin "owners_ledger.checks.charges"``: what was charged is what registers and tariffs say.

Every charge in the books equals what registers, tariffs and the month's shared costs give today;
and every month the bank has gone beyond has its charges. What people owe is then their charges
less their payments, both accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from beancount.core import data

from owners_ledger.billing.billed import Billed, Key, key_of, sum_of
from owners_ledger.billing.owed import owed
from owners_ledger.billing.steady import Amounts
from owners_ledger.billing.tariffs import FILE, Tariff, load_tariffs
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period

_SHOWN = 3
_STEADY = ("area", "unit", "bay")


def check(facts: Facts) -> Iterator[Problem]:
    """Charges that differ or are missing. Books that never charge anybody have neither."""
    if facts.troubles:
        return
    booked: dict[str, list[data.Transaction]] = {}
    for entry in facts.transactions:
        if "charge" in entry.meta:
            booked.setdefault(str(entry.meta.get("period", "")), []).append(entry)
    if not booked and not (facts.root / FILE).exists():
        return
    try:
        tariffs = load_tariffs(facts.root)
        months = {_month(text): entries for text, entries in booked.items()}
        steady = Amounts(facts.registers, tariffs)
        for month in _all(facts, months):
            wanted = _wanted(facts, tariffs, steady, month)
            yield from _compare(facts, tariffs, month, wanted, months.get(month, ()))
    except OwnersLedgerError as error:
        yield Problem(
            at(facts.root, error.file or FILE, error.line or 0), error.message, error.remedy
        )


def last_closed(facts: Facts) -> Period | None:
    """The month before the last one with bank lines: its bank side will not change any more."""
    months = _bank_months(facts)
    return max(months).previous() if months else None


def _bank_months(facts: Facts) -> set[Period]:
    """The months with bank lines."""
    return {
        Period.month_of(line.entry.date)
        for lines in facts.bank_lines.values()
        for line in lines
        if line.ref
    }


def _month(text: str) -> Period:
    period = Period.parse(text)
    if period.months != 1:
        raise UsageError(
            _("应收按月记，{period} 不是一个月").format(period=text),
            remedy=_("请写成 2026-03 这样的月份。"),
        )
    return period


def _all(facts: Facts, months: Mapping[Period, object]) -> Sequence[Period]:
    """The months with charges, and those that are closed since the books began."""
    closed = last_closed(facts)
    found = set(months)
    if closed is not None:
        month = min(found | _bank_months(facts))
        while month <= closed:
            found.add(month)
            month = Period.month_of(month.end)
    return sorted(found)


def _wanted(
    facts: Facts, tariffs: tuple[Tariff, ...], steady: Amounts, month: Period
) -> Mapping[Key, Decimal]:
    others = tuple(one for one in tariffs if one.kind not in _STEADY)
    found = dict(steady.of(month))
    for one in owed(facts.root, facts.chart, facts.registers, others, month).charges:
        found[key_of(one)] = found.get(key_of(one), ZERO) + one.amount
    return found


def _compare(
    facts: Facts,
    tariffs: Sequence[Tariff],
    month: Period,
    wanted: Mapping[Key, Decimal],
    entries: Sequence[data.Transaction],
) -> Iterator[Problem]:
    names = {one.id: one.name for one in tariffs}
    booked: Billed = sum_of(entries)
    differing: dict[str, list[Key]] = {}
    if wanted != booked.amounts:
        for key in sorted({*wanted, *booked.amounts}):
            if wanted.get(key, ZERO) != booked.amounts.get(key, ZERO):
                differing.setdefault(key[0], []).append(key)
    for tariff, keys in differing.items():
        name = names.get(tariff, tariff)
        if tariff in booked.tariffs:
            entry = next(one for one in entries if one.meta["charge"] == tariff)
            yield _differs(entry, name, month, [_said(key, booked, wanted) for key in keys])
        elif (closed := last_closed(facts)) is not None and month <= closed:
            yield Problem(
                at(facts.root, "ledger/main.beancount"),
                _("{month}的{name}没有记应收（{count} 笔）").format(
                    month=month.title, name=name, count=len(keys)
                ),
                _("请运行 owners-ledger bill {month}。").format(month=month),
                WARNING,
            )


def _differs(entry: data.Transaction, name: str, month: Period, said: Sequence[str]) -> Problem:
    return Problem(
        entry.meta,
        _("{month}的{name}：{count} 笔与登记簿和收费标准不同，如 {examples}").format(
            month=month.title, name=name, count=len(said), examples="；".join(said[:_SHOWN])
        ),
        _(
            "先核对登记簿和 tariffs.toml；它们没有错，就用 owners-ledger bill {month} "
            "--correct 加更正的日期补记差额。"
        ).format(month=month),
        WARNING,
        entry,
    )


def _said(key: Key, booked: Billed, wanted: Mapping[Key, Decimal]) -> str:
    _tariff, unit, lease, bay, _account = key
    return _("{who} 账上 {booked}，应为 {computed}").format(
        who=" ".join(filter(None, (unit or lease, bay))),
        booked=show(booked.amounts.get(key, ZERO)),
        computed=show(wanted.get(key, ZERO)),
    )


__plugins__ = (plugin({"charges": check}),)
