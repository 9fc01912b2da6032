"""From the cash surplus to the change of the net assets, by kinds of reason and line by line.

Money and other balances are all there is beside the net assets. So what the net assets grew by is
what money grew by, and what every other balance grew by: each such balance has one reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.accrual.balance import Standing
from owners_ledger.reporting.accrual.effects import ADJUSTED
from owners_ledger.reporting.accrual.forms import Era, Reason
from owners_ledger.reporting.accrual.model import Bridge, BridgeItem, BridgeLine
from owners_ledger.reporting.accrual.places import EXPENSE, INCOME, Places
from owners_ledger.reporting.accrual.read import Span
from owners_ledger.reporting.cash import SPENDING
from owners_ledger.reporting.model import ReportLine
from owners_ledger.reporting.refusal import ReportError

_SIDES = {INCOME: INCOME, EXPENSE: SPENDING}
_ELSEWHERE = "没有动用钱，或记在别的项目下"
ADJUSTMENT = "以前年度净资产调整"


def bridge(
    era: Era,
    places: Places,
    span: Span,
    held: tuple[Standing, Standing],
    lines: tuple[Iterable[ReportLine], Iterable[ReportLine]],
    *,
    change: Decimal,
) -> Bridge:
    """The bridge of a period.

    Args:
        era: words and reasons.
        places: of the accounts.
        span: what moved in the period.
        held: balances before the period and at its end.
        lines: income and spending on the cash view.
        change: of the net assets in the period.

    Raises:
        ReportError: it does not sum.
    """
    cash = {
        (side, one.line): one.amount
        for side, some in zip((INCOME, SPENDING), lines, strict=True)
        for one in some
    }
    income = sum((amount for (side, _line), amount in cash.items() if side == INCOME), ZERO)
    spending = sum((amount for (side, _line), amount in cash.items() if side != INCOME), ZERO)
    reasons = _reasons(era, places, held)
    found = [
        BridgeLine(
            one.key,
            one.more if amount > 0 else one.less,
            amount,
            one.more_sentence if amount > 0 else one.less_sentence,
        )
        for one in era.words
        if (amount := reasons.pop(one.key, ZERO))
    ]
    surplus = income - spending
    items = _items(era, span, cash)
    whole = sum((one.accrual * (1 if one.side == INCOME else -1) for one in items), ZERO)
    for mine in (sum((line.amount for line in found), surplus), whole):
        if mine != change:
            raise ReportError(
                _("两种口径对照合计 {mine} 不等于净资产变动 {theirs}").format(
                    mine=show(mine), theirs=show(change)
                ),
                remedy=_("请把这份账本发给软件维护者查找原因，报表先不要用。"),
            )
    return Bridge(income, spending, surplus, tuple(found), change, items)


def _reasons(era: Era, places: Places, held: tuple[Standing, Standing]) -> dict[str, Decimal]:
    """By how much each reason's balances grew."""
    found: dict[str, Decimal] = {}
    for sign, some in zip((-1, 1), held, strict=True):
        for (name, code), amount in some.items():
            place = places.of(name)
            if place.account.is_money:
                continue
            reason = place.reason or era.reasons[code]
            found[reason] = found.get(reason, ZERO) + sign * amount
    return found


def _items(era: Era, span: Span, cash: Mapping[tuple[str, str], Decimal]) -> tuple[BridgeItem, ...]:
    accrual: dict[tuple[str, str], Decimal] = {}
    for (kind, _code, line), (free, bound) in span.moved.items():
        if kind in _SIDES:
            key = _SIDES[kind], line
        elif kind == ADJUSTED:
            key = INCOME, ADJUSTMENT
        else:
            continue
        accrual[key] = accrual.get(key, ZERO) + free + bound
    words = {one.key: one for one in era.words}
    items = []
    for side, line in {**cash, **accrual}:
        paid, earned = cash.get((side, line), ZERO), accrual.get((side, line), ZERO)
        if not (paid or earned):
            continue
        known = span.reasons.get((INCOME if side == INCOME else EXPENSE, line), set())
        why = _why(known, words) if paid != earned else ""
        items.append(BridgeItem(side, line, paid, earned, earned - paid, why))
    return tuple(
        sorted(items, key=lambda one: (one.side != INCOME, -one.cash, -one.accrual, one.line))
    )


def _why(known: set[str], words: Mapping[str, Reason]) -> str:
    """The kinds of reason met on a line, in the order of printing."""
    named = [one.name for key, one in words.items() if key in known]
    return "、".join(named) if named else _ELSEWHERE
