"""Billing a month: what it comes to, and the one file it is written into."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from beancount.core import data

from owners_ledger.billing.billed import billed, income_of
from owners_ledger.billing.model import Charge, Uncharged
from owners_ledger.billing.owed import owed
from owners_ledger.billing.plan import BillPlan, entries, plan
from owners_ledger.billing.tariffs import FILE as TARIFFS
from owners_ledger.billing.tariffs import Tariff, TariffError, load_tariffs
from owners_ledger.books.bank_entries import OPENING
from owners_ledger.books.chart import Chart
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books
from owners_ledger.books.write import stamped
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _, books_language
from owners_ledger.periods import Period
from owners_ledger.registers import (
    FOLDER,
    Registers,
    concessions,
    leases,
    load_registers,
    meters,
    parking,
    readings,
    units,
    validate,
)

_CHARGED = tuple(
    f"{FOLDER}/{one.FILE}" for one in (units, parking, leases, concessions, meters, readings)
)


class ChargedRegistersError(OwnersLedgerError):
    """A register that charges are made from contradicts itself."""


@dataclass(frozen=True, slots=True)
class Bill:
    """A month billed.

    Attributes:
        plan: what it comes to.
        names: tariff ids as people call them.
        file: the ledger file to write and its content, ``None`` where there is nothing to write.
        uncharged: what is not charged because it is not known how much.
    """

    plan: BillPlan
    names: dict[str, str]
    file: tuple[Path, bytes] | None
    uncharged: tuple[Uncharged, ...] = ()


def charges_of(
    books: Books, registers: Registers, tariffs: tuple[Tariff, ...], month: Period
) -> tuple[Charge, ...]:
    """Everything that is owed for a month by registers and tariffs (``owed``)."""
    return owed(books.root, books.chart, registers, tariffs, month).charges


def bill(books: Books, month: Period, *, correct_on: datetime.date | None = None) -> Bill:
    """Plan a month's charges.

    Args:
        books: the books.
        month: one calendar month.
        correct_on: the day corrections of charges billed before are dated, ``None``: none.

    Raises:
        UsageError: the period is no month, or before the opening balances.
        ChargedRegistersError: a register contradicts itself.
        TariffError: a tariff's account is not in the chart.
        OwnersLedgerError: a register or ``tariffs.toml`` is not in order.
    """
    if month.months != 1:
        raise UsageError(
            _("应收按月记，{period} 不是一个月").format(period=month),
            remedy=_("请写成 2026-03 这样的月份。"),
        )
    _refuse_before_opening(books, month)
    registers, tariffs = load_registers(books.root), load_tariffs(books.root)
    refuse_contradictions(registers)
    booked = billed(books.entries, month)
    income = {one.account: one.income for one in tariffs if one.income}
    for *_about, account in booked.amounts:
        if account not in income:
            income[account] = income_of(books.chart, account)
    month_owed = owed(books.root, books.chart, registers, tariffs, month)
    _refuse_unknown_accounts(month_owed.charges, books.chart)
    found = plan(month_owed.charges, booked, month, income)
    names = {one.id: one.name for one in tariffs}
    with books_language():
        made = entries(found, names, correct_on=correct_on)
    if not made:
        return Bill(found, names, None, month_owed.uncharged)
    text = stamped(ledger_text(made)).encode()
    file = _target(books.root, found, correct_on, text), text
    return Bill(found, names, file, month_owed.uncharged)


def refuse_contradictions(registers: Registers) -> None:
    """Stop where one of two rows would have to be guessed at: overlaps, strangers, wrong terms.

    Raises:
        ChargedRegistersError: a register that charges are made from has errors.
    """
    wrong = [one for one in validate(registers) if one.severity == "error" and one.file in _CHARGED]
    if wrong:
        raise ChargedRegistersError(
            _("登记簿有 {count} 处错误，应收算不准：{first}").format(
                count=len(wrong), first=wrong[0].message
            ),
            remedy=wrong[0].remedy,
            file=wrong[0].file,
            line=wrong[0].line or None,
        )


def _refuse_before_opening(books: Books, month: Period) -> None:
    """Stop where the opening balances hold already what a month was owed for."""
    begun = min((one.date for one in books.transactions if _opens(one)), default=None)
    if begun is not None and month.last <= begun:
        raise UsageError(
            _("期初余额是 {day} 的，{month} 的应收在它以前，再记就重复了").format(
                day=begun, month=month
            ),
            remedy=_("以前欠的，请写在期初余额里（应收科目，下面写 unit: 房号）。"),
        )


def _opens(entry: data.Transaction) -> bool:
    """Whether it opens the accounts of households or tenants, not of a bank alone."""
    return any(one.account == OPENING for one in entry.postings) and any(
        one.meta and (one.meta.get("unit") or one.meta.get("lease")) for one in entry.postings
    )


def _refuse_unknown_accounts(charges: Iterable[Charge], chart: Chart) -> None:
    """Stop before entries are written that the chart of accounts does not know."""
    for one in charges:
        for account in (one.account, one.income):
            if account not in chart.accounts:
                raise TariffError(
                    _("收费标准 {tariff} 的科目 {account} 不在科目表里").format(
                        tariff=one.tariff, account=account
                    ),
                    remedy=_("请改正科目名称，或先在 ledger/accounts.beancount 里开设。"),
                    file=TARIFFS,
                )


def _target(root: Path, found: BillPlan, correct_on: datetime.date | None, text: bytes) -> Path:
    """The month's own file; a correction's, and a second one's, name tells its content."""
    mark = hashlib.sha256(text).hexdigest()[:8]
    if not found.new and correct_on is not None:
        folder = root / "ledger" / f"{correct_on.year:04d}"
        return folder / f"{correct_on.month:02d}-charges-correction-{mark}.beancount"
    folder = root / "ledger" / f"{found.month.year:04d}"
    path = folder / f"{found.month.month:02d}-charges.beancount"
    return folder / f"{path.stem}-{mark}.beancount" if path.exists() else path
