"""Bills not yet paid: what is owed to whom until when, what is paid late, twice or past them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.accruals.remark import Remark
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.registers import payables as register_file
from owners_ledger.registers.payables import OWED, Payable


@dataclass(frozen=True, slots=True)
class Owed:
    """A bill as the books hold it.

    Attributes:
        code: as in ``payable:``.
        booked: yuan that became owed.
        paid: yuan that were paid of it.
        supplier: its code, "" where the books do not say.
        due: until when, ``None`` where nothing is known.
        place: the posting by which it became owed, else the one that paid it.
        first: the day of its first posting.
    """

    code: str
    booked: Decimal
    paid: Decimal
    supplier: str
    due: datetime.date | None
    place: Mapping[str, Any]
    first: datetime.date

    @property
    def open(self) -> Decimal:
        """Still owed; below zero where more was paid than booked."""
        return self.booked - self.paid


def owed(
    transactions: Iterable[data.Transaction], registers: Registers, *, until: datetime.date
) -> tuple[Owed, ...]:
    """Bills still to be paid on a day, by the day they are due (those without a day last).

    A posting on the account of payables with ``payable:`` belongs to that bill, in the register
    or not; ``due:`` on the posting or the register's 到期日 says until when.
    """
    known = {one.code: one for one in registers.payables}
    found = [one for one in _bills(transactions, known, until).values() if one.open]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or one.first, one.code)))


def payable_remarks(
    transactions: Sequence[data.Transaction],
    owing: Sequence[data.Transaction],
    registers: Registers,
    day: datetime.date,
) -> Iterator[Remark]:
    """What is wrong with bills on a day: overdue, paid twice, booked otherwise, paid past them.

    Args:
        transactions: the books', by date.
        owing: those of them that move an account of payables.
        registers: the bills.
        day: the day.
    """
    known = {one.code: one for one in registers.payables}
    bills = _bills(owing, known, day)
    for one in bills.values():
        if one.open < 0:
            yield Remark(
                _("应付款 {code} 只记了 {booked} 元，却付了 {paid} 元").format(
                    code=one.code, booked=one.booked, paid=one.paid
                ),
                _("可能付了两次，或没有先记应付。请核对付款，付重的向对方要回。"),
                one.place,
            )
        elif one.open and one.due is not None and one.due < day:
            yield Remark(
                _("应付款 {code} 还有 {open} 元没付，{due} 已到期").format(
                    code=one.code, open=one.open, due=one.due
                ),
                _("付过的，把那笔付款改记在应付账款上，加 payable: {code}。").format(
                    code=f'"{one.code}"'
                ),
                one.place,
            )
        row = known.get(one.code)
        if row is not None and one.booked and one.booked != row.amount:
            yield Remark(
                _("应付款 {code} 账上记了 {booked} 元，登记簿是 {amount} 元").format(
                    code=one.code, booked=one.booked, amount=row.amount
                ),
                _("请核对发票；改好登记簿后，用 owners-ledger accrue {month} 更正。").format(
                    month=row.month
                ),
                one.place,
            )
    yield from _not_booked(known, bills, day)
    yield from _untied(owing, day)
    yield from _paid_past(transactions, known, bills, day)


def _bills(
    transactions: Iterable[data.Transaction], known: Mapping[str, Payable], until: datetime.date
) -> dict[str, Owed]:
    found: dict[str, Owed] = {}
    for entry in transactions:
        if entry.date > until:
            continue
        for posting in entry.postings:
            if posting.units is None or not _is_owed(posting):
                continue
            meta = posting.meta or {}
            code = str(meta.get("payable") or "")
            if not code:
                continue
            amount = posting.units.number or money.ZERO
            # A correction of what is owed carries the accrual's mark, a payment does not.
            is_booking = amount < 0 or "accrual" in entry.meta
            one = found.get(code) or Owed(
                code, money.ZERO, money.ZERO, "", _due(meta, known.get(code)), meta, entry.date
            )
            found[code] = Owed(
                code,
                one.booked - amount if is_booking else one.booked,
                one.paid if is_booking else one.paid + amount,
                one.supplier or str(meta.get("supplier") or ""),
                one.due or _due(meta, None),
                one.place,
                one.first,
            )
    return found


def _is_owed(posting: data.Posting) -> bool:
    return posting.account.startswith(OWED)


def _due(meta: Mapping[str, Any], row: Payable | None) -> datetime.date | None:
    due = meta.get("due")
    if isinstance(due, datetime.date):
        return due
    return row.due if row else None


def _not_booked(
    known: Mapping[str, Payable], bills: Mapping[str, Owed], day: datetime.date
) -> Iterator[Remark]:
    for code, row in known.items():
        if row.month < Period.month_of(day) and row.amount and code not in bills:
            yield Remark(
                _("应付款 {code}（{month}，{amount} 元）还没有记账").format(
                    code=code, month=row.month, amount=row.amount
                ),
                _("请运行 owners-ledger accrue {month}。").format(month=row.month),
                file=register_file.FILE,
                row=row.row,
            )


def _untied(transactions: Iterable[data.Transaction], day: datetime.date) -> Iterator[Remark]:
    for entry in transactions:
        for posting in entry.postings:
            if entry.date > day or not _is_owed(posting):
                continue
            if not (posting.meta or {}).get("payable"):
                yield Remark(
                    _("应付账款上的这一行没有写明是哪一笔应付款"),
                    _("请在这一行下加 payable: 写明登记簿里的编号，或自取一个编号。"),
                    posting.meta,
                )


def _paid_past(
    transactions: Iterable[data.Transaction],
    known: Mapping[str, Payable],
    bills: Mapping[str, Owed],
    day: datetime.date,
) -> Iterator[Remark]:
    """A payment of the very sum to the supplier, booked as cost once more."""
    waiting = {
        (row.expense, row.supplier, one.open): one
        for code, one in bills.items()
        if (row := known.get(code)) is not None and one.open > 0
    }
    if not waiting:
        return
    for entry in transactions:
        if "accrual" in entry.meta or entry.date > day:
            continue
        for posting in entry.postings:
            if posting.units is None:
                continue
            supplier = str((posting.meta or {}).get("supplier") or "")
            one = waiting.get((posting.account, supplier, posting.units.number or money.ZERO))
            if one is not None and entry.date > one.first:
                yield Remark(
                    _("这笔付款像是付应付款 {code} 的，却又记了一次费用").format(code=one.code),
                    _("是的话，把科目改为 {account}，加 payable: {code}；不是就不用改。").format(
                        account=known[one.code].owed, code=f'"{one.code}"'
                    ),
                    posting.meta,
                )
