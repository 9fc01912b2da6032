"""One person's month: what is earned, what is withheld, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.payroll.extras import FEE, Extra
from owners_ledger.payroll.insurance import Share
from owners_ledger.payroll.tax import Withholding
from owners_ledger.payroll.terms import Part
from owners_ledger.periods import Period
from owners_ledger.registers import Staff


@dataclass(frozen=True, slots=True)
class Pay:
    """One person's month.

    Attributes:
        person: the last term on the register that touches the month, or the last one before.
        month: the month.
        parts: the terms that touch the month, none for somebody who has left before.
        extras: the month's additions and subtractions.
        shares: insurance and housing fund.
        withholding: how the tax on the wage came about, ``None`` where no wage was paid.
        labour_tax: tax withheld from labour fees, yuan.
    """

    person: Staff
    month: Period
    parts: tuple[Part, ...]
    extras: tuple[Extra, ...]
    shares: tuple[Share, ...]
    withholding: Withholding | None
    labour_tax: Decimal

    @property
    def days(self) -> int:
        """Calendar days employed."""
        return sum(one.days for one in self.parts)

    @property
    def wage(self) -> Decimal:
        """Yuan for the days employed."""
        return money.total(one.wage for one in self.parts)

    @property
    def allowance(self) -> Decimal:
        """Yuan for the days employed."""
        return money.total(one.allowance for one in self.parts)

    @property
    def gross(self) -> Decimal:
        """应发, yuan."""
        return self.wage + self.allowance + money.total(one.signed for one in self.extras)

    @property
    def own_share(self) -> Decimal:
        """Withheld for insurance and fund, yuan."""
        return money.total(one.employee for one in self.shares)

    @property
    def employer_share(self) -> Decimal:
        """The employer's part of insurance and fund, yuan."""
        return money.total(one.employer for one in self.shares)

    @property
    def tax(self) -> Decimal:
        """Income tax withheld, yuan."""
        on_wage = self.withholding.tax if self.withholding else money.ZERO
        return on_wage + self.labour_tax

    @property
    def net(self) -> Decimal:
        """实发, yuan."""
        return self.gross - self.own_share - self.tax

    @property
    def by_post(self) -> dict[str, Decimal]:
        """The gross by post; additions and subtractions belong to the month's last post."""
        found: dict[str, Decimal] = {}
        for one in self.parts:
            found[one.term.post] = found.get(one.term.post, money.ZERO) + one.wage + one.allowance
        last = self.person.post
        found[last] = found.get(last, money.ZERO) + money.total(one.signed for one in self.extras)
        return found

    @property
    def insured_post(self) -> str:
        """The post that bears the employer's share: the last insured one of the month."""
        posts = [one.term.post for one in self.parts if one.term.is_insured]
        return posts[-1] if posts else self.person.post


def fees(parts: Sequence[Part], extras: Sequence[Extra], *, is_labour: bool) -> list[Decimal]:
    """The labour fees of a month, one for each matter (同一项目一个月内为一次, 实施条例 art. 14).

    Args:
        parts: the terms that touch the month.
        extras: the month's additions and subtractions.
        is_labour: whether additions belong to the fee, since no wage is paid besides.
    """
    matters: dict[str, Decimal] = {
        "": money.total(one.wage + one.allowance for one in parts if one.is_labour)
    }
    for one in extras:
        if one.item == FEE:
            matters[one.note] = matters.get(one.note, money.ZERO) + one.amount
        elif is_labour:
            matters[""] += one.signed
    return [one for one in matters.values() if one > 0]
