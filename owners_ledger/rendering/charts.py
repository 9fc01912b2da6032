"""Vector charts as inline SVG: hatched for the copier, every bar with its figure, no legend.

Geometry is in millimetres scaled by ten (``viewBox`` units); text is set at the page's small size.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from owners_ledger.rendering.typography import width
from owners_ledger.reporting.model import MonthPoint, ReportLine

_WIDTH = 1760
_NARROW = 880
_FEWEST = 2  # a single month is no comparison
_TEXT = 37  # 10.5 pt in tenths of a millimetre
_GUTTER = 230
_FAMILY = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_SCALES = (
    (Decimal(100_000_000), "亿元"),
    (Decimal(10_000), "万元"),
    (Decimal(1), "元"),
)


def _unit(largest: Decimal) -> tuple[Decimal, str]:
    return next(scale for scale in _SCALES if largest >= scale[0] or scale[0] == 1)


def _places(largest: Decimal, unit: Decimal) -> Decimal:
    """Decimals that every figure of a row set gets: about three digits."""
    if unit == 1 or largest >= 1000 * unit:
        return Decimal(1)
    return Decimal("0.1") if largest >= 10 * unit else Decimal("0.01")


def _short(amount: Decimal, unit: Decimal, places: Decimal) -> str:
    return f"{(amount / unit).quantize(places, ROUND_HALF_UP):,}".replace("-", "−")


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _hatched(x: float, y: float, length: float, height: float, step: float = 9) -> str:
    """A bar outlined and filled with rising diagonals, clipped by hand."""
    lines = []
    offset = step
    while offset < length + height:
        x0, y0 = max(0.0, offset - height), min(offset, height)
        x1, y1 = min(offset, length), max(0.0, offset - length)
        lines.append(f"M{_number(x + x0)} {_number(y + y0)}L{_number(x + x1)} {_number(y + y1)}")
        offset += step
    outline = f"M{_number(x)} {_number(y)}h{_number(length)}v{_number(height)}h{_number(-length)}z"
    return f'<path d="{outline}{"".join(lines)}" fill="none" stroke="#000" stroke-width="2"/>'


def _solid(x: float, y: float, length: float, height: float) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(length)}" '
        f'height="{_number(height)}" fill="#333"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle", weight: str = "normal") -> str:
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" '
        f'font-weight="{weight}" font-size="{_TEXT}">{escape(text)}</text>'
    )


def _svg(height: float, title: str, parts: Sequence[str], across: int = _WIDTH) -> str:
    kind = "chart" if across == _WIDTH else "chart narrow"
    return (
        f'<svg class="{kind}" role="img" font-family="{_FAMILY}" '
        f'viewBox="0 0 {across} {_number(height)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def months_chart(history: Sequence[MonthPoint]) -> str:
    """Twelve months of income and spending as paired bars, the figures in rows below them."""
    if len(history) < _FEWEST:
        return ""
    flows = max(max(abs(point.income), abs(point.spending)) for point in history)
    unit, name = _unit(flows)
    places = _places(max(flows, *(abs(point.closing) for point in history)), unit)
    top = max(max(point.income, point.spending, Decimal(1)) for point in history)
    pitch = (_WIDTH - _GUTTER) / max(12, len(history))
    bars, plot = pitch * 0.34, 170.0
    parts = [_text(0, 30, f"单位：{name}", "start")]
    rows = (("月份", "normal"), ("收入", "normal"), ("支出", "normal"), ("月末余额", "bold"))
    base = plot + 20
    levels = [base + 50 + 52 * row for row in range(4)]
    for (label, weight), level in zip(rows, levels, strict=True):
        parts.append(_text(50 if label in ("收入", "支出") else 0, level, label, "start", weight))
    parts += [_solid(0, levels[1] - 32, 36, 34), _hatched(0, levels[2] - 32, 36, 34)]
    for place, point in enumerate(history):
        middle = _GUTTER + pitch * (place + 0.5)
        for amount, draw, x in (
            (point.income, _solid, middle - bars - 3),
            (point.spending, _hatched, middle + 3),
        ):
            height = float(max(amount, Decimal(0)) / top) * plot
            if height >= 1:
                parts.append(draw(x, base - height, bars, height))
        year, _dash, month = point.month.partition("-")
        mark = f"{year[2:]}.{int(month)}" if place == 0 or month == "01" else f"{int(month)}"
        figures = (
            mark,
            *(_short(a, unit, places) for a in (point.income, point.spending, point.closing)),
        )
        for level, text, (_label, weight) in zip(levels, figures, rows, strict=True):
            parts.append(_text(middle, level, text, "middle", weight))
    parts.append(f'<path d="M{_GUTTER} {_number(base)}H{_WIDTH}" stroke="#000" stroke-width="4"/>')
    title = "各月收入和支出：" + "；".join(
        f"{p.month} 收入 {_short(p.income, unit, places)}，支出 {_short(p.spending, unit, places)}"
        for p in history
    )
    return _svg(levels[-1] + 16, f"{title}（{name}）", parts)


def months_list(history: Sequence[MonthPoint]) -> str:
    """The same for a phone: a pair of horizontal bars per month, the figures at their ends."""
    if len(history) < _FEWEST:
        return ""
    flows = max(max(abs(point.income), abs(point.spending)) for point in history)
    unit, name = _unit(flows)
    places = _places(flows, unit)
    top = max(flows, Decimal(1))
    left, pitch = 170, 92
    room = _NARROW - left - 170
    parts = [_text(0, 36, f"单位：{name}", "start")]
    for row, point in enumerate(history):
        y = 60.0 + row * pitch
        year, _dash, month = point.month.partition("-")
        mark = f"{year[2:]}.{int(month)}" if row == 0 or month == "01" else f"{int(month)}"
        parts.append(_text(left - 20, y + 50, f"{mark}月", "end"))
        for amount, draw, level, word in (
            (point.income, _solid, y, "收"),
            (point.spending, _hatched, y + 38, "支"),
        ):
            length = max(float(max(amount, Decimal(0)) / top) * room, 2.0)
            parts.append(draw(left, level, length, 34))
            parts.append(
                _text(
                    left + length + 10,
                    level + 30,
                    f"{word} {_short(amount, unit, places)}",
                    "start",
                )
            )
    height = 60 + len(history) * pitch
    return _svg(height, f"各月收入和支出（{name}）", parts, _NARROW)


def lines_chart(
    lines: Sequence[ReportLine], title: str, *, most: int = 10, narrow: bool = False
) -> str:
    """Income or spending by kind as horizontal bars, the figure at each bar's end.

    Args:
        lines: largest first; lines of nothing or less are left out.
        title: alternative text.
        most: how many bars; the rest becomes one.
        narrow: for a phone.
    """
    amounts = [(line.line, line.amount) for line in lines if line.amount > 0]
    if len(amounts) > most:
        rest = sum((amount for _name, amount in amounts[most - 1 :]), Decimal(0))
        amounts = [*amounts[: most - 1], ("其余各项", rest)]
    if not amounts:
        return ""
    top = max(amount for _name, amount in amounts)
    whole, pitch = _NARROW if narrow else _WIDTH, 54
    labels = max(width(name) for name, _amount in amounts) * _TEXT + 30
    figures = max(width(f"{amount:,.2f}") for _name, amount in amounts) * _TEXT + 20
    parts = []
    for row, (name, amount) in enumerate(amounts):
        y = row * pitch
        length = max(float(amount / top) * (whole - labels - figures), 3.0)
        parts.append(_text(labels - 20, y + 40, name, "end"))
        parts.append(_hatched(labels, y + 8, length, 38))
        parts.append(_text(labels + length + 16, y + 40, f"{amount:,.2f}", "start"))
    height = len(amounts) * pitch
    parts.append(f'<path d="M{_number(labels)} 0V{height}" stroke="#000" stroke-width="4"/>')
    return _svg(height, title, parts, whole)
