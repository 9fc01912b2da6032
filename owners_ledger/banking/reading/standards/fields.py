"""Single values of the standard formats: amounts, days, currencies; whatever is wrong is named."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.moments import EARLIEST
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_DAYS_AHEAD = datetime.timedelta(days=3)
_RENMINBI = frozenset(["CNY", "RMB", "人民币", "人民币元", "156"])
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?\Z",
    re.ASCII,
)
_MINUTES_A_DAY = 24 * 60


def wrong(place: str, what: str, found: str, file: str) -> StatementError:
    """The refusal of one value."""
    shown = found[:40] or _("空")
    message = _("{place}的{what}不对：{found}").format(place=place, what=what, found=shown)
    return refuse(message, file=file)


def amount(found: str, place: str, what: str, file: str) -> Decimal:
    """A signed amount in yuan, plain digits with a point.

    Raises:
        StatementError: the text is no amount of whole fen.
    """
    try:
        return money.parse(found)
    except money.AmountError:
        raise wrong(place, what, found, file) from None


def unsigned(found: str, place: str, what: str, file: str) -> Decimal:
    """An amount whose direction stands elsewhere.

    Raises:
        StatementError: no amount of whole fen, or one with a sign.
    """
    if found[:1] in ("+", "-"):
        raise wrong(place, what, found, file)
    return amount(found, place, what, file)


def renminbi(found: str, place: str, file: str) -> None:
    """Let pass only renminbi.

    Raises:
        StatementError: another currency.
    """
    if found.strip().upper() not in _RENMINBI:
        raise wrong(place, _("币种（只读人民币 CNY）"), found, file)


def moment(found: str, place: str, what: str, file: str) -> cells.Stamp:
    """A day as Chinese banks write it, perhaps with a time of day.

    Raises:
        StatementError: no such day.
    """
    try:
        stamp = cells.stamp(found)
    except ValueError:
        stamp = None
    if stamp is None:
        raise wrong(place, what, found, file)
    return _credible(*stamp, place, what, found, file)


def iso_moment(found: str, place: str, what: str, file: str) -> cells.Stamp:
    """An XML ``date`` or ``dateTime``; a moment of another zone in Chinese time.

    Raises:
        StatementError: no such moment.
    """
    match = _ISO.match(found)
    if not match:
        raise wrong(place, what, found, file)
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return clocked((year, month, day), None, None, place, what, found, file)
    minutes = None
    if zone:
        sign = -1 if zone[0] == "-" else 1
        minutes = 0 if zone == "Z" else sign * (int(zone[1:3]) * 60 + int(zone[4:]))
    return clocked((year, month, day), (hour, minute, second), minutes, place, what, found, file)


def clocked(  # noqa: PLR0917 - the parts of a moment and where they stand
    day: tuple[str, str, str],
    clock: tuple[str, str, str] | None,
    zone: int | None,
    place: str,
    what: str,
    found: str,
    file: str,
) -> cells.Stamp:
    """A moment from its digits.

    Args:
        day: year, month, day.
        clock: hour, minute, second.
        zone: minutes east of Greenwich; ``None``: already the bank's time.
        place: where it stands.
        what: what it is called.
        found: as written.
        file: for messages.

    Raises:
        StatementError: the calendar has no such day.
    """
    try:
        date = datetime.date(*map(int, day))
        if clock is None:
            return _credible(date, None, place, what, found, file)
        hour, minute, second = map(int, clock)
        time = datetime.time(hour, minute, second)
        if zone is not None and abs(zone) < _MINUTES_A_DAY:
            offset = datetime.timezone(datetime.timedelta(minutes=zone))
            there = datetime.datetime.combine(date, time, offset).astimezone(_CHINA)
            date, time = there.date(), there.time()
    except (ValueError, OverflowError):
        raise wrong(place, what, found, file) from None
    return _credible(date, time, place, what, found, file)


def _credible(  # noqa: PLR0917 - see above
    date: datetime.date,
    time: datetime.time | None,
    place: str,
    what: str,
    found: str,
    file: str,
) -> cells.Stamp:
    latest = datetime.datetime.now(_CHINA).date() + _DAYS_AHEAD
    if not EARLIEST <= date <= latest:
        raise wrong(place, what, found, file)
    return date, time


def text(found: str, place: str, what: str, file: str) -> str | None:
    """Visible text of one line, ``None`` where it says nothing.

    Raises:
        StatementError: longer than any bank writes.
    """
    try:
        return cells.value(found)
    except cells.LongCellError:
        raise wrong(place, what, found, file) from None


def joined(parts: list[str | None]) -> str | None:
    """Texts joined with " / ", without repeats."""
    return " / ".join(dict.fromkeys(part for part in parts if part)) or None


def signed(value: Decimal, *, is_in: bool) -> Decimal:
    """The amount with the sign of its direction, never a negative zero."""
    return value if is_in else ZERO - value
