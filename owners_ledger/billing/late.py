"""Late fees: so much a day on what is overdue, where a resolution has set a rate.

Nothing here books anything: a late fee is named in a reminder or a statement of account and
becomes a charge only when the committee decides so.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.billing.fen import fen


def late_fee(
    amount: Decimal,
    due: datetime.date,
    until: datetime.date,
    rate: Decimal,
    cap: Decimal | None = None,
) -> tuple[Decimal, int]:
    """What an overdue amount has cost by a day, simple (no fee on fees), rounded once.

    Args:
        amount: yuan overdue; nothing is charged on zero or a credit.
        due: the last day on which paying was in time.
        until: the last day counted.
        rate: per day (``late-rate`` of the tariff).
        cap: the most, as a share of the amount (``late-cap``), ``None``: no cap.

    Returns:
        The fee in yuan, whole fen, and the days it is for.
    """
    days = max(0, (until - due).days)
    if amount <= 0 or not days:
        return money.ZERO, days
    share = Fraction(rate) * days
    if cap is not None:
        share = min(share, Fraction(cap))
    return fen(Fraction(amount) * share), days
