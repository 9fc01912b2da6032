"""How long a notice hangs: the committee's own setting, else the place's rule, else the advice."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from owners_ledger.duties.load import jurisdiction_of, load_profile
from owners_ledger.duties.profile import CALENDAR_DAYS, WORKING_DAYS, Profile
from owners_ledger.duties.rules import least_days, posting
from owners_ledger.duties.workdays import Workdays, load_workdays

_USUAL = 30, CALENDAR_DAYS


def board_days(
    profile: Profile, raw: Mapping[str, Any], what: str, day: datetime.date
) -> tuple[int, str]:
    """Days and kind of days on the board.

    Args:
        profile: the place's rules.
        raw: ``committee.toml``; its ``[posting] days`` comes first, be it too short or not.
        what: kind of notice (``monthly``, ``quarterly`` …).
        day: the day it goes up.
    """
    rule = posting(profile, what, day)
    return _own(raw) or ((rule.days, rule.day_kind) if rule and rule.days else _USUAL)


def posted_to(
    root: Path | None, raw: Mapping[str, Any], what: str, first: datetime.date
) -> datetime.date:
    """The last day of a notice that goes up on a day.

    Args:
        root: the committee's folder, whose own profiles and holidays come first.
        raw: ``committee.toml``.
        what: kind of notice.
        first: the day it goes up.

    Raises:
        ProfileError: a profile or a file of holidays is not in order.
    """
    days, kind = _own(raw) or board_days(load_profile(root, jurisdiction_of(raw)), raw, what, first)
    known = load_workdays(root) if kind == WORKING_DAYS else Workdays()
    return known.after(first, days, kind)


def too_short(
    profile: Profile, raw: Mapping[str, Any], what: str, first: datetime.date, known: Workdays
) -> tuple[datetime.date, datetime.date] | None:
    """Last day by the committee's setting, and by the place's rule where that is later."""
    least = least_days(profile, what, first)
    if least is None:
        return None
    days, kind = board_days(profile, raw, what, first)
    own = known.after(first, days, kind)
    demanded = known.after(first, least.days, least.day_kind)
    return (own, demanded) if own < demanded else None


def _own(raw: Mapping[str, Any]) -> tuple[int, str] | None:
    own = raw.get("posting", {})
    if "days" not in own:
        return None
    return int(own["days"]), str(own.get("kind", CALENDAR_DAYS))
