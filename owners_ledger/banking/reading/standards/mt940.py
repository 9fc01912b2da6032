"""SWIFT MT940 customer statements, in UTF-8 or GB18030: an own reader of the field grammar."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from owners_ledger.banking.reading.cells import CELL_LIMIT
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.banking.reading.standards.entries import Draft, prove_sum
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import show

PROFILE = "mt940"

_TAG = re.compile(r":([0-9]{2}[A-Z]?|NS):(.*)\Z", re.ASCII | re.DOTALL)
_BALANCE = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,13}),([0-9]{0,2})\Z", re.ASCII)
_ENTRY = re.compile(
    r"([0-9]{6})([0-9]{4})?(RC|RD|C|D)([A-Z])?([0-9]{1,13}),([0-9]{0,2})"
    r"([A-Z][A-Z0-9]{3})([^\n]*?)(?://([^\n]*))?(?:\n(.*))?\Z",
    re.ASCII | re.DOTALL,
)
_SUBFIELD = re.compile(r"\?([0-9]{2})")
_NO_SERIAL = frozenset(["", "NONREF"])
_SIGNS = {"C": True, "RD": True, "D": False, "RC": False}
_CENTURY = 2000
_DAY = datetime.timedelta(days=1)
_BREAK = re.compile(r"\r\n|\n|\r")
_FIELD_LINES = 40


@dataclass(slots=True)
class _Message:
    """One message: its fields by tag, entries kept in order.

    Attributes:
        account: field 25.
        opening: balance, day and whether it is intermediate (60M).
        closing: the same of field 62.
        lines: fields 61 with their 86.
    """

    row: int
    account: str = ""
    opening: tuple[Decimal, datetime.date, bool] | None = None
    closing: tuple[Decimal, datetime.date, bool] | None = None
    lines: list[Line] = field(default_factory=list)


def read(content: str, file: str, digest: str) -> tuple[Statement, ...]:
    """The statements of a file, pages of one statement joined.

    Raises:
        StatementError: a field is malformed or missing, or the entries do not add up.
    """
    found: list[_Message] = []
    for row, tag, value in _fields(content, file):
        if tag == "20" or not found:
            if tag != "20":
                raise refuse(
                    _("第 {row} 行：报文应从 :20: 开始").format(row=row), file=file, row=row
                )
            found.append(_Message(row))
        else:
            _take(found[-1], row, tag, value, file)
    drafts: list[tuple[Draft, bool]] = []
    for message in found:
        draft = _draft(message, file)
        assert message.opening
        assert message.closing
        if message.opening[2] and drafts and drafts[-1][1]:
            drafts[-1] = (_joined(drafts[-1][0], draft, message.row, file), message.closing[2])
        else:
            drafts.append((draft, message.closing[2]))
    return tuple(prove_sum(_open_end(*each), file, digest) for each in drafts)


def _fields(content: str, file: str) -> list[tuple[int, str, str]]:
    """Row, tag and value of each field; a value may go on over lines."""
    found: list[tuple[int, str, list[str]]] = []
    for row, line in enumerate(_BREAK.split(content), 1):
        stripped = line.strip()
        if stripped.startswith("{"):
            stripped = stripped.rpartition("{4:")[2]
        if not stripped or stripped in ("-", "-}"):
            continue
        match = _TAG.match(stripped)
        if match:
            found.append((row, match[1], [match[2].strip()]))
        elif not found:
            raise refuse(_("第 {row} 行：报文应从 :20: 开始").format(row=row), file=file, row=row)
        else:
            found[-1][2].append(stripped)
        if len(found[-1][2]) > _FIELD_LINES or len(stripped) > CELL_LIMIT:
            raise refuse(_("第 {row} 行：字段过长").format(row=row), file=file, row=row)
    return [(row, tag, "\n".join(lines)) for row, tag, lines in found]


def _take(message: _Message, row: int, tag: str, value: str, file: str) -> None:
    place = _("第 {row} 行").format(row=row)
    if tag in ("60F", "60M", "62F", "62M"):
        name = "opening" if tag.startswith("60") else "closing"
        if getattr(message, name) is not None or (name == "closing") is not bool(message.opening):
            raise _misplaced(tag, row, file)
        setattr(message, name, (*_balance(value, place, file), tag.endswith("M")))
    elif tag == "25":
        message.account = value.rpartition("/")[2].removesuffix("CNY").strip()
    elif tag == "61":
        if message.opening is None:
            raise _without(":60F:", message.row, file)
        if message.closing is not None:
            raise _misplaced(tag, row, file)
        message.lines.append(_line(value, row, place, file))
    elif tag == "86" and message.lines and message.closing is None:
        message.lines[-1] = _described(message.lines[-1], value, place, file)


def _balance(value: str, place: str, file: str) -> tuple[Decimal, datetime.date]:
    match = _BALANCE.match(value)
    if not match:
        raise fields.wrong(place, _("余额"), value, file)
    side, day, currency, yuan, fen = match.groups()
    fields.renminbi(currency, place, file)
    amount = fields.amount(f"{yuan}.{fen or '0'}", place, _("余额"), file)
    return fields.signed(amount, is_in=side == "C"), _date(day, place, value, file)


def _date(found: str, place: str, value: str, file: str) -> datetime.date:
    day = (str(_CENTURY + int(found[:2])), found[2:4], found[4:])
    return fields.clocked(day, None, None, place, _("日期"), value, file)[0]


def _line(value: str, row: int, place: str, file: str) -> Line:
    match = _ENTRY.match(value)
    if not match:
        raise fields.wrong(place, _("分录（:61:）"), value.replace("\n", " "), file)
    day, entry_day, mark, _funds, yuan, fen, _kind, own, bank, more = match.groups()
    date = _date(day, place, value, file)
    if entry_day:
        date = _booked(date, entry_day, place, value, file)
    amount = fields.amount(f"{yuan}.{fen or '0'}", place, _("金额"), file)
    serial = next(
        (each.strip() for each in (bank or "", own) if each.strip() not in _NO_SERIAL), None
    )
    notes = [_("冲正")] if mark.startswith("R") else []
    return Line(
        date,
        None,
        fields.signed(amount, is_in=_SIGNS[mark]),
        None,
        None,
        None,
        fields.joined(
            [*notes, fields.text((more or "").replace("\n", " "), place, _("附言"), file)]
        ),
        serial,
        row,
    )


def _booked(
    value_day: datetime.date, found: str, place: str, value: str, file: str
) -> datetime.date:
    """The entry date, which has no year: the one nearest to the value date."""
    near = []
    for year in (value_day.year - 1, value_day.year, value_day.year + 1):
        try:
            near.append(datetime.date(year, int(found[:2]), int(found[2:])))
        except ValueError:
            continue
    if not near:
        raise fields.wrong(place, _("日期"), value, file)
    return min(near, key=lambda day: abs(day - value_day))


def _described(line: Line, value: str, place: str, file: str) -> Line:
    """With the entry's field 86: free text, or subfields ``?20`` … ``?33``."""
    party, number, text = "", "", value.replace("\n", " ")
    parts = _SUBFIELD.split(value.replace("\n", ""))
    if len(parts) > 1 and parts[0][:3].isdigit():
        by_code = list(zip(parts[1::2], parts[2::2], strict=True))
        party = "".join(each for code, each in by_code if code in ("32", "33"))
        number = "".join(each for code, each in by_code if code == "31")
        text = "".join(
            each for code, each in by_code if code == "00" or "20" <= code <= "29" or code >= "60"
        )
    joined = fields.joined([line.text, fields.text(text, place, _("附言"), file)])
    if joined and len(joined) > CELL_LIMIT:
        raise fields.wrong(place, _("附言"), joined, file)
    return replace(
        line,
        counterparty=fields.text(party, place, _("对方户名"), file),
        counterparty_account=fields.text(number, place, _("对方账号"), file),
        text=joined,
    )


def _draft(message: _Message, file: str) -> Draft:
    if message.opening is None or message.closing is None:
        raise _without(":60F:" if message.opening is None else ":62F:", message.row, file)
    opening, start, is_page = message.opening
    closing, end, _more = message.closing
    days = [line.date for line in message.lines]
    if not is_page and start not in days and (start + _DAY).day == 1:
        start += _DAY  # many banks date the opening by the day the last statement closed
    return Draft(
        profile=PROFILE,
        bank="",
        account=message.account or None,
        opening=opening,
        closing=closing,
        start=min([start, *days]),
        end=max([end, *days]),
        lines=message.lines,
    )


def _misplaced(tag: str, row: int, file: str) -> StatementError:
    message = _("第 {row} 行：:{tag}: 的位置不对").format(row=row, tag=tag)
    return refuse(message, file=file, row=row)


def _without(tag: str, row: int, file: str) -> StatementError:
    message = _("第 {row} 行开始的报文没有 {tag} 余额，可能没有下载完整").format(row=row, tag=tag)
    return refuse(message, file=file, row=row)


def _joined(first: Draft, second: Draft, row: int, file: str) -> Draft:
    """A page (62M) and the next one (60M) of the same account."""
    if first.account != second.account or first.closing != second.opening:
        assert first.closing is not None
        assert second.opening is not None
        raise refuse(
            _("第 {row} 行开始的报文接不上前一页：前页余额 {before}，本页 {after}").format(
                row=row, before=show(first.closing), after=show(second.opening)
            ),
            file=file,
            row=row,
        )
    lines: Sequence[Line] = [*first.lines, *second.lines]
    ends = [each for each in (first.end, second.end) if each]
    return replace(first, closing=second.closing, end=max(ends), lines=lines)


def _open_end(draft: Draft, is_open: bool) -> Draft:
    if not is_open:
        return draft
    return replace(draft, warnings=[_("对账单止于中间余额（:62M:），后面还有页")])
