"""Single movements: payments at or above the threshold, and every voucher line of a quarter.

No row tells what one household paid. Receipts from households are joined per line, over as many
days as it takes until at least ``SMALL`` of them are in the row; refunds say 业主 and nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.gate import harmless
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.registers import Registers
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash, Flow
from owners_ledger.reporting.model import Payment
from owners_ledger.reporting.privacy import Cover, is_organisation
from owners_ledger.reporting.receivables import SMALL

OWNERS = "业主"
STAFF = "职工"
TENANT = "个人承租"
PERSON = "个人"
UNKNOWN = "待核实"
_UNIT = re.compile(r"\d{1,3}-\d{1,2}-\d{2,4}\Z", re.ASCII)
_DOCUMENT = re.compile(r"document(-\d+)?\Z", re.ASCII)


class Movement(NamedTuple):
    """All legs of one transaction on one line.

    Attributes:
        date: booking date.
        side: ``income`` or ``spending``.
        line: the notice's line.
        cash: signed, money in positive.
        legs: the postings.
        entry: the transaction.
    """

    date: datetime.date
    side: str
    line: str
    cash: Decimal
    legs: tuple[data.Posting, ...]
    entry: data.Transaction


def movements(flows: Sequence[Flow]) -> list[Movement]:
    """The legs joined per transaction and line, in the order of the books."""
    joined: dict[tuple[int, str, str], list[Flow]] = {}
    for flow in flows:
        joined.setdefault((id(flow.entry), flow.side, flow.line), []).append(flow)
    return [
        Movement(
            same[0].date,
            side,
            line,
            sum((flow.cash for flow in same), ZERO),
            tuple(flow.leg for flow in same),
            same[0].entry,
        )
        for (_entry, side, line), same in joined.items()
    ]


@dataclass(frozen=True)
class Clerk:
    """Writes movements as rows of a notice.

    Attributes:
        books: the books.
        registers: who is who.
        cover: covers personal data.
        payrolls: recent payroll transactions, oldest first.
    """

    books: Books
    registers: Registers
    cover: Cover
    payrolls: Sequence[data.Transaction]

    @cached_property
    def _posts(self) -> frozenset[str]:
        return frozenset(one.post for one in self.registers.staff)

    @cached_property
    def _suppliers(self) -> Mapping[str, str]:
        """Listed names by how the books write them."""
        return {harmless(one.name): one.name for one in self.registers.suppliers}

    def row(self, movement: Movement, amount: Decimal) -> Payment:
        """One movement as a row with the given amount."""
        entry = movement.entry
        return Payment(
            date=movement.date,
            number=self.number(movement),
            line=movement.line,
            summary=self.summary(movement),
            payee=self.payee(movement),
            amount=amount,
            documents=sum(1 for key in entry.meta if _DOCUMENT.match(key)),
            resolution=str(_meta(movement, "resolution") or ""),
            flagged=entry.flag == "!",
        )

    def number(self, movement: Movement) -> str:
        """The voucher's number, else the bank line's, else the day's."""
        entry = movement.entry
        voucher = entry.meta.get("voucher")
        if voucher:
            return self.cover.text(str(voucher))
        accounts = self.books.chart.accounts
        for leg in entry.postings:
            account = accounts.get(leg.account)
            if account is not None and account.is_money:
                number = (leg.meta or {}).get("bank-no")
                tail = f"{movement.date:%m%d}" if number is None else str(int(number))
                return f"{account.line}-{tail}"
        return f"{movement.date:%m%d}"

    def of_household(self, movement: Movement) -> bool:
        """Whether a household stands behind it."""
        if any((leg.meta or {}).get("unit") for leg in movement.legs):
            return True
        payee = movement.entry.payee or ""
        return bool(_UNIT.match(payee)) or payee in self.registers.unit_terms

    def of_staff(self, movement: Movement) -> bool:
        """Whether wages or an employee stand behind it."""
        if any((leg.meta or {}).get("staff") for leg in movement.legs):
            return True
        payee = movement.entry.payee or ""
        return payee.startswith(STAFF) or payee in self._posts or _is_wages(movement)

    def payee(self, movement: Movement) -> str:
        """An organisation's name, or the class of a person."""
        if self.of_household(movement):
            return OWNERS
        if self.of_staff(movement):
            return self._staff(movement)
        return self._other(movement)

    def _other(self, movement: Movement) -> str:
        payee = (movement.entry.payee or "").strip()
        lease = self.registers.lease(str(_meta(movement, "lease") or payee))
        if lease is not None:
            return self.cover.organisation(lease.tenant) or TENANT
        supplier = self.registers.supplier(str(_meta(movement, "supplier") or ""))
        name = supplier.name if supplier else self._suppliers.get(harmless(payee))
        if name is not None:
            return self.cover.supplier(name) or PERSON
        if is_organisation(payee):
            return self.cover.organisation(payee)
        if any(leg.account == SUSPENSE for leg in movement.legs):
            return UNKNOWN
        return PERSON if payee else ""

    def summary(self, movement: Movement) -> str:
        """What for: the narration, but only the line where a person stands behind it."""
        if self.of_household(movement):
            return movement.line
        text = self.cover.text((movement.entry.narration or "").strip()) or movement.line
        if self.of_staff(movement) and not _meta(movement, "staff"):
            heads = self._heads(movement.date)
            if heads >= SMALL and _is_wages(movement):
                return f"{text}（{heads} 人）"
        return text

    def _staff(self, movement: Movement) -> str:
        post = str(_meta(movement, "post") or "")
        code = str(_meta(movement, "staff") or "")
        if code and not post:
            employee = self.registers.employee(code)
            post = employee.post if employee else ""
        if not code:
            heads = self._heads(movement.date)
            return f"{STAFF}（{heads} 人）" if heads >= SMALL and _is_wages(movement) else STAFF
        same = {
            one.code
            for one in self.registers.staff
            if one.post == post and one.covers(movement.date)
        }
        return f"{STAFF}（{post}）" if post and len(same) >= SMALL else STAFF

    def _heads(self, day: datetime.date) -> int:
        """Employees on the last payroll before a payment."""
        before = [entry for entry in self.payrolls if entry.date < day]
        if not before:
            return 0
        return len(
            {meta["staff"] for leg in before[-1].postings if (meta := leg.meta or {}).get("staff")}
        )


def large_payments(cash: Cash, clerk: Clerk, threshold: Decimal) -> tuple[Payment, ...]:
    """Money out at or above the threshold per transaction, by date; refunds received negative."""
    together = movements(cash.flows)
    out: dict[int, Decimal] = {}
    back: dict[int, Decimal] = {}
    for one in together:
        table = out if one.cash < 0 else back
        if one.cash < 0 or one.side == SPENDING:
            table[id(one.entry)] = table.get(id(one.entry), ZERO) + abs(one.cash)
    rows = [
        clerk.row(one, -one.cash)
        for one in together
        if (one.cash < 0 and out[id(one.entry)] >= threshold)
        or (one.cash > 0 and one.side == SPENDING and back[id(one.entry)] >= threshold)
    ]
    return _by_date(rows)


def vouchers(cash: Cash, clerk: Clerk) -> tuple[Payment, ...]:
    """Every movement of the period, signed; the rows' sum is the change of the money."""
    single: list[Payment] = []
    joined: dict[tuple[str, int], list[Movement]] = {}
    for one in movements(cash.flows):
        if one.side == INCOME and one.cash > 0 and clerk.of_household(one):
            joined.setdefault((one.line, one.date.month), []).append(one)
        else:
            single.append(clerk.row(one, one.cash))
    rows = [
        _joined(clerk, line, group)
        for (line, _month), known in joined.items()
        for group in _groups(known)
    ]
    return _by_date([*single, *rows])


def _groups(receipts: Sequence[Movement]) -> list[list[Movement]]:
    """A month's receipts on one line by whole days, small days joined with the next ones."""
    groups: list[list[Movement]] = []
    open_group: list[Movement] = []
    for place, one in enumerate(receipts):
        open_group.append(one)
        following = receipts[place + 1] if place + 1 < len(receipts) else None
        if following is not None and following.date == one.date:
            continue
        if _holders(open_group) >= SMALL:
            groups.append(open_group)
            open_group = []
    if open_group:
        if groups:
            groups[-1].extend(open_group)
        else:
            groups.append(open_group)
    return groups


def _holders(group: Iterable[Movement]) -> int:
    return len({str(_meta(one, "unit") or one.entry.payee or "") for one in group})


def _joined(clerk: Clerk, line: str, group: Sequence[Movement]) -> Payment:
    first, last = group[0].date, group[-1].date
    span = "" if first == last else f"，{first.month}月{first.day}日起"
    number = clerk.number(group[0])
    return Payment(
        date=last,
        number=number if len(group) == 1 else f"{number} 等",
        line=line,
        summary=f"{line} {len(group)} 笔{span}",
        payee=OWNERS,
        amount=sum((one.cash for one in group), ZERO),
        documents=sum(1 for one in group for key in one.entry.meta if _DOCUMENT.match(key)),
        resolution="",
        flagged=any(one.entry.flag == "!" for one in group),
        movements=len(group),
    )


def _by_date(rows: Sequence[Payment]) -> tuple[Payment, ...]:
    return tuple(sorted(rows, key=lambda row: (row.date, _number_key(row.number), row.line)))


def _number_key(number: str) -> tuple[str, int]:
    match = re.match(r"(.*?)(\d+)", number)
    return (match[1], int(match[2])) if match else (number, 0)


def _is_wages(movement: Movement) -> bool:
    return any("工资" in leg.account for leg in movement.legs)


def _meta(movement: Movement, key: str) -> Any:
    for leg in movement.legs:
        meta: Mapping[str, Any] = leg.meta or {}
        if meta.get(key):
            return meta[key]
    return movement.entry.meta.get(key)
