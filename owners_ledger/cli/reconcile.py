"""``owners-ledger reconcile``: 银行存款余额调节表 on the screen or as a paper."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.kinds import Asked, period_of
from owners_ledger.cli.screen import padded
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.money import ZERO, show

if TYPE_CHECKING:
    from decimal import Decimal

    from owners_ledger.reporting.reconciliation_model import (
        AccountSheet,
        Completeness,
        OpenItem,
        Reconciliation,
    )

FORMATS = ("table", "json", "pdf", "xlsx", "html")
_SCREEN = ("table", "json")
_NAME, _AMOUNT = 30, 18


@click.command(
    "reconcile",
    help=N_(
        "银行存款余额调节表：每个账户的对账单和账面两边调节，列出未达账项。"
        "有原因不明的差额或缺对账单时退出码为 1。"
    ),
)
@click.argument("period")
@click.option("--account", help=N_("只看一个账户：代码（01）、名称或尾号"))
@click.option(
    "--format",
    "formats",
    default="table",
    show_default=True,
    help=N_("格式，逗号分开：table,json（屏幕）,pdf,xlsx,html（文件）"),
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help=N_("放在哪个文件夹")
)
@pass_state
@click.pass_context
def command(
    ctx: click.Context,
    state: State,
    *,
    period: str,
    account: str | None,
    formats: str,
    output: Path | None,
) -> None:
    """Reconcile, show or write; 1 where something remains unexplained."""
    chosen = _chosen(formats)
    wanted = period_of("reconcile", period)
    root = state.root()
    if "pdf" in chosen:
        demand_typesetting()
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.cli.kinds.reconcile import found  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    books, registers = load_books(root), load_registers(root)
    asked = Asked("reconcile", root, books, registers, period, wanted, draft=False)
    only, code = "", ""
    if account is not None:
        from owners_ledger.banking.booking.accounts import bank_named  # noqa: PLC0415 - heavy

        bank = bank_named(account, books.committee.banks)
        only, code = bank.account, bank.code
    result = found(asked, only)
    if "json" in chosen:
        from owners_ledger.rendering.json_ import to_json  # noqa: PLC0415 - heavy

        click.echo(to_json(result), nl=False)
    if "table" in chosen:
        for text in _table(result):
            click.echo(text)
    files = [name for name in chosen if name not in _SCREEN]
    if files:
        _write(asked, result, files, output or root / "notices", code)
    ctx.exit(int(not result.agrees))


def _chosen(text: str) -> list[str]:
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen or set(_SCREEN) <= set(chosen):
        raise UsageError(
            _("不认识的格式：{text}").format(text=text),
            remedy=_("可用的格式：{known}。").format(known=", ".join(FORMATS)),
        )
    return chosen


def _write(
    asked: Asked, result: Reconciliation, formats: Sequence[str], folder: Path, code: str
) -> None:
    """All formats are ready and searched before the first is written."""
    from owners_ledger.books.write import write_whole  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.produce import produce  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.reconciliation_tables import (  # noqa: PLC0415 - heavy
        reconciliation_paper,
    )

    stem = f"reconcile-{result.period}{'-' + code if code else ''}"
    report = reconciliation_paper(result, asked.books.committee, stem)
    with contextlib.ExitStack() as stack:
        set_page = None
        if "pdf" in formats:
            from owners_ledger.rendering.worker import Setter  # noqa: PLC0415 - a command's own

            set_page = stack.enter_context(Setter())
        made = produce(
            report,
            asked.books.committee,
            asked.registers,
            book=asked.root,
            formats=formats,
            words=[part for name in asked.books.chart.accounts for part in name.split(":")],
            set_page=set_page,
        )
    for name, content in made.files.items():
        path = folder / f"{stem}.{name}"
        write_whole(path, content)
        click.echo(_("已写入 {path}").format(path=path), err=True)


def _table(found: Reconciliation) -> Iterator[str]:
    for one in found.accounts:
        tail = _("（尾号 {tail}）").format(tail=one.tail) if one.tail else ""
        yield f"{one.id} {one.name}{tail}  {found.period}"
        if one.completeness is None:
            yield from _cash(one)
        else:
            yield from _two_sides(one, one.completeness)
        yield from (f"  · {cause}" for cause in one.causes)
        if one.remedy:
            yield f"  → {one.remedy}"
        yield ""


def _two_sides(one: AccountSheet, box: Completeness) -> Iterator[str]:
    yield _row(_("银行对账单余额"), one.statement)
    yield _row(_("加：单位已收、银行未收"), one.sum_unit_received)
    yield from map(_item, one.unit_received)
    yield _row(_("减：单位已付、银行未付"), one.sum_unit_paid)
    yield from map(_item, one.unit_paid)
    yield _row(_("调节后余额（银行）"), one.adjusted_statement)
    yield _row(_("单位日记账余额"), one.book)
    yield _row(_("加：银行已收、单位未收"), one.sum_bank_received)
    yield from map(_item, one.bank_received)
    yield _row(_("减：银行已付、单位未付"), one.sum_bank_paid)
    yield from map(_item, one.bank_paid)
    yield _row(_("调节后余额（单位）"), one.adjusted_book)
    yield _row(_("差额"), one.difference)
    for month in one.months:
        yield _row(_("{month} 月末差额").format(month=month.month), month.difference)
    yield "  " + _("对账单 {lines} 行，已入账 {booked} 行，缺 {days} 天{gaps}").format(
        lines=box.lines,
        booked=box.booked,
        days=box.gap_days,
        gaps=f"（{'、'.join(box.gaps)}）" if box.gaps else "",
    )
    said = _("{file}：{first} 至 {last}，{lines} 行，期初 {opening}，期末 {closing}")
    for part in box.statements:
        text = said.format(
            file=part.file,
            first=part.first,
            last=part.last,
            lines=part.lines,
            opening=show(part.opening),
            closing=show(part.closing),
        )
        yield f"  {text}{'' if part.follows else _('（接不上前一份）')}"


def _cash(one: AccountSheet) -> Iterator[str]:
    yield _row(_("期初账面"), one.opening)
    yield _row(_("期末账面"), one.book)
    yield from map(_item, (*one.unit_received, *one.unit_paid))
    if one.counted_on is not None:
        yield _row(_("{day} 盘点").format(day=one.counted_on), one.counted)
        yield _row(_("差额"), one.difference or ZERO)


def _row(name: str, amount: Decimal | None) -> str:
    shown = "–" if amount is None else show(amount)
    return f"  {padded(name, _NAME)}{padded(shown, _AMOUNT, right=True)}"


def _item(item: OpenItem) -> str:
    if item.cleared is None:
        since = _("已 {days} 天").format(days=item.days)
    else:
        since = _("{day} 已核销").format(day=item.cleared)
    parts = [str(item.date), item.number, item.summary, show(item.amount), since, item.remark]
    return f"      {item.id} " + "  ".join(part for part in parts if part)
