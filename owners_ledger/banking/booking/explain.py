"""Trade bills of wallets: they have no balances and book nothing; they say what money was for.

The fund bill of the same wallet has every movement and its balance, but of a payment often only its
order number. A trade bill's lines are found by that number among the fund bills given with it and
in the books, and must agree with them to the fen.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.booking.accounts import banks_of, known_accounts
from owners_ledger.banking.booking.booked import BookedAccount
from owners_ledger.banking.booking.join import JoinError
from owners_ledger.banking.booking.placing import Placed, Source
from owners_ledger.banking.booking.waiting import is_trade_bill
from owners_ledger.banking.match.providers import FEE, Provider
from owners_ledger.banking.match.text import plain
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.config import BankAccount
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _

_SHOWN = 5
_Key = tuple[str | None, str | None, datetime.date, Decimal]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A movement of an order: in a fund bill given (``line``), or in the books."""

    amount: Decimal
    where: str
    is_fee: bool
    date: datetime.date
    line: Line | None = None


@dataclass(slots=True)
class _Joined:
    """What trade bills add to lines of fund bills.

    Attributes:
        texts: the trade bill's line by the fund bill's, which overlapping files may repeat.
        orders: the order by a refund's own number.
    """

    texts: dict[_Key, Line] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)


def explain(
    sources: Sequence[Source],
    accounts: Mapping[str, BookedAccount],
    chosen: BankAccount | None,
    providers: Sequence[Provider],
) -> tuple[tuple[Source, ...], tuple[Placed, ...]]:
    """The sources that book something, their lines with the trade bills' words; the trade bills.

    Args:
        sources: the files, in any order.
        accounts: what the books hold, by ledger account.
        chosen: the account for files that name none (``--account``).
        providers: the payment companies, which tell fees.

    Raises:
        JoinError: an order is in no fund bill and not in the books, or does not agree with them.
        UsageError: a trade bill names no account and several wallets may be meant.
        OwnersLedgerError: a trade bill names an account that is not the committee's.
    """
    banks = tuple(one.bank for one in accounts.values())
    trades = [
        (source, statement)
        for source in sources
        for statement in source.statements
        if is_trade_bill(statement)
    ]
    if not trades:
        return tuple(sources), ()
    joined = _Joined()
    placed = []
    for source, statement in trades:
        found = banks_of(statement, banks, chosen, source.name)
        if len(found) != 1:
            raise UsageError(
                _("文件里没有账号，认不出是哪个钱包的交易账单"),
                remedy=_("请加上 --account，可以写：{known}。").format(known=known_accounts(found)),
                file=source.name,
            )
        bank = found[0]
        funds = _funds(sources, accounts[bank.account], banks, chosen, providers, statement)
        _agree(source, statement, funds, joined)
        placed.append(Placed(source, statement, bank, money.ZERO, 0, (), False, False, ()))
    return tuple(_told(source, joined) for source in sources), tuple(placed)


def _funds(  # noqa: PLR0917 - where movements of an order may stand
    sources: Sequence[Source],
    booked: BookedAccount,
    banks: tuple[BankAccount, ...],
    chosen: BankAccount | None,
    providers: Sequence[Provider],
    trade: Statement,
) -> dict[str, list[_Moved]]:
    """The movements of a wallet by order: each once, though a fund bill may be booked already."""
    provider = next((one for one in providers if one.keeps(booked.bank)), None)
    own = {line.serial: line.order for line in trade.lines if line.serial and line.order}
    found: dict[str, list[_Moved]] = {}
    given: set[tuple[object, ...]] = set()

    def is_repeated(names: set[tuple[object, ...]]) -> bool:
        repeated = not given.isdisjoint(names)
        given.update(names)
        return repeated

    for source in sources:
        for statement in source.statements:
            if is_trade_bill(statement) or booked.bank not in banks_of(
                statement, banks, chosen, source.name
            ):
                continue
            for line in statement.lines:
                names = _names(line.order, line.serial, line.date, line.amount, line.balance)
                if not line.order or is_repeated(names):
                    continue
                kind = provider.kind(plain(line.text or ""), line.amount) if provider else ""
                where = _("{file} 第 {row} 行").format(file=source.name, row=line.row)
                moved = _Moved(line.amount, where, kind == FEE, line.date, line)
                found.setdefault(own.get(line.order) or line.order, []).append(moved)
    for old in booked.lines:
        names = _names(old.order, old.serial, old.date, old.amount, old.balance)
        if old.order and not is_repeated(names):
            where = _("{file} 第 {row} 行").format(file=old.file, row=old.row)
            moved = _Moved(old.amount, where, old.is_fee, old.date)
            found.setdefault(own.get(old.order) or old.order, []).append(moved)
    return found


def _names(
    order: str | None,
    serial: str | None,
    day: datetime.date,
    amount: Decimal,
    balance: Decimal | None,
) -> set[tuple[object, ...]]:
    """What tells a movement from every other one of its wallet."""
    names: set[tuple[object, ...]] = {(serial,)} if serial else set()
    return names if balance is None else {*names, (order, day, amount, balance)}


def _agree(
    source: Source, statement: Statement, funds: Mapping[str, list[_Moved]], joined: _Joined
) -> None:
    """Every line of a trade bill has its movement; fees too, neither more nor less.

    Raises:
        JoinError: not so; all days that are missing are named.
    """
    orders: dict[str, list[Line]] = {}
    for line in statement.lines:
        orders.setdefault(line.order or "", []).append(line)
    missing: list[Line] = []
    for order, lines in orders.items():
        missing += _unmet(source, lines, list(funds.get(order, ())) if order else [], joined)
    if missing:
        raise _missing(source, missing)


def _unmet(
    source: Source, lines: Sequence[Line], rest: list[_Moved], joined: _Joined
) -> list[Line]:
    """The lines of one order that no movement answers to.

    Raises:
        JoinError: a movement of the order answers to none of them.
    """
    unmet = []
    for line in lines:
        same = next((one for one in rest if one.amount == line.amount), None)
        if same is None:
            unmet.append(line)
            continue
        rest.remove(same)
        if same.line is not None:
            joined.texts[_key(same.line)] = line
        if line.serial and line.order and line.serial != line.order:
            joined.orders[line.serial] = line.order
    for line in unmet:
        facing = next((one for one in rest if (one.amount > 0) == (line.amount > 0)), None)
        if facing is not None:
            raise _disagree(source, line, facing)
    days = {line.date for line in lines}
    fee = next((one for one in rest if one.is_fee and one.date in days), None)
    if fee is not None and not unmet:
        raise _disagree(source, lines[0], fee)
    return unmet


def _disagree(source: Source, line: Line, moved: _Moved) -> JoinError:
    return JoinError(
        _(
            "订单 {order}：交易账单第 {row} 行是 {theirs}，{where}却是 {ours}，金额或手续费对不上"
        ).format(
            order=line.order,
            row=line.row,
            theirs=money.show(line.amount),
            where=moved.where,
            ours=money.show(moved.amount),
        ),
        remedy=_("请重新下载这两份账单；还对不上，可以只导入资金账单。"),
        file=source.name,
        line=line.row,
    )


def _missing(source: Source, lines: Sequence[Line]) -> JoinError:
    days = sorted({line.date for line in lines})
    shown = "、".join(day.isoformat() for day in days[:_SHOWN])
    if len(days) > _SHOWN:
        shown = _("{days} 等 {count} 天").format(days=shown, count=len(days))
    return JoinError(
        _(
            "交易账单有 {count} 笔既不在一起导入的资金账单里，也不在账上（{days}，从第 {row} 行起）"
        ).format(count=len(lines), days=shown, row=min(line.row for line in lines)),
        remedy=_("交易账单没有余额，不能单独记账：请下载这些天的资金账单，与它一起导入。"),
        file=source.name,
        line=min(line.row for line in lines),
    )


def _told(source: Source, joined: _Joined) -> Source:
    """A source without its trade bills, its lines in the trade bills' words."""
    statements = tuple(
        replace(statement, lines=tuple(_with_words(line, joined) for line in statement.lines))
        for statement in source.statements
        if not is_trade_bill(statement)
    )
    return replace(source, statements=statements)


def _with_words(line: Line, joined: _Joined) -> Line:
    trade = joined.texts.get(_key(line))
    if trade is None:
        return line
    parts = [*(line.text or "").split(" / "), *(trade.text or "").split(" / ")]
    return replace(
        line,
        text=" / ".join(dict.fromkeys(filter(None, parts))) or None,
        counterparty=line.counterparty or trade.counterparty,
        order=joined.orders.get(line.order or "", line.order),
    )


def _key(line: Line) -> _Key:
    return line.serial, line.order, line.date, line.amount
