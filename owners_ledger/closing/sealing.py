"""Sealing months: pure, from entries and the seals so far to the next seal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger.closing.canonical import digest, is_sealed, month_digest
from owners_ledger.closing.seal import ClosingError, Seal, Sealed
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period

VOUCHER, OPENING, OTHER = "记", "期初", "-"


@dataclass(frozen=True, slots=True)
class Act:
    """Who closes, when, on whose approval.

    Attributes:
        day: today.
        by: who kept the books.
        approved_by: who approves, another person.
        reasons: what is accepted in words.
        salt: random text, another one for each month closed.
    """

    day: datetime.date
    by: str
    approved_by: str
    reasons: tuple[str, ...] = ()
    salt: str = ""


def refuse_one_person(act: Act) -> None:
    """Two people close a month: one kept the books, another approves.

    Raises:
        ClosingError: one of them is not named, or they are one.
    """
    if not act.by.strip() or not act.approved_by.strip():
        raise ClosingError(
            _("结账要写明谁记账、谁复核"), remedy=_("请加 --by 和 --approved-by，写职务或姓名。")
        )
    if "".join(act.by.split()) == "".join(act.approved_by.split()):
        raise ClosingError(
            _("记账的人和复核的人是同一个"), remedy=_("请由没有记账的人复核，例如监督小组。")
        )


def refuse_out_of_turn(
    entries: Sequence[data.Directive],
    seals: Sequence[Seal],
    month: Period,
    today: datetime.date,
) -> None:
    """Months are closed one after the other, and only when they are over.

    Raises:
        ClosingError: it is closed already, not over, before the books, or not the next one.
    """
    if seals and month <= seals[-1].month:
        raise ClosingError(
            _("{month}已经结账").format(month=month.title),
            remedy=_("要改它，先运行 owners-ledger reopen {month} --reason 原因。").format(
                month=month
            ),
        )
    if today <= month.last:
        raise ClosingError(
            _("{month}还没有过完").format(month=month.title), remedy=_("请在月末之后结账。")
        )
    wanted = _next(entries, seals)
    if wanted is None or month < wanted:
        raise ClosingError(_("{month}没有账").format(month=month.title), remedy=_("请核对月份。"))
    if month != wanted:
        raise ClosingError(
            _("{wanted}还没有结账，不能先结{month}").format(wanted=wanted.title, month=month.title),
            remedy=_("请按月顺序结账，先结 {wanted}；也可以一次写一个季度或一年。").format(
                wanted=wanted
            ),
        )


def _next(entries: Sequence[data.Directive], seals: Sequence[Seal]) -> Period | None:
    if seals:
        return Period.month_of(seals[-1].month.end)
    days = [entry.date for entry in entries if isinstance(entry, data.Transaction)]
    if not days:
        return None
    # Opening balances stand on one day, commonly the last of the month before.
    later = next((day for day in days if day != days[0]), days[0])
    return Period.month_of(later)


def seal_month(
    entries: Sequence[data.Directive],
    previous: Seal | None,
    month: Period,
    act: Act,
    *,
    notice: str = "",
    reopenings: str = "",
) -> Seal:
    """A month's seal.

    Args:
        entries: all directives of the books.
        previous: the seal before, ``None`` for the first; that one covers all there was before.
        month: the month.
        act: who and when.
        notice: 核对码 of the month's notice.
        reopenings: hash over the re-openings recorded until now.
    """
    rows = sealed_rows(covered(entries, previous, month), month)
    return Seal(
        month=month,
        day=act.day,
        by=act.by.strip(),
        approved_by=act.approved_by.strip(),
        previous=previous.head if previous else "",
        reopenings=reopenings,
        digest=month_digest(row.digest for row in rows),
        notice=notice,
        reasons=act.reasons,
        balances=balances(entries, month.last),
        entries=rows,
        salt=act.salt,
    )


def covered(
    entries: Sequence[data.Directive], previous: Seal | None, month: Period
) -> list[data.Directive]:
    """The directives a month's seal is about."""
    after = previous.month.last if previous else datetime.date.min
    return [one for one in entries if after < one.date <= month.last and is_sealed(one)]


def sealed_rows(entries: Sequence[data.Directive], month: Period) -> tuple[Sealed, ...]:
    """Entries in the order of the books with continuous voucher numbers from 1."""
    counts = {VOUCHER: 0, OPENING: 0}
    rows = []
    for entry in sorted(entries, key=_place):
        number = OTHER
        if isinstance(entry, data.Transaction):
            series = VOUCHER if entry.date in month else OPENING
            counts[series] += 1
            number = f"{series}-{counts[series]}"
        rows.append(Sealed(number, entry.date, digest(entry)))
    return tuple(rows)


def balances(entries: Sequence[data.Directive], day: datetime.date) -> Mapping[str, Decimal]:
    """What stands on each account at a day's end, zeros left out, by name."""
    found: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and entry.date <= day and is_sealed(entry):
            for posting in entry.postings:
                if posting.units is not None and posting.units.number is not None:
                    name = posting.account
                    found[name] = found.get(name, ZERO) + posting.units.number
    return {name: found[name] for name in sorted(found) if found[name]}


def _place(entry: data.Directive) -> tuple[datetime.date, str, int]:
    return entry.date, str(entry.meta.get("filename", "")), int(entry.meta.get("lineno", 0))
