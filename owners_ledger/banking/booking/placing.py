"""Which account each statement belongs to, and in which order several of them join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from owners_ledger import money
from owners_ledger.banking.booking.accounts import known_accounts
from owners_ledger.banking.booking.booked import BookedAccount
from owners_ledger.banking.booking.join import Chain, JoinError, Link
from owners_ledger.banking.booking.pieces import (
    numbered,
    reckoned_warnings,
)
from owners_ledger.banking.booking.waiting import Waiting, waiting_for
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import.

    Attributes:
        path: where it is.
        name: as the user gave it.
        content: its bytes.
        sha256: of the bytes.
        statements: what it says, one per account.
    """

    path: Path
    name: str
    content: bytes
    sha256: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that the books do not have yet.

    Attributes:
        bank: whose line.
        number: its place in the account's life.
        line: what the bank says.
        link: the same as the chain has it.
        occurrence: how many lines of the same date, amount and balance there are up to it.
    """

    bank: BankAccount
    number: int
    line: Line
    link: Link
    occurrence: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement in its place.

    Attributes:
        source: the file.
        statement: what it says.
        bank: its account.
        opening: balance before its first line.
        first: number of its first line.
        new: its lines that are new.
        starts: whether it is the first the books ever hear of the account.
        proves: whether it has lines, or reaches a day, that no statement in the books proves yet.
        warnings: what the treasurer should know.
        repeated: how many lines of the file the books had, where ``statement`` leaves them out.
        is_reckoned: whether its balances come from the books and prove nothing.
    """

    source: Source
    statement: Statement
    bank: BankAccount
    opening: Decimal
    first: int
    new: tuple[NewLine, ...]
    starts: bool
    proves: bool
    warnings: tuple[str, ...]
    repeated: int = 0
    is_reckoned: bool = False

    @property
    def known(self) -> int:
        """How many of its lines the books have."""
        return len(self.statement.lines) - len(self.new) + self.repeated

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.first + len(self.statement.lines) - 1


def place_all(
    sources: Sequence[Source],
    accounts: Mapping[str, BookedAccount],
    chosen: BankAccount | None,
) -> tuple[Placed, ...]:
    """Every statement on its account's chain, in an order in which they join.

    Args:
        sources: the files.
        accounts: what the books hold, by ledger account.
        chosen: the account for files that name none (``--account``).

    Raises:
        JoinError: a statement joins nowhere.
        UsageError: a statement names no account and it cannot be told which is meant.
        OwnersLedgerError: a statement names an account that is not the committee's.
    """
    banks = tuple(one.bank for one in accounts.values())
    chains = {account: Chain(booked) for account, booked in accounts.items()}
    waiting = [
        waiting_for(source, statement, banks, chosen)
        for source in sources
        for statement in source.statements
    ]
    waiting.sort(key=lambda one: one.order)
    placed: list[Placed] = []
    while waiting:
        found = next((pair for one in waiting if (pair := _fitting(one, waiting, chains))), None)
        if found is None:
            raise _stuck(waiting[0], chains)
        one, bank = found
        waiting = [other for other in waiting if other.statement is not one.statement]
        placed.append(_placed(one, bank, chains[bank.account]))
    return tuple(placed)


def _fitting(
    one: Waiting, waiting: Sequence[Waiting], chains: Mapping[str, Chain]
) -> tuple[Waiting, BankAccount] | None:
    """The statement and the one account it joins now, if there is exactly one."""
    if not one.piece or one.is_numbered:
        return (one, one.banks[0]) if one.is_named else None
    fits = []
    for bank in one.banks:
        chain = chains[bank.account]
        if chain.opening is None and not (one.is_named and _is_earliest(one, waiting)):
            continue  # any statement would join a new account
        try:
            chain.place(one.piece, one.opening, one.source.name)
        except JoinError:
            if chain.is_proved or not one.is_named:
                continue
            return replace(one, is_numbered=True), bank
        fits.append(bank)
    return (one, fits[0]) if len(fits) == 1 else None


def _is_earliest(one: Waiting, waiting: Sequence[Waiting]) -> bool:
    """Whether an account's life, among the files given, begins with this one."""
    others = [
        other for other in waiting if other is not one and other.piece and other.banks == one.banks
    ]
    day = one.order[0]
    return all(other.order[0] >= day for other in others) and not any(
        one.opening in [link.key[2] for link in other.piece if link.key[0] == day]
        and other.opening != one.opening
        for other in others
        if other.order[0] == day
    )


def _stuck(one: Waiting, chains: Mapping[str, Chain]) -> OwnersLedgerError:
    """Why the earliest statement left over joins nowhere."""
    if not one.is_named:
        return UsageError(
            _("文件里没有账号，也不能从余额认出是哪个账户"),
            remedy=_("请加上 --account，可以写：{known}。").format(known=known_accounts(one.banks)),
            file=one.source.name,
        )
    try:
        chains[one.banks[0].account].place(one.piece, one.opening, one.source.name)
    except JoinError as error:
        return error
    return JoinError(
        _("几份对账单接不成一条"),
        remedy=_("请逐份导入，从最早的开始。"),
        file=one.source.name,
    )


def _numbered(one: Waiting, bank: BankAccount, chain: Chain) -> Placed:
    """A statement of which every line is known or new by its serial number alone."""
    starts = chain.opening is None
    opening = chain.balance or money.ZERO
    found = numbered(one.statement, chain, one.source.name)
    first = chain.first + len(chain.links)
    new = tuple(
        NewLine(bank, first + at, line, link, chain.append(link))
        for at, (line, link) in enumerate(zip(found.lines, found.links, strict=True))
    )
    if starts:
        chain.opening = opening
    chain.is_proved = False
    begins, last = one.order
    last = max(filter(None, (one.statement.last_date, last)))
    is_later = chain.covered_to is None or last > chain.covered_to
    if is_later:
        begins = begins if chain.covered_to is None else chain.covered_to
        chain.covered_to = last
    chain.covered.update(range(first, first + len(new)))
    begins = min([begins, last, *(line.date for line in found.lines)])
    statement = replace(
        one.statement, lines=found.lines, opening=opening, first_date=begins, last_date=last
    )
    return Placed(
        one.source,
        statement,
        bank,
        opening,
        first,
        new,
        starts and bool(new),
        bool(new) or is_later,
        reckoned_warnings(bank, one.statement, opening, starts=starts),
        found.known,
        is_reckoned=True,
    )


def _placed(one: Waiting, bank: BankAccount, chain: Chain) -> Placed:
    starts = chain.opening is None
    if one.is_numbered:
        return _numbered(one, bank, chain)
    if not one.piece:
        return Placed(one.source, one.statement, bank, one.opening, 0, (), False, False, ())
    place, vague = chain.place(one.piece, one.opening, one.source.name)
    if starts:
        chain.opening = one.opening
    known = len(chain.links) - place
    new = []
    for line, link in list(zip(one.statement.lines, one.piece, strict=True))[known:]:
        number = chain.first + len(chain.links)
        new.append(NewLine(bank, number, line, link, chain.append(link)))
    numbers = range(chain.first + place, chain.first + place + len(one.piece))
    last = max(filter(None, (one.statement.last_date, one.order[1])))
    is_later = chain.covered_to is None or last > chain.covered_to
    proves = is_later or not chain.covered.issuperset(numbers)
    chain.covered.update(numbers)
    chain.covered_to = last if is_later else chain.covered_to
    warnings = [_("没有流水号，与账上的行有不止一种对法，已按不重记处理")] if vague else []
    begins = min(filter(None, (one.statement.first_date, one.order[0])))
    if starts and one.opening and begins.day > 1:
        warnings.append(
            _(
                "账本里 {account} 从这份对账单开始，期初余额 {opening} 记在上月最后一天。"
                "{month} 月 {day} 日以前这个月还有流水的，"
                "请删去刚写入的账本文件，下载整个月再导入"
            ).format(
                account=bank.name,
                opening=money.show(one.opening),
                month=begins.month,
                day=begins.day,
            )
        )
    return Placed(
        one.source,
        one.statement,
        bank,
        one.opening,
        chain.first + place,
        tuple(new),
        starts and bool(new),
        proves,
        tuple(warnings),
    )
