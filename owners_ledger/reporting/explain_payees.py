"""Who was paid for the first time in a year, and which company used to be paid and was not.

Persons are classes only (业主, 职工, 个人): a class is new once, and never missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from owners_ledger.books.notes import GONE, PAYEES, notes_file
from owners_ledger.config import Committee
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.cash import SPENDING, Cash, Flow, month_number
from owners_ledger.reporting.clerk import (
    OWNERS,
    PERSON,
    STAFF,
    TENANT,
    UNKNOWN,
    Clerk,
    Movement,
    movements,
)
from owners_ledger.reporting.lines import Span
from owners_ledger.reporting.points import MISSING, NEW_PAYEE, OpenPoint, point
from owners_ledger.reporting.rhythm import rhythm
from owners_ledger.reporting.sentences import unit_words

NOBODY = "未写明收款方"
CLASSES = frozenset({OWNERS, STAFF, TENANT, PERSON, UNKNOWN, NOBODY})
_YEAR = 12


@dataclass(slots=True)
class Paid:
    """What went to one payee: yuan, month numbers, lines."""

    amount: Decimal = ZERO
    months: set[int] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)


def paid(clerk: Clerk, flows: Sequence[Flow], since: int = 0) -> dict[str, Paid]:
    """Payments per company or class from a month on; refunds of income to a payer count too."""
    out = [flow for flow in flows if flow.side == SPENDING or flow.amount < 0]
    found: dict[str, Paid] = {}
    for one in movements(out):
        month = month_number(one.date)
        if one.cash < 0 and month >= since:
            known = found.setdefault(payee(clerk, one), Paid())
            known.amount -= one.cash
            known.months.add(month)
            known.lines.add(one.line)
    return found


def payee(clerk: Clerk, movement: Movement) -> str:
    """The company, or the class of a person without post or number of heads."""
    if clerk.of_household(movement):
        return OWNERS
    if clerk.of_staff(movement):
        return STAFF
    return clerk.payee(movement) or NOBODY


def payee_points(
    cash: Cash, clerk: Clerk, committee: Committee, silent: Collection[str]
) -> Iterator[OpenPoint]:
    """New payees at or above the threshold, and companies whose regular payment did not come.

    Args:
        cash: the pass.
        clerk: writes who was paid.
        committee: for its limits.
        silent: lines that are asked about because nothing moved: their suppliers are not again.
    """
    span = Span.of(cash)
    start = max(span.first - _YEAR, span.begin)
    if start >= span.first:
        return
    now = paid(clerk, cash.flows)
    before = paid(clerk, cash.earlier, start)
    this = unit_words(cash.period.months)[0]
    reach = "之前十二个月" if span.first - start == _YEAR else "账本里以前"
    for name, one in sorted(now.items(), key=lambda item: (-item[1].amount, item[0])):
        if name not in before and name != UNKNOWN and one.amount >= committee.disclose_above:
            yield point(
                NEW_PAYEE,
                name,
                f"{this}付给“{name}” {show(one.amount)} 元（{'、'.join(sorted(one.lines))}），"
                f"{reach}没有付过。是谁，为什么付？",
                table=PAYEES,
                file=notes_file(cash.period),
                amount=one.amount,
                compared=ZERO,
                against="year-before",
            )
    for name, one in sorted(before.items()):
        if name in now or name in CLASSES or one.amount < committee.swing_above:
            continue
        usual = rhythm(one.months, span)
        if usual and not one.lines <= set(silent):
            year, month = divmod(max(one.months), 12)
            yield point(
                MISSING,
                name,
                f"“{name}”（{'、'.join(sorted(one.lines))}）以前{usual}付款，"
                f"上次在 {year}年{month + 1}月，{this}没有。为什么？",
                table=GONE,
                file=notes_file(cash.period),
                amount=ZERO,
                compared=one.amount,
                against="year-before",
            )
