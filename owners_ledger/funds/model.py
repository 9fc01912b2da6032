"""The funds of a committee and what each account is to them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "public-income": "公共收益",
        "fee": "物业费",
        "maintenance": "维修资金",
        "working": "工作经费",
        "project": "专项工程",
        "restricted": "限定用途",
        "deposits": "押金代管",
        "agency": "代收代付",
    }
)
FOLLOWS = "随对方"
PENDING = "待划分"
DUE, TRANSFER, SETTLE = "due", "transfer", "settle"
INTERFUND = (DUE, TRANSFER, SETTLE)


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund.

    Attributes:
        name: as ``fund:`` names it.
        kind: one of ``KINDS``, "" where ``funds.toml`` says nothing.
        restricted: whether a giver or the law has restricted its use (限定性).
        resolution: by which it was set up, or "".
        start, end: first and last day, ``None`` open.
        line: of ``funds.toml``, 0 where it stands on accounts only.
    """

    name: str
    kind: str = ""
    restricted: bool = False
    resolution: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    line: int = 0

    @property
    def kind_title(self) -> str:
        """The kind in Chinese."""
        return KINDS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Funds:
    """What parts the books.

    Attributes:
        funds: by name, in the order of ``funds.toml``; empty: the book has one fund, no fences.
        accounts: fund by account, ``FOLLOWS`` for those that follow the other side.
        plain: the same without money and without those that follow.
        interfund: by account ``due``, ``transfer`` or ``settle``.
        shared: accounts that hold money of several funds.
        dedicated: accounts that hold money of one fund only.
        opening: accounts of opening balances.
        restricted: by account whether restricted, where ``open`` says so itself.
        default: fund of accounts that name none, or "".
        resolutions: the known resolutions: number and day of the decision.
    """

    funds: Mapping[str, Fund] = field(default_factory=lambda: MappingProxyType({}))
    accounts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    plain: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    interfund: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shared: frozenset[str] = frozenset()
    dedicated: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    restricted: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    default: str = ""
    resolutions: Mapping[str, datetime.date | None] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __bool__(self) -> bool:
        """Whether the book is parted at all."""
        return bool(self.funds)
