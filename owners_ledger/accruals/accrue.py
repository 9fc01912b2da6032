"""Accruing a month: what it comes to, and the one file it is written into."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from beancount.core import data

from owners_ledger.accruals.booked import booked
from owners_ledger.accruals.items import Item, items
from owners_ledger.accruals.payables import Owed, owed
from owners_ledger.accruals.plan import AccrualPlan, entries, plan
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books
from owners_ledger.books.write import stamped
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _, books_language
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import FOLDER, load_registers


class AccrualError(OwnersLedgerError):
    """A register names an account that the books do not have."""


@dataclass(frozen=True, slots=True)
class Accrual:
    """A month accrued.

    Attributes:
        plan: what it comes to.
        owed: bills not yet paid by the end of the month, the new ones included.
        file: the ledger file to write and its content, ``None`` where there is nothing to write.
    """

    plan: AccrualPlan
    owed: tuple[Owed, ...]
    file: tuple[Path, bytes] | None


def accrue(books: Books, month: Period, *, correct_on: datetime.date | None = None) -> Accrual:
    """Plan a month's accruals.

    Args:
        books: the books.
        month: one calendar month.
        correct_on: the day corrections of what is booked are dated, ``None``: none.

    Raises:
        UsageError: the period is no month.
        AccrualError: an account is not open.
        OwnersLedgerError: a register or a table is not in order.
    """
    if month.months != 1:
        raise UsageError(
            _("待摊、应付和折旧按月记，{period} 不是一个月").format(period=month),
            remedy=_("请写成 2026-03 这样的月份；计提税费才用季度，加 --taxes。"),
        )
    registers = load_registers(books.root)
    everything = tuple(items(registers, load_rates(books.root)))
    begin = books.transactions[0].date if books.transactions else None
    found = plan(everything, booked(books.entries, everything), month, begin)
    _refuse_unknown(found.new, books)
    with books_language():
        made = entries(found, correct_on=correct_on)
    open_bills = owed([*books.transactions, *_transactions(made)], registers, until=month.last)
    if not made:
        return Accrual(found, open_bills, None)
    text = stamped(ledger_text(made)).encode()
    only = None if found.new else correct_on
    return Accrual(found, open_bills, (target(books.root, month, "accruals", only, text), text))


def target(
    root: Path, month: Period, name: str, correct_on: datetime.date | None, text: bytes
) -> Path:
    """The month's own file; a correction's, and a second one's, name tells its content."""
    mark = hashlib.sha256(text).hexdigest()[:8]
    if correct_on is not None:
        folder = root / "ledger" / f"{correct_on.year:04d}"
        return folder / f"{correct_on.month:02d}-{name}-correction-{mark}.beancount"
    folder = root / "ledger" / f"{month.last.year:04d}"
    path = folder / f"{month.last.month:02d}-{name}.beancount"
    return folder / f"{path.stem}-{mark}.beancount" if path.exists() else path


def _refuse_unknown(new: Sequence[Item], books: Books) -> None:
    for one in new:
        for row in one.rows:
            if row.account not in books.chart.accounts:
                raise AccrualError(
                    _("科目 {account} 没有开设").format(account=row.account),
                    remedy=_("请改正登记簿里的科目，或在 ledger/accounts.beancount 里开设它。"),
                    file=f"{FOLDER}/{one.file}",
                    line=one.line,
                )


def _transactions(made: Iterable[data.Directive]) -> list[data.Transaction]:
    return [one for one in made if isinstance(one, data.Transaction)]
