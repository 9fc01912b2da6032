"""Dates, names, numbers and texts of a table no profile knows, told by their look."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.fields import Field, Layout, hint, is_words
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import Profile

_DATES = ("booked", "date", "time")
_PARTY = ("counterparty", "counterparty_account")
_ACCOUNT = re.compile(r"[0-9*][0-9* -]{10,29}[0-9*]\Z")
_SERIAL = re.compile(r"(?=(?:.*[0-9]){6})[A-Za-z0-9_-]{8,}\Z")
_LEADING = re.compile(r"[^\W\d]{2,12}")
_MOST_TRAILERS = 5


def date_choices(layout: Layout, base: Profile, taken: Sequence[Field] = ()) -> list[Field]:
    """The date columns that are equally good: those in order, of them those with a usual name."""
    dates = [field for field in layout.fields if field.is_date and field not in taken]
    ranked = [(not _is_ordered(field), _usual_date(field, base), field) for field in dates]
    best = min((each[:2] for each in ranked), default=None)
    return [field for *rank, field in ranked if tuple(rank) == best]


def _usual_date(field: Field, base: Profile) -> int:
    role = hint(field.name, base.columns)
    return _DATES.index(role) if role in _DATES else len(_DATES)


def _is_ordered(field: Field) -> bool:
    moments = _moments(field)
    return moments in (sorted(moments), sorted(moments, reverse=True))


def _moments(field: Field) -> list[tuple[datetime.date, datetime.time]]:
    stamps = [cells.stamp(text) for text in field.texts]
    return [(found[0], found[1] or datetime.time.min) for found in stamps if found]


def open_dates(layout: Layout, base: Profile) -> tuple[Field, ...]:
    """Date columns nothing prefers though they name different days."""
    found = date_choices(layout, base)
    days = {tuple(day for day, _time in _moments(field)) for field in found}
    return tuple(found) if len(days) > 1 else ()


def when(layout: Layout, base: Profile, taken: Mapping[str, Field]) -> dict[str, Field]:
    """The date column, and the column with the time of day where it stands apart."""
    used = list(taken.values())
    date = taken.get("date") or next(iter(date_choices(layout, base, used)), None)
    if date is None:
        return {}
    days = [day for day, _time in _moments(date)]
    has_time = any(time != datetime.time.min for _day, time in _moments(date))
    time = next(
        (
            field
            for field in layout.fields
            if field not in (date, *used)
            and (field.is_clock or (field.is_date and _adds_time(field, days)))
        ),
        None,
    )
    return {"date": date} if has_time or time is None else {"date": date, "time": time}


def _adds_time(field: Field, days: Sequence[datetime.date]) -> bool:
    found = _moments(field)
    return [day for day, _time in found] == list(days) and any(
        time != datetime.time.min for _day, time in found
    )


def is_newest_first(layout: Layout, base: Profile) -> bool | None:
    """Whether the dates fall, ``None`` where they do not tell."""
    found = when(layout, base, {})
    if not found:
        return None
    moments = _moments(found["date"])
    if "time" in found and not found["time"].is_date:
        clocks = [cells.clock(text) or datetime.time.min for text in found["time"].texts]
        moments = [(day, clock) for (day, _t), clock in zip(moments, clocks, strict=True)]
    return None if moments[0] == moments[-1] else moments[0] > moments[-1]


def others(
    layout: Layout,
    base: Profile,
    chosen: Mapping[str, Field],
    unwanted: frozenset[str] = frozenset(),
) -> dict[str, tuple[Field, ...]]:
    """The columns that are neither money nor dates, by role.

    A usual name is left to the common profile; a column that never changes says nothing.
    """
    usual = {name for role, names in base.columns.items() if role != "text" for name in names}
    left = [f for f in layout.fields if f not in chosen.values() and f.filled]
    left = [f for f in left if f.name not in usual]
    named = {_exact(field, base) for field in layout.fields}
    found: dict[str, tuple[Field, ...]] = {}

    def take(role: str, fields: Sequence[Field]) -> None:
        ordered = sorted(fields, key=lambda f: hint(f.name, base.columns) != role)
        if ordered and role not in unwanted and role not in named:
            found[role] = (ordered[0],)
            left.remove(ordered[0])

    take("serial", [f for f in left if _is_serial(f)])
    take("counterparty_account", [f for f in left if _is_account(f)])
    words = [f for f in left if any(map(_has_letter, f.filled)) and not f.is_date]
    take("counterparty", [f for f in words if _is_party(f, layout, found, base)])
    text = tuple(
        f for f in left if f in words and (len(set(f.texts)) > 1 or _hints(f, base) == "text")
    )
    return found | ({"text": text} if text else {})


def _hints(field: Field, base: Profile) -> str:
    return hint(field.name, base.columns)


def _exact(field: Field, base: Profile) -> str:
    return next((role for role, names in base.columns.items() if field.name in names), "")


def _is_serial(field: Field) -> bool:
    return len(set(field.texts)) == len(field.texts) and all(map(_SERIAL.match, field.texts))


def _is_account(field: Field) -> bool:
    return all(map(_ACCOUNT.match, field.filled)) and len(set(field.filled)) > 1


def _is_party(
    field: Field, layout: Layout, found: Mapping[str, tuple[Field, ...]], base: Profile
) -> bool:
    """By its name; else by standing beside the other side's account number."""
    role = _hints(field, base)
    if role:
        return role in _PARTY
    place = layout.fields.index(field)
    beside = [layout.fields.index(f) for f in found.get("counterparty_account", ())]
    return any(abs(place - each) == 1 for each in beside)


def _has_letter(text: str) -> bool:
    return any(mark.isalpha() for mark in text)


def trailers(layout: Layout, chosen: Mapping[str, Field], base: Profile) -> tuple[str, ...]:
    """How the cells begin that tell the rows below which are no transactions.

    The running balance proves that nothing is missing, so these rows are none.
    """
    flags = set(chosen["flag"].texts) if "flag" in chosen else set()
    found: list[str] = []
    for _number, row in layout.others:
        texts = [text for text in map(cells.text, row) if text]
        if is_words(row, 1) or not texts:
            continue
        candidates = texts if cells.stamp(texts[0]) else texts[:1]
        for text in candidates:
            match = _LEADING.match(text)
            if match and text not in flags and not key(match[0]).startswith(base.trailers):
                found.append(match[0])
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) <= _MOST_TRAILERS else ()
