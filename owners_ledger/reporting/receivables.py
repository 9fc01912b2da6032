"""What is owed, what was paid ahead, and what of the money is not free.

Arrears are charges of the months before the period's last month that are still unpaid at its
end: a charge of the last month is at most a month old and not called overdue on a board.
Payments settle the oldest charge first, so a unit's arrears on a receivable are its balance at
the period's end less what the last month charged, if positive. What a unit paid ahead on one
receivable does not lessen what it owes on another.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.billing.ageing import building_of, merged
from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.registers import Registers
from owners_ledger.reporting.cash import Cash
from owners_ledger.reporting.model import Arrears, Earmark

FEE = "物业服务费"
_DEPOSITS = "押金"
AHEAD_OWNERS = "业主预交的物业费、停车费"
AHEAD_TENANTS = "租户预交租金"


def arrears(cash: Cash, registers: Registers) -> tuple[Arrears, ...]:
    """Arrears per building, by building; small groups merged."""
    owing: dict[str, Decimal] = {}
    for (_account, kind, code), due in cash.dues.items():
        late = due.balance - max(due.recent, ZERO)
        if kind == "unit" and late > 0:
            owing[code] = owing.get(code, ZERO) + late
    groups: dict[str, tuple[int, Decimal]] = {}
    for code, amount in owing.items():
        building = building_of(code, registers)
        units, sofar = groups.get(building, (0, ZERO))
        groups[building] = units + 1, sofar + amount
    return tuple(
        Arrears(building, units, amount) for building, (units, amount) in merged(groups).items()
    )


def collection(books: Books, cash: Cash) -> Decimal | None:
    """Percent of the period's property fee that was paid by its end, one decimal.

    What a unit still owes counts first against the youngest charge, as payments settle the
    oldest first.
    """
    due_in_all = unpaid = ZERO
    for (account, _kind, _code), due in cash.dues.items():
        if books.chart.accounts[account].line == FEE and due.charged > 0:
            due_in_all += due.charged
            unpaid += min(max(due.balance, ZERO), due.charged)
    if not due_in_all:
        return None
    return ((due_in_all - unpaid) * 100 / due_in_all).quantize(Decimal("0.1"), ROUND_HALF_UP)


def charged(books: Books, cash: Cash) -> dict[str, Decimal]:
    """What was charged in the period, per line of the notice."""
    found: dict[str, Decimal] = {}
    for (account, _kind, _code), due in cash.dues.items():
        line = books.chart.accounts[account].line
        found[line] = found.get(line, ZERO) + due.charged
    return found


def earmarks(books: Books, cash: Cash, registers: Registers) -> tuple[Earmark, ...]:
    """Money that is there but not free, larger first."""
    amounts: dict[str, Decimal] = {}
    for account in books.chart.accounts.values():
        if account.earmark:
            held = max(-cash.balances.get(account.name, ZERO), ZERO)
            amounts[account.earmark] = amounts.get(account.earmark, ZERO) + held
    counts = {
        _DEPOSITS: sum(1 for one in registers.deposits if one.covers(cash.period.last)),
        _suspense_name(books): cash.flagged,
    }
    ahead: dict[str, dict[str, Decimal]] = {AHEAD_OWNERS: {}, AHEAD_TENANTS: {}}
    for (_account, kind, code), due in cash.dues.items():
        if due.balance < 0:
            who = ahead[AHEAD_OWNERS if kind == "unit" else AHEAD_TENANTS]
            who[code] = who.get(code, ZERO) - due.balance
    for name, holders in ahead.items():
        amounts[name] = sum(holders.values(), ZERO)
        counts[name] = len(holders)
    found = [Earmark(name, held, counts.get(name, 0)) for name, held in amounts.items() if held]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.name)))


def suspense(cash: Cash) -> Decimal:
    """Money received (positive) or paid that is not yet explained, at the period's end."""
    return -cash.balances.get(SUSPENSE, ZERO)


def _suspense_name(books: Books) -> str:
    account = books.chart.accounts.get(SUSPENSE)
    return account.earmark if account else ""
