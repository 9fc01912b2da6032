"""Straight-line depreciation, exact to the fen."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from owners_ledger import money
from owners_ledger.accruals.shares import Share, months_from, numbered
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers.assets import Asset


def depreciation(asset: Asset, rates: Rates) -> tuple[Share, ...]:
    """Every month's depreciation.

    The cost less its residual share, in equal months: each rounded down to the fen, the last one
    takes what is left. The first month is so many after the month of first use, and the month of
    disposal still counts or not, as table ``begin`` of ``depreciation.toml`` says for the day.

    Raises:
        RateError: the table says nothing of the day the asset came into use or was disposed of.
    """
    whole = asset.cost - money.round_fen(asset.cost * asset.residual)
    each = (whole / asset.months).quantize(money.FEN, rounding=ROUND_DOWN)
    amounts = (*[each] * (asset.months - 1), whole - each * (asset.months - 1))
    after = int(rates.one("depreciation", "begin", asset.start).number("months-after"))
    first = months_from(Period.month_of(asset.start), after + 1)[-1]
    parts = numbered(months_from(first, asset.months), amounts)
    if asset.end is None:
        return parts
    leaving = rates.one("depreciation", "begin", asset.end).number("month-of-disposal")
    last = Period.month_of(asset.end)
    return tuple(one for one in parts if one.month < last or (leaving and one.month == last))


def written_off(asset: Asset, rates: Rates) -> Decimal:
    """All depreciation of an asset until its disposal, or of its whole life."""
    return money.total(one.amount for one in depreciation(asset, rates))
