"""What books and registers themselves say of a line: how many bays, at what rate, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO, show
from owners_ledger.registers import Registers
from owners_ledger.reporting.cash import SPENDING, Cash
from owners_ledger.reporting.clerk import OWNERS, PERSON, STAFF, Clerk, Movement
from owners_ledger.reporting.quarter_model import Project
from owners_ledger.reporting.receivables import FEE
from owners_ledger.reporting.sources import Sources

_RENT = "地面停车月租"
_WAGES = "人员工资与社保"
_COMMON = "公共"


def income_facts(
    books: Books,
    cash: Cash,
    registers: Registers,
    sources: Sources,
    collection: Decimal | None,
) -> dict[str, str]:
    """Per income line."""
    day = cash.period.last
    facts: dict[str, list[str]] = {}
    tariff = sources.tariff("property-fee", day)
    if tariff is not None:
        facts.setdefault(FEE, []).append(f"{_plain(tariff.rate)} 元/㎡·月")
    if collection is not None:
        facts.setdefault(FEE, []).append(f"收缴率 {collection}%")
    bays = [bay for bay in registers.parking if bay.kind == _COMMON and bay.covers(day)]
    if bays:
        let = sum(1 for bay in bays if bay.unit)
        facts[_RENT] = [f"月租 {let} 位"]
        if let < len(bays):
            facts[_RENT].append(f"空置 {len(bays) - let} 位")
    running: dict[str, int] = {}
    for lease in registers.leases:
        account = books.chart.accounts.get(lease.account)
        if account is not None and lease.covers(day):
            running[account.line] = running.get(account.line, 0) + 1
    for line, number in running.items():
        facts.setdefault(line, []).append(f"合同 {number} 份")
    return _joined(facts)


def spending_facts(
    cash: Cash,
    clerk: Clerk,
    moves: Iterable[Movement],
    works: Sequence[Project],
    work_lines: Iterable[str],
) -> dict[str, str]:
    """Per spending line.

    Args:
        cash: the pass.
        clerk: knows registers and payees.
        moves: the period's movements.
        works: the projects.
        work_lines: lines of the projects' accounts.
    """
    facts: dict[str, list[str]] = {}
    day = cash.period.last
    heads = len({one.code for one in clerk.registers.staff if one.covers(day)})
    if heads:
        facts[_WAGES] = [f"职工 {heads} 人"]
    payees: dict[str, dict[str, Decimal]] = {}
    for one in moves:
        if one.side == SPENDING and one.line != _WAGES:
            who = clerk.payee(one)
            if who and who != PERSON and not who.startswith((OWNERS, STAFF)):
                table = payees.setdefault(one.line, {})
                table[who] = table.get(who, ZERO) - one.cash
    for line, table in payees.items():
        largest = min(table, key=lambda who: (-table[who], who))
        more = f"等 {len(table)} 家" if len(table) > 1 else ""
        facts.setdefault(line, []).append(f"{largest}{more}")
    if works:
        agreed = sum((one.contract for one in works), ZERO)
        paid = sum((one.paid_before + one.paid for one in works), ZERO)
        share = (paid * 100 / agreed).quantize(Decimal("0.1"), ROUND_HALF_UP) if agreed else ZERO
        for line in sorted(set(work_lines)):
            facts.setdefault(line, []).append(f"合同 {show(agreed)} 元，已付 {share}%")
    return _joined(facts)


def _joined(facts: dict[str, list[str]]) -> dict[str, str]:
    return {line: "；".join(parts) for line, parts in facts.items()}


def _plain(rate: Decimal) -> str:
    return f"{rate:.2f}" if rate == rate.quantize(Decimal("0.01")) else f"{rate.normalize():f}"
