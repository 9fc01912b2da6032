"""Duties as an iCalendar file (RFC 5545), whole days, without anything that names a person.

Written by hand: the few lines needed are less than the library that would write them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator

from owners_ledger.duties.due import Duty

_OCTETS = 75
_ALARM = "-P3D"


def calendar_text(duties: Iterable[Duty], name: str) -> str:
    """One event a duty, with CRLF and lines folded at 75 octets; the same duties, the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//owners-ledger//calendar//ZH"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for duty in duties:
        lines += _event(duty)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(duty: Duty) -> Iterator[str]:
    day = duty.due
    key = "|".join((duty.kind, duty.what, duty.period, day.isoformat()))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@owners-ledger"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(duty.title)}"
    if duty.source.text:
        yield f"DESCRIPTION:{_escaped(f'{duty.source.text}（{duty.source.mark}）')}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(duty.title)}"
    yield f"TRIGGER:{_ALARM}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never inside a character."""
    piece, room = "", _OCTETS
    for mark in line:
        size = len(mark.encode())
        if size > room:
            yield piece
            piece, room = " ", _OCTETS - 1
        piece += mark
        room -= size
    yield piece
