"""Which account each statement belongs to, and in which order several of them join."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from owners_ledger import money
from owners_ledger.banking.booking.accounts import bank_numbered, known_accounts
from owners_ledger.banking.booking.booked import BookedAccount
from owners_ledger.banking.booking.join import Chain, JoinError, Link, piece_of
from owners_ledger.banking.match.text import digits
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _

FAR = datetime.date.max


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

    @property
    def known(self) -> int:
        """How many of its lines the books have."""
        return len(self.statement.lines) - len(self.new)

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.first + len(self.statement.lines) - 1


@dataclass(frozen=True, slots=True)
class _Waiting:
    source: Source
    statement: Statement
    piece: tuple[Link, ...]
    opening: Decimal
    banks: tuple[BankAccount, ...]

    @property
    def is_named(self) -> bool:
        return len(self.banks) == 1

    @property
    def order(self) -> tuple[datetime.date, datetime.date]:
        dates = [link.key[0] for link in self.piece] or [FAR]
        return dates[0], dates[-1]


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
        _waiting(source, statement, banks, chosen)
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
        waiting.remove(one)
        placed.append(_placed(one, bank, chains[bank.account]))
    return tuple(placed)


def _waiting(
    source: Source,
    statement: Statement,
    banks: tuple[BankAccount, ...],
    chosen: BankAccount | None,
) -> _Waiting:
    if statement.currency != "CNY":
        raise OwnersLedgerError(
            _("币种是 {currency}，账本只记人民币").format(currency=statement.currency),
            remedy=_("外币账户请另行核算。"),
            file=source.name,
        )
    piece, opening = piece_of(statement) if statement.lines else ((), Decimal("0.00"))
    if piece and not all(2000 <= link.key[0].year <= 2099 for link in piece):
        raise JoinError(
            _("对账单里有不在 2000 年至 2099 年之间的日期"),
            remedy=_("请重新下载这份对账单。"),
            file=source.name,
        )
    if not statement.account:
        return _Waiting(source, statement, piece, opening, (chosen,) if chosen else banks)
    bank = bank_numbered(statement.account, banks)
    if bank is None:
        raise OwnersLedgerError(
            _("对账单的账号（尾号 {tail}）不是本委员会的账户").format(
                tail=digits(statement.account)[-4:]
            ),
            remedy=_("已知账户：{known}。新开的账户请先写进 ledger/committee.toml。").format(
                known=known_accounts(banks)
            ),
            file=source.name,
        )
    if chosen is not None and chosen != bank:
        raise UsageError(
            _("--account 指的是 {chosen}，对账单却写明是 {bank}").format(
                chosen=chosen.name, bank=bank.name
            ),
            remedy=_("请去掉 --account，或换一份文件。"),
            file=source.name,
        )
    return _Waiting(source, statement, piece, opening, (bank,))


def _fitting(
    one: _Waiting, waiting: Sequence[_Waiting], chains: Mapping[str, Chain]
) -> tuple[_Waiting, BankAccount] | None:
    """The statement and the one account it joins now, if there is exactly one."""
    if not one.piece:
        return (one, one.banks[0]) if one.is_named else None
    fits = []
    for bank in one.banks:
        chain = chains[bank.account]
        if chain.opening is None and not (one.is_named and _is_earliest(one, waiting)):
            continue  # any statement would join a new account
        try:
            chain.place(one.piece, one.opening, one.source.name)
        except JoinError:
            continue
        fits.append(bank)
    return (one, fits[0]) if len(fits) == 1 else None


def _is_earliest(one: _Waiting, waiting: Sequence[_Waiting]) -> bool:
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


def _stuck(one: _Waiting, chains: Mapping[str, Chain]) -> OwnersLedgerError:
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


def _placed(one: _Waiting, bank: BankAccount, chain: Chain) -> Placed:
    starts = chain.opening is None
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
