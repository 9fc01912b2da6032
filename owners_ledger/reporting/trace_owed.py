"""What is owed and what is tied: arrears, contracts, deposits, money paid ahead, collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.billing.ageing import MERGED, building_of
from owners_ledger.money import ZERO, total
from owners_ledger.reporting.cash import month_number
from owners_ledger.reporting.model import Arrears, Earmark
from owners_ledger.reporting.quarter_model import Contract
from owners_ledger.reporting.receivables import AHEAD_OWNERS, AHEAD_TENANTS, FEE
from owners_ledger.reporting.trace_lines import Figures, Gatherer, listed, other
from owners_ledger.reporting.trace_model import TracedEntry, figure
from owners_ledger.reporting.trace_pass import Owed, Piece

_TENTH = Decimal("0.1")


class Owing:
    """Gathers the pieces of what somebody owes or is owed."""

    def __init__(self, gather: Gatherer) -> None:
        """On the same postings."""
        self._gather = gather
        self._dues = gather.legs.dues
        self._final = month_number(gather.period.last)

    def arrears(self, group: Arrears) -> Figures:
        """A building's arrears: charges and receipts of the flats that owe.

        Charges of the period's last month are not arrears yet and left out.
        """
        registers = self._gather.reading.registers
        names = {one.building for one in self._gather.notice.arrears}
        pieces: list[Piece] = []
        for (_account, kind, code), owed in self._dues.items():
            if kind != "unit":
                continue
            building = building_of(code, registers)
            if (building if building in names else MERGED) != group.building:
                continue
            counted = self._late(owed)
            if total(one.amount for one in counted) > 0:
                pieces += counted
        said = "应收减已收，不含本月刚计的应收" if pieces else ""
        return (self._gather.sum_of("金额", group.amount, pieces, said),)

    def _late(self, owed: list[Owed]) -> list[Piece]:
        recent = [
            one
            for one in owed
            if not one.moving and month_number(one.piece.entry.date) == self._final
        ]
        if total(one.piece.amount for one in recent) <= 0:
            recent = []
        left_out = {id(one.piece.leg) for one in recent}
        return [one.piece for one in owed if id(one.piece.leg) not in left_out]

    def earmark(self, mark: Earmark) -> Figures:
        """Money that is not free: balances of liabilities, and what was paid ahead."""
        pieces: list[Piece] = []
        for account in self._gather.reading.books.chart.accounts.values():
            if account.earmark == mark.name:
                held = [one.turned() for one in self._gather.legs.balances.get(account.name, [])]
                if total(one.amount for one in held) > 0:
                    pieces += held
        if mark.name in (AHEAD_OWNERS, AHEAD_TENANTS):
            pieces += self._ahead(owners=mark.name == AHEAD_OWNERS)
        return (self._gather.sum_of("金额", mark.amount, pieces),)

    def _ahead(self, *, owners: bool) -> Iterator[Piece]:
        for (_account, kind, _code), owed in self._dues.items():
            if (kind == "unit") is owners and total(one.piece.amount for one in owed) < 0:
                yield from (one.piece.turned() for one in owed)

    def contract(self, contract: Contract) -> Figures:
        """A lease: charged, received, owed, deposit."""
        period = self._gather.period
        owed = [
            one
            for (_account, kind, code), known in self._dues.items()
            if kind == "lease" and code == contract.code
            for one in known
        ]
        inside = [one for one in owed if one.piece.entry.date in period]
        whole = [one.piece for one in owed]
        if total(one.amount for one in whole) < 0:
            whole = []
        return (
            self._gather.sum_of(
                "本期应收", contract.due, [one.piece for one in inside if not one.moving]
            ),
            self._gather.sum_of(
                "本期实收", contract.received, [one.piece.turned() for one in inside if one.moving]
            ),
            self._gather.sum_of("期末尚欠", contract.overdue, whole),
            figure("押金", contract.deposit, tuple(self._deposits(contract))),
        )

    def _deposits(self, contract: Contract) -> Iterator[TracedEntry]:
        """By the register of deposits, by the contract where it has none."""
        registers, day = self._gather.reading.registers, self._gather.period.last
        known = [one for one in registers.deposits if one.holder == contract.code]
        for one in known:
            if one.covers(day):
                yield listed(
                    "ledger/registers/deposits.csv", one.code, one.kind, one.amount, one.row
                )
        if not known:
            terms = registers.lease_terms[contract.code]
            running = [one for one in terms if one.covers(day)] or [terms[-1]]
            term = running[-1]
            yield listed(
                "ledger/registers/leases.csv", term.code, "合同押金", contract.deposit, term.row
            )

    def collection(self) -> Figures:
        """The share of the fee that is paid: what was charged, and what of it is unpaid."""
        period, accounts = self._gather.period, self._gather.reading.books.chart.accounts
        charges: list[Piece] = []
        unpaid = ZERO
        for (account, _kind, _code), owed in self._dues.items():
            charged = [
                one.piece for one in owed if not one.moving and one.piece.entry.date in period
            ]
            due = total(one.amount for one in charged)
            if accounts[account].line == FEE and due > 0:
                charges += charged
                unpaid += min(max(total(one.piece.amount for one in owed), ZERO), due)
        whole = total(one.amount for one in charges)
        rate = ((whole - unpaid) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
        paid = figure(
            "本期应收中已收",
            whole - unpaid,
            (other("", "本期应收", whole), other("", "期末未收", -unpaid)),
            f"已收 ÷ 应收 = {rate} %",
        )
        matches = rate == self._gather.notice.collection
        return (
            replace(paid, agrees=paid.agrees and matches),
            self._gather.sum_of("本期应收", whole, charges),
        )
