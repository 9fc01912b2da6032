"""Short ids of printed items: a letter for the list, a number in print order.

``支12`` is unique in its notice; with the notice's period in front, ``2026-03/支12``, it is unique
in the book, since every report takes letters of its own (``docs/trace.md`` lists them all). Ids are
part of the figures: a frozen notice keeps those it was printed with.

>>> full("2026-03", "支12"), split("2026-Q1/逐118")
('2026-03/支12', ('2026-Q1', '逐118'))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from owners_ledger.reporting.model import Disclosure, MoneyAccount

_Item = TypeVar("_Item")
_ID = re.compile(r"([^\W\d_]{1,2})([1-9]\d{0,4})\Z")
_NAMES = (
    *("line", "name", "account", "building", "post", "month", "subject", "code", "summary"),
    *("title", "what", "fund", "business", "resolution", "number"),
)

# Lists of a notice on the cash view, by the field of ``Disclosure``.
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "income": "收",
        "spending": "支",
        "accounts": "账",
        "earmarks": "专",
        "payments": "付",
        "arrears": "欠",
        "history": "月",
        "notes": "注",
        "vouchers": "逐",
        "contracts": "同",
        "wages": "工",
        "projects": "程",
    }
)
TRANSIT = "达"
TOTAL = "总"
SUM = "合计"


def numbered(items: Sequence[_Item], letter: str, start: int = 1) -> tuple[_Item, ...]:
    """Frozen dataclasses with their ``id`` filled: letter and number in the given order.

    Args:
        items: with a field ``id``, in the order they are printed.
        letter: of the list, not used by another list of the same report.
        start: the first number, where a list goes on from another.
    """
    return tuple(
        replace(item, id=f"{letter}{number}")  # type: ignore[type-var]  # any dataclass with an id
        for number, item in enumerate(items, start)
    )


def with_ids(notice: Disclosure) -> Disclosure:
    """A notice with every item numbered; its order is the printed one."""
    lists: dict[str, Any] = {
        name: numbered(getattr(notice, name), letter) for name, letter in LETTERS.items()
    }
    lists["accounts"] = _with_transit(lists["accounts"])
    return replace(notice, **lists)


def full(period: str, short: str) -> str:
    """The id that is unique in the book."""
    return f"{period}/{short}"


def split(text: str) -> tuple[str, str]:
    """Period and short id of a full one, without the blanks a page may show in it.

    The period is "" where only a short id is given.
    """
    period, _slash, short = "".join(text.split()).rpartition("/")
    return period, short


def is_id(text: str) -> bool:
    """Whether a text has the form of a short id.

    >>> [is_id(text) for text in ("支12", "支0", "12", "2026-03")]
    [True, False, False, False]
    """
    return _ID.match(text) is not None


def listed(value: Any) -> dict[str, str]:
    """Every id in a report and what it stands for, in print order.

    Args:
        value: a report's frozen dataclass, or the object of its JSON (a frozen notice).
    """
    return dict(_ids(value))


def near(short: str, known: Sequence[str], count: int = 6) -> tuple[str, ...]:
    """Known ids of the same list, the nearest numbers first; else the first of every list."""
    match = _ID.match(short)
    same = [one for one in known if match and _parts(one)[0] == match[1]]
    if match and same:
        return tuple(sorted(same, key=lambda one: abs(_parts(one)[1] - int(match[2])))[:count])
    firsts: dict[str, str] = {}
    for one in known:
        firsts.setdefault(_parts(one)[0], one)
    return tuple(firsts.values())


def _parts(short: str) -> tuple[str, int]:
    match = _ID.match(short)
    return (match[1], int(match[2])) if match else (short, 0)


def _with_transit(accounts: Sequence[MoneyAccount]) -> tuple[MoneyAccount, ...]:
    """Items in transit numbered through all accounts."""
    found, start = [], 1
    for account in accounts:
        items = numbered(account.in_transit, TRANSIT, start)
        start += len(items)
        found.append(replace(account, in_transit=items) if items else account)
    return tuple(found)


def _ids(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from _of(value, value.get("total_ids"))
    elif is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: getattr(value, field.name) for field in fields(value)}
        yield from _ids(shown)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _ids(item)


def _of(value: Mapping[str, Any], totals: Any) -> Iterator[tuple[str, str]]:
    if is_id(short := str(value.get("id") or "")):
        name = next((str(value[key]) for key in _NAMES if value.get(key)), SUM)
        yield short, name
    for key, part in value.items():
        if key != "total_ids":
            yield from _ids(part)
            continue
        shown = totals if isinstance(totals, Mapping) else _shown(totals)
        yield from (
            (str(short), TOTAL_NAMES.get(name, name)) for name, short in shown.items() if short
        )


def _shown(totals: Any) -> dict[str, Any]:
    return {field.name: getattr(totals, field.name) for field in fields(totals)}


# What a total's field is called on the page.
TOTAL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "opening": "期初余额",
        "income": "收入合计",
        "spending": "支出合计",
        "closing": "期末余额",
        "free": "可用余额",
        "collection": "物业服务费收缴率",
        "deposits": "押金合计",
        "owed": "应收合计",
        "ahead": "预收合计",
        "owing": "应付合计",
        "taxes": "税合计",
        "ages": "欠费合计",
        "assets": "固定资产合计",
        "contract": "合同价",
        "paid": "已付",
        "accrued": "已记账未付",
        "left": "还要付",
        "ceiling": "决议限额",
        "retention": "质保金",
        "deposit": "对方交来的保证金",
        "quotes": "报价",
        "subsidy": "补助",
        "parts": "约定合计",
        "surplus": "钱的结余",
        "change": "净资产变动额",
    }
)
