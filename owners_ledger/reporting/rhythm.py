"""How often something used to be paid, from the months it was paid in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from owners_ledger.reporting.lines import Span

_YEAR = 12
_MANY = 3
# Per length of the period: how many periods back each has a payment, and how it is called.
_REGULAR: Mapping[int, tuple[tuple[tuple[int, ...], str], ...]] = MappingProxyType(
    {
        1: (((1, 2, 3), "每月都有"), ((3, 6, 9), "每三个月有一次")),
        3: (((1, 2, 3), "每季都有"),),
        6: (((1, 2), "每半年都有"),),
    }
)
_ONCE: Mapping[int, str] = MappingProxyType({1: "去年同月有", 3: "去年同季有", 6: "去年同期有"})


def rhythm(months: Collection[int], span: Span) -> str:
    """In words what used to come regularly and is due in the period, or "".

    Three times running in the same step, or once in the same month (quarter) of the year before
    and never since; for a year at least three months of the year before.

    Args:
        months: numbers of the months with a payment, before the period.
        span: the period.

    >>> span = Span(first=24300, end=24301, year=24300, previous=24299, begin=24200)
    >>> rhythm({24299, 24298, 24297}, span), rhythm({24297, 24294, 24291}, span)
    ('每月都有', '每三个月有一次')
    >>> rhythm({24288}, span), rhythm({24298}, span)
    ('去年同月有', '')
    """
    length = span.end - span.first

    def paid(back: int) -> bool:
        start = span.first - back * length
        return any(start <= month < start + length for month in months)

    for places, words in _REGULAR.get(length, ()):
        if all(paid(back) for back in places):
            return words
    if length in _ONCE:
        steps = _YEAR // length
        once = paid(steps) and not any(paid(back) for back in range(1, steps))
        return _ONCE[length] if once else ""
    before = {month for month in months if span.first - _YEAR <= month < span.first}
    return f"上年有 {len(before)} 个月有" if len(before) >= _MANY else ""
