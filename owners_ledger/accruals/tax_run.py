"""Accruing a period's taxes: what they come to, what is booked, and the file to write."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.accruals.accrue import AccrualError, target
from owners_ledger.accruals.reach import reach
from owners_ledger.accruals.stamp import contracts
from owners_ledger.accruals.tax_calendar import Due, due
from owners_ledger.accruals.tax_classes import incomes
from owners_ledger.accruals.taxes import TAXES, Taxes, taxes
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books
from owners_ledger.books.write import stamped
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _, books_language
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import Registers, load_registers

NONE, SMALL = "none", "small"
_PERIODS = {"month": 1, "quarter": 3}
_EXPENSE, _OWED = "Expenses:50管理:55税费", "Liabilities:13应交税费"
NAMES: Mapping[str, str] = {
    "vat": "增值税",
    "city": "城市维护建设税",
    "education": "教育费附加",
    "local-education": "地方教育附加",
    "property": "房产税",
    "stamp": "印花税",
}


@dataclass(frozen=True, slots=True)
class Payer:
    """``[taxes]`` of ``committee.toml``.

    Attributes:
        months: length of the period declared, 1 or 3.
        place: 市区, 县城、镇 or 其他.
        expense: account of the cost.
        owed: account of what is owed.
    """

    months: int
    place: str
    expense: str
    owed: str


@dataclass(frozen=True, slots=True)
class TaxRun:
    """A period's taxes, computed and compared.

    Attributes:
        taxes: the computation.
        notes: what the computation cannot know and a person should look at.
        due: deadlines, by tax.
        booked: yuan by tax in the books, ours only.
        new: taxes the books have nothing of, yuan.
        differences: taxes booked otherwise: yuan still missing (below zero: too much).
        by_hand: entries in the period on the account of taxes owed that are not ours.
        file: the ledger file to write and its content, ``None`` where there is nothing to write.
    """

    taxes: Taxes
    notes: tuple[str, ...]
    due: Mapping[str, Due]
    booked: Mapping[str, Decimal]
    new: Mapping[str, Decimal]
    differences: Mapping[str, Decimal]
    by_hand: tuple[data.Transaction, ...]
    file: tuple[Path, bytes] | None


def payer(raw: Mapping[str, Any]) -> Payer | None:
    """Who pays: ``None`` where the committee owes no such taxes.

    Raises:
        UsageError: ``[taxes]`` is missing or says something else.
    """
    table = raw.get("taxes")
    table = table if isinstance(table, dict) else {}
    kind, every = table.get("payer"), table.get("period", "quarter")
    place = table.get("place", "")
    if kind == NONE:
        return None
    if kind == SMALL and every in _PERIODS and isinstance(place, str) and place:
        return Payer(
            _PERIODS[every],
            place,
            str(table.get("expense", _EXPENSE)),
            str(table.get("liability", _OWED)),
        )
    raise UsageError(
        _("committee.toml 还没有写明纳税身份，不能计提税费"),
        remedy=_(
            '请在 ledger/committee.toml 加一节 [taxes]：payer = "small"（小规模纳税人）'
            '或 "none"（没有税务登记，不缴）；small 还要写 place = "市区"、"县城、镇" 或 "其他"，'
            '按月申报的加 period = "month"。'
        ),
    )


def tax_run(
    books: Books,
    period: Period,
    who: Payer,
    *,
    correct_on: datetime.date | None = None,
    beside: bool = False,
) -> TaxRun:
    """Plan a period's taxes.

    Args:
        books: the books.
        period: the payer's month or quarter.
        who: the payer.
        correct_on: the day corrections of what is booked are dated, ``None``: none.
        beside: write even where somebody accrued taxes by hand in the period.

    Raises:
        UsageError: the period is not the payer's.
        OwnersLedgerError: a table or register is not in order, an account is not open.
    """
    if period.months != who.months:
        raise UsageError(
            _("税费按{every}计提，{period} 不是").format(
                every=_("月") if who.months == 1 else _("季度"), period=period
            ),
            remedy=_("请写成 {example}。").format(
                example="2026-03" if who.months == 1 else "2026-Q1"
            ),
        )
    for account in (who.expense, who.owed):
        if account not in books.chart.accounts:
            raise AccrualError(
                _("科目 {account} 没有开设").format(account=account),
                remedy=_("请在 ledger/accounts.beancount 里开设它，或改正 [taxes] 的科目。"),
                file="ledger/committee.toml",
            )
    rates, registers = load_rates(books.root), load_registers(books.root)
    signed = tuple(contracts(registers, period))
    income = incomes(books.transactions, period, rates)
    found = taxes(income, signed, period, rates, place=who.place)
    booked = _booked(books.transactions, period, who.owed)
    amounts = found.amounts
    new = {tax: amount for tax, amount in amounts.items() if tax not in booked}
    differences = {
        tax: missing
        for tax, there in booked.items()
        if (missing := amounts.get(tax, money.ZERO) - there)
    }
    by_hand = tuple(_by_hand(books.transactions, period, who.owed))
    due_days = {tax: due(rates, tax, period) for tax in amounts}
    write = new if beside or not by_hand else {}
    with books_language():
        made = [_entry(tax, write[tax], period, who, day=period.last, word="计提") for tax in write]
        if correct_on is not None:
            made += [
                _entry(tax, missing, period, who, day=correct_on, word="更正")
                for tax, missing in differences.items()
            ]
    file = None
    if made:
        text = stamped(ledger_text(made)).encode()
        only = None if write else correct_on
        file = target(books.root, period, "taxes", only, text), text
    notes = (
        *(one.note for one in signed if one.note),
        *_ahead(registers, period),
        *_unfinished(books, period),
    )
    return TaxRun(found, notes, due_days, booked, new, differences, by_hand, file)


def _ahead(registers: Registers, period: Period) -> Iterable[str]:
    """Rent received ahead is spread in the books; the tax office looks at the day it came in."""
    for one in registers.spreads:
        is_near = one.start < period.end and one.end >= period.first
        if is_near and one.target.startswith("Income:"):
            yield _(
                "{code} {name} 是预收后分摊的收入，账上按月确认；增值税可能在收款时就要缴，请核对"
            ).format(code=one.code, name=one.name)


def _unfinished(books: Books, period: Period) -> Iterable[str]:
    day = reach(books.transactions, books.chart)
    if day is not None and day < period.last:
        yield _("账上收付款只到 {day}，这一期的收入可能还不全").format(day=day)


def _booked(
    transactions: Iterable[data.Transaction], period: Period, owed: str
) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for entry in transactions:
        tax = str(entry.meta.get("tax") or "")
        if tax and entry.meta.get("period") == str(period):
            found[tax] = found.get(tax, money.ZERO) - _on(entry, owed)
    order = {tax: place for place, tax in enumerate(TAXES)}
    return dict(sorted(found.items(), key=lambda one: (order.get(one[0], len(order)), one[0])))


def _by_hand(
    transactions: Iterable[data.Transaction], period: Period, owed: str
) -> Iterable[data.Transaction]:
    """Taxes that somebody put on the account in the period, the opening balance left out."""
    for entry in transactions:
        if entry.date not in period or entry.meta.get("tax") or _on(entry, owed) >= 0:
            continue
        if any(posting.account.startswith("Expenses:") for posting in entry.postings):
            yield entry


def _on(entry: data.Transaction, account: str) -> Decimal:
    return money.total(
        posting.units.number
        for posting in entry.postings
        if posting.account == account and posting.units and posting.units.number is not None
    )


def _entry(
    tax: str, amount: Decimal, period: Period, who: Payer, *, day: datetime.date, word: str
) -> data.Transaction:
    return data.Transaction(
        {"tax": tax, "period": str(period)},
        day,
        "*",
        None,
        f"{word}{period.title}{NAMES[tax]}",
        data.EMPTY_SET,
        frozenset({f"tax-{period}"}),
        [
            posting(Leg(account, number))
            for account, number in ((who.expense, amount), (who.owed, -amount))
        ],
    )
