"""``owners-ledger budget 2026``: the year's budget by account, as Fava shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.cli.writing import books_to_write, put
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from owners_ledger.commitments.fava import Allotted

_YEAR = 12
_BY = {
    "key": N_("按预算里写的份额"),
    "history": N_("按上年实际的份额"),
    "only": "",
}


class NoBudgetError(OwnersLedgerError):
    """The year has no budget."""


@click.command(
    "budget",
    help=N_("一年的预算怎样分到科目；加 --write 写进账本，Fava 里就看到同样的预算。"),
)
@click.argument("year")
@click.option("--write", is_flag=True, help=N_("写入（或更新）这一年的 00-budget.beancount"))
@dry_run_option
@form_option
@pass_state
def command(state: State, *, year: str, write: bool, dry_run: bool, form: str) -> None:
    """Share, compare, write.

    Raises:
        OwnersLedgerError: there is no budget, or a line cannot be put on accounts.
    """
    wanted = Period.parse(year)
    if wanted.months != _YEAR:
        raise UsageError(
            _("预算按年"), remedy=_("请写成：owners-ledger budget {year}").format(year=wanted.year)
        )
    root = state.root()
    from owners_ledger.commitments.fava import (  # noqa: PLC0415 - heavy
        allotted,
        file_name,
        generated,
    )
    from owners_ledger.commitments.load import load_commitments  # noqa: PLC0415 - heavy

    with books_to_write(root, dry_run=dry_run or not write) as books:
        budgets = load_commitments(root).budgets
        if wanted.year not in budgets:
            raise NoBudgetError(
                _("{year} 年没有预算").format(year=wanted.year),
                remedy=_("请照示例账本写 ledger/budget/{year}.toml。").format(year=wanted.year),
            )
        parts = allotted(budgets[wanted.year], books.chart, books.transactions)
        text = generated(budgets, wanted.year, books.chart, books.transactions) or ""
        path = root / file_name(wanted.year)
        same = path.is_file() and path.read_bytes() == text.encode()
        if write and not same:
            _refuse_foreign(path)
        file = None if same or not write else (path, text.encode())
        written = put(root, file, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(_as_json(wanted.year, parts, written, same=same), ensure_ascii=False))
        return
    _tell(parts)
    for name in written:
        click.echo(_("已写入 {path}").format(path=name))
    if same:
        click.echo(_("{path} 和预算一致，没有需要写的。").format(path=file_name(wanted.year)))
    elif not written:
        click.echo(
            _("只是预演，没有写入任何文件。")
            if write
            else _("加上 --write，就写入 {path}。").format(path=file_name(wanted.year))
        )


def _refuse_foreign(path: Path) -> None:
    """A file that somebody wrote or changed by hand is not overwritten.

    Raises:
        OwnersLedgerError: it is.
    """
    from owners_ledger.books.write import WriteError, is_untouched  # noqa: PLC0415 - heavy

    if path.is_file() and not is_untouched(path.read_bytes().decode("utf-8", "replace")):
        raise WriteError(
            _("{name} 被手工改过，没有覆盖").format(name=path.name),
            remedy=_("预算请改 ledger/budget/ 里的文件；把这个文件移走再运行一次。"),
            file=str(path),
        )


def _tell(parts: Sequence[Allotted]) -> None:
    for one in parts:
        by = _BY[one.by] and _(_BY[one.by])
        click.echo(f"{one.line}　{one.account}　{show(one.amount)}" + (f"（{by}）" if by else ""))


def _as_json(
    year: int, parts: Sequence[Allotted], written: list[str], *, same: bool
) -> dict[str, object]:
    return {
        "year": year,
        "accounts": [
            {
                "side": one.side,
                "line": one.line,
                "account": one.account,
                "amount": str(one.amount),
                "by": one.by,
            }
            for one in parts
        ],
        "current": same or bool(written),
        "written": written,
    }
