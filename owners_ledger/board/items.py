"""A printed item by its id: what it is called and the figure a notice shows."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.board.posting import Posted
from owners_ledger.board.toml_text import BoardError
from owners_ledger.i18n import _

_NAMES = (
    *("line", "name", "account", "building", "post", "month", "subject", "code"),
    *("title", "what", "fund", "business", "resolution", "number"),
)
_FIGURES = (
    *("amount", "book", "gross", "received", "actual", "this_year", "paid", "value", "accrual"),
    *(
        "closing",
        "balance",
        "total",
        "cost",
        "spent",
        "ceiling",
        "overdue",
        "charged",
        "still_owed",
    ),
)
_AMOUNT = re.compile(r"-?\d+\.\d{2}\Z", re.ASCII)
_TOTALS = {
    "opening": "期初余额",
    "income": "收入合计",
    "spending": "支出合计",
    "closing": "期末余额",
    "free": "可用余额",
}
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A printed item.

    Attributes:
        code: ``2026-03/支12``.
        line: what it is called.
        figure: as printed, ``None`` for an item without an amount.
        notice: number of the notice it stands on.
    """

    code: str
    line: str
    figure: Decimal | None
    notice: str


def find_item(root: Path, postings: tuple[Posted, ...], code: str) -> Item:
    """The item of an id on a notice that was posted.

    Args:
        root: the book's folder.
        postings: everything that was posted.
        code: period and short id.

    Raises:
        BoardError: no posted notice of that period, or no such id on it; near ones are named.
    """
    period, slash, short = code.strip().rpartition("/")
    of_period = [one for one in postings if one.code == period and one.kept]
    if not slash or not of_period:
        known = sorted({one.code for one in postings if one.kept})
        raise BoardError(
            _("找不到“{code}”：没有这一期的留底公示").format(code=code),
            remedy=_("编号写成 期间/编号，例如 2026-03/支12。留了底的有：{known}。").format(
                known="、".join(known)
            )
            if known
            else _(
                "先登记张贴，公示就留了底，例如 "
                "owners-ledger post monthly 2026-03 --place 公示栏 --from 2026-04-08 --by 文员"
            ),
        )
    items: dict[str, Item] = {}
    for one in of_period:
        figures = json.loads(one.figures_file(root).read_bytes())
        for found, line, figure in _items(figures):
            items.setdefault(found, Item(f"{period}/{found}", line, figure, one.number))
    if short in items:
        return items[short]
    raise BoardError(
        _("{period} 的公示上没有“{short}”").format(period=period, short=short),
        remedy=_("请照公示上印的编号写。相近的有：{near}。").format(
            near="、".join(f"{one}（{items[one].line}）" for one in _near(short, list(items)))
        )
        if items
        else _("这份公示上没有编号。"),
    )


def _near(short: str, known: list[str]) -> list[str]:
    same = [one for one in known if one[:1] == short[:1]]
    number = re.search(r"\d+", short)
    if same and number:
        wanted = int(number[0])
        distance = {one: abs(int(re.sub(r"\D", "", one) or 0) - wanted) for one in same}
        return sorted(same, key=lambda one: distance[one])[:_SHOWN]
    return difflib.get_close_matches(short, known, _SHOWN, 0.3) or known[:_SHOWN]


def _items(value: Any) -> Iterator[tuple[str, str, Decimal | None]]:
    if isinstance(value, list):
        for item in value:
            yield from _items(item)
    if not isinstance(value, Mapping):
        return
    if short := value.get("id"):
        yield str(short), _name(value), _figure(value, _FIGURES)
    totals = value.get("total_ids")
    for key, total in totals.items() if isinstance(totals, Mapping) else ():
        name = _TOTALS.get(str(key), str(key))
        yield str(total), name, _figure(value, (f"{key}_total", str(key)))
    for key, part in value.items():
        if key != "total_ids":
            yield from _items(part)


def _name(value: Mapping[str, Any]) -> str:
    """A payment is called by its purpose, not by the line it belongs to."""
    names = (str(value[key]) for key in ("summary", *_NAMES) if value.get(key))
    return next(names, "")


def _figure(value: Mapping[str, Any], keys: tuple[str, ...]) -> Decimal | None:
    for key in keys:
        text = value.get(key)
        if isinstance(text, str) and _AMOUNT.match(text):
            return Decimal(text)
    return None
