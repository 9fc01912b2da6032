"""Charts for the phone, drawn with leather: bars with their figures, solid or hatched, no script.

A chart stands beside a table of the same figures; its own text says what it shows.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from leather import theme
from leather.chart import Chart
from leather.series.base import Series
from leather.shapes.base import Shape
from markupsafe import Markup

_WIDTH = 330
_ROW = 30
_FONT = 16
_FAMILY = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_INK, _RULE = "#111111", "#555555"
_TENTH = Decimal("0.1")
_ROOM = Decimal("1.55")  # beyond the longest bar, for its figure
_UNITS = ((Decimal(100_000_000), "亿元"), (Decimal(10_000), "万元"), (Decimal(1), "元"))
SOLID, HATCHED = "#1d4f7c", "hatched"

# leather keeps its looks in one module for the process; nothing else here draws with it.
theme.margin = 0.01
theme.background_color = "none"
theme.tick_font_family = _FAMILY
theme.tick_font_size = theme.tick_font_char_height = _FONT
theme.tick_font_char_width = 9
theme.tick_color = "none"
theme.zero_color = _RULE
theme.label_color = _INK


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together: a label and per bar its word and yuan."""

    label: str
    bars: tuple[tuple[str, Decimal], ...]


class GroupedBars(Shape):
    """Horizontal bars side by side in a group, each with its word and figure at the end."""

    def __init__(self, groups: Sequence[Group], fills: Sequence[str], unit: Decimal) -> None:
        self._groups = {group.label: group for group in groups}
        self._fills = fills
        self._unit = unit

    def validate_series(self, series: Any) -> None:
        """Any series of labels will do: the bars are the groups'."""

    def legend_to_svg(self, series: Any, palette: Any) -> list[Any]:
        """None: every bar says what it is."""
        return []

    def to_svg(  # noqa: PLR0917 - as leather calls it
        self, width: Any, height: Any, x_scale: Any, y_scale: Any, series: Any, palette: Any
    ) -> ET.Element:
        whole = ET.Element("g")
        zero = x_scale.project(0, 0, width)
        for datum in series.data():
            bottom, top = y_scale.project_interval(datum.y, height, 0)
            bars = self._groups[datum.y].bars
            each = (bottom - top) / (len(bars) + Decimal("0.4"))
            for place, (word, amount) in enumerate(bars):
                end = x_scale.project(amount / self._unit, 0, width)
                y = top + each * (place + Decimal("0.2"))
                _add(
                    whole,
                    "rect",
                    x=min(zero, end),
                    y=y + 1,
                    width=max(abs(end - zero), Decimal(1)),
                    height=each - 2,
                    fill=self._fills[place],
                    stroke=SOLID,
                )
                text = _add(whole, "text", x=max(zero, end) + 6, y=y + each / 2, dy="0.35em")
                text.set("font-size", str(_FONT))
                text.text = f"{word} {short(amount, self._unit)}".strip()
        return whole


def short(amount: Decimal, unit: Decimal) -> str:
    """In a unit: with one decimal for tens of thousands, whole yuan else."""
    places = Decimal(1) if unit == 1 else _TENTH
    return f"{(amount / unit).quantize(places, ROUND_HALF_UP):,}".replace("-", "−")


def unit_of(groups: Sequence[Group]) -> str:
    """The unit a chart's figures are in: 元, 万元, 亿元."""
    return _unit(groups)[1]


def _unit(groups: Sequence[Group]) -> tuple[Decimal, str]:
    largest = max(abs(amount) for group in groups for _word, amount in group.bars)
    return next(one for one in _UNITS if largest >= one[0] or one[0] == 1)


def chart(name: str, title: str, groups: Sequence[Group], fills: Sequence[str]) -> Markup:
    """A chart as inline SVG.

    Args:
        name: of its ids on the page.
        title: what it shows, in words.
        groups: from top to bottom.
        fills: ``SOLID`` or ``HATCHED``, one for each bar of a group.
    """
    amounts = [amount for group in groups for _word, amount in group.bars]
    if not amounts:
        return Markup()
    unit, spelled = _unit(groups)
    least, most = min(Decimal(0), *amounts), max(Decimal(1), *amounts)
    drawn = Chart()
    looks = [one if one == SOLID else f"url(#{name}-{HATCHED})" for one in fills]
    labels = [group.label for group in reversed(groups)]
    drawn.add_series(Series([(0, label) for label in labels]), GroupedBars(groups, looks, unit))
    drawn.add_x_scale(least / unit, most / unit * _ROOM)
    drawn.add_x_axis(ticks=[0], tick_formatter=lambda *_: "")
    bars = max(len(group.bars) for group in groups)
    height = len(groups) * (_ROW if bars == 1 else bars * (_ROW - 6)) + _ROW
    body = drawn.to_svg_group(_WIDTH, height)
    return _whole(name, f"{title}（{spelled}）", _said(groups, unit, spelled), body, height)


def _said(groups: Sequence[Group], unit: Decimal, spelled: str) -> str:
    told = (
        f"{group.label} "
        + "，".join(f"{word} {short(amount, unit)}".strip() for word, amount in group.bars)
        for group in groups
    )
    return "；".join(told) + f"。单位：{spelled}。"


def _whole(name: str, title: str, said: str, body: ET.Element, height: int) -> Markup:
    root = ET.Element("svg", viewBox=f"0 0 {_WIDTH} {height}", role="img")
    root.set("class", "chart")
    root.set("aria-labelledby", f"{name}-title {name}-said")
    root.set("font-family", _FAMILY)
    root.set("fill", _INK)
    _add(root, "title", id=f"{name}-title").text = title
    _add(root, "desc", id=f"{name}-said").text = said
    pattern = _add(
        _add(root, "defs"),
        "pattern",
        id=f"{name}-{HATCHED}",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    _add(pattern, "rect", width=6, height=6, fill="#ffffff")
    _add(pattern, "rect", width=2, height=6, fill=SOLID)
    root.append(body)
    for one in root.iter():
        for key, value in one.attrib.items():
            one.set(key, _rounded(value))
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - escaped by ElementTree


def _rounded(value: str) -> str:
    """A coordinate to a tenth; anything else as it is."""
    if "." not in value or not value.replace(".", "").lstrip("-").isdigit():
        return value
    return f"{Decimal(value).quantize(_TENTH, ROUND_HALF_UP).normalize():f}"


def _add(parent: ET.Element, tag: str, **attributes: Any) -> ET.Element:
    made = ET.SubElement(parent, tag)
    for key, value in attributes.items():
        made.set(key, str(value))
    return made
