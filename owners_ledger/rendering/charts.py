"""Vector charts as inline SVG: hatched for the copier, every bar with its figure, no legend.

Geometry is in millimetres scaled by ten (``viewBox`` units); text is set at the page's small size.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from owners_ledger.reporting.model import MonthPoint, ReportLine

_WIDTH = 1760
_TEXT = 37  # 10.5 pt in tenths of a millimetre
_GUTTER = 230
_SCALES = (
    (Decimal(100_000_000), "亿元"),
    (Decimal(10_000), "万元"),
    (Decimal(1), "元"),
)


def _unit(largest: Decimal) -> tuple[Decimal, str]:
    return next(scale for scale in _SCALES if largest >= scale[0] or scale[0] == 1)


def _short(amount: Decimal, unit: Decimal) -> str:
    places = Decimal(1) if unit == 1 else Decimal("0.01") if amount < 10 * unit else Decimal("0.1")
    return f"{(amount / unit).quantize(places, ROUND_HALF_UP):,}".replace("-", "−")


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _hatched(x: float, y: float, width: float, height: float, step: float = 9) -> str:
    """A bar outlined and filled with rising diagonals, clipped by hand."""
    lines = []
    offset = step
    while offset < width + height:
        x0, y0 = max(0.0, offset - height), min(offset, height)
        x1, y1 = min(offset, width), max(0.0, offset - width)
        lines.append(f"M{_number(x + x0)} {_number(y + y0)}L{_number(x + x1)} {_number(y + y1)}")
        offset += step
    outline = f"M{_number(x)} {_number(y)}h{_number(width)}v{_number(height)}h{_number(-width)}z"
    return f'<path d="{outline}{"".join(lines)}" fill="none" stroke="#000" stroke-width="2"/>'


def _solid(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
        f'height="{_number(height)}" fill="#333"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle", weight: str = "normal") -> str:
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" '
        f'font-weight="{weight}" font-size="{_TEXT}">{escape(text)}</text>'
    )


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {_WIDTH} {_number(height)}"><title>{escape(title)}</title>'
        f"{''.join(parts)}</svg>"
    )


def months_chart(history: Sequence[MonthPoint]) -> str:
    """Twelve months of income and spending as paired bars, the figures in rows below them."""
    if not history:
        return ""
    unit, name = _unit(max(max(abs(p.income), abs(p.spending), abs(p.closing)) for p in history))
    top = max(max(point.income, point.spending, Decimal(1)) for point in history)
    pitch = (_WIDTH - _GUTTER) / max(12, len(history))
    bars, plot = pitch * 0.34, 330.0
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
        figures = (mark, *(_short(a, unit) for a in (point.income, point.spending, point.closing)))
        for level, text, (_label, weight) in zip(levels, figures, rows, strict=True):
            parts.append(_text(middle, level, text, "middle", weight))
    parts.append(f'<path d="M{_GUTTER} {_number(base)}H{_WIDTH}" stroke="#000" stroke-width="4"/>')
    title = "各月收入和支出：" + "；".join(
        f"{p.month} 收入 {_short(p.income, unit)}，支出 {_short(p.spending, unit)}" for p in history
    )
    return _svg(levels[-1] + 16, f"{title}（{name}）", parts)


def lines_chart(lines: Sequence[ReportLine], title: str, most: int = 12) -> str:
    """Income or spending by kind as horizontal bars, the figure at each bar's end.

    Args:
        lines: largest first; lines of nothing or less are left out.
        title: alternative text.
        most: how many bars; the rest becomes one.
    """
    amounts = [(line.line, line.amount) for line in lines if line.amount > 0]
    if len(amounts) > most:
        rest = sum((amount for _name, amount in amounts[most - 1 :]), Decimal(0))
        amounts = [*amounts[: most - 1], ("其余各项", rest)]
    if not amounts:
        return ""
    top = max(amount for _name, amount in amounts)
    labels, figures, pitch = 470, 330, 60
    parts = []
    for row, (name, amount) in enumerate(amounts):
        y = row * pitch
        length = max(float(amount / top) * (_WIDTH - labels - figures), 3.0)
        parts.append(_text(labels - 20, y + 42, name, "end"))
        parts.append(_hatched(labels, y + 10, length, 40))
        parts.append(_text(labels + length + 16, y + 42, f"{amount:,.2f}", "start"))
    height = len(amounts) * pitch
    parts.append(f'<path d="M{labels} 0V{height}" stroke="#000" stroke-width="4"/>')
    return _svg(height, title, parts)
