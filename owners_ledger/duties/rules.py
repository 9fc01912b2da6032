"""What a profile says on a day: pure look-ups with inheritance, value by value."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import cast

from owners_ledger.duties.profile import (
    WORKING_DAYS,
    Answer,
    Audit,
    Due,
    Majority,
    PostingRule,
    Profile,
    Rule,
    Share,
    Source,
)

_OTHER = "other"


def posting(profile: Profile, what: str, day: datetime.date) -> PostingRule | None:
    """How a kind of notice is posted; ``None`` where the profile knows no such notice.

    A place's own value comes before an inherited one, except the days on the board: there a
    place sets a minimum, and the longer of minimum and advice is taken.
    """
    rows = profile.on("posting", what, day)
    if not rows:
        return None
    sources: dict[str, Source] = {}

    def first(key: str, default: object) -> object:
        for row in rows:
            if key in row.values:
                sources[key] = row.source
                return row.values[key]
        return default

    lasting = max(rows, key=_length)
    sources["days"] = lasting.source
    return PostingRule(
        what=what,
        every=str(first("every", "")),
        due=cast("Due | None", first("due", None)),
        days=int(str(lasting.values.get("days", 0))),
        day_kind=str(lasting.values.get("kind", "自然日")),
        places=cast("tuple[str, ...]", first("places", ())),
        sources=sources,
    )


def least_days(profile: Profile, what: str, day: datetime.date) -> PostingRule | None:
    """As ``posting``, but only what a place's rules demand; ``None`` where they say nothing."""
    bound = [row for row in profile.on("posting", what, day) if row.source.binds]
    lasting = max((row for row in bound if "days" in row.values), key=_length, default=None)
    if lasting is None:
        return None
    return PostingRule(
        what=what,
        every="",
        due=None,
        days=int(str(lasting.values["days"])),
        day_kind=str(lasting.values.get("kind", "自然日")),
        places=(),
        sources={"days": lasting.source},
    )


def share_to_maintenance(profile: Profile, day: datetime.date) -> Share | None:
    """The part of public income owed to the maintenance fund on a day."""
    rows = profile.on("share", "maintenance-fund", day)
    if not rows:
        return None
    row, values = rows[0], rows[0].values
    return Share(
        percent=cast("Decimal | None", values.get("percent")),
        of=str(values.get("of", "net")),
        every=str(values.get("every", "")),
        until=str(values.get("until", "")),
        condition=str(values.get("condition", "")),
        more=bool(values.get("more", False)),
        source=row.source,
        verify=profile.verify,
    )


def majority(profile: Profile, matter: str, day: datetime.date) -> Majority | None:
    """What a decision on a matter needs; a matter without a row of its own is ``other``."""
    rows = profile.on("majority", matter, day) or profile.on("majority", _OTHER, day)
    if not rows:
        return None
    values = rows[0].values
    return Majority(
        matter=matter,
        quorum=cast("Fraction", values["quorum"]),
        needed=cast("Fraction", values["needed"]),
        more=bool(values.get("more", False)),
        source=rows[0].source,
    )


def audits(profile: Profile, day: datetime.date) -> tuple[Audit, ...]:
    """All triggers of an audit that hold on a day, each once."""
    found = []
    for trigger in profile.keys("audit"):
        for row in profile.on("audit", trigger, day)[:1]:
            share = cast("Fraction | None", row.values.get("share"))
            found.append(Audit(trigger, share, str(row.values.get("text", "")), row.source))
    return tuple(found)


def answer(profile: Profile, day: datetime.date) -> Answer | None:
    """The term for answers to owners' questions."""
    for row in profile.on("answer", "question", day):
        if "days" not in row.values:
            continue  # it only says that an answer is owed
        days = int(str(row.values["days"]))
        return Answer(days, str(row.values.get("kind", "自然日")), row.source)
    return None


def _length(row: Rule) -> int:
    """Days on the board to compare by: seven calendar days for five working days."""
    days = int(str(row.values.get("days", 0)))
    return days * 7 if row.values.get("kind") == WORKING_DAYS else days * 5
