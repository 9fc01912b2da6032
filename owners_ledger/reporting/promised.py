"""What is promised, as rows of a report: contracts and ceilings on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from owners_ledger.books.load import Books
from owners_ledger.commitments.ceilings import Ceiling, begin_of, ceilings, exceeded
from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Contract
from owners_ledger.commitments.spending import Spent, spending
from owners_ledger.commitments.state import SOON, ContractState, contract_states
from owners_ledger.money import show
from owners_ledger.registers import Registers
from owners_ledger.reporting.budget_model import CeilingRow, ContractRow
from owners_ledger.reporting.clerk import PERSON
from owners_ledger.reporting.privacy import Cover

_WORDS = {1: "月", 3: "季", 6: "半年", 12: "年"}


@dataclass(frozen=True)
class Promised:
    """Contracts and ceilings of a book on a day.

    Attributes:
        books: the books.
        registers: who is who.
        known: what was promised.
        day: last day that counts.
    """

    books: Books
    registers: Registers
    known: Commitments
    day: datetime.date

    @cached_property
    def spent(self) -> tuple[Spent, ...]:
        """All spending up to the day."""
        every = spending(self.books.transactions, self.books.chart, self.known)
        return tuple(one for one in every if one.date <= self.day)

    @cached_property
    def states(self) -> tuple[ContractState, ...]:
        """Contracts that had begun by the year's end."""
        begin = begin_of(self.books.transactions)
        return contract_states(self.known, self.spent, self.day, begin)

    @cached_property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """Ceilings that were decided by the day."""
        every = ceilings(self.known, self.spent, self.states, self.day)
        return tuple(one for one in every if (one.resolution.date or self.day) <= self.day)

    @cached_property
    def cover(self) -> Cover:
        """Covers personal data."""
        return Cover.of(self.registers)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """This year's payments that several contracts would fit."""
        return tuple(
            one.doubt for one in self.spent if one.doubt and one.date.year == self.day.year
        )

    def line(self, contract: Contract) -> str:
        """The notice's line a contract is paid from, "" where its account is unknown."""
        account = self.books.chart.accounts.get(contract.account)
        return account.line_out if account else ""

    def supplier(self, contract: Contract) -> str:
        """A company's name, or the class of a person."""
        supplier = self.registers.supplier(contract.supplier)
        if supplier is not None:
            return self.cover.supplier(supplier.name) or PERSON
        project = self.known.project.get(contract.project)
        if project is not None and project.contractor:
            return self.cover.organisation(project.contractor) or PERSON
        return ""

    def contract_rows(self) -> tuple[ContractRow, ...]:
        """Contracts that run this year, or on which something was paid or is to be paid in it."""
        first = datetime.date(self.day.year, 1, 1)
        return tuple(
            self._contract(one)
            for one in sorted(self.states, key=lambda one: one.contract.code)
            if one.contract.end is None
            or one.contract.end >= first
            or one.paid_year
            or one.left
            or one.owed
        )

    def _contract(self, state: ContractState) -> ContractRow:
        one = state.contract
        soon = self.day + datetime.timedelta(days=SOON)
        return ContractRow(
            code=one.code,
            about=self.cover.text(one.about),
            supplier=self.supplier(one),
            line=self.line(one),
            resolution=one.resolution,
            term=term(one),
            total=one.total,
            terms=price(one),
            paid=state.paid,
            paid_year=state.paid_year,
            accrued=state.owed,
            this_year=state.this_year,
            after=state.after,
            ends_on=one.end,
            ends_soon=one.end is not None and self.day <= one.end <= soon,
        )

    def ceiling_rows(self) -> tuple[CeilingRow, ...]:
        """All ceilings, in the order of the file."""
        said = {one.ceiling.resolution.number: one.said for one in exceeded(self.ceilings)}
        return tuple(self._ceiling(one, said) for one in self.ceilings)

    def _ceiling(self, one: Ceiling, said: dict[str, str]) -> CeilingRow:
        number = one.resolution.number
        return CeilingRow(
            resolution=number,
            with_more=one.numbers[1:],
            title=self.cover.text(one.resolution.title),
            ceiling=one.amount,
            spent=one.spent,
            committed=one.committed,
            left=one.left,
            said=self.cover.text(said.get(number, "")),
        )


def term(contract: Contract) -> str:
    """From when to when, in words."""
    if contract.start == datetime.date.min:
        return ""
    if contract.end is None:
        return f"{contract.start} 起"
    return f"{contract.start} 至 {contract.end}"


def price(contract: Contract) -> str:
    """What is to be paid, in words."""
    if contract.amount is not None:
        return f"{show(contract.amount)} 元/{_WORDS[contract.every]}"
    parts = len(contract.parts)
    total = "" if contract.total is None else f"{show(contract.total)} 元"
    return f"{total}，分 {parts} 期" if parts > 1 else total


def doubts_of(states: Sequence[ContractState]) -> tuple[str, ...]:
    """Contracts on which more was paid than they ask for, in words."""
    return tuple(
        f"合同 {one.contract.code} 已付（含应付）比约定的多 {show(one.beyond)} 元。"
        for one in states
        if one.beyond
    )
