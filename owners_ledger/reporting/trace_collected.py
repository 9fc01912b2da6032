"""What of a charge is unpaid, back to the charges: collection by month, age of arrears.

Payments settle the oldest charge first. So of each household and contract what is owed at the end
belongs to its youngest charges, and a charge's entry stands here with the part that is unpaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from owners_ledger.money import ZERO, total
from owners_ledger.reporting.cash import month_number
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, listed
from owners_ledger.reporting.trace_model import TracedFigure, figure
from owners_ledger.reporting.trace_parts import sums
from owners_ledger.reporting.trace_pass import Owed, Piece
from owners_ledger.reporting.whole.compose import members_of
from owners_ledger.reporting.whole.model import Age, Collected, MembersFees, Parts
from owners_ledger.reporting.whole.owed import OLDEST, age_name

_OLDEST_FIRST = "先收的抵最早的应收"


class Unpaid(NamedTuple):
    """A part of a charge that is not paid.

    Attributes:
        month: of the charge, ``None`` where no charge accounts for it.
        kind, code: whose.
        line: the notice's line.
        piece: the charge's entry with the unpaid part.
    """

    month: int | None
    kind: str
    code: str
    line: str
    piece: Piece


class CollectedTraced:
    """Gathers charges and what of them is unpaid."""

    def __init__(self, ground: Ground, parts: Parts) -> None:
        """On the same postings."""
        self._ground, self._parts = ground, parts
        books = ground.reading.books
        self._accounts = books.chart.accounts
        self._not_charged = {
            name for name, one in self._accounts.items() if one.is_money or one.section == "不列示"
        }
        self._found: tuple[Unpaid, ...] | None = None

    def known(self) -> Known:
        """Every row with its id."""
        parts = self._parts
        for fee in parts.collected:
            yield fee.id, f"收缴 {fee.line}", partial(self._collected, fee)
        for age in parts.ages:
            yield age.id, f"欠费 {age.name}", partial(self._age, age)
        if parts.total_ids.ages:
            yield parts.total_ids.ages, "欠费合计", lambda: sums(parts.ages, (("金额", "amount"),))
        if parts.members is not None:
            mine = parts.members
            yield mine.id, "业委会成员交费", lambda: self._members(mine)

    def _charges(self, owed: list[Owed]) -> Iterator[tuple[int, Piece]]:
        for one in owed:
            piece = one.piece
            if self._not_charged.isdisjoint(leg.account for leg in piece.entry.postings):
                yield month_number(piece.entry.date), piece

    def _unpaid(self) -> tuple[Unpaid, ...]:
        if self._found is None:
            self._found = tuple(self._all())
        return self._found

    def _all(self) -> Iterator[Unpaid]:
        for (account, kind, code), owed in self._ground.legs.dues.items():
            left = total(one.piece.amount for one in owed)
            months: dict[int, list[Piece]] = {}
            for month, piece in self._charges(owed):
                months.setdefault(month, []).append(piece)
            line = self._accounts[account].line
            for month in sorted(months, reverse=True):
                pieces = months[month]
                part = min(left, total(one.amount for one in pieces))
                if left <= 0 or part <= 0:
                    continue
                left -= part
                # The charge itself: of several in a month the largest, the others corrected it.
                _amount, entry, leg = max(pieces, key=lambda one: one.amount)
                yield Unpaid(month, kind, code, line, Piece(part, entry, leg))
            if left > 0:
                _amount, entry, leg = max((one.piece for one in owed), key=lambda one: one.amount)
                yield Unpaid(None, kind, code, line, Piece(left, entry, leg))

    def _collected(self, fee: Collected) -> Figures:
        charged: list[TracedFigure] = []
        paid: list[TracedFigure] = []
        months: list[tuple[str, str, Decimal]] = []
        for one, month in zip(fee.months, self._ground.period.each_month(), strict=True):
            number = month_number(month.first)
            pieces = [
                piece
                for (account, _kind, _code), owed in self._ground.legs.dues.items()
                if self._accounts[account].line == fee.line
                for when, piece in self._charges(owed)
                if when == number
            ]
            unpaid = [
                known.piece.turned()
                for known in self._unpaid()
                if known.month == number and known.line == fee.line
            ]
            name = f"{month.month}月"
            charged.append(self._ground.sum_of(f"{name}应收", one.charged, pieces))
            rows = (
                *composed("", ZERO, [(fee.id, f"{name}应收", one.charged)]).entries,
                *self._ground.write.rows(unpaid),
            )
            paid.append(figure(f"{name}已收", one.paid, rows, f"应收 − 未收；{_OLDEST_FIRST}"))
            months.append((fee.id, name, one.charged))
        received = [(fee.id, one.month, one.paid) for one in fee.months]
        return (
            composed("应收合计", fee.charged, months, "各月之和"),
            composed("已收合计", fee.paid, received, "各月之和"),
            *charged,
            *paid,
        )

    def _age(self, age: Age) -> Figures:
        last = month_number(self._ground.period.last)
        pieces = [
            one.piece
            for one in self._unpaid()
            if one.kind == "unit"
            and one.month != last
            and age.name == (OLDEST if one.month is None else age_name(last - one.month))
        ]
        return (self._ground.sum_of("金额", age.amount, pieces, _OLDEST_FIRST),)

    def _members(self, mine: MembersFees) -> Figures:
        codes = members_of(self._ground.reading.books.committee.raw)
        last = month_number(self._ground.period.last)
        late = [
            one
            for one in self._unpaid()
            if one.kind == "unit" and one.code in codes and one.month != last
        ]
        whole = Decimal(mine.members)
        owing = {one.code for one in late}
        rows = [("", "成员", whole), ("", "其中有到期未交的", -Decimal(len(owing)))]
        file = listed("ledger/committee.toml", "", "[rules] members", Decimal(len({*codes})))
        pieces = [one.piece for one in late]
        return (
            self._ground.sum_of("共欠", mine.overdue, pieces, _OLDEST_FIRST),
            figure("成员户数", whole, (file,)),
            composed("没有欠费的户数", Decimal(mine.paid), rows),
        )
