"""A statement as a piece of its account's chain: by its balances, else line by line by serial."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.booking.join import Chain, JoinError, Link, said
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.books.gate import harmless
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a statement without proof by balances adds to its account.

    Attributes:
        lines: the lines that are new, oldest first.
        links: the same as the chain will have them, with the balance reckoned from the books.
        known: how many of the statement's lines the books have.
    """

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    known: int


def is_proved(statement: Statement) -> bool:
    """Whether a statement has balances that follow from one another.

    Payment companies call some of theirs a reference that need not be continuous.
    """
    balance = _opening(statement)
    if balance is None:
        return not statement.lines
    for line in statement.lines:
        balance += line.amount
        if line.balance is not None and line.balance != balance:
            return False
    return statement.closing is None or statement.closing == balance


def piece_of(statement: Statement) -> tuple[tuple[Link, ...], Decimal]:
    """A proved statement's lines as links, and the balance before the first.

    A serial number that occurs twice in the file names no line and is left out.
    """
    lines = statement.lines
    counts = Counter(serial for line in lines if (serial := serial_of(line)))
    links = []
    balance = opening = _opening(statement) or money.ZERO
    for line in lines:
        balance += line.amount
        serial = serial_of(line)
        unique = serial if serial and counts[serial] == 1 else None
        links.append(Link((line.date, line.amount, balance), unique, statement.profile))
    return tuple(links), opening


def numbered(statement: Statement, chain: Chain, file: str) -> Numbered:
    """The new lines of a statement that only its serial numbers identify.

    Raises:
        JoinError: a line has no serial number of its own, differs from the booked line of its
            number, or is dated before lines that are booked: its place among them is gone.
    """
    balance = chain.balance or money.ZERO
    last = chain.links[-1].key[0] if chain.links else None
    counts = Counter(map(serial_of, statement.lines))
    lines: list[Line] = []
    links: list[Link] = []
    for line in sorted(statement.lines, key=lambda line: line.date):
        serial = serial_of(line)
        if serial is None or counts[serial] > 1:
            raise JoinError(
                _("第 {row} 行没有唯一的流水号，文件又没有连续的余额，认不出这一行记过没有").format(
                    row=line.row
                ),
                remedy=_("请下载带余额或带流水号的账单。"),
                file=file,
                line=line.row,
            )
        booked = chain.known(serial)
        if booked is not None:
            if booked.key[:2] != (line.date, line.amount):
                raise JoinError(
                    _("第 {row} 行的流水号 {serial} 已入账（{ours}），日期或金额却不同").format(
                        row=line.row, serial=serial, ours=said(booked)
                    ),
                    remedy=_("请重新下载并核对这一笔。"),
                    file=file,
                    line=line.row,
                )
            continue
        if last is not None and line.date < last:
            raise JoinError(
                _(
                    "第 {row} 行（{day}，流水号 {serial}）账上没有，日期却早于 {account} "
                    "已入账的最后一天 {last}：已入账的流水不再改动，不能插在中间"
                ).format(row=line.row, day=line.date, serial=serial, account=chain.name, last=last),
                remedy=_(
                    "请按先后导入，几份文件可以一次一起导入；已经记了后面的，请删去那次导入写的"
                    "账本文件，再从 {day} 起一起导入。"
                ).format(day=line.date),
                file=file,
                line=line.row,
            )
        balance += line.amount
        lines.append(line)
        links.append(Link((line.date, line.amount, balance), serial, statement.profile))
    return Numbered(tuple(lines), tuple(links), len(statement.lines) - len(lines))


def _opening(statement: Statement) -> Decimal | None:
    first = statement.lines[0] if statement.lines else None
    if statement.opening is None and first is not None and first.balance is not None:
        return first.balance - first.amount
    return statement.opening


def reckoned_warnings(
    bank: BankAccount, statement: Statement, balance: Decimal, *, starts: bool
) -> tuple[str, ...]:
    """What the treasurer should know of a statement whose lines only serial numbers identify.

    Args:
        bank: its account.
        statement: as the file has it.
        balance: of the books before its new lines.
        starts: whether the account's life begins with it.
    """
    warnings = [
        _(
            "账单没有连续的余额：各行按流水号入账，余额由账本推算，是否有漏行无法证明；"
            "请在手机上核对 {account} 的余额"
        ).format(account=bank.name)
    ]
    if starts:
        warnings.append(
            _(
                "{account} 从这份账单开始，账单没有期初余额，按 0.00 元起算；"
                "原来有钱的，请先记一笔期初余额再导入"
            ).format(account=bank.name)
        )
    elif is_proved(statement) and statement.lines and (_opening(statement) or 0) != balance:
        warnings.append(
            _(
                "文件的第一行之前余额是 {theirs}，账上推算的是 {ours}，请核对以前有没有漏导入的账单"
            ).format(theirs=money.show(_opening(statement) or money.ZERO), ours=money.show(balance))
        )
    return tuple(warnings)


def serial_of(line: Line) -> str | None:
    """The serial number as the books keep it."""
    return harmless(line.serial) or None if line.serial else None
