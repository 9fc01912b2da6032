"""``owners-ledger payroll 2026-03``: the month's wages into the books, again is nothing new."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.cli.writing import books_to_write
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show, total
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.books.load import Books
    from owners_ledger.payroll.pay import Pay
    from owners_ledger.payroll.run import Run
    from owners_ledger.rendering.document import Document

_SHOWN = 20


class PayrollDiffersError(OwnersLedgerError):
    """Wages were booked otherwise than registers and tables say now."""


@click.command("payroll", help=N_("按职工登记簿算一个月的工资、社保和个税，记进账本。"))
@click.argument("period")
@click.option("--slips", is_flag=True, help=N_("另做工资条（PDF）：每人一份，另有合在一起的一份"))
@click.option("--sheet", is_flag=True, help=N_("另做签名用的工资发放表（PDF）"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("私密文件放在哪个文件夹，默认 private/payroll"),
)
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    *,
    period: str,
    slips: bool,
    sheet: bool,
    output: Path | None,
    dry_run: bool,
    form: str,
) -> None:
    """Plan, write, tell.

    Raises:
        OwnersLedgerError: the books hold another payroll for the month or one before.
    """
    month = Period.parse(period)
    root = state.root()
    if slips or sheet:
        demand_typesetting()
    from owners_ledger.books.write import write_all  # noqa: PLC0415 - heavy
    from owners_ledger.payroll.run import PRIVATE, fresh, run  # noqa: PLC0415 - heavy

    folder = output or root / PRIVATE
    with books_to_write(root, dry_run=dry_run) as books:
        found = run(books, month, folder)
        _refuse_other(found)
        files = list(found.files)
        if found.pays and not dry_run:
            papers = [
                (folder / name, content) for name, content in _papers(found, books, slips, sheet)
            ]
            files += fresh(papers, root)
            files = list(dict(files).items())
        if files and not dry_run:
            write_all(files)
    written = [] if dry_run else [_shown(path, root) for path, _content in files]
    if form == "json":
        click.echo(json.dumps(_as_json(found, written), ensure_ascii=False))
        return
    click.echo(_table(found))
    for path in written:
        click.echo(_("已写入 {path}").format(path=path))
    for note in _notes(found):
        click.echo(_("提醒：{warning}").format(warning=note), err=True)
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))
    elif found.pays and not written:
        click.echo(_("这个月的工资已在账上，没有需要写的。"))


def _papers(found: Run, books: Books, slips: bool, sheet: bool) -> list[tuple[str, bytes]]:
    """The private files besides the bank's CSV."""
    from owners_ledger.rendering import wages  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.worker import Setter  # noqa: PLC0415 - a command's own

    def set_page(page: str, styles: tuple[str, ...], *, day: datetime.date) -> Document:
        with Setter() as setter:  # it sets one document
            return setter(page, styles, day=day)

    month, committee = found.month, books.committee
    made = [(f"{month}-代发工资.xlsx", wages.batch_workbook(found.batch, month))]
    if sheet:
        made.append(wages.sheet(found.pays, month, committee, book=books.root, set_page=set_page))
    if slips:
        made += wages.slips(found.pays, month, committee, book=books.root, set_page=set_page)
    return made


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _refuse_other(found: Run) -> None:
    if not found.differences:
        return
    wrong = found.differences
    lines = [f"  {month} {one}" for month, one in wrong[:_SHOWN]]
    if len(wrong) > _SHOWN:
        lines.append(_("  …… 还有 {count} 处").format(count=len(wrong) - _SHOWN))
    months = "、".join(dict.fromkeys(str(month) for month, _one in wrong))
    raise PayrollDiffersError(
        _("{months} 的工资已经记过，与现在按登记簿算的不同，没有写入任何文件：\n{list}").format(
            months=months, list="\n".join(lines)
        ),
        remedy=_(
            "已记的账不改。先把 staff.csv 和那个月的加减项恢复成记账时的样子"
            "（涨薪另起一行，写明起用日）；少发、多发的在还没记账的那个月的 {file} "
            "里写“补发”或“扣回多发”。"
        ).format(file="ledger/payroll/2026-03.csv"),
    )


def _notes(found: Run) -> list[str]:
    notes = [
        _("{month} 还没有记工资，这个月的累计个税却把它算在内").format(month=month)
        for month in found.missing
    ]
    without = [one for one in found.batch if not one.account]
    if without:
        notes.append(
            _("{codes} 没有登记账号，不在代发文件里，共 {amount} 元要另付").format(
                codes="、".join(one.code for one in without),
                amount=show(total(one.amount for one in without)),
            )
        )
    return notes


def _table(found: Run) -> str:
    if not found.pays:
        return _("{month} 没有在职的职工，没有写入任何文件。").format(month=found.month)
    lines = [
        _("{code} {post}：应发 {gross}，个人社保公积金 {own}，个税 {tax}，实发 {net}").format(
            code=one.person.code,
            post=one.person.post,
            gross=show(one.gross),
            own=show(one.own_share),
            tax=show(one.tax),
            net=show(one.net),
        )
        for one in found.pays
    ]
    lines.append(
        _(
            "合计 {count} 人：应发 {gross}，实发 {net}，单位社保公积金 {employer}，个税 {tax}"
        ).format(
            count=len(found.pays),
            gross=show(total(one.gross for one in found.pays)),
            net=show(total(one.net for one in found.pays)),
            employer=show(total(one.employer_share for one in found.pays)),
            tax=show(total(one.tax for one in found.pays)),
        )
    )
    return "\n".join(lines)


def _as_json(found: Run, written: list[str]) -> dict[str, object]:
    return {
        "period": str(found.month),
        "pays": [_pay(one) for one in found.pays],
        "gross": str(total(one.gross for one in found.pays)),
        "net": str(total(one.net for one in found.pays)),
        "employer": str(total(one.employer_share for one in found.pays)),
        "tax": str(total(one.tax for one in found.pays)),
        "written": written,
        "notes": _notes(found),
    }


def _pay(one: Pay) -> dict[str, object]:
    return {
        "staff": one.person.code,
        "post": one.person.post,
        "days": one.days,
        "gross": str(one.gross),
        "insurance": [
            {"kind": share.kind, "employer": str(share.employer), "employee": str(share.employee)}
            for share in one.shares
        ],
        "tax": str(one.tax),
        "net": str(one.net),
    }
