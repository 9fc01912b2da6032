"""``ledger/contracts.toml``: contracts that cost money, and what they ask for when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from owners_ledger.commitments.model import Contract, Instalment
from owners_ledger.commitments.toml_file import Table, TomlFile
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show

FILE = "contracts.toml"
EVERY = {"月": 1, "季": 3, "半年": 6, "年": 12}
RETENTION = "质保金"


def contracts(file: TomlFile) -> tuple[Contract, ...]:
    """All of a file.

    Raises:
        ConfigError: one is not as it must be: instalments that are not the sum, a term that ends
            before it begins, neither a sum nor an amount.
    """
    found = file.each("contract", _contract)
    seen: set[str] = set()
    for one in found:
        if one.code in seen:
            raise file.refusal(_("合同号 {code} 写了两次").format(code=one.code), one.place.line)
        seen.add(one.code)
    return found


def _contract(item: Table) -> Contract:
    start, end = item.needed_day("from"), item.day("to")
    if end is not None and end < start:
        raise ValueError(_("to 早于 from"))
    total, amount = item.yuan("total"), item.yuan("amount")
    if (total is None) == (amount is None):
        raise ValueError(_("total（总价）和 amount（每期金额）写其中一个"))
    if (total if total is not None else amount or ZERO) <= ZERO:
        raise ValueError(_("金额应大于零"))
    every = item.text("every")
    if (amount is not None) != bool(every) or (every and every not in EVERY):
        raise ValueError(_("按期付的合同要写 every：{known}").format(known="、".join(EVERY)))
    parts = tuple(sorted(_parts(item), key=lambda one: one.due))
    _refuse_sums(total, parts)
    return Contract(
        code=item.required("code"),
        supplier=item.text("supplier"),
        about=item.text("about"),
        account=item.required("account"),
        resolution=item.text("resolution"),
        project=item.text("project"),
        total=total,
        amount=amount,
        every=EVERY.get(every, 0),
        first_due=item.day("first-due"),
        parts=parts,
        start=start,
        end=end,
        deposit=item.yuan("deposit") or ZERO,
        document=item.text("document"),
        quotes=tuple((one.required("bidder"), one.sum("price")) for one in item.tables("quote")),
        paid_before=item.yuan("paid-before") or ZERO,
        place=item.place,
    )


def _parts(item: Table) -> Iterator[Instalment]:
    for one in item.tables("instalment"):
        yield Instalment(one.needed_day("due"), one.sum("amount"), one.text("what"))
    held = item.table("retention")
    if held is not None:
        yield Instalment(held.needed_day("due"), held.sum("amount"), RETENTION)


def _refuse_sums(total: Decimal | None, parts: tuple[Instalment, ...]) -> None:
    if not parts:
        return
    if total is None:
        raise ValueError(_("按期付的合同不写 instalment"))
    if any(one.amount <= ZERO for one in parts):
        raise ValueError(_("每一期的金额应大于零"))
    whole = sum((one.amount for one in parts), ZERO)
    if whole != total:
        raise ValueError(
            _("各期（含质保金）合计 {sum}，总价 {total}").format(sum=show(whole), total=show(total))
        )


def schedule(contract: Contract, until: datetime.date) -> tuple[Instalment, ...]:
    """What a contract asks for, oldest first.

    Args:
        contract: the contract.
        until: one without an end is followed up to this day.
    """
    if contract.total is not None:
        whole = (Instalment(contract.end or contract.start, contract.total),)
        return contract.parts or whole
    amount, found, number = contract.amount or ZERO, [], 0
    last = contract.end or until
    while months_after(contract.start, number * contract.every) <= last:
        due = months_after(contract.first_due or contract.start, number * contract.every)
        found.append(Instalment(due, amount))
        number += 1
    return tuple(found)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, the month's last where it has no such day.

    >>> months_after(datetime.date(2025, 1, 31), 13)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return datetime.date(year, month + 1, last)
            except ValueError:
                continue
    raise AssertionError(day)


def last_due(contract: Contract) -> datetime.date | None:
    """The last day on which a payment under it is expected, ``None`` for an open one."""
    if contract.end is None and contract.total is None:
        return None
    known = [one.due for one in schedule(contract, contract.end or contract.start)]
    return max([contract.end or contract.start, *known])
