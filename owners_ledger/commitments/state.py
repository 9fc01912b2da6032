"""How a contract stands on a day: paid, owed, still to pay this year and afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.commitments.contracts import RETENTION, schedule
from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Contract, Instalment
from owners_ledger.commitments.spending import Spent, owed, paid
from owners_ledger.money import ZERO

SOON = 60


@dataclass(frozen=True, slots=True)
class Part:
    """An instalment and what is settled of it, the earliest first."""

    instalment: Instalment
    settled: Decimal

    @property
    def left(self) -> Decimal:
        """What is still to pay."""
        return self.instalment.amount - self.settled


@dataclass(frozen=True, slots=True)
class ContractState:
    """A contract on a day.

    Attributes:
        contract: the contract.
        day: last day that counts.
        paid: in cash, up to the day.
        paid_year: of it, this year.
        owed: booked as owed, not paid yet.
        parts: what it asks for; of one without an end, up to the year's end.
        this_year: still to pay up to the year's end, arrears included, what is owed left out.
        after: still to pay after this year, ``None`` for one without an end.
        beyond: paid or owed beyond what it asks for.
        payments: in cash, by date.
    """

    contract: Contract
    day: datetime.date
    paid: Decimal
    paid_year: Decimal
    owed: Decimal
    parts: tuple[Part, ...]
    this_year: Decimal
    after: Decimal | None
    beyond: Decimal
    payments: tuple[Spent, ...]

    @property
    def left(self) -> Decimal:
        """Still to pay, as far as it is known."""
        return self.this_year + (self.after or ZERO)

    @property
    def retention(self) -> Part | None:
        """The part held back, if it is agreed."""
        return next((one for one in self.parts if one.instalment.what == RETENTION), None)


def contract_state(
    contract: Contract, spent: Iterable[Spent], day: datetime.date, begin: datetime.date
) -> ContractState:
    """How a contract stands.

    Args:
        contract: the contract.
        spent: all spending (``spending.spending``).
        day: last day that counts; its year is "this year".
        begin: first day of the books: of what comes round, parts due before are not in question.
    """
    mine = [one for one in spent if one.contract == contract.code and one.date <= day]
    year_end = datetime.date(day.year, 12, 31)
    asked = schedule(contract, year_end)
    if contract.total is None:
        asked = tuple(one for one in asked if one.due >= begin)
    cash, owing = paid(mine), owed(mine)
    settled = contract.paid_before + cash + owing
    parts = settle(asked, settled)
    later = sum((one.left for one in parts if one.instalment.due > year_end), ZERO)
    whole = sum((one.amount for one in asked), ZERO)
    return ContractState(
        contract=contract,
        day=day,
        paid=cash,
        paid_year=paid(one for one in mine if one.date.year == day.year),
        owed=owing,
        parts=parts,
        this_year=sum((one.left for one in parts if one.instalment.due <= year_end), ZERO),
        after=None if contract.total is None and contract.end is None else later,
        beyond=max(settled - whole, ZERO),
        payments=tuple(one for one in mine if one.is_cash),
    )


def settle(asked: Sequence[Instalment], settled: Decimal) -> tuple[Part, ...]:
    """Instalments with what is settled of each when so much is settled of all."""
    parts = []
    for one in asked:
        now = max(min(one.amount, settled), ZERO)
        parts.append(Part(one, now))
        settled -= now
    return tuple(parts)


def contract_states(
    known: Commitments, spent: Sequence[Spent], day: datetime.date, begin: datetime.date
) -> tuple[ContractState, ...]:
    """All contracts that had begun by the year's end, in the order of the files."""
    year_end = datetime.date(day.year, 12, 31)
    by_contract: dict[str, list[Spent]] = {}
    for one in spent:
        if one.contract:
            by_contract.setdefault(one.contract, []).append(one)
    return tuple(
        contract_state(one, by_contract.get(one.code, ()), day, begin)
        for one in known.contracts
        if one.start <= year_end
    )


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """A contract that ends soon: ``day`` its last day, ``file``, ``line`` where it stands."""

    code: str
    about: str
    supplier: str
    day: datetime.date
    file: str
    line: int


def contract_ends(
    known: Commitments, day: datetime.date, days: int = SOON
) -> tuple[ContractEnd, ...]:
    """The written contracts whose last day is within so many days from a day on, soonest first."""
    last = day + datetime.timedelta(days=days)
    ending = [
        ContractEnd(one.code, one.about, one.supplier, one.end, one.place.file, one.place.line)
        for one in known.written
        if one.end is not None and day <= one.end <= last
    ]
    return tuple(sorted(ending, key=lambda one: (one.day, one.code)))
