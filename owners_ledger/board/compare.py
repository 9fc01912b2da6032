"""Two states of a notice's figures: what was printed and what the books say now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from owners_ledger.board.model import ChangedFigure, Figure

# What may differ although nothing that was printed is wrong: positions, days of hanging, how far
# later statements reach, papers that came in afterwards.
IGNORED = frozenset({"id", "total_ids", "posted_from", "posted_to", "covered_to", "documents"})
_KEYS = ("number", "code", "line", "account", "name", "building", "post", "month", "subject")
_AMOUNT = re.compile(r"-?\d+\.\d{1,2}\Z", re.ASCII)
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "opening": "期初余额",
        "closing": "期末余额",
        "income": "收入",
        "spending": "支出",
        "income_total": "收入合计",
        "spending_total": "支出合计",
        "income_year": "收入本年累计",
        "spending_year": "支出本年累计",
        "income_budget": "收入本年预算",
        "spending_budget": "支出本年预算",
        "income_months": "收入分月",
        "spending_months": "支出分月",
        "closing_months": "月末余额",
        "headline": "首句",
        "accounts": "账户",
        "earmarks": "不能动用的",
        "free": "可用余额",
        "payments": "大额支出",
        "threshold": "逐笔列出的界线",
        "arrears": "欠费",
        "history": "近十二个月",
        "notes": "说明",
        "review_count": "待核实笔数",
        "review_amount": "待核实金额",
        "vouchers": "逐笔",
        "contracts": "合同",
        "wages": "工资",
        "projects": "工程",
        "collection": "收缴率",
        "amount": "本期",
        "year_to_date": "本年累计",
        "budget": "本年预算",
        "months": "分月",
        "previous": "上期",
        "note": "说明",
        "derived": "说明",
        "count": "笔数",
        "book": "账面余额",
        "statement": "对账单余额",
        "difference": "差额",
        "statement_lines": "对账单行数",
        "booked_lines": "已入账行数",
        "in_transit": "未达账项",
        "units": "户数",
        "persons": "人数",
        "gross": "应发",
        "insurance": "社保",
        "received": "实收",
        "due": "应收",
        "overdue": "尚欠",
        "deposit": "押金",
        "contract": "合同价",
        "paid_before": "以前已付",
        "paid": "已付",
        "left": "未付",
        "text": "文字",
        "summary": "用途",
        "payee": "付给谁",
        "line": "项目",
        "resolution": "决议",
        "flagged": "待核实",
        "state": "进度",
    }
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs.

    Attributes:
        figures: amounts, counts, shares, in the order of the page.
        words: texts.
    """

    figures: tuple[ChangedFigure, ...]
    words: tuple[ChangedFigure, ...]

    @property
    def all(self) -> tuple[ChangedFigure, ...]:
        """Figures first."""
        return (*self.figures, *self.words)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """What differs between two JSON objects of the same notice.

    Keys that the old one has not are what a newer program prints besides; they are no change.

    Args:
        old: as it was printed.
        new: as the books are.
    """
    figures: list[ChangedFigure] = []
    words: list[ChangedFigure] = []
    for trail, before, after in _differences(old, new, ()):
        change = ChangedFigure("·".join(trail), _shown(before), _shown(after))
        is_figure = any(_is_figure(value) for value in (before, after))
        (figures if is_figure else words).append(change)
    return Changes(tuple(figures), tuple(words))


def _differences(
    old: Any, new: Any, trail: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key, value in old.items():
            if key not in IGNORED:
                yield from _differences(value, new.get(key), (*trail, _WORDS.get(key, key)))
    elif isinstance(old, list) and isinstance(new, list):
        if not _is_one_month(old, new):
            yield from _in_lists(old, new, trail)
    elif isinstance(old, Mapping | list) or isinstance(new, Mapping | list):
        for value, side in ((old, 0), (new, 1)):
            for inner, amount in _amounts(value, trail):
                yield (inner, amount, None) if side == 0 else (inner, None, amount)
    elif old != new:
        yield trail, old, new


def _is_one_month(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether both are the column of a single month: the period's own figure over again."""
    return len(old) == len(new) == 1 and isinstance(old[0], str)


def _in_lists(
    old: Sequence[Any], new: Sequence[Any], trail: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    before, after = _named(old), _named(new)
    for name, value in before.items():
        yield from _differences(value, after.get(name), (*trail, name))
    for name, value in after.items():
        if name not in before:
            yield from _differences(None, value, (*trail, name))


def _named(items: Sequence[Any]) -> dict[str, Any]:
    """The items of a list by what they are called, the second of a name with its count."""
    seen: Counter[str] = Counter()
    named: dict[str, Any] = {}
    for place, item in enumerate(items, start=1):
        name = str(place)
        if isinstance(item, Mapping):
            name = next((str(item[key]) for key in _KEYS if item.get(key)), name)
        seen[name] += 1
        named[name if seen[name] == 1 else f"{name}（{seen[name]}）"] = item
    return named


def _amounts(value: Any, trail: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The amounts other than zero of what is there on one side only, else its first text."""
    if isinstance(value, Mapping):
        found = [
            (inner, amount)
            for key, part in value.items()
            if key not in IGNORED
            for inner, amount in _amounts(part, (*trail, _WORDS.get(key, key)))
        ]
        counted = [one for one in found if _AMOUNT.match(str(one[1]))]
        yield from (
            counted or [(trail, value[key]) for key in ("text", *_KEYS) if value.get(key)][:1]
        )
    elif isinstance(value, list):
        for name, part in _named(value).items():
            yield from _amounts(part, (*trail, name))
    elif isinstance(value, str) and _AMOUNT.match(value) and Decimal(value):
        yield trail, value


def _is_figure(value: Any) -> bool:
    if isinstance(value, str):
        return _AMOUNT.match(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: Any) -> Figure:
    if value is None:
        return None
    if isinstance(value, str):
        return Decimal(value) if _AMOUNT.match(value) else value
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
