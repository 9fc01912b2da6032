"""The maintenance fund's figures back to its keeper's statements as the committee copied them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from owners_ledger import money
from owners_ledger.config import load_toml
from owners_ledger.reporting.funds_model import (
    MaintenanceBuilding,
    MaintenanceItem,
    MaintenanceSheet,
)
from owners_ledger.reporting.maintenance import FILE
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, listed
from owners_ledger.reporting.trace_model import TracedEntry, figure

_HEAD = re.compile(r"\s*\[\[\s*(statement(?:\.\w+)?)\s*\]\]")
_STEPS = (("期初", "opening"), ("交存", "paid_in"), ("增值收益", "gain"))


class _Table(NamedTuple):
    values: Mapping[str, Any]
    line: int


class MaintenanceTraced:
    """Finds the sheet's figures in the file."""

    def __init__(self, ground: Ground, sheet: MaintenanceSheet) -> None:
        """Reads the file again when the first figure is asked for."""
        self._root = ground.reading.books.root
        self._sheet = sheet
        self._read: list[tuple[_Table, list[_Table], list[_Table]]] | None = None

    def known(self) -> Known:
        """Every row with its id."""
        sheet = self._sheet
        for one in sheet.buildings:
            yield one.id, f"维修资金 {one.building}栋", partial(self._building, one)
        yield sheet.id, "维修资金合计", self._whole
        for item in sheet.items:
            yield item.id, f"维修资金 {item.name}", partial(self._item, item)

    def _statements(self) -> list[tuple[_Table, list[_Table], list[_Table]]]:
        """The statements of the sheet by date: each with its buildings and items."""
        if self._read is None:
            path = self._root / FILE
            lines: dict[str, list[int]] = {}
            for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
                if match := _HEAD.match(text):
                    lines.setdefault(match[1], []).append(number)
            at = {name: iter(numbers) for name, numbers in lines.items()}

            def placed(name: str, rows: Iterable[Mapping[str, Any]]) -> list[_Table]:
                return [_Table(row, next(at.get(name, iter(())), 0)) for row in rows]

            made = [
                (
                    one,
                    placed("statement.building", one.values.get("building", [])),
                    placed("statement.item", one.values.get("item", [])),
                )
                for one in placed("statement", load_toml(path).get("statement", []))
            ]
            first, last = self._sheet.first, self._sheet.last
            self._read = sorted(
                (
                    one
                    for one in made
                    if first <= one[0].values["from"] and one[0].values["to"] <= last
                ),
                key=lambda one: one[0].values["from"],
            )
        return self._read

    def _whole(self) -> Figures:
        tables = [one for one, _buildings, _items in self._statements()]
        return self._figures(self._sheet, tables, "")

    def _building(self, one: MaintenanceBuilding) -> Figures:
        tables = [
            table
            for _whole, buildings, _items in self._statements()
            for table in buildings
            if str(table.values.get("building")) == one.building
        ]
        return self._figures(one, tables, f"{one.building}栋 ")

    def _figures(
        self, one: MaintenanceSheet | MaintenanceBuilding, tables: list[_Table], name: str
    ) -> Figures:
        steps = [(one.id, title, getattr(one, key)) for title, key in _STEPS]
        steps.append((one.id, "使用", -one.used))
        return (
            composed("余额", one.balance, steps, "期初 + 交存 + 增值 − 使用"),
            figure("期初", one.opening, _rows(tables[:1], "opening", name)),
            figure("交存", one.paid_in, _rows(tables, "paid-in", name)),
            figure("增值收益", one.gain, _rows(tables, "gain", name)),
            figure("使用", one.used, _rows(tables, "used", name)),
            figure("余额", one.balance, _rows(tables[-1:], "balance", name)),
        )

    def _item(self, one: MaintenanceItem) -> Figures:
        tables = [
            table
            for _whole, _buildings, items in self._statements()
            for table in items
            if (table.values.get("date"), str(table.values.get("name"))) == (one.date, one.name)
            and money.parse(str(table.values.get("cost"))) == one.cost
        ]
        return (figure("费用", one.cost, _rows(tables[:1], "cost", "")),)


def _rows(tables: Iterable[_Table], key: str, name: str) -> tuple[TracedEntry, ...]:
    return tuple(
        listed(FILE, "", f"{name}{key}", Decimal(money.parse(str(table.values[key]))), table.line)
        for table in tables
    )
