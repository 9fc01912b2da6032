"""``owners-ledger question``: what owners asked about a printed figure, and the answers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.group import Group
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.board.questions import Question

_ASKERS = ("业主", "监督小组", "社区")
_DAY = click.DateTime(["%Y-%m-%d"])
_day_option = click.option("--day", type=_DAY, metavar="YYYY-MM-DD", help=N_("哪一天（默认今天）"))
_text_option = click.option("--text", required=True, help=N_("文字，会印在公示上：不写个人信息"))


@click.group("question", cls=Group, help=N_("业主对公示的提问：登记、答复、追问、了结。"))
def command() -> None:
    """Hold the subcommands."""


@command.command("add", help=N_("登记一个提问：问的是公示上哪一项（印着的编号）。"))
@click.option("--item", required=True, metavar="ID", help=N_("公示上的编号，如 2026-03/支12"))
@_text_option
@click.option(
    "--from",
    "asker",
    type=click.Choice(_ASKERS),
    default=_ASKERS[0],
    show_default=True,
    help=N_("谁提的，只记是哪一类人"),
)
@click.option("--received", type=_DAY, metavar="YYYY-MM-DD", help=N_("哪一天收到（默认今天）"))
@dry_run_option
@form_option
@pass_state
def add(
    state: State,
    *,
    item: str,
    text: str,
    asker: str,
    received: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Register a question about a printed item."""
    root = state.root()
    from owners_ledger.board.asking import asked  # noqa: PLC0415 - --help does without
    from owners_ledger.board.items import find_item  # noqa: PLC0415 - --help does without
    from owners_ledger.board.posting import load_postings  # noqa: PLC0415 - --help does without
    from owners_ledger.board.questions import load_questions  # noqa: PLC0415
    from owners_ledger.config import load_committee  # noqa: PLC0415 - --help does without

    def make() -> Question:
        return asked(
            load_questions(root),
            find_item(root, load_postings(root), item),
            text,
            asker=asker,
            received=_date(received),
            answer_days=load_committee(root).answer_days,
        )

    _keep(root, make, text, dry_run=dry_run, form=form)


@command.command("answer", help=N_("答复一个提问。"))
@click.argument("number")
@_text_option
@click.option("--entry", default="", help=N_("凭证号、链接，或 文件:行"))
@click.option("--correction", type=_DAY, metavar="YYYY-MM-DD", help=N_("更正分录的日期"))
@_day_option
@dry_run_option
@form_option
@pass_state
def answer(
    state: State,
    *,
    number: str,
    text: str,
    entry: str,
    correction: datetime.datetime | None,
    day: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Answer a question."""
    root = state.root()
    from owners_ledger.board.asking import answered  # noqa: PLC0415 - --help does without

    def make() -> Question:
        return answered(
            _known(root, number),
            text,
            _date(day),
            entry=entry,
            correction=correction.date() if correction else None,
        )

    _keep(root, make, f"{text} {entry}", dry_run=dry_run, form=form)


@command.command("follow-up", help=N_("对答复的追问：提问重新等待答复。"))
@click.argument("number")
@_text_option
@_day_option
@dry_run_option
@form_option
@pass_state
def follow_up(
    state: State,
    *,
    number: str,
    text: str,
    day: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Ask further."""
    root = state.root()
    from owners_ledger.board.asking import asked_further  # noqa: PLC0415 - --help does without
    from owners_ledger.config import load_committee  # noqa: PLC0415 - --help does without

    def make() -> Question:
        days = load_committee(root).answer_days
        return asked_further(_known(root, number), text, _date(day), days)

    _keep(root, make, text, dry_run=dry_run, form=form)


@command.command("close", help=N_("答复过的提问，了结它。"))
@click.argument("number")
@click.option("--text", default="提问人没有其他意见。", help=N_("文字，会印在公示上：不写个人信息"))
@_day_option
@dry_run_option
@form_option
@pass_state
def close(
    state: State,
    *,
    number: str,
    text: str,
    day: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Close an answered question."""
    root = state.root()
    from owners_ledger.board.asking import closed  # noqa: PLC0415 - --help does without

    def make() -> Question:
        return closed(_known(root, number), text, _date(day))

    _keep(root, make, text, dry_run=dry_run, form=form)


@command.command("list", help=N_("列出提问，超过期限的标出来。"))
@click.option("--open", "only_open", is_flag=True, help=N_("只列还没有答复的"))
@_day_option
@form_option
@pass_state
def list_(state: State, *, only_open: bool, day: datetime.datetime | None, form: str) -> None:
    """Tell what was asked."""
    root = state.root()
    from owners_ledger.board.questions import load_questions  # noqa: PLC0415

    found = [one for one in load_questions(root) if one.is_open or not only_open]
    now = _date(day)
    if form == "json":
        listed = [_as_json(one, now) for one in found]
        click.echo(json.dumps({"questions": listed}, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(_told(one, now))
    waiting = [one for one in found if one.is_open]
    late = sum(one.is_overdue(now) for one in waiting)
    click.echo(
        _("提问 {count} 个，等待答复 {open} 个，超过期限 {late} 个。").format(
            count=len(found), open=len(waiting), late=late
        ),
        err=bool(found),
    )


def _known(root: Path, number: str) -> Question:
    from owners_ledger.board.questions import find, load_questions  # noqa: PLC0415

    return find(load_questions(root), number)


def _keep(root: Path, make: Callable[[], Question], text: str, *, dry_run: bool, form: str) -> None:
    """Search the words, then read, change and write under the book's lock."""
    from owners_ledger.board.questions import content, path_of  # noqa: PLC0415
    from owners_ledger.books.write import locked, write_whole  # noqa: PLC0415 - heavy
    from owners_ledger.cli.public_words import refuse_private  # noqa: PLC0415 - heavy

    refuse_private(root, [(_("这段文字"), text)])
    with nullcontext() if dry_run else locked(root):
        question = make()
        path = path_of(root, question)
        if not dry_run:
            write_whole(path, content(question))
    if form == "json":
        shown = _as_json(question, question.history[-1].day)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo(_told(question, question.history[-1].day))
    where = path.relative_to(root).as_posix()
    click.echo((_("会写入 {path}") if dry_run else _("已写入 {path}")).format(path=where), err=True)


def _date(day: datetime.datetime | None) -> datetime.date:
    from owners_ledger.duties.clock import today  # noqa: PLC0415 - --help does without

    return day.date() if day else today()


def _told(question: Question, now: datetime.date) -> str:
    from owners_ledger.money import show  # noqa: PLC0415 - --help does without

    figure = "" if question.figure is None else f"　{show(question.figure)}"
    lines = [f"{question.number}　{question.item} {question.line}{figure}　{_state(question, now)}"]
    words = {
        "added": _("问"),
        "answered": _("答"),
        "follow-up": _("追问"),
        "closed": _("了结"),
    }
    lines += [f"    {one.day} {words[one.kind]}：{one.text}" for one in question.history]
    return "\n".join(lines)


def _state(question: Question, now: datetime.date) -> str:
    if question.is_overdue(now):
        return _("应在 {due} 之前答复，已经超过").format(due=question.due)
    if question.is_open:
        return _("{due} 之前答复").format(due=question.due)
    return _("已答复") if question.history[-1].kind == "answered" else _("已了结")


def _as_json(question: Question, now: datetime.date) -> dict[str, object]:
    answer = question.answer
    return {
        "number": question.number,
        "item": question.item,
        "line": question.line,
        "figure": None if question.figure is None else str(question.figure),
        "notice": question.notice,
        "asker": question.asker,
        "received": question.received.isoformat(),
        "due": question.due.isoformat(),
        "open": question.is_open,
        "overdue": question.is_overdue(now),
        "answer": answer.text if answer else None,
        "history": [
            {
                "kind": one.kind,
                "day": one.day.isoformat(),
                "text": one.text,
                "entry": one.entry,
                "correction": one.correction.isoformat() if one.correction else None,
            }
            for one in question.history
        ],
    }
