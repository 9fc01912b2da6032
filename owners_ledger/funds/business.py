"""Businesses on common parts: which income is of which, which costs are theirs directly.

``business:`` on the ``open`` of an income account names the business (by default the notice's
line; ``无``: none). ``cost-of:`` on an expense account, or on one posting, names whose direct cost
it is: ``"停车"``, or with shares of the whole ``"停车 30%，其他 70%"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.funds.load import FundsError, place_of
from owners_ledger.funds.model import Funds
from owners_ledger.i18n import _

NONE, OTHER = "无", "其他"
PUBLIC = "public-income"
Shares = tuple[tuple[str, Decimal], ...]
_PART = re.compile(r"\s*(?P<name>[^\s%]+?)\s*(?P<percent>\d{1,3}(?:\.\d{1,2})?)\s*%\s*\Z")
_SEPARATORS = re.compile("[,，;；、]")


@dataclass(frozen=True, slots=True)
class Businesses:
    """What the accounts say.

    Attributes:
        names: the businesses, in the order of the chart.
        lines: business by the notice's line.
        costs: shares by expense account.
    """

    names: tuple[str, ...]
    lines: Mapping[str, str]
    costs: Mapping[str, Shares]


def businesses(root: Path, opens: Iterable[data.Open], chart: Chart, funds: Funds) -> Businesses:
    """Read the marks of a book.

    Raises:
        FundsError: a ``cost-of:`` names no business or its shares are not the whole.
    """
    opened = tuple(opens)
    lines: dict[str, str] = {}
    for one in opened:
        meta = one.meta or {}
        fund = funds.funds.get(funds.accounts.get(one.account, ""))
        public = fund is not None and fund.kind == PUBLIC
        if one.account.startswith("Income:") and (public or "business" in meta):
            line = chart.accounts[one.account].line
            name = str(meta.get("business") or line)
            if name != NONE:
                lines[line] = name
    names = tuple(dict.fromkeys(lines.values()))
    costs = {
        one.account: shares_of(one.meta["cost-of"], names, root, one)
        for one in opened
        if one.meta and "cost-of" in one.meta
    }
    return Businesses(names, MappingProxyType(lines), MappingProxyType(costs))


def shares_of(
    said: object, names: Iterable[str], root: Path, place: data.Open | data.Transaction
) -> Shares:
    """A ``cost-of:`` as business and percent, together 100.

    Raises:
        FundsError: it names no business, or the shares are not the whole.
    """
    text = str(said).strip()
    known = (*names, OTHER)
    if text in names:
        return ((text, Decimal(100)),)
    found: dict[str, Decimal] = {}
    for part in _SEPARATORS.split(text):
        match = _PART.match(part)
        if match is None or match["name"] not in known or match["name"] in found:
            raise FundsError(
                _("cost-of 里的“{part}”不明白").format(part=part.strip()[:30]),
                remedy=_(
                    '请写成一种经营，或各占多少：cost-of: "{example} 30%，其他 70%"；'
                    "已有的经营：{names}。"
                ).format(example=known[0], names="、".join(known)),
                **place_of(root, place.meta or {}),
            )
        found[match["name"]] = Decimal(match["percent"])
    if sum(found.values()) != 100:
        raise FundsError(
            _("cost-of 各项合计 {sum}%，不是 100%").format(sum=sum(found.values())),
            remedy=_("请补足各项比例，不是经营成本的部分写“其他”。"),
            **place_of(root, place.meta or {}),
        )
    return tuple(found.items())
