"""The statements of account of a book: rows, allocations, sums and receipts put together."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.billing import account_of as lines
from owners_ledger.billing.account_of import HolderAccount
from owners_ledger.billing.ageing import building_of
from owners_ledger.billing.allocation import Allocation, allocate
from owners_ledger.billing.billed import Key
from owners_ledger.billing.explain import Computed, computed
from owners_ledger.billing.open_items import PAYMENT, UNDONE, Holder, Row, Rows, read_rows
from owners_ledger.billing.ranges import last_month, months_between, short_name
from owners_ledger.billing.receipts import Movement, movement, numbers
from owners_ledger.billing.tariffs import Tariff, load_tariffs
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period
from owners_ledger.registers import Registers


@dataclass(frozen=True)
class Accounts:
    """All that statements of account are made from, read once.

    Attributes:
        books: the books.
        registers: flats, bays, contracts.
        tariffs: all versions.
        rows: what the books hold on receivables.
        receipts: receipt number by payment.
        first: first day of the statements.
        last: their last day.
        sums: what registers and tariffs give, for the months of these days.
        billed: the tariffs that were billed at all, by month.
        keys: month and key of every sum, by holder.
    """

    books: Books
    registers: Registers
    tariffs: tuple[Tariff, ...]
    rows: Rows
    receipts: Mapping[Movement, str]
    first: datetime.date
    last: datetime.date
    sums: Mapping[str, Mapping[Key, Computed]]
    billed: Mapping[str, frozenset[str]]
    keys: Mapping[Holder, tuple[tuple[str, Key], ...]]

    @classmethod
    def read(
        cls, books: Books, registers: Registers, first: Period | None, last: Period | None
    ) -> Accounts:
        """Read for the days from one period's first to another's last.

        Args:
            books: the books.
            registers: the registers.
            first: ``None``: from January of the year of the last day.
            last: ``None``: to the month in which a household last paid.

        Raises:
            OwnersLedgerError: a posting, a register or ``tariffs.toml`` is not in order.
        """
        tariffs = load_tariffs(books.root)
        rows = read_rows(books, tariffs)
        last = last or last_month(books, rows, first)
        first = first or Period(last.year, 1, 1)
        months = list(months_between(first, last))
        billed: dict[str, set[str]] = {}
        for accounts in rows.values():
            for found in accounts.values():
                for row in found:
                    if row.tariff:
                        billed.setdefault(row.period, set()).add(row.tariff)
        sums = computed(books, registers, tariffs, months)
        keys: dict[Holder, list[tuple[str, Key]]] = {}
        for period, found_sums in sums.items():
            for key in found_sums:
                holder = Holder("unit", key[1]) if key[1] else Holder("lease", key[2])
                keys.setdefault(holder, []).append((period, key))
        return cls(
            books,
            registers,
            tariffs,
            rows,
            numbers(rows),
            first.first,
            last.last,
            sums,
            {period: frozenset(names) for period, names in billed.items()},
            {holder: tuple(found) for holder, found in keys.items()},
        )

    def of(self, holder: Holder) -> HolderAccount:
        """One holder's statement."""
        rows = {
            account: [row for row in found if row.day <= self.last]
            for account, found in self.rows.get(holder, {}).items()
        }
        settled = {account: allocate(found) for account, found in sorted(rows.items())}
        every = [row for found in rows.values() for row in found]
        inside = [row for row in every if row.day >= self.first]
        opening = total(row.amount for row in every if row.day < self.first)
        items = self._items(settled)
        owed = total(one.amount for one in items)
        return HolderAccount(
            holder=holder,
            building=building_of(holder.code, self.registers) if holder.kind == "unit" else "",
            place=self._place(holder),
            first=self.first,
            last=self.last,
            opening=opening,
            charged=total(row.amount for row in inside if row.kind not in (PAYMENT, UNDONE)),
            paid=-total(row.amount for row in inside if row.kind == PAYMENT),
            returned=total(row.amount for row in inside if row.kind == UNDONE),
            closing=opening + total(row.amount for row in inside),
            owed=owed,
            credits=tuple(
                lines.CreditLine(short_name(account), one.credit)
                for account, one in settled.items()
                if one.credit
            ),
            due_now=total(one.amount for one in items if one.row.due <= self.last),
            charges=self._charges(holder, rows, settled),
            payments=self._payments(holder, settled),
            returns=tuple(
                lines.ReturnLine(row.day, row.ref, self.via(row.via), row.amount)
                for row in sorted(inside, key=lambda one: one.place)
                if row.kind == UNDONE
            ),
            dues=lines.dues_of(holder, items, self.last),
            items=items,
            missing=self._missing(holder, rows),
        )

    def via(self, account: str) -> str:
        """A money account as notices call it."""
        known = self.books.chart.accounts.get(account)
        return known.line if known else ""

    def building(self, holder: Holder) -> str:
        """A flat's building as the register has it, else as its code begins."""
        unit = self.registers.unit(holder.code)
        return unit.building if unit else holder.code.partition("-")[0]

    def _items(self, settled: Mapping[str, Allocation]) -> tuple[lines.OpenLine, ...]:
        found = [
            lines.OpenLine(account, short_name(account), item.row, item.open)
            for account, allocation in settled.items()
            for item in allocation.items
            if item.open
        ]
        return tuple(sorted(found, key=lambda one: (one.row.due, one.account)))

    def _charges(
        self,
        holder: Holder,
        rows: Mapping[str, Sequence[Row]],
        settled: Mapping[str, Allocation],
    ) -> tuple[lines.ChargeLine, ...]:
        booked: dict[tuple[str, Key], Decimal] = {}
        for account, found in rows.items():
            for row in found:
                if row.tariff:
                    at = (row.period, _key(holder, account, row))
                    booked[at] = booked.get(at, ZERO) + row.amount
        made, said = [], set()
        for account, allocation in settled.items():
            still = {id(item.row): item.open for item in allocation.items}
            for row in rows[account]:
                at = (row.period, _key(holder, account, row))
                first_of_key = at not in said
                said.add(at)
                if row.day < self.first or row.kind in (PAYMENT, UNDONE):
                    continue
                known = self.sums.get(row.period, {}).get(at[1])
                right = known.amount if known else ZERO
                differs = row.tariff and row.period in self.sums and booked[at] != right
                shown = known if first_of_key else None
                made.append(
                    lines.ChargeLine(
                        row.day,
                        short_name(account),
                        row.period,
                        row.bay,
                        row.amount,
                        shown.formula if shown else "",
                        shown.resolution if shown else "",
                        shown.note if shown else "",
                        right if differs and first_of_key else None,
                        still.get(id(row), ZERO),
                        row.due,
                        bool(row.tariff) and not first_of_key,
                    )
                )
        return tuple(sorted(made, key=lambda one: (one.day, one.period)))

    def _payments(
        self, holder: Holder, settled: Mapping[str, Allocation]
    ) -> tuple[lines.PaymentLine, ...]:
        found: dict[Movement, _Paid] = {}
        for account, allocation in settled.items():
            paid_by = []
            for fund in allocation.funds:
                one = found.setdefault(movement(holder, fund.row), _Paid())
                paid_by.append(one)
                if fund.row.kind == PAYMENT:
                    one.amount -= fund.row.amount
                    one.returned -= fund.row.amount + fund.amount
                one.credit += fund.credit
            for part in allocation.settlements:
                key = (short_name(account), allocation.items[part.item].row.period)
                parts = paid_by[part.fund].parts
                parts[key] = parts.get(key, ZERO) + part.amount
        return tuple(
            lines.PaymentLine(
                about.day,
                self.receipts.get(about, ""),
                about.ref,
                self.via(about.via),
                one.amount,
                one.returned,
                lines.settled_lines(one.parts),
                one.credit,
            )
            for about, one in sorted(found.items())
            if one.amount and about.day >= self.first
        )

    def _missing(
        self, holder: Holder, rows: Mapping[str, Sequence[Row]]
    ) -> tuple[lines.Missing, ...]:
        held = {
            (row.period, _key(holder, account, row))
            for account, found in rows.items()
            for row in found
            if row.tariff
        }
        found_sums = (
            (period, key, self.sums[period][key])
            for period, key in self.keys.get(holder, ())
            if (period, key) not in held and key[0] in self.billed.get(period, ())
        )
        return tuple(
            lines.Missing(short_name(key[-1]), period, key[3], one.amount, one.formula)
            for period, key, one in found_sums
            if one.amount
        )

    def _place(self, holder: Holder) -> str:
        if holder.kind == "lease":
            lease = self.registers.lease(holder.code)
            return lease.place if lease else ""
        unit = self.registers.unit(holder.code, self.last) or self.registers.unit(holder.code)
        return f"建筑面积 {unit.area}㎡（{unit.use}）" if unit else ""


class _Paid:
    """A payment's sums while they are gathered."""

    def __init__(self) -> None:
        self.amount = ZERO
        self.returned = ZERO
        self.credit = ZERO
        self.parts: dict[tuple[str, str], Decimal] = {}


def _key(holder: Holder, account: str, row: Row) -> Key:
    unit, lease = (holder.code, "") if holder.kind == "unit" else ("", holder.code)
    return row.tariff, unit, lease, row.bay, account
