"""``plugin "owners_ledger.checks.duties"``: what falls due soon and is not done, where it is known.

Only for a book whose ``committee.toml`` names its ``jurisdiction``. The day is today's;
for books nobody has taken further for six weeks it is their last, so that they say the same for
ever.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from owners_ledger.accruals.reach import reach
from owners_ledger.accruals.tax_calendar import CalendarError, calendar
from owners_ledger.accruals.tax_run import SMALL
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.duties import Workdays, jurisdiction_of, load_profile, load_workdays
from owners_ledger.duties.board import too_short
from owners_ledger.duties.clock import book_day, today
from owners_ledger.duties.due import OPEN, OVERDUE, Duty, duties_due
from owners_ledger.duties.known import QUESTION, Known, ahead_of, known_of
from owners_ledger.duties.profile import ADVICE, LAW, UNVERIFIED, Profile, Source
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import N_, _
from owners_ledger.rates import load_rates

_FILE = "ledger/committee.toml"
_BACK = 120
_TAXES = {
    "vat": N_("增值税及附加申报"),
    "property": N_("房产税申报"),
    "stamp": N_("印花税申报"),
    "iit": N_("个人所得税扣缴申报"),
}


def check(facts: Facts) -> Iterator[Problem]:
    """Duties of the next days, those overdue, and a board setting shorter than the rule."""
    if facts.troubles or facts.committee is None or facts.newest is None:
        return  # reported first by ``registers``
    raw = facts.committee.raw
    if not jurisdiction_of(raw):
        return
    try:
        profile = load_profile(facts.root, jurisdiction_of(raw))
        workdays = load_workdays(facts.root)
        day, kept = book_day(reach(facts.transactions, facts.chart) or facts.newest, today())
        begin = facts.transactions[0].date + datetime.timedelta(days=1)
        span = (
            day - datetime.timedelta(days=_BACK),
            day + datetime.timedelta(days=ahead_of(raw) if kept else -1),
        )
        known = known_of(facts.root, raw, facts.registers.lease_terms, begin)
        found = listed(facts.root, raw, known, profile, span=span, day=day)
    except OwnersLedgerError as error:
        yield Problem(at(facts.root, _relative(error, facts.root)), error.message, error.remedy)
        return
    for duty in found:
        if duty.kind == QUESTION or (duty.state == OVERDUE and _is_only_advice(duty, known)):
            continue
        if duty.state == OVERDUE or (duty.state == OPEN and duty.due >= day):
            yield _problem(facts.root, duty)
    yield from _board(facts.root, raw, profile, day, workdays)


def listed(
    root: Path,
    raw: Mapping[str, Any],
    known: Known,
    profile: Profile,
    *,
    span: tuple[datetime.date, datetime.date],
    day: datetime.date,
) -> tuple[Duty, ...]:
    """All duties of a book between two days, taxes among them.

    Args:
        root: the committee's folder.
        raw: ``committee.toml``.
        known: what the book says.
        profile: the place's rules.
        span: first and last day.
        day: today.

    Raises:
        RateError: the table of tax deadlines is not in order.
    """
    due = duties_due(profile, *span, known, day)
    taxes = _taxes(root, raw, known.begin, span, day)
    return tuple(sorted((*due, *taxes), key=lambda one: (one.due, one.title)))


def _taxes(
    root: Path,
    raw: Mapping[str, Any],
    begin: datetime.date,
    span: tuple[datetime.date, datetime.date],
    day: datetime.date,
) -> Iterator[Duty]:
    table = raw.get("taxes")
    if not isinstance(table, dict) or table.get("payer") != SMALL:
        return
    rates, monthly = load_rates(root), table.get("period") == "month"
    for year in range(span[0].year - 1, span[1].year + 1):
        for tax, title in _TAXES.items():
            try:
                dues = calendar(rates, year, (tax,), monthly=monthly)
            except CalendarError:
                continue  # the tables do not reach that far back
            for due in dues:
                if span[0] <= due.day <= span[1] and due.period.last >= begin:
                    said = _("{period}{what}").format(period=due.period.title, what=_(title))
                    mark = UNVERIFIED if UNVERIFIED in due.source else LAW
                    source = Source(due.source.removeprefix(f"{UNVERIFIED}："), mark, "")
                    state = OPEN if due.day >= day else "unknown"
                    yield Duty(due.day, "tax", tax, str(due.period), said, source, state)


def _is_only_advice(duty: Duty, known: Known) -> bool:
    """A kind of notice no rule demands here and this committee has never posted."""
    followed = {kind for kind, _period in known.posted or ()}
    return duty.kind == "posting" and duty.source.mark == ADVICE and duty.what not in followed


def _problem(root: Path, duty: Duty) -> Problem:
    said = (
        _("{title}已过期：应在 {day} 前办好")
        if duty.state == OVERDUE
        else _("{title}要在 {day} 前办好")
    ).format(title=duty.title, day=duty.due)
    remedy = (
        _("出公示、贴上并登记张贴；依据：{source}（{mark}）。").format(
            source=duty.source.text, mark=duty.source.mark
        )
        if duty.kind == "posting"
        else _("请按期办理；全部日程见 owners-ledger calendar。")
    )
    return Problem(at(root, _FILE), said, remedy, WARNING)


def _board(
    root: Path, raw: Mapping[str, Any], profile: Profile, day: datetime.date, known: Workdays
) -> Iterator[Problem]:
    for what in ("quarterly", "monthly", "annual"):
        if short := too_short(profile, raw, what, day, known):
            own, least = short
            yield Problem(
                at(root, _FILE),
                _(
                    "公示张贴的天数比{place}的规定短：今天贴出的到 {own} 为止，规定至少到 {least}"
                ).format(place=profile.name, own=own, least=least),
                _("请改 committee.toml 的 [posting] days 和 kind，或者不写，由地方规则决定。"),
                WARNING,
            )
            return


def _relative(error: OwnersLedgerError, root: Path) -> str:
    path = Path(error.file or _FILE)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


__plugins__ = (plugin({"duties": check}),)
