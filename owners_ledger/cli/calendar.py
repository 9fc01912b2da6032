"""``owners-ledger calendar``: what must be posted, declared, reported or audited, and by when."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.duties.due import Duty
    from owners_ledger.duties.profile import Profile

_BACK, _AHEAD = 62, 92
_STATES = {
    "done": N_("已办"),
    "open": N_("待办"),
    "overdue": N_("逾期"),
    "unknown": N_("请自查"),
}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "calendar",
    help=N_("什么事哪天到期：公示、报税、年检、审计、答复、合同；依据所在地的规定。"),
)
@click.option("--from", "first", type=_DAY, metavar="YYYY-MM-DD", help=N_("从哪天起；默认前两个月"))
@click.option("--to", "last", type=_DAY, metavar="YYYY-MM-DD", help=N_("到哪天止；默认后三个月"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "ics"]),
    default="table",
    show_default=True,
    help=N_("输出的样子；ics 可以导入手机日历"),
)
@pass_state
def command(
    state: State, first: datetime.datetime | None, last: datetime.datetime | None, form: str
) -> None:
    """Gather, list, print."""
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - loads beancount
    from owners_ledger.checks.duties import listed  # noqa: PLC0415 - the same
    from owners_ledger.duties import (  # noqa: PLC0415 - with it
        clock,
        jurisdiction_of,
        load_profile,
        load_workdays,
    )
    from owners_ledger.duties.known import known_of  # noqa: PLC0415 - with it
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - with it

    root, today = state.root(), clock.today()
    since = first.date() if first else today - datetime.timedelta(days=_BACK)
    until = last.date() if last else today + datetime.timedelta(days=_AHEAD)
    if until < since:
        raise click.UsageError(_("--to 早于 --from"))
    books = load_books(root)
    raw = books.committee.raw
    profile = load_profile(root, jurisdiction_of(raw))
    begin = books.transactions[0].date if books.transactions else today
    begin += datetime.timedelta(days=1)  # opening balances are of the day before the books begin
    known = known_of(root, raw, load_registers(root).lease_terms, begin)
    found = listed(root, raw, known, profile, span=(since, until), day=today)
    if form == "json":
        click.echo(json.dumps(_as_json(profile, today, found), ensure_ascii=False, indent=2))
    elif form == "ics":
        from owners_ledger.duties.ics import calendar_file  # noqa: PLC0415 - asked for

        click.echo(calendar_file(found, books.committee.name), nl=False)
    else:
        _tell(profile, found)
    unknown = load_workdays(root).unknown(since, until)
    if unknown:
        click.echo(
            _("{years} 年的放假安排还没有收录，工作日只除去周末。").format(
                years="、".join(map(str, unknown))
            ),
            err=True,
        )


def _tell(profile: Profile, found: tuple[Duty, ...]) -> None:
    sources: dict[str, int] = {}
    for one in found:
        mark = ""
        if one.source.text:
            said = f"{one.source.text}（{one.source.mark}）"
            mark = f" [{sources.setdefault(said, len(sources) + 1)}]"
        click.echo(f"{one.due}  {_(_STATES[one.state])}  {one.title}{mark}")
    if not found:
        click.echo(_("这段时间没有到期的事。"))
    if sources:
        click.echo(_("依据（{place}）：").format(place=profile.name))
    for said, number in sources.items():
        click.echo(f"  [{number}] {said}")
    if profile.verify:
        click.echo(_("请当地核对：{verify}。").format(verify=profile.verify), err=True)


def _as_json(profile: Profile, today: datetime.date, found: tuple[Duty, ...]) -> dict[str, object]:
    return {
        "jurisdiction": profile.name,
        "verify": profile.verify,
        "today": today.isoformat(),
        "duties": [
            {
                "due": one.due.isoformat(),
                "kind": one.kind,
                "what": one.what,
                "period": one.period,
                "title": one.title,
                "state": one.state,
                "source": one.source.text,
                "mark": one.source.mark if one.source.text else "",
            }
            for one in found
        ],
    }
