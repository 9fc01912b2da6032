"""What really moved, month by month and line by line, for the sentences the committee writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period
from owners_ledger.resources import data_dir
from owners_ledger.sample.movement import Movement

IN, OUT = "收入", "支出"
_EITHER = "收支"
_OPEN = re.compile(r'^\S+ open (\S+).*\n(?:  .*\n)*?  disclose: "([^"/]+)/([^"]+)"', re.MULTILINE)
_WHEN = re.compile(r"^\d{4}年\d{1,2}月|^\d{4}年[一二三四]季度|^\d{4}年(度)?")


class Item(NamedTuple):
    """A movement on one line.

    Attributes:
        month: counted through.
        amount: by which the line grows.
        what: the narration without its month.
        payee: of the booked transaction.
        meta: of the leg.
    """

    month: int
    amount: Decimal
    what: str
    payee: str
    meta: Mapping[str, Any]


@dataclass
class Tally:
    """Every line's movements since the books began.

    Attributes:
        lines: by side and line.
        first: the first month.
    """

    first: int
    lines: dict[tuple[str, str], list[Item]] = field(default_factory=dict)

    def add(self, movements: Iterable[Movement]) -> None:
        """Lines of the bank."""
        for move in movements:
            month = move.when.date()
            self._book(
                month.year * 12 + month.month - 1,
                [(leg.account, leg.amount, leg.meta) for leg in move.legs],
                move.narration,
                move.payee,
            )

    def add_cash(self, entries: Iterable[data.Directive]) -> None:
        """The treasurer's own entries, where cash moved."""
        for entry in entries:
            if isinstance(entry, data.Transaction) and any(
                _CHART.get(leg.account, ("", ""))[0] == "资金" for leg in entry.postings
            ):
                self._book(
                    entry.date.year * 12 + entry.date.month - 1,
                    [
                        (leg.account, leg.units.number, leg.meta or {})
                        for leg in entry.postings
                        if leg.units and leg.units.number is not None
                    ],
                    entry.narration or "",
                    entry.payee or "",
                )

    def items(self, side: str, line: str, first: int, end: int) -> list[Item]:
        """A line's movements in a run of months."""
        return [one for one in self.lines.get((side, line), ()) if first <= one.month < end]

    def amount(self, side: str, line: str, first: int, end: int) -> Decimal:
        """Their sum."""
        return total(one.amount for one in self.items(side, line, first, end))

    def side(self, side: str, first: int, end: int) -> dict[str, Decimal]:
        """All lines of a side."""
        return {
            line: self.amount(side, line, first, end) for where, line in self.lines if where == side
        }

    def _book(
        self,
        month: int,
        legs: Iterable[tuple[str, Decimal, Mapping[str, Any]]],
        what: str,
        payee: str,
    ) -> None:
        joined: dict[tuple[str, str], tuple[Decimal, Mapping[str, Any]]] = {}
        for account, amount, meta in legs:
            for key, grown in _line(account, amount):
                before, about = joined.get(key, (ZERO, meta))
                joined[key] = before + grown, about
        for key, (grown, about) in joined.items():
            item = Item(month, grown, _WHEN.sub("", what), payee, about)
            self.lines.setdefault(key, []).append(item)


def month_of(period: Period) -> int:
    """Months counted through."""
    return period.year * 12 + period.month - 1


def _line(account: str, amount: Decimal) -> Iterator[tuple[tuple[str, str], Decimal]]:
    section, line = _CHART.get(account, ("", ""))
    if section == IN:
        yield (IN, line), -amount
    elif section == OUT:
        yield (OUT, line), amount
    elif section == _EITHER:
        into, slash, out = line.partition("/")
        if amount < 0:
            yield (IN, into if slash else f"收到{line}"), -amount
        else:
            yield (OUT, out if slash else f"退还{line}"), amount


def _chart() -> Mapping[str, tuple[str, str]]:
    text = (data_dir("ledger") / "accounts.beancount").read_text(encoding="utf-8")
    return MappingProxyType({account: (side, line) for account, side, line in _OPEN.findall(text)})


_CHART = _chart()
