"""Reading each bank account's lines back from the books, and refusing books that lost some."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.banking.booking.booked import Assertion, BookedAccount, BookedError, BookedLine
from owners_ledger.banking.match.wallets import BANK_FEES
from owners_ledger.books.bank_entries import RECKONED, STATEMENT
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _


@lru_cache(maxsize=1024)
def relative(file: str, root: Path) -> str:
    """A file of the book relative to its folder."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file


def read_accounts(
    entries: Sequence[data.Directive], banks: Sequence[BankAccount], root: Path
) -> dict[str, BookedAccount]:
    """Every bank account by its ledger account.

    Raises:
        BookedError: an account's numbers have a hole, or its running balance is broken.
    """
    found = {bank.account: _Found(bank) for bank in banks}
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                if (one := found.get(posting.account)) and posting.units is not None:
                    one.posting(entry, posting, root)
        elif isinstance(entry, data.Open):
            if one := found.get(entry.account):
                one.opened = entry.date
        elif isinstance(entry, data.Balance):
            if one := found.get(entry.account):
                file, row = _place(entry.meta, root)
                one.assertions.append(
                    Assertion(entry.date, entry.amount.number or money.ZERO, file, row)
                )
        elif (
            isinstance(entry, data.Custom)
            and entry.type == STATEMENT
            and entry.values
            and (one := found.get(str(entry.values[0].value)))
        ):
            one.facts.append((_place(entry.meta, root), entry.meta))
    return {account: one.finished() for account, one in found.items()}


def decimal(value: object) -> Decimal | None:
    """A number of metadata; Fava's import page can only write it as text."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", value, re.ASCII):
        return Decimal(value)
    return value if isinstance(value, Decimal) else None


def _numbers(meta: Mapping[str, Any]) -> tuple[int, int] | None:
    """First and last number of a booked statement."""
    first, last = meta.get("first-no"), meta.get("last-no")
    if isinstance(first, Decimal) and isinstance(last, Decimal):
        return int(first), int(last)
    return None


def _place(meta: Mapping[str, Any], root: Path) -> tuple[str, int]:
    return relative(str(meta.get("filename", "")), root), int(meta.get("lineno", 0))


@dataclass(frozen=True, slots=True)
class _Raw:
    """A bank posting as it stands in the books."""

    number: int
    date: datetime.date
    amount: Decimal
    meta: Mapping[str, Any]
    place: tuple[str, int]
    is_fee: bool


class _Found:
    """An account being collected."""

    def __init__(self, bank: BankAccount) -> None:
        self.bank = bank
        self.raw: list[_Raw] = []
        self.movements: list[tuple[datetime.date, Decimal]] = []
        self.loose: list[tuple[str, int]] = []
        self.assertions: list[Assertion] = []
        self.facts: list[tuple[tuple[str, int], Mapping[str, Any]]] = []
        self.opened: datetime.date | None = None

    def posting(self, entry: data.Transaction, posting: data.Posting, root: Path) -> None:
        amount = posting.units.number if posting.units else None
        if amount is None:
            return
        self.movements.append((entry.date, amount))
        meta = posting.meta or {}
        place = _place(meta if "filename" in meta else entry.meta, root)
        number = decimal(meta.get("bank-no"))
        if number is not None and meta.get("bank-ref"):
            is_fee = any(one.account == BANK_FEES for one in entry.postings)
            self.raw.append(_Raw(int(number), entry.date, amount, meta, place, is_fee))
        else:
            self.loose.append(_place(entry.meta, root))

    def finished(self) -> BookedAccount:
        self.raw.sort(key=lambda one: one.number)
        lines = self._lines()
        total = money.total(amount for _date, amount in self.movements)
        opening = lines[0].balance - lines[0].amount if lines else total
        if lines and lines[-1].balance != total:
            file, row = self.loose[-1] if self.loose else (lines[-1].file, lines[-1].row)
            raise BookedError(
                _("{account} 的账面余额 {books} 与最后一行银行流水的余额 {bank} 不符").format(
                    account=self.bank.name,
                    books=money.show(total),
                    bank=money.show(lines[-1].balance),
                ),
                remedy=_("手工记在银行账户上、没有银行流水号的分录要先改正，再导入。"),
                file=file,
                line=row,
            )
        return BookedAccount(
            self.bank,
            tuple(lines),
            opening if self.movements else None,
            tuple(self.movements),
            tuple(self.loose),
            tuple(self.assertions),
            frozenset(
                number
                for _place, meta in self.facts
                if (numbers := _numbers(meta)) is not None
                for number in range(numbers[0], numbers[1] + 1)
            ),
            max(
                (
                    last
                    for _place, meta in self.facts
                    if isinstance(last := meta.get("last-date"), datetime.date)
                ),
                default=None,
            ),
            not any(meta.get(RECKONED) for _place, meta in self.facts),
            self.opened,
        )

    def _lines(self) -> list[BookedLine]:
        lines: list[BookedLine] = []
        for one in self.raw:
            balance = self._balance(lines, one)
            if lines and one.number != lines[-1].number + 1:
                raise BookedError(
                    _("{account} 的银行流水编号在 {last} 之后是 {number}，中间少了或重了").format(
                        account=self.bank.name, last=lines[-1].number, number=one.number
                    ),
                    remedy=_("请恢复被删掉的分录，或删去重复的那一笔，再导入。"),
                    file=one.place[0],
                    line=one.place[1],
                )
            said = decimal(one.meta.get("bank-balance"))
            if said is not None and said != balance:
                raise BookedError(
                    _("{account} 第 {number} 号流水的余额应为 {right}，账上写的是 {said}").format(
                        account=self.bank.name,
                        number=one.number,
                        right=money.show(balance),
                        said=money.show(said),
                    ),
                    remedy=_("银行流水的金额和余额不能改动，请按对账单改回来。"),
                    file=one.place[0],
                    line=one.place[1],
                )
            ref = str(one.meta["bank-ref"])
            layout = self._layout(one.number, one.place[0])
            order = str(one.meta.get("bank-order") or "") or None
            lines.append(
                BookedLine(
                    *(one.number, one.date, one.amount, balance, ref, layout, *one.place),
                    order=order,
                    is_fee=one.is_fee,
                )
            )
        return lines

    def _balance(self, lines: list[BookedLine], one: _Raw) -> Decimal:
        """After a line: by the chain; the first by what it says, else by the other postings."""
        if lines:
            return lines[-1].balance + one.amount
        said = decimal(one.meta.get("bank-balance"))
        if said is not None:
            return said
        rest = money.total(amount for _date, amount in self.movements)
        return rest - money.total(raw.amount for raw in self.raw) + one.amount

    def _layout(self, number: int, file: str) -> str | None:
        """The profile of the first statement in the line's own file that holds the line."""
        return next(
            (
                profile
                for first, last, profile in self._statements.get(file, ())
                if first <= number <= last
            ),
            None,
        )

    @cached_property
    def _statements(self) -> dict[str, list[tuple[int, int, str | None]]]:
        """First and last number and profile of the booked statements, by file."""
        found: dict[str, list[tuple[int, int, str | None]]] = {}
        for (file, _row), meta in sorted(self.facts, key=lambda fact: fact[0]):
            if (numbers := _numbers(meta)) is not None:
                profile = meta.get("profile")
                found.setdefault(file, []).append((*numbers, str(profile) if profile else None))
        return found
