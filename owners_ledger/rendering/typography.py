"""What templates print: figures, dates and the quarter-em between Han and Latin signs."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger import money

_HAN = "㐀-䶿一-鿿〇々"
_GAP = re.compile(rf"(?<=[{_HAN}])(?=[0-9A-Za-z−])|(?<=[0-9A-Za-z%℃])(?=[{_HAN}])")
_MARKUP = re.compile(r"(<(?:style|script|title)\b.*?</(?:style|script|title)>|<[^>]*>)", re.DOTALL)
_NARROW = frozenset(" -.,:;'!|()[]/")
_WIDE = re.compile(r"[^\x00-\u024f]")


def show_money(amount: Decimal | None) -> str:
    """``−1,234.50``; an en dash where there is no figure."""
    return "–" if amount is None else money.show(amount)


def show_date(day: datetime.date, form: str = "iso") -> str:
    """``2026-03-31``; form ``han``: 2026年3月31日, ``short``: 03-31."""
    if form == "han":
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()[5:] if form == "short" else day.isoformat()


def show_percent(value: Decimal | None) -> str:
    """A percentage as given, with one decimal: ``93.1%``."""
    if value is None:
        return "–"
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace("-", "−")


def share(part: Decimal, whole: Decimal | None) -> str:
    """Part of a whole as a percentage; "" where there is no whole."""
    return show_percent(part * 100 / whole) if whole else ""


def spaced(html: str) -> str:
    """A page with a blank (in CJK fonts about a quarter-em) where Han meets Latin or digits.

    Only text between tags is touched; styles, titles and attributes stay as they are.
    """
    parts = _MARKUP.split(html)
    parts[::2] = [_GAP.sub(" ", text) for text in parts[::2]]
    return "".join(parts)


def width(text: str) -> float:
    """How wide a text sets, in em, rather a little too much: Han 1, figures over a half."""
    signs = sum(
        1.0 if _WIDE.match(sign) else 0.35 if sign in _NARROW else 0.68 if sign.isupper() else 0.56
        for sign in text
    )
    return signs + 0.23 * len(_GAP.findall(text))
