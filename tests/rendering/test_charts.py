import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

import pytest
import samples

from owners_ledger.rendering import charts
from owners_ledger.reporting.model import MonthPoint

HISTORY = samples.disclosure().history


def words(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter("text")]


def test_twelve_months_stand_with_their_figures_in_ten_thousands():
    # 2025-04: income 61000 + 4*7919 % 41000 = 92676 yuan.
    assert HISTORY[0].income == 92676
    svg = charts.months_chart(HISTORY)
    drawn = words(svg)
    assert "单位：万元" in drawn
    assert "25.4" in drawn
    assert "26.1" in drawn
    assert "9.3" in drawn
    assert len(ET.fromstring(svg).findall("rect")) == 12 + 1  # and the sample beside 收入
    assert all(word in drawn for word in ("收入", "支出", "月末余额"))


def test_a_phone_gets_the_same_figures():
    drawn = words(charts.months_list(HISTORY))
    assert "收 9.27" in drawn or "收 9.3" in drawn
    assert len([word for word in drawn if word.startswith("支 ")]) == 12


@pytest.mark.parametrize(
    ("amount", "unit", "figure"),
    [
        ("3450000000.00", "单位：亿元", "34.5"),
        ("96482.10", "单位：万元", "9.65"),
        ("820.40", "单位：元", "820"),
        ("0.00", "单位：元", "0"),
        ("-96482.10", "单位：万元", "−9.65"),
    ],
)
def test_the_unit_follows_the_size(amount, unit, figure):
    point = MonthPoint("2026-03", Decimal(amount), Decimal("0.00"), Decimal("0.00"))
    drawn = words(charts.months_chart([point, point]))
    assert unit in drawn
    assert figure in drawn


def test_no_history_no_chart():
    assert charts.months_chart(HISTORY[:1]) == ""
    assert charts.months_chart(()) == charts.months_list(()) == charts.lines_chart((), "x") == ""


def test_the_hatching_stays_inside_its_bar():
    path = re.search(r' d="([^"]+)"', charts._hatched(100, 50, 80, 30))
    assert path
    points = [tuple(map(float, pair)) for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path[1])]
    assert len(points) > 10
    assert all(100 <= x <= 180 and 50 <= y <= 80 for x, y in points)


def test_many_kinds_are_joined_and_nothing_is_lost():
    line = samples.disclosure().income[0]
    lines = [replace(line, line=f"项目 {n}", amount=Decimal(100 - n)) for n in range(15)]
    drawn = words(charts.lines_chart(lines, "各项收入"))
    rest = sum(100 - n for n in range(9, 15))
    assert drawn[-2:] == ["其余各项", f"{rest:.2f}"]
    assert len(drawn) == 20


def test_texts_are_escaped():
    line = replace(samples.disclosure().income[0], line="<b>&")
    assert "<b>" not in charts.lines_chart([line], "<i>").replace("<b>&", "")
    assert words(charts.lines_chart([line], "<i>"))[0] == "<b>&"
