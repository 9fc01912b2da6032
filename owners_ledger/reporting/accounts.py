"""Where the money is, and what the bank says of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from beancount.core import data

from owners_ledger.books.bank_entries import RECKONED, STATEMENT
from owners_ledger.books.chart import Account
from owners_ledger.books.load import Books
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import BankLine, Cash, month_number
from owners_ledger.reporting.model import MoneyAccount, TransitItem
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.refusal import ReportError, listed

_TRANSIT = "在途资金"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Statement:
    """A booked statement, from its ``bank-statement`` directive (``books.bank_entries``).

    ``reckoned``: its balances come from the books, not from the file, and say nothing of it.
    ``file``: the original, relative to ``ledger``.
    """

    first: datetime.date
    last: datetime.date
    first_no: int
    last_no: int
    opening: Decimal
    closing: Decimal
    reckoned: bool = False
    file: str = ""


def statements(books: Books) -> dict[str, tuple[Statement, ...]]:
    """Booked statements per ledger account, by number, each line in one of them only."""
    return {account: _apart(known) for account, known in whole_statements(books).items()}


def whole_statements(books: Books) -> dict[str, list[Statement]]:
    """Booked statements per ledger account as their files have them, by number."""
    found: dict[str, list[Statement]] = {}
    for entry in books.entries:
        if isinstance(entry, data.Custom) and entry.type == STATEMENT:
            meta = entry.meta
            found.setdefault(str(entry.values[0].value), []).append(
                Statement(
                    meta["first-date"],
                    meta["last-date"],
                    int(meta["first-no"]),
                    int(meta["last-no"]),
                    meta["opening"],
                    meta["closing"],
                    bool(meta.get(RECKONED)),
                    str(meta.get("file") or ""),
                )
            )
    return {
        account: sorted(known, key=lambda one: (one.first_no, one.last_no, one.last))
        for account, known in found.items()
    }


def _apart(known: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements downloaded with overlapping days, cut so that they follow each other."""
    apart: list[Statement] = []
    for one in known:
        before = apart[-1] if apart else None
        if before is None or one.first_no > before.last_no:
            apart.append(one)
        elif one.last_no > before.last_no:
            rest = replace(
                one,
                first=max(one.first, min(before.last, one.last)),
                first_no=before.last_no + 1,
                opening=before.closing,
            )
            apart.append(rest)
        elif one.last_no == before.last_no:
            apart[-1] = replace(before, last=max(before.last, one.last))
    return tuple(apart)


def covered_to(chain: Sequence[Statement]) -> datetime.date | None:
    """The last day up to which statements follow each other without a gap.

    A following statement that goes on with the next number and the same balance also covers the
    days between: a bank's file often says no more than its first and last line's dates.
    """
    reached: datetime.date | None = None
    before: Statement | None = None
    for one in chain:
        if before is not None:
            if one.first_no != before.last_no + 1 or one.opening != before.closing:
                break
            if reached is not None:
                reached = max(reached, one.first - _DAY)
        reached = one.last if reached is None else max(reached, one.last)
        before = one
    return reached


def horizon(known: Mapping[str, Sequence[Statement]], period: Period) -> datetime.date:
    """The last day of the statements that begin before the period's end."""
    reaching = [one.last for chain in known.values() for one in chain if one.first <= period.last]
    return max([period.last, *reaching])


def money_accounts(
    books: Books,
    cash: Cash,
    known: Mapping[str, Sequence[Statement]],
    cover: Cover,
    *,
    draft: bool,
) -> tuple[MoneyAccount, ...]:
    """Every place where money is at the period's start or end, banks first as in the chart.

    Raises:
        ReportError: a bank's statements do not reach the period's end, unless ``draft``.
    """
    found = []
    short = []
    closed = _closed(books, cash)
    for account, place in _placed(books, cash, known, cover):
        found.append(place)
        bank = books.committee.bank_by_account(account.name) is not None
        gone = closed.get(account.name)
        until = min(cash.period.last, gone - _DAY) if gone else cash.period.last
        if (bank or account.name in known) and (
            place.covered_to is None or place.covered_to < until
        ):
            short.append(place)
    if short and not draft:
        raise ReportError(
            _("{period} 还不能公示：{which}").format(
                period=cash.period.title,
                which=listed(
                    [
                        _("{name}的对账单只到 {day}").format(name=one.name, day=one.covered_to)
                        if one.covered_to
                        else _("{name}没有对账单").format(name=one.name)
                        for one in short
                    ]
                ),
            ),
            remedy=_("请先用 owners-ledger import 导入到 {last} 为止的对账单。").format(
                last=cash.period.last
            ),
        )
    return tuple(found)


def placed_accounts(
    books: Books, cash: Cash, known: Mapping[str, Sequence[Statement]], cover: Cover
) -> tuple[Account, ...]:
    """The ledger accounts of ``money_accounts``, in the same order."""
    return tuple(account for account, _place in _placed(books, cash, known, cover))


def _placed(
    books: Books, cash: Cash, known: Mapping[str, Sequence[Statement]], cover: Cover
) -> list[tuple[Account, MoneyAccount]]:
    closed = _closed(books, cash)
    found = []
    for account in books.chart.money:
        gone = closed.get(account.name)
        if gone is not None and gone < cash.period.first:
            continue
        place = _place(books, cash, cover, account, known.get(account.name, ()))
        quiet = not place.opening and not place.book and account.name not in cash.net
        if quiet or (account.line == _TRANSIT and not place.opening and not place.book):
            continue
        found.append((account, place))
    return found


def _closed(books: Books, cash: Cash) -> dict[str, datetime.date]:
    return {
        entry.account: entry.date
        for entry in books.entries
        if isinstance(entry, data.Close) and entry.date < cash.period.end
    }


def _place(
    books: Books, cash: Cash, cover: Cover, account: Account, chain: Sequence[Statement]
) -> MoneyAccount:
    period = cash.period
    lines = cash.bank.get(account.name, [])
    reached = covered_to(chain)
    book = cash.balance_before(month_number(period.end), account.name)
    said = None
    is_proved = not any(one.reckoned for one in chain)
    if is_proved and reached is not None and reached >= period.last:
        said = balance_at(chain, lines, period.last)
    bank = books.committee.bank_by_account(account.name)
    expected, booked = _lines(chain, lines, period)
    return MoneyAccount(
        name=account.line,
        tail=bank.tail if bank else "",
        opening=cash.balance_before(month_number(period.first), account.name),
        book=book,
        statement=said,
        difference=None if said is None else book - said,
        statement_lines=expected,
        booked_lines=booked,
        covered_to=reached,
        in_transit=()
        if not chain
        else tuple(
            TransitItem(
                entry.date,
                cover.text(str(entry.meta.get("voucher") or "")),
                cover.text(entry.narration or ""),
                amount,
            )
            for entry, amount in cash.unproved.get(account.name, ())
            if entry.date >= chain[0].first
        ),
    )


def balance_at(
    chain: Sequence[Statement], lines: Sequence[BankLine], day: datetime.date
) -> Decimal | None:
    """What the bank says the balance is at the end of a day; ``None`` where it says nothing."""
    upto = [one for one in chain if one.first <= day]
    if not upto:
        return None
    statement = upto[-1]
    if statement.last <= day:
        return statement.closing
    inside = [
        line
        for line in lines
        if statement.first_no <= line.number <= statement.last_no and line.date <= day
    ]
    if not inside:
        return statement.opening
    return max(inside, key=lambda line: line.number).balance


def _lines(
    chain: Sequence[Statement], lines: Sequence[BankLine], period: Period
) -> tuple[int, int]:
    """Statement lines in the period, and how many of them are booked.

    A statement says how many lines it has; which of them lie outside the period only the booked
    ones tell, so a missing line counts as one of the period.
    """
    expected = booked = 0
    for one in chain:
        if one.last < period.first or one.first > period.last:
            continue
        numbers = range(one.first_no, one.last_no + 1)
        inside = {line.number: line for line in lines if line.number in numbers}
        here = sum(1 for line in inside.values() if line.date in period)
        expected += len(numbers) - (len(inside) - here)
        booked += here
    return expected, booked


def sum_of(accounts: Sequence[MoneyAccount]) -> Decimal:
    """The book balances together."""
    return sum((one.book for one in accounts), ZERO)
