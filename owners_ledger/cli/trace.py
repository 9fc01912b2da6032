"""``owners-ledger trace``: from a printed figure to entries and rows of bank statements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.kinds import KINDS, Asked, period_of
from owners_ledger.cli.options import form_option
from owners_ledger.cli.screen import padded
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.reporting.trace import Tracer
    from owners_ledger.reporting.trace_model import Trace, TracedEntry, TracedFigure

_FEW = 12
_RECONCILED = ("调", "未")
_KIND_OF = {1: "monthly", 3: "quarterly", 6: "halfyear", 12: "annual"}
_AMOUNT = 16


@click.command(
    "trace",
    help=N_(
        "按编号追查公示上的一个数字。WHAT 写作 2026-03/支12，"
        "或 monthly 2026-03 支12；--all 核对整份公示的每一个数字。"
    ),
)
@click.argument("what", nargs=-1, required=True)
@click.option("--all", "every", is_flag=True, help=N_("整份公示的每个编号"))
@click.option("--full", is_flag=True, help=N_("每个数字的分录都逐笔列出"))
@click.option("--public", is_flag=True, help=N_("不带个人信息，可以给业主看"))
@form_option
@pass_state
@click.pass_context
def command(
    ctx: click.Context,
    state: State,
    *,
    what: tuple[str, ...],
    every: bool,
    full: bool,
    public: bool,
    form: str,
) -> None:
    """Trace, show; 1 where a figure is not the sum of what stands behind it."""
    period, short = _asked(what, every=every)
    tracer = _tracer(state, period, short, public=public)
    traces = list(tracer.all()) if every else [tracer.trace(short)]
    if form == "json":
        from owners_ledger.rendering.json_ import as_json  # noqa: PLC0415 - heavy

        shown = [as_json(one) for one in traces]
        click.echo(json.dumps(shown if every else shown[0], ensure_ascii=False, indent=2))
    else:
        for one in traces:
            for text in _listed(one) if every and not full else _table(one, full=full):
                click.echo(text)
    figures = [figure for one in traces for figure in one.figures]
    wrong = sum(not one.agrees for one in figures)
    if every:
        said = _("{count} 个编号，{figures} 个数字，{wrong} 个对不上。").format(
            count=len(traces), figures=len(figures), wrong=wrong
        )
        click.echo(said, err=True)
    ctx.exit(int(bool(wrong)))


def _asked(what: tuple[str, ...], *, every: bool) -> tuple[Period, str]:
    """The period and the short id of ``2026-03/支12``, ``monthly 2026-03 支12``."""
    from owners_ledger.reporting.ids import split  # noqa: PLC0415 - a command's own

    words = list(what)
    kind = words.pop(0) if words[0] in _KIND_OF.values() else ""
    if not kind and words[0] in KINDS:
        raise UsageError(
            _("{kind} 的数字不能追查").format(kind=words[0]),
            remedy=_("可以追查月度、季度、半年和年度公示。"),
        )
    text = "/".join(words) if words else ""
    period, short = split(text)
    if every and not period:
        period, short = short, ""
    if len(words) not in {1, 2} or not period or (every and short) or not (every or short):
        raise UsageError(
            _("没有看懂要追查什么：{text}").format(text=" ".join(what)),
            remedy=_("请写成 owners-ledger trace 2026-03/支12，或 trace 2026-03 --all。"),
        )
    wanted = Period.parse(period)
    if kind:
        period_of(kind, period)
    return wanted, short


def _tracer(state: State, period: Period, short: str, *, public: bool) -> Tracer:
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own
    from owners_ledger.reporting.disclosure import read  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.sources import load_sources  # noqa: PLC0415 - as above
    from owners_ledger.reporting.trace import Tracer  # noqa: PLC0415 - as above
    from owners_ledger.reporting.whole.compose import full_report  # noqa: PLC0415 - as above

    root = state.root()
    books, registers = load_books(root), load_registers(root)
    sources = load_sources(root, period)
    notice = full_report(books, registers, period, sources, draft=True)
    if short[:1] in _RECONCILED and (notice.parts is None or not notice.parts.reconciliation):
        # A month's reconciliation is a paper of its own.
        from owners_ledger.cli.kinds.reconcile import found  # noqa: PLC0415 - as above
        from owners_ledger.reporting.whole.model import Parts  # noqa: PLC0415 - as above

        asked = Asked("reconcile", root, books, registers, str(period), period, draft=True)
        parts = replace(notice.parts or Parts(), reconciliation=found(asked))
        notice = replace(notice, parts=parts)
    reading = read(books, registers, period, sources, draft=True)
    return Tracer(reading, notice, public=public)


def _listed(one: Trace) -> Iterator[str]:
    for figure in one.figures:
        mark = "✓" if figure.agrees else "✗"
        count = sum(entry.count for entry in figure.entries)
        yield "  ".join(
            (
                mark,
                padded(one.id, 7),
                padded(show(figure.printed), _AMOUNT, right=True),
                _("{count} 笔").format(count=count),
                figure.name,
                one.what,
            )
        )


def _table(one: Trace, *, full: bool) -> Iterator[str]:
    yield f"{one.full}  {one.what}"
    for place, figure in enumerate(one.figures):
        yield ""
        yield f"{figure.name}  {show(figure.printed)}" + (
            f"  （{figure.said}）" if figure.said else ""
        )
        if full or place == 0 or len(figure.entries) <= _FEW:
            for entry in figure.entries:
                yield from _rows(entry)
        yield _sum(figure)


def _sum(figure: TracedFigure) -> str:
    count = sum(entry.count for entry in figure.entries)
    if figure.agrees:
        return "  " + _("{count} 笔，合计 {sum}，与公示相符").format(
            count=count, sum=show(figure.summed)
        )
    return "  " + _("{count} 笔，合计 {sum}，与公示的 {printed} 不符").format(
        count=count, sum=show(figure.summed), printed=show(figure.printed)
    )


def _rows(entry: TracedEntry) -> Iterator[str]:
    parts = [
        str(entry.date or ""),
        entry.number,
        entry.summary,
        entry.who,
        f"{entry.file}:{entry.line}" if entry.line else entry.file,
    ]
    amount = padded(show(entry.amount), _AMOUNT, right=True)
    yield f"{amount}  " + "  ".join(part for part in parts if part)
    for row in entry.bank:
        place = _("{file} 第 {row} 行").format(file=row.file, row=row.row)
        if not row.file:
            place = _("没有对账单")
        said = _("银行：{account} {place}，第 {number} 笔，{amount}").format(
            account=row.account, place=place, number=row.number, amount=show(row.amount)
        )
        yield " " * (_AMOUNT + 4) + said + (f"，{row.reference}" if row.reference else "")
