"""Rows of sums between and below the rows of a table, held against the rows they add up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, chain

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.movements import Movement, Row, Table
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, AmountError, show

_Sides = tuple[Decimal, Decimal]


def check_sums(table: Table, profile: Profile, file: str) -> StatementError | None:
    """The first row of sums that adds up neither all rows nor a run of rows ending above it.

    A sum may be of a day, a page or the whole file, and the whole file's may stand on each page.
    """
    words = frozenset(profile.labels.get("sum", ()))
    if table.sides is None or not words or not table.movements:
        return None
    found = [
        (number, sums)
        for number, row in table.around
        if number > table.movements[0].row and (sums := _sums(row, table.sides, words))
    ]
    if not found:
        return None
    ways = [_running(table.movements, plain=plain) for plain in (False, True)]
    rows = [each.row for each in table.movements]
    for number, sums in found:
        count = bisect_left(rows, number)
        if not any(_adds_up(running, count, sums) for running in ways):
            out, in_ = (each or ZERO for each in sums)
            message = _("第 {row} 行的合计（支出 {out}，收入 {in_}）与它上面各行的金额不符").format(
                row=number, out=show(out), in_=show(in_)
            )
            return refuse(message, file=file, row=number)
    return None


def _sums(
    row: Row, sides: tuple[int, int], words: frozenset[str]
) -> tuple[Decimal | None, Decimal | None] | None:
    """What a row of sums says of money out and in, ``None`` where it is no such row."""
    first = next((text for text in map(cells.text, row) if text), "")
    if key(first.replace("：", ":").partition(":")[0]) not in words:
        return None
    try:
        out, in_ = (cells.amount(cells.text(row[at])) if at < len(row) else None for at in sides)
    except AmountError:
        return None
    return None if out is None and in_ is None else (out, in_)


def _running(movements: Sequence[Movement], *, plain: bool) -> list[_Sides]:
    """What went out and came in up to each row, with the signs as written or without them."""
    values = [(each.side, abs(each.value) if plain else each.value) for each in movements]
    out = accumulate((value if side < 0 else ZERO for side, value in values), initial=ZERO)
    in_ = accumulate((value if side > 0 else ZERO for side, value in values), initial=ZERO)
    return list(zip(out, in_, strict=True))


def _adds_up(
    running: Sequence[_Sides], count: int, sums: tuple[Decimal | None, Decimal | None]
) -> bool:
    whole = [(running[0], running[count]), (running[0], running[-1])]
    runs = ((before, running[count]) for before in running[count::-1])
    return any(
        all(
            said is None or abs(said) == abs(end - start)
            for said, start, end in zip(sums, before, after, strict=True)
        )
        for before, after in chain(whole, runs)
    )
