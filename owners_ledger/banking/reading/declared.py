"""What a file declares about its rows, held against the rows: counts, sums, balances, period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from owners_ledger.banking.reading.movements import Movement, WalletCells
from owners_ledger.banking.reading.preamble import Fact
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.wallet_words import is_refund, parent
from owners_ledger.banking.statement import Line
from owners_ledger.i18n import _
from owners_ledger.money import show, total

_SHOWN_ROWS = 8
_TOTALS = frozenset(["count", "in_count", "out_count"])
_DAY = datetime.timedelta(days=1)
_NO_WALLET = WalletCells("", (), (), None, ())


def row_list(rows: Iterable[int]) -> str:
    """Row numbers for a message: the first few and how many in all."""
    found = list(dict.fromkeys(rows))
    shown = _("第 {rows} 行").format(rows="、".join(map(str, found[:_SHOWN_ROWS])))
    if len(found) > _SHOWN_ROWS:
        shown += _("等共 {count} 行").format(count=len(found))
    return shown


def check_movements(
    movements: Sequence[Movement], declared: Mapping[str, Fact], profile: Profile, file: str
) -> StatementError | None:
    """The first count or sum the file declares, by its own sides, that does not hold."""
    if "always-totals" in profile.quirks and not _TOTALS & set(declared):
        return refuse(_("账单末尾的合计没有了，文件没有下载完整或被改过"), file=file)
    sides: dict[str, list[Movement]] = {"out": [], "in": [], "neutral": []}
    for each in movements:
        sides[_group(each)].append(each)
    counts = {"": movements, **sides}
    names = {
        "": _("总笔数"),
        "out": _("支出笔数"),
        "in": _("收入笔数"),
        "neutral": _("不计收支的笔数"),
    }
    for name, rows in counts.items():
        fact = declared.get(f"{name}_count" if name else "count")
        if fact and fact.count is not None and fact.count != len(rows):
            message = _("第 {row} 行声明{what} {expected} 笔，表里有 {found} 笔").format(
                row=fact.row, what=names[name], expected=fact.count, found=len(rows)
            )
            return refuse(message, file=file, row=fact.row)
    sums = {"out": _("支出合计"), "in": _("收入合计"), "neutral": _("不计收支的合计")}
    for name, what in sums.items():
        wrong = _wrong_sum(declared.get(f"{name}_total"), what, _sums(name, sides, profile), file)
        if wrong:
            return wrong
    fees = total(fee.amount for each in movements for fee in (each.wallet or _NO_WALLET).fees)
    return _wrong_sum(declared.get("fee_total"), _("手续费合计"), [abs(fees)], file)


def _group(each: Movement) -> str:
    if each.wallet and each.wallet.group:
        return each.wallet.group
    return "out" if each.side < 0 or (not each.side and each.value < 0) else "in"


def _sums(name: str, sides: Mapping[str, Sequence[Movement]], profile: Profile) -> list[Decimal]:
    """What the sum of a side may be: by the signs as written, without them, less refunds."""
    side = sides[name]
    written, plain = total(each.value for each in side), total(abs(e.value) for e in side)
    found = [abs(written), plain]
    if name == "out" and "refunds-lower-out-total" in profile.quirks:
        refunds = [each for each in sides["neutral"] if is_refund(each, profile)]
        orders = {each.order for rows in sides.values() for each in rows}
        known = [each for each in refunds if parent(each.order) in orders]
        found = [plain - total(each.value for each in rows) for rows in (refunds, known, ())]
    return found


def _wrong_sum(
    fact: Fact | None, what: str, found: Sequence[Decimal], file: str
) -> StatementError | None:
    expected = fact.amount if fact else None
    if fact is None or expected is None or expected in found or abs(expected) in found:
        return None
    message = _("第 {row} 行声明{what} {expected}，表里合计 {found}").format(
        row=fact.row, what=what, expected=show(expected), found=show(found[0])
    )
    return refuse(message, file=file, row=fact.row)


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
    if first and last and first < last and declared["end"].is_midnight:
        last -= _DAY  # "until 1 February 00:00" is until 31 January
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
