"""Duties as an iCalendar file (RFC 5545), whole days, without anything that names a person."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from icalendar import Alarm, Calendar, Event

from owners_ledger.duties.due import DONE, Duty

_EARLY = datetime.timedelta(days=-3)


def calendar_file(duties: Iterable[Duty], name: str) -> bytes:
    """One event a duty that is not done, with a reminder; the same duties, the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//owners-ledger//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for duty in duties:
        if duty.state != DONE:
            calendar.add_component(_event(duty))
    found: bytes = calendar.to_ical()
    return found


def _event(duty: Duty) -> Event:
    key = f"{duty.kind}|{duty.what}|{duty.period}|{duty.title}"
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@owners-ledger")
    event.add("dtstamp", datetime.datetime.combine(duty.due, datetime.time(), datetime.UTC))
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + datetime.timedelta(days=1))
    event.add("summary", duty.title)
    if duty.source.text:
        event.add("description", f"{duty.source.text}（{duty.source.mark}）")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", duty.title)
    alarm.add("trigger", _EARLY)
    event.add_component(alarm)
    return event
