"""``owners-ledger payroll 2026-03``: the month's wages into the books, again is nothing new."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show, total
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.payroll.month import Pay
    from owners_ledger.payroll.run import Run


@click.command("payroll", help=N_("按职工登记簿算一个月的工资、社保和个税，记进账本。"))
@click.argument("period")
@click.option("--dry-run", is_flag=True, help=N_("只看结果，不写任何文件"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=N_("输出的样子"),
)
@pass_state
def command(state: State, *, period: str, dry_run: bool, form: str) -> None:
    """Plan, write, tell.

    Raises:
        OwnersLedgerError: the books hold another payroll for the month.
    """
    month = Period.parse(period)
    root = state.root()
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.books.write import locked, write_all  # noqa: PLC0415 - heavy
    from owners_ledger.payroll.run import run  # noqa: PLC0415 - heavy

    with nullcontext() if dry_run else locked(root):
        books = load_books(root)
        refuse_broken(books.errors, root)
        found = run(books, month)
        if found.differs:
            raise OwnersLedgerError(
                _("{month} 的工资已经记过，与现在按登记簿算的不同").format(month=month),
                remedy=_("已记的账不改。少发多发的，在下个月的 {file} 里写补发或扣款。").format(
                    file=f"ledger/payroll/{month}.csv"
                ),
            )
        if found.files and not dry_run:
            write_all(found.files)
    written = [] if dry_run else [path.relative_to(root).as_posix() for path, _c in found.files]
    if form == "json":
        click.echo(json.dumps(_as_json(found, written), ensure_ascii=False))
        return
    click.echo(_table(found))
    for path in written:
        click.echo(_("已写入 {path}").format(path=path))
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))
    elif not written:
        click.echo(_("这个月的工资已在账上，没有需要写的。"))


def _table(found: Run) -> str:
    if not found.pays:
        return _("{month} 没有在职的职工。").format(month=found.month)
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
