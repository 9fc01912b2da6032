"""``owners-ledger trace``: from a printed figure to entries and rows of bank statements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

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
    from owners_ledger.reporting.trace import Traces
    from owners_ledger.reporting.trace_model import Trace, TracedEntry, TracedFigure

_FEW = 12
_RECONCILED = ("调", "未")
_KIND_OF = {1: "monthly", 3: "quarterly", 6: "halfyear", 12: "annual"}
_AMOUNT = 16
# Reports that stand alone, and the letters of their ids; a long notice has some of them as parts.
_ALONE = MappingProxyType(
    {"statements": "资负业流桥对", "funds": "金项划益修", "budget": "预改约限", "project": ""}
)


@click.command(
    "trace",
    help=N_(
        "按编号追查公示上的一个数字。WHAT 写作 2026-03/支12，"
        "或 monthly 2026-03 支12、funds 2026-Q1 金2；--all 核对整份公示的每一个数字。"
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
    wanted = _asked(what, every=every)
    tracer = _tracer(state, wanted, public=public)
    traces = list(tracer.all()) if every else [tracer.trace(wanted.short)]
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


class _What(NamedTuple):
    """What is to be traced.

    Attributes:
        kind: of report, "" where the period says it.
        code: period or the code of a project.
        short: id, "" for all of them.
    """

    kind: str
    code: str
    short: str


def _asked(what: tuple[str, ...], *, every: bool) -> _What:
    """Kind, code and short id of ``2026-03/支12``, ``monthly 2026-03 支12``, ``funds 2026-Q1``."""
    from owners_ledger.reporting.ids import is_id, split  # noqa: PLC0415 - a command's own

    words = list(what)
    kind = words.pop(0) if words[0] in KINDS else ""
    if kind and kind not in {*_KIND_OF.values(), *_ALONE, "reconcile"}:
        raise UsageError(
            _("{kind} 的数字不能追查").format(kind=kind),
            remedy=_("可以追查月度、季度、半年和年度公示，以及 {kinds}。").format(
                kinds="、".join(("reconcile", *_ALONE))
            ),
        )
    text = "/".join(words) if words else ""
    code, short = split(text)
    if every and not (code and is_id(short)):
        code, short = text, ""
    if len(words) not in {1, 2} or not code or (every and short) or not (every or short):
        raise UsageError(
            _("没有看懂要追查什么：{text}").format(text=" ".join(what)),
            remedy=_("请写成 owners-ledger trace 2026-03/支12，或 trace 2026-03 --all。"),
        )
    if kind != "project":
        Period.parse(code)
    if kind:
        period_of(kind, code)
    return _What(kind, code, short)


def _tracer(state: State, what: _What, *, public: bool) -> Traces:
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    root = state.root()
    books, registers = load_books(root), load_registers(root)
    period = None if what.kind == "project" else Period.parse(what.code)
    asked = Asked(what.kind, root, books, registers, what.code, period, draft=True)
    if what.kind in _ALONE:
        return _alone(asked, public=public)
    found = _notice(asked, what.short, public=public)
    if what.short and what.short not in found.ids:
        # Not a part of a notice of this length: a paper of its own.
        for kind, letters in _ALONE.items():
            if what.short[:1] in letters and not what.kind:
                return _alone(replace(asked, kind=kind), public=public)
    return found


def _notice(asked: Asked, short: str, *, public: bool) -> Traces:
    from owners_ledger.reporting.disclosure import read  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.sources import load_sources  # noqa: PLC0415 - as above
    from owners_ledger.reporting.trace import Tracer  # noqa: PLC0415 - as above
    from owners_ledger.reporting.whole.compose import full_report  # noqa: PLC0415 - as above

    period = asked.wanted
    sources = load_sources(asked.root, period)
    notice = full_report(asked.books, asked.registers, period, sources, draft=True)
    reconciled = short[:1] in _RECONCILED or asked.kind == "reconcile"
    if reconciled and (notice.parts is None or not notice.parts.reconciliation):
        # A month's reconciliation is a paper of its own.
        from owners_ledger.cli.kinds.reconcile import found  # noqa: PLC0415 - as above
        from owners_ledger.reporting.whole.model import Parts  # noqa: PLC0415 - as above

        parts = replace(notice.parts or Parts(), reconciliation=found(asked))
        notice = replace(notice, parts=parts)
    reading = read(asked.books, asked.registers, period, sources, draft=True)
    return Tracer(reading, notice, public=public)


def _alone(asked: Asked, *, public: bool) -> Traces:
    """The traces of a report that is no notice."""
    from owners_ledger.cli.kinds import paper  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.disclosure import read  # noqa: PLC0415 - as above
    from owners_ledger.reporting.sources import load_sources  # noqa: PLC0415 - as above
    from owners_ledger.reporting.trace import traces_of  # noqa: PLC0415 - as above

    made = paper(asked)
    period = asked.period or Period.month_of(made.as_of)
    reading = read(
        asked.books, asked.registers, period, load_sources(asked.root, period), draft=True
    )
    return traces_of(reading, asked.code, made.value, public=public)


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
