"""``owners-ledger review``: what is flagged in the books, and deciding it line by line."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.group import Group
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.i18n import N_, _
from owners_ledger.money import parse, show

if TYPE_CHECKING:
    from owners_ledger.review.desk import Done
    from owners_ledger.review.model import Decision, Flagged
    from owners_ledger.review.suggest import Suggestion

_DAY = click.DateTime(["%Y-%m-%d"])
_note_option = click.option("--narration", default="", help=N_("摘要；默认是科目的名称"))


@click.group(
    "review", cls=Group, help=N_("待核实的分录：逐笔确认、记到科目、拆开，或写明原因先放着。")
)
def command() -> None:
    """Hold the subcommands."""


@command.command("list", help=N_("列出待核实的分录：原因、银行写的、可能记到哪里。"))
@form_option
@pass_state
def listed(state: State, *, form: str) -> None:
    """All flagged lines, the latest first."""
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - heavy
    from owners_ledger.review.known import Known  # noqa: PLC0415 - heavy
    from owners_ledger.review.lines import flagged_of  # noqa: PLC0415 - heavy
    from owners_ledger.review.suggest import suggestions  # noqa: PLC0415 - heavy

    root = state.root()
    books = load_books(root)
    refuse_broken(books.errors, root)
    known = Known.of(books, load_registers(root))
    found = [(one, suggestions(one, known)) for one in flagged_of(books)]
    if form == "json":
        shown = [_as_json(one, several) for one, several in found]
        click.echo(json.dumps({"flagged": shown}, ensure_ascii=False, indent=2))
        return
    for one, several in found:
        _tell(one, several)
    click.echo(_("共 {count} 笔待核实。").format(count=len(found)), err=True)


@command.command("accept", help=N_("照一个可能记账；0 是照账上原样确认。"))
@click.argument("ref", metavar="REF")
@click.option("--candidate", "number", type=click.IntRange(0), default=1, show_default=True)
@dry_run_option
@form_option
@pass_state
def accept(state: State, *, ref: str, number: int, dry_run: bool, form: str) -> None:
    """Book a line as a candidate says."""
    from owners_ledger.review.model import Accept  # noqa: PLC0415 - heavy

    _settle(state, ref, Accept(number), dry_run=dry_run, form=form)


@command.command("assign", help=N_("全部记到一个科目；按户记的写明房号、合同号或工号。"))
@click.argument("ref", metavar="REF")
@click.option("--account", required=True, help=N_("科目的全名，或最后一段，如 物业费"))
@click.option("--to", "holder", default="", help=N_("房号、合同号、供应商编号、工号或车位号"))
@_note_option
@dry_run_option
@form_option
@pass_state
def assign(
    state: State, *, ref: str, account: str, holder: str, narration: str, dry_run: bool, form: str
) -> None:
    """Book all of a line to one place."""
    from owners_ledger.review.model import Assign, Part  # noqa: PLC0415 - heavy

    decision = Assign((Part(account, holder),), narration)
    _settle(state, ref, decision, dry_run=dry_run, form=form)


@command.command(
    "split", help=N_("拆成几份：--part 科目 对象 金额，没有对象写 -；合计要一分不差。")
)
@click.argument("ref", metavar="REF")
@click.option(
    "--part",
    "parts",
    nargs=3,
    multiple=True,
    required=True,
    metavar="ACCOUNT TO AMOUNT",
    help=N_("一份：科目、对象、金额；可以写多次"),
)
@_note_option
@dry_run_option
@form_option
@pass_state
def split(
    state: State,
    *,
    ref: str,
    parts: tuple[tuple[str, str, str], ...],
    narration: str,
    dry_run: bool,
    form: str,
) -> None:
    """Book a line to several places."""
    from owners_ledger.review.model import Assign, Part  # noqa: PLC0415 - heavy

    several = tuple(
        Part(account, "" if holder == "-" else holder, parse(amount))
        for account, holder, amount in parts
    )
    _settle(state, ref, Assign(several, narration), dry_run=dry_run, form=form)


@command.command("leave", help=N_("先放着：写明原因和期限。"))
@click.argument("ref", metavar="REF")
@click.option("--why", required=True, help=N_("在等什么；结账时原因抄进封条，不写个人信息"))
@click.option("--due", type=_DAY, required=True, metavar="YYYY-MM-DD", help=N_("放到哪一天"))
@dry_run_option
@form_option
@pass_state
def leave(
    state: State, *, ref: str, why: str, due: datetime.datetime, dry_run: bool, form: str
) -> None:
    """Note why a line stays open."""
    from owners_ledger.review.model import Leave  # noqa: PLC0415 - heavy

    _settle(state, ref, Leave(why, due.date()), dry_run=dry_run, form=form)


def _settle(state: State, ref: str, decision: Decision, *, dry_run: bool, form: str) -> None:
    from owners_ledger.review.desk import settle  # noqa: PLC0415 - heavy

    done = settle(state.root(), ref, decision, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(_done_as_json(done), ensure_ascii=False, indent=2))
        return
    click.echo(_("原来："))
    click.echo(done.change.before)
    click.echo(_("现在："))
    click.echo(done.change.after)
    for one in done.warnings:
        click.echo(_("提醒：{said}").format(said=one.message), err=True)
    if done.written:
        click.echo(_("已写入 {path}").format(path=done.flagged.file))
    elif dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))
    else:
        click.echo(_("已经是这样记的，没有需要写的。"))


def _tell(one: Flagged, several: tuple[Suggestion, ...]) -> None:
    words = "　".join(filter(None, (one.entry.payee, one.entry.narration)))
    click.echo(f"{one.ref}  {one.entry.date}  {show(one.amount)}  {words}")
    if one.bank:
        click.echo("    " + _("银行写的：{text}").format(text=one.bank))
    if one.reason:
        click.echo("    " + one.reason)
    for other in several:
        mark = "✓" if other.is_whole else "·"
        click.echo(f"    {mark} {other.number}  {other.text}")
    if one.why:
        due = one.due.isoformat() if one.due else ""
        click.echo("    " + _("先放着：{why} {due}").format(why=one.why, due=due).rstrip())


def _as_json(one: Flagged, several: tuple[Suggestion, ...]) -> dict[str, object]:
    return {
        "ref": one.ref,
        "date": one.entry.date.isoformat(),
        "amount": str(one.amount),
        "file": one.file,
        "line": one.line,
        "payee": one.entry.payee or None,
        "narration": one.entry.narration,
        "reason": one.reason or None,
        "candidates": [
            {
                "number": other.number,
                "text": other.text,
                "whole": other.is_whole,
                "parts": [
                    {"account": part.account or None, "to": part.holder or None}
                    for part in other.parts
                ],
            }
            for other in several
        ],
        "why": one.why or None,
        "due": one.due.isoformat() if one.due else None,
    }


def _done_as_json(done: Done) -> dict[str, object]:
    return {
        "ref": done.flagged.ref,
        "file": done.flagged.file,
        "before": done.change.before,
        "after": done.change.after,
        "warnings": [one.message for one in done.warnings],
        "written": [done.flagged.file] if done.written else [],
    }
