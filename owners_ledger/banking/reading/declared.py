"""What a file declares about its rows, held against the rows: counts, sums, balances, period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from owners_ledger.banking.reading.movements import Movement
from owners_ledger.banking.reading.preamble import Fact
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.statement import Line
from owners_ledger.i18n import _
from owners_ledger.money import show, total

_SHOWN_ROWS = 8


def row_list(rows: Iterable[int]) -> str:
    """Row numbers for a message: the first few and how many in all."""
    found = list(dict.fromkeys(rows))
    shown = _("第 {rows} 行").format(rows="、".join(map(str, found[:_SHOWN_ROWS])))
    if len(found) > _SHOWN_ROWS:
        shown += _("等共 {count} 行").format(count=len(found))
    return shown


def check_movements(
    movements: Sequence[Movement], declared: Mapping[str, Fact], file: str
) -> StatementError | None:
    """The first count or sum the file declares, by its own sides, that does not hold."""
    out = [each for each in movements if each.side < 0 or (not each.side and each.value < 0)]
    in_ = [each for each in movements if each.side > 0 or (not each.side and each.value >= 0)]
    counts = {"count": len(movements), "out_count": len(out), "in_count": len(in_)}
    names = {"count": _("总笔数"), "out_count": _("支出笔数"), "in_count": _("收入笔数")}
    for name, found in counts.items():
        fact = declared.get(name)
        if fact and fact.count is not None and fact.count != found:
            message = _("第 {row} 行声明{what} {expected} 笔，表里有 {found} 笔").format(
                row=fact.row, what=names[name], expected=fact.count, found=found
            )
            return refuse(message, file=file, row=fact.row)
    sums = {"out_total": _("支出合计"), "in_total": _("收入合计")}
    for name, what in sums.items():
        side = out if name == "out_total" else in_
        fact = declared.get(name)
        expected = fact.amount if fact else None
        if fact is None or expected is None:
            continue
        written, plain = total(each.value for each in side), total(abs(e.value) for e in side)
        if abs(expected) not in (abs(written), plain):
            message = _("第 {row} 行声明{what} {expected}，表里合计 {found}").format(
                row=fact.row, what=what, expected=show(expected), found=show(abs(written))
            )
            return refuse(message, file=file, row=fact.row)
    return None


def check_ends(
    opening: Decimal | None,
    closing: Decimal | None,
    declared: Mapping[str, Fact],
    file: str,
    warnings: list[str],
) -> None:
    for name, what, found in (
        ("opening", _("期初余额"), opening),
        ("closing", _("期末余额"), closing),
        ("current", _("当前余额"), closing),
    ):
        fact = declared.get(name)
        expected = fact.amount if fact else None
        if fact is None or expected is None or found is None or expected == found:
            continue
        message = _("第 {row} 行声明{what} {expected}，按表里各行算得 {found}").format(
            row=fact.row, what=what, expected=show(expected), found=show(found)
        )
        if name != "current":
            raise refuse(message, file=file, row=fact.row)
        warnings.append(message)


def period(
    lines: Sequence[Line], declared: Mapping[str, Fact], warnings: list[str]
) -> tuple[datetime.date | None, datetime.date | None]:
    first = declared["start"].date if "start" in declared else None
    last = declared["end"].date if "end" in declared else None
    if first and last and first > last:
        first = last = None
    outside = [
        line.row for line in lines if (first and line.date < first) or (last and line.date > last)
    ]
    if outside:
        warnings.append(_("这些行的日期在声明的期间之外：{rows}").format(rows=row_list(outside)))
    if lines:
        first = first or min(line.date for line in lines)
        last = last or max(line.date for line in lines)
    return first, last
