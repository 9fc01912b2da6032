"""Social insurance and housing fund of an employee, by the city's dated tables."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.rates import Rates


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of insurance, or the housing fund, for a month.

    Attributes:
        kind: 养老, 医疗 …, 公积金.
        base: yuan the rates apply to.
        employer: the employer's part, yuan.
        employee: the employee's part, yuan.
    """

    kind: str
    base: Decimal
    employer: Decimal
    employee: Decimal


def shares(
    rates: Rates, city: str, day: datetime.date, base: Decimal, fund_base: Decimal
) -> tuple[Share, ...]:
    """What employer and employee owe for a month.

    Args:
        rates: the tables; a city's is ``social-<city>.toml``.
        city: where the employee is insured.
        day: a day of the month.
        base: yuan, raised to the floor or lowered to the cap.
        fund_base: base of the housing fund in yuan; zero where none is paid.

    Raises:
        RateError: the city has no table, or it says nothing of the day.
    """
    file = f"social-{city}"
    bounds = rates.one(file, "base", day)
    bounded = min(max(base, bounds.number("floor")), bounds.number("cap"))
    found = [
        Share(
            str(one.values.get("kind", "")),
            bounded,
            money.round_fen(bounded * one.number("employer")),
            money.round_fen(bounded * one.number("employee")),
        )
        for one in rates.on(file, "share", day)
    ]
    if fund_base:
        fund = rates.one(file, "fund", day)
        found.append(
            Share(
                "公积金",
                fund_base,
                money.round_fen(fund_base * fund.number("employer")),
                money.round_fen(fund_base * fund.number("employee")),
            )
        )
    return tuple(found)
