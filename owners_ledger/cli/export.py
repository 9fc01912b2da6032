"""``owners-ledger export``: the books as a journal of hledger, ledger or beancount, or as CSV."""

from __future__ import annotations

from pathlib import Path

import click

from owners_ledger.cli.context import State
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _

_STDOUT = "-"


@click.command(
    "export",
    help=N_(
        "导出全部分录，给 hledger、ledger、beancount 或表格软件核算。"
        "姓名、房号、账号、银行摘要都不导出。FILE 不写就显示在屏幕上。"
    ),
)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help=N_("同 FILE：写到哪个文件")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["hledger", "ledger", "beancount", "csv"]),
    default="hledger",
    show_default=True,
    help=N_("导出的格式"),
)
@click.pass_obj
def command(state: State, *, file: Path | None, output: Path | None, form: str) -> None:
    """Write the whole journal, or print it."""
    target = file or output
    if file is not None and output is not None and file != output:
        raise UsageError(_("文件写了两次：{one} 和 {two}").format(one=file, two=output))
    root = state.root()
    if target is not None and str(target) != _STDOUT:
        _refuse_inside(root, target)
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.export import FORMS  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.books.write import write_whole  # noqa: PLC0415 - heavy

    books = load_books(root)
    refuse_broken(books.errors, root)
    text = FORMS[form](books)
    if target is None or str(target) == _STDOUT:
        click.echo(text, nl=False)
        return
    # A spreadsheet takes a file without this mark for another encoding.
    write_whole(target, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    click.echo(
        _("已导出 {count} 笔到 {path}").format(count=len(books.transactions), path=target), err=True
    )


def _refuse_inside(root: Path, target: Path) -> None:
    """Refuse to write among the books: an exported journal there would be read as books."""
    if target.resolve().is_relative_to((root / "ledger").resolve()):
        raise UsageError(
            _("不能导出到 ledger 文件夹里：{path}").format(path=target),
            remedy=_("那里的文件会被当作账本读进去。请写到别的文件夹。"),
        )
