"""From movements to a proved statement: order, sign, counts, sums, opening and closing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from owners_ledger.banking.reading import cells, serials
from owners_ledger.banking.reading.chain import (
    Break,
    Reading,
    days_that_fall,
    order_by_date,
    prove,
)
from owners_ledger.banking.reading.declared import check_ends, check_movements, period, row_list
from owners_ledger.banking.reading.movements import Movement, Table, check_currency
from owners_ledger.banking.reading.own_account import by_account
from owners_ledger.banking.reading.preamble import Fact, facts
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.wallets import settle
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.errors import harmless
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


def statements(table: Table, profile: Profile, file: str, digest: str) -> list[Statement]:
    """The statements of a table, one per account its rows name.

    Raises:
        StatementError: the running balance, a declared count or a declared sum does not hold.
    """
    declared = facts(table.around, profile.labels)
    if "currency" in declared:
        check_currency(declared["currency"].text, file, declared["currency"].row)
    undeclared = check_movements(table.movements, declared, profile, file)
    settle(table, profile, file)
    groups = by_account(table.movements, file)
    try:
        found = [
            _statement(account, movements, table, declared, profile, file, digest)
            for account, movements in groups
        ]
    except StatementError as error:
        if undeclared is None:
            raise
        both = _("{first}；{second}").format(first=error.message, second=undeclared.message)
        raise refuse(both, file=file, row=error.line) from None
    if undeclared:
        raise undeclared
    return found


def with_ignored_sheets(found: Sequence[Statement], names: Sequence[str]) -> tuple[Statement, ...]:
    """The statements, each warning of sheets that hold something else."""
    if not names:
        return tuple(found)
    warning = _("没有读这些工作表（里面没有流水表头）：{names}").format(
        names=harmless("、".join(names))[:200]
    )
    return tuple(replace(each, warnings=(*each.warnings, warning)) for each in found)


def _statement(  # noqa: PLR0917 - the parts of one statement
    account: str | None,
    movements: Sequence[Movement],
    table: Table,
    declared: Mapping[str, Fact],
    profile: Profile,
    file: str,
    digest: str,
) -> Statement:
    warnings = list(table.warnings)
    if "unproved" in profile.quirks:
        warnings.append(_("这种版式只有一个来源，没有与银行的真实文件核对过，请逐行核对"))
    if account is None and "account" in declared:
        account = cells.account_number(declared["account"].text)
    if account and cells.is_rounded(account):
        warnings.append(_("账号“{text}”被表格软件改成了科学计数，已不用").format(text=account))
        account = None
    reading = _proved(movements, table, declared, profile, file, warnings)
    if account is None and table.has_pairs:
        account = _own_account(movements, reading.amounts)
    lines = _lines(movements, reading, table, account, warnings)
    if table.has_balance and (fallen := days_that_fall([line.date for line in lines])):
        rows = row_list(lines[at].row for at in fallen)
        warnings.append(_("这些行的日期早于前一笔，请核对：{rows}").format(rows=rows))
    opening, closing = _ends(lines, table, declared)
    check_ends(opening, closing, declared, file, warnings)
    first, last = period(lines, declared, warnings)
    return Statement(
        file=file,
        bank=profile.bank,
        profile=profile.name,
        account=account,
        currency="CNY",
        opening=opening,
        closing=closing,
        first_date=first,
        last_date=last,
        lines=lines,
        skipped_rows=tuple(table.skipped),
        warnings=tuple(warnings),
        sha256=digest,
    )


def _proved(  # noqa: PLR0917 - what may speak for an order
    movements: Sequence[Movement],
    table: Table,
    declared: Mapping[str, Fact],
    profile: Profile,
    file: str,
    warnings: list[str],
) -> Reading:
    """Order and sign of the rows; a broken chain is refused unless the profile says otherwise."""
    moments = [(each.date, each.time or datetime.time.min) for each in movements]
    variants = _variants(movements)
    _check_flags(movements, file)
    if not movements:
        warnings.append(_("文件里没有交易"))
        return Reading(variants[0], is_backwards=False, is_swapped=False)
    balances = [each.balance for each in movements if each.balance is not None]
    if not table.has_balance:
        warnings.append(_("文件没有余额列，是否完整无法证明；请与银行的余额核对"))
        return Reading(variants[0], order_by_date(moments), is_swapped=False)
    opening = declared["opening"].amount if "opening" in declared else None
    numbers = [each.serial or "" for each in movements]
    found = prove(
        variants,
        balances,
        moments,
        opening=opening,
        serials=numbers,
        is_newest_first="newest-first" in profile.quirks,
    )
    if isinstance(found, Break):
        message = _broken(found, movements, variants[0], balances)
        if "reference-balance" not in profile.quirks:
            raise refuse(message, file=file, row=movements[found.at].row)
        table.has_balance = False
        warnings.append(_("{message}；余额只供参考，没有采用").format(message=message))
        return Reading(variants[0], order_by_date(moments), is_swapped=False)
    if found.is_swapped:
        warnings.append(_("这家银行的借贷与通常相反，已按余额的增减判定收支"))
    return found


def _variants(movements: Sequence[Movement]) -> list[list[Decimal]]:
    """Signed amounts as the columns may be meant, the usual meaning first."""
    usual = [each.side * each.value if each.side else each.value for each in movements]
    if not any(each.value < 0 for each in movements):
        return [usual]
    by_side = [each.side * abs(each.value) if each.side else each.value for each in movements]
    if any(each.flag != each.side for each in movements):  # two columns: a sign is a reversal
        drawn = [each.value for each in movements if each.side < 0 and each.value]
        is_signed = bool(drawn) and max(drawn) < 0
        return [by_side, usual] if is_signed else [usual, by_side]
    written = [each.value for each in movements]
    is_signed = all((each.value < 0) == (each.side < 0) for each in movements if each.value)
    return [written, usual, by_side] if is_signed else [usual, written, by_side]


def _check_flags(movements: Sequence[Movement], file: str) -> None:
    """A flag beside two amount columns must say the same as the columns do."""
    both = [each for each in movements if each.flag and each.side and each.value > 0]
    wrong = [each for each in both if each.flag != each.side]
    if wrong and len(wrong) < len(both):
        rare = wrong if len(wrong) * 2 <= len(both) else [e for e in both if e.flag == e.side]
        message = _("第 {row} 行：借贷标志与金额所在的列不一致").format(row=rare[0].row)
        raise refuse(message, file=file, row=rare[0].row)


def _broken(
    found: Break,
    movements: Sequence[Movement],
    amounts: Sequence[Decimal],
    balances: Sequence[Decimal],
) -> str:
    return _(
        "第 {row} 行的余额接不上：前一笔（第 {before} 行）余额 {balance}，加本笔 {amount}，"
        "应为 {expected}，文件写的是 {found}"
    ).format(
        row=movements[found.at].row,
        before=movements[found.before].row,
        balance=show(balances[found.before]),
        amount=show(amounts[found.at]),
        expected=show(found.expected),
        found=show(balances[found.at]),
    )


def _lines(
    movements: Sequence[Movement],
    reading: Reading,
    table: Table,
    account: str | None,
    warnings: list[str],
) -> tuple[Line, ...]:
    own = _digits(account) or None
    rounded: list[int] = []
    lines: list[Line] = []
    numbers = serials.usable(movements, warnings)
    for each, amount, serial in zip(movements, reading.amounts, numbers, strict=True):
        name, number = each.party, each.party_account
        if table.has_pairs:
            name, number = _other_side(each, amount, own)
        if number and cells.is_rounded(number):
            rounded.append(each.row)
            number = None
        lines.append(
            Line(
                each.date,
                each.time,
                amount,
                each.balance if table.has_balance else None,
                name,
                number,
                each.text,
                serial,
                each.row,
                each.order,
                each.voucher,
            )
        )
    if rounded:
        warnings.append(
            _("这些行的对方账号被表格软件改成了科学计数，已不用：{rows}").format(
                rows=row_list(rounded)
            )
        )
    return tuple(reversed(lines)) if reading.is_backwards else tuple(lines)


def _other_side(each: Movement, amount: Decimal, own: str | None) -> tuple[str | None, str | None]:
    """Of payer and payee the one that is not this account; the direction decides otherwise."""
    pays = bool(own) and _digits(each.party_account) == own
    is_paid = bool(own) and _digits(each.payee_account) == own
    if pays if pays is not is_paid else amount < ZERO:
        return each.payee, each.payee_account
    return each.party, each.party_account


def _own_account(movements: Sequence[Movement], amounts: Sequence[Decimal]) -> str | None:
    """The account that pays what goes out and is paid what comes in, if it is always the same."""
    own = {
        each.party_account if amount < ZERO else each.payee_account
        for each, amount in zip(movements, amounts, strict=True)
    }
    found = {number for number in own if number}
    return found.pop() if len(found) == 1 else None


def _digits(number: str | None) -> str:
    return "".join(mark for mark in number or "" if mark.isdigit())


def _ends(
    lines: Sequence[Line], table: Table, declared: Mapping[str, Fact]
) -> tuple[Decimal | None, Decimal | None]:
    if not lines:
        opening = declared["opening"].amount if "opening" in declared else None
        closing = declared["closing"].amount if "closing" in declared else None
        return (closing if opening is None else opening), (opening if closing is None else closing)
    if not table.has_balance:
        return None, None
    first, last = lines[0], lines[-1]
    assert first.balance is not None
    return first.balance - first.amount, last.balance
