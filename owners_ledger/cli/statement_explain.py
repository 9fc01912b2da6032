"""``owners-ledger statement FILE --explain``: in plain words, why a file is read as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import book_of
from owners_ledger.cli.map_screens import WORDS
from owners_ledger.cli.screen import letters, padded, short, width
from owners_ledger.i18n import N_, _
from owners_ledger.money import show

if TYPE_CHECKING:
    from owners_ledger.banking.reading.explain import Explanation, Sheet
    from owners_ledger.banking.reading.refusal import StatementError
    from owners_ledger.banking.statement import Statement

_KINDS = {
    "xls": N_("旧版 Excel 工作簿（xls）"),
    "xlsx": N_("Excel 工作簿（xlsx）"),
    "zip": N_("压缩包"),
    "ofd": N_("OFD 版式文件"),
    "pdf": N_("PDF 文件"),
    "html": N_("网页表格（html）"),
    "xml": N_("XML 数据"),
    "text": N_("文字表格（csv、txt 之类）"),
    "binary": N_("不是表格，也不是文字"),
}
_ENDINGS = {
    "xls": (".xls",),
    "xlsx": (".xlsx",),
    "zip": (".zip",),
    "ofd": (".ofd",),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
    "xml": (".xml",),
    "text": (".csv", ".txt", ".tsv", ".sta", ".mt940", ".940", ".ofx"),
}
_SAID = {
    "account": N_("账号"),
    "holder": N_("户名"),
    "currency": N_("币种"),
    "opening": N_("期初余额"),
    "closing": N_("期末余额"),
    "current": N_("当前余额"),
    "count": N_("总笔数"),
    "out_count": N_("支出笔数"),
    "in_count": N_("收入笔数"),
    "out_total": N_("支出合计"),
    "in_total": N_("收入合计"),
    "period": N_("期间"),
    "start": N_("开始日期"),
    "end": N_("结束日期"),
}


def show_explanations(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Print them all; leave with 1 where a file is refused."""
    found = [_explained(file, book_of(ctx.obj)) for file in files]
    if form == "json":
        shown = [each.as_json() for each in found]
        click.echo(json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False))
    else:
        click.echo("\n\n".join("\n".join(_sentences(each)) for each in found))
    if any(each.refusal for each in found):
        ctx.exit(1)


def _explained(file: Path, book: Path | None) -> Explanation:
    """What happens to a file, step by step; a refusal is part of it."""
    from owners_ledger.banking.reading import explain  # noqa: PLC0415 - --help does without
    from owners_ledger.banking.reading.door import content_of, read_grids, read_statements  # noqa: PLC0415 - the same
    from owners_ledger.banking.reading.profile import load_profiles  # noqa: PLC0415 - the same
    from owners_ledger.banking.reading.refusal import StatementError  # noqa: PLC0415 - the same

    name = str(file)
    with content_of(file, name) as stream:
        container, encoding = explain.container(stream.read())
    statements: tuple[Statement, ...] = ()
    refusal: StatementError | None = None
    try:
        statements = read_statements(file, book)
    except StatementError as error:
        refusal = error
    profiles = load_profiles(book)
    is_table = refusal is not None or any(each.profile in profiles for each in statements)
    try:
        grids = read_grids(file) if is_table else ()
    except StatementError:
        grids = ()
    return explain.Explanation(
        name,
        container,
        encoding,
        tuple(explain.sheet(grid, profiles) for grid in grids),
        statements,
        explain.skipped(grids, statements),
        refusal.message if refusal else "",
        refusal.remedy if refusal else "",
    )


def _sentences(found: Explanation) -> Iterator[str]:
    yield found.file
    kind = _(_KINDS[found.container])
    yield _("文件：按内容看是{kind}。").format(kind=kind) + (
        _("文字编码是 {encoding}。").format(encoding=found.encoding.upper())
        if found.encoding
        else ""
    )
    ending = Path(found.file).suffix.casefold()
    if ending and ending not in _ENDINGS.get(found.container, (ending,)):
        yield _("名字以 {ending} 结尾，但以内容为准。").format(ending=ending)
    for sheet in found.sheets:
        yield from _about_sheet(sheet)
    for statement in found.statements:
        yield from _about_statement(statement)
    for row, text in found.skipped.items():
        yield _("第 {row} 行不是交易，跳过：{text}").format(row=row, text=short(text, 50))
    if found.refusal:
        yield _("结果：不读。{why}").format(why=found.refusal)
        yield f"  → {found.remedy}"
        if found.sheets and not any(each.header_row for each in found.sheets):
            yield _(
                "  → 若确实是账户明细，可以教程序认：owners-ledger statement {file} --map"
            ).format(file=found.file)


def _about_sheet(sheet: Sheet) -> Iterator[str]:
    if sheet.name:
        yield _("工作表“{name}”，{rows} 行").format(name=sheet.name, rows=sheet.rows)
    if sheet.header_row is None:
        yield _("没有找到列名：前 45 行里没有一行同时认得出日期和金额。")
        return
    yield _("列名：第 {row} 行，{names} 个列名里认得 {known} 个。").format(
        row=sheet.header_row, names=sheet.names, known=sheet.known
    )
    if sheet.unknown:
        yield _("  不认得：{names}").format(names="、".join(sheet.unknown))
    if not sheet.rivals:
        yield _("档案：没有专门的档案，用各家银行通用的列名来读。")
    for at, rival in enumerate(sheet.rivals):
        first = _("档案：选 {name}") if at == 0 else _("  其次是 {name}")
        known = _("，认得 {familiar} 个列名，不认得 {unknown} 个，得分 {score}")
        text = first.format(name=rival.profile) + known.format(
            familiar=rival.familiar, unknown=rival.unknown, score=rival.score
        )
        yield text + (_("，表格上方有它的字样。") if rival.is_marked else _("。"))
    yield _("各列：")
    wide = max((width(short(each.title, 24)) for each in sheet.columns), default=0)
    for each in sheet.columns:
        role = _(WORDS[each.role]) if each.role in WORDS else each.role
        yield f"  {padded(letters(each.at), 3)} {padded(short(each.title, 24), wide)}  {role}"
    for said in sheet.declared:
        yield _("第 {row} 行写着{what}：{text}").format(
            row=said.row, what=_(_SAID.get(said.fact, said.fact)), text=said.text
        )


def _about_statement(statement: Statement) -> Iterator[str]:
    from owners_ledger.banking.reading.explain import newest_first  # noqa: PLC0415 - as above

    yield _("结果：{bank}（档案 {profile}），账号 {account}，{count} 行。").format(
        bank=statement.bank,
        profile=statement.profile,
        account=statement.account or _("（文件没有写）"),
        count=len(statement.lines),
    )
    if statement.opening is None or statement.closing is None:
        yield _("次序：没有余额，只能按日期排；是否完整无法证明。")
    else:
        way = newest_first(statement)
        if way is not None:
            yield (
                _("次序：新的在前，按余额从下往上逐行相符。")
                if way
                else _("次序：旧的在前，按余额从上往下逐行相符。")
            )
        yield _("期初 {opening}，期末 {closing}。").format(
            opening=show(statement.opening), closing=show(statement.closing)
        )
    for warning in statement.warnings:
        yield _("注意：{warning}").format(warning=warning)
