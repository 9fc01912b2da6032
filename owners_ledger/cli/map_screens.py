"""What ``statement --map`` shows: the first rows, and each column with what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from owners_ledger.cli.screen import letters, padded, short, width
from owners_ledger.i18n import N_, _
from owners_ledger.money import ZERO, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from owners_ledger.banking.reading.grid import Grid
    from owners_ledger.banking.reading.mapping.fields import Layout
    from owners_ledger.banking.reading.mapping.proposal import Proposal
    from owners_ledger.banking.reading.profile import Profile

SCREEN = 78
_WIDEST = 14
_ROWS_ABOVE = 2
_ROWS_BELOW = 3

WORDS = {
    "booked": N_("记账日期"),
    "date": N_("日期"),
    "time": N_("时间"),
    "out": N_("支出"),
    "in": N_("收入"),
    "in_": N_("收入"),
    "amount": N_("金额"),
    "flag": N_("收还是付"),
    "balance": N_("余额"),
    "counterparty": N_("对方是谁"),
    "counterparty_account": N_("对方账号"),
    "payer": N_("付款人"),
    "payer_account": N_("付款人账号"),
    "payee": N_("收款人"),
    "payee_account": N_("收款人账号"),
    "serial": N_("流水号"),
    "account": N_("自己的账号"),
    "currency": N_("币种"),
    "text": N_("用途摘要"),
    "refund": N_("退款单号"),
    "voucher": N_("商户自己的单号"),
    "method": N_("付款方式"),
    "orders": N_("业务单号"),
    "fees": N_("手续费"),
    "kinds": N_("交易种类"),
    "states": N_("交易状态"),
}


def first_rows(grid: Grid, layout: Layout) -> Iterator[str]:
    """The rows around the header as an aligned table no wider than the screen."""
    from owners_ledger.banking.reading import cells  # noqa: PLC0415 - the command line stays light

    top = layout.header.top
    numbers = [
        *range(max(1, top + 1 - _ROWS_ABOVE), top + 1 + layout.header.height),
        *layout.rows[:_ROWS_BELOW],
    ]
    columns = len(layout.header.names)
    shown = [
        [short(cells.text(cell), _WIDEST) for cell in grid.rows[number - 1][:columns]]
        for number in numbers
    ]
    widths = [
        max([width(row[at]) for row in shown if at < len(row)] + [1]) for at in range(columns)
    ]
    fitting = columns
    while fitting > 1 and sum(widths[:fitting]) + 2 * fitting + 4 > SCREEN:
        fitting -= 1
    yield _joined("", [letters(at) for at in range(fitting)], widths)
    for number, row in zip(numbers, shown, strict=True):
        yield _joined(str(number), row[:fitting], widths)
    if fitting < columns:
        yield _("（右边还有 {count} 列）").format(count=columns - fitting)


def _joined(number: str, row: Sequence[str], widths: Sequence[int]) -> str:
    texts = (padded(text, columns) for text, columns in zip(row, widths, strict=False))
    return "  ".join([padded(number, 4, right=True), *texts]).rstrip()


def columns_shown(grid: Grid, proposal: Proposal, base: Profile) -> Iterator[str]:
    """Each named column, what it is taken for, and an example from below it."""
    roles = _roles(grid, proposal, base)
    rows = []
    for field in proposal.layout.fields:
        role = roles.get(field.place, "")
        example = _flag_words(proposal) if role == "flag" else next(iter(field.filled), "")
        rows.append((letters(field.at), short(field.title, 18), _word(role), short(example, 30)))
    widths = [max(width(row[at]) for row in rows) for at in range(3)]
    for row in rows:
        cells = [padded(text, columns) for text, columns in zip(row, widths, strict=False)]
        yield "  " + "   ".join([*cells, row[3]]).rstrip()


def _word(role: str) -> str:
    return _(WORDS[role]) if role in WORDS else role or _("（不用）")


def _roles(grid: Grid, proposal: Proposal, base: Profile) -> dict[int, str]:
    """Column → role, as the reader itself assigns them."""
    from owners_ledger.banking.reading.columns import assign  # noqa: PLC0415 - as above
    from owners_ledger.banking.reading.mapping.profile_text import as_profile  # noqa: PLC0415 - as above

    header = proposal.layout.header
    rows = grid.rows[header.top + header.height :]
    return assign(header, as_profile(proposal.draft, base), rows).roles


def _flag_words(proposal: Proposal) -> str:
    sides = ((proposal.draft.in_flags, _("收入")), (proposal.draft.out_flags, _("支出")))
    return "  ".join(f"{word}={side}" for words, side in sides for word in words)


def proof(proposal: Proposal) -> Iterator[str]:
    """What the running balance says about the proposal, and what it means in money."""
    amounts = [line.amount for each in proposal.statements for line in each.lines]
    came = show(total(each for each in amounts if each > ZERO))
    went = show(abs(total(each for each in amounts if each < ZERO)))
    if proposal.is_proved:
        yield _("证明：用这样的认法，全部 {count} 行余额逐行相符。").format(count=len(amounts))
    elif all(each.opening is None for each in proposal.statements):
        yield _("没有余额列：{count} 行都读得出来，但无法证明没有漏掉什么。").format(
            count=len(amounts)
        )
    else:
        yield _("只有 {count} 行，太少，余额证明不了什么。").format(count=len(amounts))
    yield _("收入共 {came} 元，支出共 {went} 元。").format(came=came, went=went)
    for statement in proposal.statements:
        if statement.opening is not None and statement.closing is not None:
            yield _("{first} 之前有 {opening} 元，{last} 之后有 {closing} 元。").format(
                first=statement.lines[0].date,
                opening=show(statement.opening),
                last=statement.lines[-1].date,
                closing=show(statement.closing),
            )
        if statement.account:
            yield _("账号：{account}").format(account=statement.account)
        for warning in statement.warnings:
            yield _("注意：{warning}").format(warning=warning)
    if proposal.is_one_sided:
        yield _("注意：这个文件里只有一个方向的钱。最好用一个有收有付的月份来认。")
