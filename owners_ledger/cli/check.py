"""``owners-ledger check``: everything that must hold, with file, line and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.collector import collector_off
from owners_ledger.errors import Finding, OwnersLedgerError
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.books.load import Books

_KEYS = ("check", "severity", "file", "line", "message", "remedy")


@click.command(
    help=_(
        "检查账本里必须成立的一切：账平不平、银行流水齐不齐、凭证在不在、有没有个人信息。"
        "有错误时退出码为 1，只有提醒时为 0。"
    )
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json"]),
    default="table",
    help=_("输出格式"),
)
@pass_state
@click.pass_context
def command(ctx: click.Context, state: State, shape: str) -> None:
    """Load, check, print; 1 where anything is broken."""
    root = state.root()
    with collector_off():
        findings, books = _examined(root)
    if shape == "json":
        listed = [{key: getattr(one, key) for key in _KEYS} for one in findings]
        click.echo(json.dumps({"findings": listed}, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            _print(one)
        if books is not None:
            _summary(books, findings)
    ctx.exit(int(any(one.severity == "error" for one in findings)))


def _examined(root: Path) -> tuple[list[Finding], Books | None]:
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - loads beancount
    from owners_ledger.checks.findings import (  # noqa: PLC0415 - the same
        findings_of,
        refusal,
        unloadable,
    )

    if fatal := unloadable(root):
        return fatal, None
    try:
        books = load_books(root)
    except OwnersLedgerError as error:
        return [refusal(error, root)], None
    return findings_of(books), books


def _print(one: Finding) -> None:
    place = f"{one.file}:{one.line}" if one.line else one.file
    kind = _("错误") if one.severity == "error" else _("提醒")
    click.echo(f"{place}: {kind} [{one.check}]" if place else f"{kind} [{one.check}]")
    if one.excerpt:
        click.echo(one.excerpt)
    click.echo(f"  {one.message}")
    click.echo(f"  → {one.remedy}\n")


def _summary(books: Books, findings: list[Finding]) -> None:
    errors = sum(one.severity == "error" for one in findings)
    review = sum(entry.flag == "!" for entry in books.transactions)
    if findings:
        text = _("{errors} 处错误，{warnings} 处提醒。").format(
            errors=errors, warnings=len(findings) - errors
        )
    else:
        text = _("账本没有问题：{count} 笔分录都检查过了。").format(count=len(books.transactions))
    if review:
        text += _("另有 {review} 笔待核实（!）。").format(review=review)
    click.echo(text, err=True)
