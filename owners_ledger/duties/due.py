"""What falls due between two days: a pure function from a profile and what is known of a book."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from owners_ledger.duties.known import CONTRACT, LEASE, QUESTION, Known
from owners_ledger.duties.profile import ADVICE, LAW, MONTHS, Due, Profile, Source
from owners_ledger.duties.rules import audits, posting, share_to_maintenance
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

DONE, OPEN, OVERDUE, UNKNOWN = "done", "open", "overdue", "unknown"
_DAY = datetime.timedelta(days=1)
_TITLES = {
    "monthly": N_("公示"),
    "quarterly": N_("公示"),
    "halfyear": N_("公示"),
    "annual": N_("报告"),
    "maintenance-fund": N_("维修资金收支公布"),
    "maintenance-check": N_("与专户银行核对维修资金并公布"),
    "member-fees": N_("委员缴费情况公布"),
}
_ENDINGS = {
    LEASE: N_("出租合同 {code} 到期"),
    CONTRACT: N_("付款合同 {code} 到期"),
    QUESTION: N_("提问 {code} 的答复"),
}
# A notice that is also posted by posting others: kind and months of each of them.
_COVERED = {
    "halfyear": (("quarterly", 3),),
    "maintenance-fund": (("halfyear", 6), ("quarterly", 3)),
    "maintenance-check": (("annual", 12),),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that falls due.

    Attributes:
        due: the last day.
        kind: ``posting``, ``share``, ``filing``, ``audit``, ``term``, ``tax``, ``lease``,
            ``contract`` or ``question``.
        what: the profile's word for it (``quarterly``), or the code of the contract.
        period: what it is about (``2026-Q1``), "" where none.
        title: as a person calls it.
        source: where it stands, and its mark; ``source.text`` may be "".
        state: ``done``, ``open``, ``overdue``, or ``unknown`` where the books cannot tell.
    """

    due: datetime.date
    kind: str
    what: str
    period: str
    title: str
    source: Source
    state: str


def duties_due(
    profile: Profile,
    first: datetime.date,
    last: datetime.date,
    known: Known,
    today: datetime.date,
) -> tuple[Duty, ...]:
    """All that falls due from one day to another, by day.

    Args:
        profile: the place's rules.
        first: the first day.
        last: the last day.
        known: what the book says.
        today: what was due before and is not done is overdue.
    """
    found = (
        *_postings(profile, first, last, known),
        *_shares(profile, first, last, known),
        *_filings(profile, first, last, known),
        *_audits(profile, first, last, known),
        *_endings(first, last, known),
    )
    return tuple(
        sorted((_aged(duty, known, today) for duty in found), key=lambda one: (one.due, one.title))
    )


def day_of(due: Due, period: Period) -> datetime.date:
    """The last day of a rule for a period."""
    if due.months is not None:
        year, month = divmod(period.end.year * 12 + period.end.month - 1 + due.months, 12)
        return datetime.date(year, month + 1, 1) - _DAY
    if due.days is not None:
        return period.last + due.days * _DAY
    return datetime.date(period.year + 1, due.month, due.day)


def _periods(
    months: int, first: datetime.date, last: datetime.date, begin: datetime.date
) -> Iterator[Period]:
    """Periods that end from two years before the first day on, those kept in the books only."""
    for year in range(first.year - 2, last.year + 1):
        for month in range(1, 13, months):
            period = Period(year, month, months)
            if period.last >= begin and period.first <= last:
                yield period


def _postings(
    profile: Profile, first: datetime.date, last: datetime.date, known: Known
) -> Iterator[Duty]:
    for what in profile.keys("posting"):
        for months in sorted(set(MONTHS.values())):
            for period in _periods(months, first, last, known.begin):
                if period.first < known.begin.replace(day=1):
                    continue  # a notice of it cannot be made
                rule = posting(profile, what, period.last)
                if rule is None or rule.due is None or MONTHS.get(rule.every) != months:
                    continue
                due = day_of(rule.due, period)
                if first <= due <= last:
                    done = _is_posted(what, period, known)
                    source = rule.sources["every"]
                    yield _posting_duty(due, what, period, source, done=done)


def _posting_duty(
    due: datetime.date, what: str, period: Period, source: Source, *, done: bool
) -> Duty:
    title = _("{period}{what}").format(period=period.title, what=_(_TITLES.get(what, what)))
    return Duty(due, "posting", what, str(period), title, source, DONE if done else OPEN)


def _is_posted(what: str, period: Period, known: Known) -> bool:
    if known.posted is None:
        return False
    if (what, str(period)) in known.posted:
        return True
    return any(
        all(
            (kind, str(Period(period.year, month, months))) in known.posted
            for month in range(period.month, period.month + period.months, months)
        )
        for kind, months in _COVERED.get(what, ())
    )


def _shares(
    profile: Profile, first: datetime.date, last: datetime.date, known: Known
) -> Iterator[Duty]:
    for months in sorted(set(MONTHS.values())):
        for period in _periods(months, first, last, known.begin):
            share = share_to_maintenance(profile, period.last)
            if share is None or share.percent is None or MONTHS.get(share.every) != months:
                continue
            if first <= period.last <= last:
                said = _("{period}公共收益归集到维修资金").format(period=period.title)
                yield Duty(
                    period.last, "share", share.every, str(period), said, share.source, UNKNOWN
                )


def _filings(
    profile: Profile, first: datetime.date, last: datetime.date, known: Known
) -> Iterator[Duty]:
    if not known.registered:
        return
    for what in profile.keys("filing"):
        for period in _periods(12, first, last, known.begin):
            for rule in profile.on("filing", what, period.last)[:1]:
                due = day_of(cast("Due", rule.values["due"]), period)
                if first <= due <= last:
                    title = str(rule.values["text"])
                    yield Duty(due, "filing", what, str(period), title, rule.source, UNKNOWN)


def _audits(
    profile: Profile, first: datetime.date, last: datetime.date, known: Known
) -> Iterator[Duty]:
    for period in _periods(12, first, last, known.begin):
        due = datetime.date(period.year + 1, 3, 31)
        for audit in audits(profile, period.last):
            if audit.trigger == "year" and first <= due <= last:
                done = ("audit-result", str(period)) in (known.posted or ())
                title = _("{period}审计：{what}").format(period=period.title, what=audit.text)
                state = DONE if done else UNKNOWN
                yield Duty(due, "audit", "year", str(period), title, audit.source, state)
    if known.term_ends is not None and first <= known.term_ends <= last:
        for audit in audits(profile, known.term_ends):
            if audit.trigger == "term":
                title = _("换届审计：{what}").format(what=audit.text)
                yield Duty(known.term_ends, "audit", "term", "", title, audit.source, OPEN)
        own = Source("ledger/committee.toml [term]", ADVICE, profile.name)
        yield Duty(known.term_ends, "term", "", "", _("业委会任期届满"), own, OPEN)


def _endings(first: datetime.date, last: datetime.date, known: Known) -> Iterator[Duty]:
    for one in known.endings:
        if first <= one.day <= last:
            title = _(_ENDINGS[one.kind]).format(code=one.code)
            state = DONE if one.done else OPEN
            yield Duty(one.day, one.kind, one.code, "", title, Source("", LAW, ""), state)


def _aged(duty: Duty, known: Known, today: datetime.date) -> Duty:
    """What is past its day is overdue, or unknown where the book keeps no log of it."""
    if duty.due >= today:
        return replace(duty, state=OPEN) if duty.state == UNKNOWN else duty
    if duty.state != OPEN:
        return duty
    if duty.kind in (LEASE, CONTRACT):
        return replace(duty, state=DONE)
    logged = duty.kind != "posting" or known.posted is not None
    return replace(duty, state=OVERDUE if logged else UNKNOWN)
