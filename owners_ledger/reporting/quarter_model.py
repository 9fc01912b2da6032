"""What a quarter tells beyond a month, as it is printed: contracts, wages by post, works."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Contract:
    """A lease of common property in a quarter's disclosure; the counterparty only by class.

    Attributes:
        code: the register's code.
        kind: 架空层, 公共用房, 广告, 设施.
        place: where.
        counterparty: company name, or 个人承租.
        term: ``2024-09-01 至 2028-08-31``.
        rent: the contract's rent in words (``24,000.00 元/季``).
        due: charged in the period.
        received: received in the period.
        overdue: still owed at the period's end.
        deposit: held.
    """

    code: str
    kind: str
    place: str
    counterparty: str
    term: str
    rent: str
    due: Decimal
    received: Decimal
    overdue: Decimal
    deposit: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class PostWages:
    """Wages by post, persons only as a number; posts of one or two are merged."""

    post: str
    persons: int
    gross: Decimal
    insurance: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A works project: contract, instalments, what is left."""

    name: str
    resolution: str
    contractor: str
    contract: Decimal
    paid_before: Decimal
    paid: Decimal
    left: Decimal
    state: str
    id: str = ""
