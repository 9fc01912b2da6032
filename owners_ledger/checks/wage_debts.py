"""What is owed for wages, insurance and income tax, against what was paid: part of ``payroll``.

A month's wages are paid within that month or the next, whole or (insurance and housing fund) in
their two parts. So at the end of a month whose statement is complete, what is open is nothing, or
the month's own debt, or one of its parts: anything else was paid too little or too much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from beancount.core import data

from owners_ledger.books.bank_entries import OPENING
from owners_ledger.checks.alike import touching
from owners_ledger.checks.amounts import yuan
from owners_ledger.checks.bank import statement_fact
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show, total
from owners_ledger.payroll.entries import INSURANCE, TAX, WAGES
from owners_ledger.payroll.insurance import FUND
from owners_ledger.payroll.pay import Pay
from owners_ledger.periods import Period


@dataclass(slots=True)
class _Debt:
    """One liability by month.

    Attributes:
        raised: yuan that became owed.
        paid: yuan paid.
        staff: yuan owed to single persons (a payment that came back), by date.
        paying: the money account of the last payment.
        last: the last transaction by month.
    """

    raised: dict[Period, Decimal] = field(default_factory=dict)
    paid: dict[Period, Decimal] = field(default_factory=dict)
    staff: list[tuple[Period, str, Decimal]] = field(default_factory=list)
    paying: str = ""
    last: dict[Period, data.Transaction] = field(default_factory=dict)


def unsettled(facts: Facts, pays: Mapping[Period, tuple[Pay, ...]]) -> Iterator[Problem]:
    """Debts that what was paid does not settle.

    Args:
        facts: the books.
        pays: what the registers give by month, for the housing fund's part.
    """
    debts = _debts(facts)
    for account, debt in debts.items():
        until = _complete(facts, debt.paying)
        if debt.raised and until is not None:
            yield from _judged(account, debt, until, pays)


def _debts(facts: Facts) -> dict[str, _Debt]:
    debts = {account: _Debt() for account in (WAGES, INSURANCE, TAX)}
    money = {account.name for account in facts.chart.money}
    for entry in touching(facts.alike, tuple(debts)):
        touched = [one for one in entry.postings if one.account in debts]
        if not touched:
            continue
        month = Period.month_of(entry.date)
        places = [one.account for one in entry.postings if one.account in money]
        is_payment = bool(places) and all(one.account != OPENING for one in entry.postings)
        for posting in touched:
            debt, amount = debts[posting.account], yuan(posting)
            table = debt.paid if is_payment else debt.raised
            table[month] = table.get(month, ZERO) + (amount if is_payment else -amount)
            debt.last[month] = entry
            if is_payment:
                debt.paying = places[0]
            if code := str((posting.meta or {}).get("staff", "")):
                debt.staff.append((month, code, -amount))
    return debts


def _complete(facts: Facts, account: str) -> Period | None:
    """The last month the bank has told everything of."""
    known = [statement_fact(one) for one in facts.statements]
    ends = [one.last_date for one in known if not isinstance(one, str) and one.account == account]
    if ends:
        month = Period.month_of(max(ends))
        return month if max(ends) == month.last else month.previous()
    dates = [lines[-1].entry.date for lines in facts.bank_lines.values() if lines]
    return Period.month_of(max(dates)).previous() if dates else None


def _judged(
    account: str, debt: _Debt, until: Period, pays: Mapping[Period, tuple[Pay, ...]]
) -> Iterator[Problem]:
    steps: list[tuple[Period, Decimal]] = []
    is_open, before = ZERO, ZERO
    month = min((*debt.raised, *debt.paid))
    while month <= until:
        is_open += debt.raised.get(month, ZERO) - debt.paid.get(month, ZERO)
        wrong = _wrong(account, is_open, debt.raised.get(month, ZERO), pays.get(month, ()))
        if wrong != before:
            steps.append((month, wrong - before))
        if not wrong:
            steps.clear()
        before = wrong
        month = Period.month_of(month.end)
    if not before:
        return
    name = account.rpartition(":")[2].lstrip("0123456789")
    where = "、".join(
        (_("{month}少付 {amount}") if amount > 0 else _("{month}多付 {amount}")).format(
            month=each.title, amount=show(abs(amount))
        )
        for each, amount in steps
    )
    persons: dict[str, Decimal] = {}
    for each, code, amount in debt.staff:
        if each <= until:
            persons[code] = persons.get(code, ZERO) + amount
    owed = "、".join(
        _("{code} {amount}").format(code=code, amount=show(amount))
        for code, amount in sorted(persons.items())
        if amount > 0
    )
    said = _("到{month}底，{name}与付出的钱相差 {difference}：{where}").format(
        month=until.title, name=name, difference=show(before), where=where
    )
    if owed:
        said += _("；其中退回还没有重发的：{owed}").format(owed=owed)
    last = max(each for each in debt.last if each <= until)
    yield Problem(
        debt.last[last].meta,
        said,
        _(
            "请对照工资表和银行回单：没发到的重发，少缴的补缴，多缴的申请退回；"
            "流水记错科目的，改为 {account}。"
        ).format(account=account),
        WARNING,
        debt.last[last],
    )


def _wrong(account: str, is_open: Decimal, raised: Decimal, pays: tuple[Pay, ...]) -> Decimal:
    """How far what is open is from what may be open at the end of a month."""
    allowed = [raised, ZERO]
    if account == INSURANCE and pays:
        fund = total(
            share.employer + share.employee
            for one in pays
            for share in one.shares
            if share.kind == FUND
        )
        allowed += [fund, raised - fund]
    return min((is_open - one for one in allowed), key=abs)
