"""Deposits: what the register says is held, and what the books hold."""

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
from owners_ledger.registers import Registers
from owners_ledger.registers import deposits as register_file
from owners_ledger.registers import leases as lease_file
from owners_ledger.registers.deposits import Deposit

ACCOUNT = "Liabilities:20押金"


@dataclass(frozen=True, slots=True)
class Held:
    """A deposit in the books.

    Attributes:
        amount: yuan still held; below zero where more was returned than taken.
        taken: yuan ever taken.
        place: its last posting.
    """

    amount: Decimal
    taken: Decimal
    place: Mapping[str, Any]


def deposit_remarks(
    holding: Sequence[data.Transaction],
    registers: Registers,
    day: datetime.date | None,
    *,
    grace: int,
) -> Iterator[Remark]:
    """Where register and books differ, and what is held longer than it may be.

    Looked at on the last day on which the books have money moving: statements after it are not
    imported yet, so nothing is said of what the register has later.

    Args:
        holding: the transactions that move an account of deposits, by date.
        registers: deposits and leases.
        day: that day, ``None`` where no money ever moves.
        grace: days after a lease's end until which its deposit may be held.
    """
    if day is None:
        return
    if not registers.deposits:
        yield from _no_register(holding, day)
        return
    held: dict[str, Held] = {}
    for entry, posting in _postings(holding, day):
        meta = posting.meta or {}
        code = str(meta.get("deposit") or "") or _by_holder(registers, meta, entry.date)
        amount = -(posting.units.number or money.ZERO) if posting.units else money.ZERO
        if not code:
            yield Remark(
                _("押金科目上的这一行（{amount} 元）在押金登记簿里找不到").format(amount=amount),
                _("请在 {file} 里登记，并在这一行下加 deposit: 写明编号。").format(
                    file=register_file.FILE
                ),
                posting.meta,
            )
            continue
        one = held.get(code) or Held(money.ZERO, money.ZERO, meta)
        held[code] = Held(one.amount + amount, one.taken + max(amount, money.ZERO), meta)
    for code, several in registers.deposit_terms.items():
        yield from _compared(several[-1], held.get(code), day)
        yield from _kept(several[-1], held.get(code), registers, day, grace)
    yield from _agreed(registers, day)


def _postings(
    transactions: Iterable[data.Transaction], day: datetime.date
) -> Iterator[tuple[data.Transaction, data.Posting]]:
    for entry in transactions:
        if entry.date <= day:
            for posting in entry.postings:
                if posting.account.startswith(ACCOUNT):
                    yield entry, posting


def _no_register(transactions: Iterable[data.Transaction], day: datetime.date) -> Iterator[Remark]:
    found = [posting for _entry, posting in _postings(transactions, day)]
    if found:
        yield Remark(
            _("账上有押金（{count} 处），押金登记簿却是空的").format(count=len(found)),
            _("请填写 ledger/registers/{file}，每一笔押金一行。").format(file=register_file.FILE),
            found[0].meta,
        )


def _by_holder(registers: Registers, meta: Mapping[str, Any], day: datetime.date) -> str:
    """The one deposit a unit or lease has, or has on that day; "" where it is not one."""
    holders = {str(meta.get("unit") or ""), str(meta.get("lease") or "")} - {""}
    theirs = [one for one in registers.deposits if one.holder in holders]
    for found in (theirs, [one for one in theirs if one.covers(day)]):
        if len({one.code for one in found}) == 1:
            return found[0].code
    return ""


def _compared(row: Deposit, held: Held | None, day: datetime.date) -> Iterator[Remark]:
    if row.start > day:
        return
    if held is None:
        yield Remark(
            _("押金 {code}（{holder}，{amount} 元）登记了，账上没有").format(
                code=row.code, holder=row.holder, amount=row.amount
            ),
            _(
                "收到了的，把那笔收款记到押金科目，加 deposit: {code}；没收的，从登记簿删去。"
            ).format(code=f'"{row.code}"'),
            file=register_file.FILE,
            row=row.row,
        )
    elif held.amount < 0:
        yield Remark(
            _("押金 {code} 退的比收的多 {amount} 元").format(code=row.code, amount=-held.amount),
            _("请核对退款，多退的向对方要回。"),
            held.place,
        )
    elif held.taken != row.amount and row.end is None and held.amount:
        yield Remark(
            _("押金 {code} 账上收了 {taken} 元，登记簿是 {amount} 元").format(
                code=row.code, taken=held.taken, amount=row.amount
            ),
            _("请对照收据，改正登记簿或账。"),
            held.place,
        )
    elif row.end is not None and row.end <= day and held.amount:
        yield Remark(
            _("押金 {code} 登记为 {day} 已退，账上还有 {amount} 元").format(
                code=row.code, day=row.end, amount=held.amount
            ),
            _(
                "退了的，把那笔退款记到押金科目，加 deposit: {code}；没退的，清空登记簿的“止”。"
            ).format(code=f'"{row.code}"'),
            file=register_file.FILE,
            row=row.row,
        )
    elif (row.end is None or row.end > day) and not held.amount:
        yield Remark(
            _("押金 {code} 账上已退清，登记簿还没有写退还日").format(code=row.code),
            _("请在登记簿的“止”填上退还的日期。"),
            file=register_file.FILE,
            row=row.row,
        )


def _kept(
    row: Deposit, held: Held | None, registers: Registers, day: datetime.date, grace: int
) -> Iterator[Remark]:
    lease = registers.lease(row.holder)
    if lease is None or lease.end is None or held is None or held.amount <= 0:
        return
    if day > lease.end + datetime.timedelta(days=grace):
        yield Remark(
            _("合同 {lease} 已在 {end} 到期，押金 {code} 还有 {amount} 元没退").format(
                lease=lease.code, end=lease.end, code=row.code, amount=held.amount
            ),
            _("请退还，或按合同抵扣欠款、赔偿；续租的，在合同登记簿里补上新的一行。"),
            held.place,
        )


def _agreed(registers: Registers, day: datetime.date) -> Iterator[Remark]:
    """Contracts in force that agree on another deposit than is registered."""
    for lease in registers.leases:
        if not lease.covers(day):
            continue
        rows = [one for one in registers.deposits if one.holder == lease.code and one.covers(day)]
        registered = money.total(one.amount for one in rows)
        if lease.deposit and registered != lease.deposit:
            yield Remark(
                _("合同 {lease} 约定押金 {agreed} 元，押金登记簿里是 {registered} 元").format(
                    lease=lease.code, agreed=lease.deposit, registered=registered
                ),
                _("请对照合同和收据，补登记押金，或改正合同登记簿的“押金”。"),
                file=lease_file.FILE,
                row=lease.row,
            )
