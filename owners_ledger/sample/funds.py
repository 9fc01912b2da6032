"""The sample's funds: what belongs to which, what the owners' budget moves between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import OPENING
from owners_ledger.funds.chart_text import unfenced
from owners_ledger.periods import Period
from owners_ledger.sample.charges import Row, transaction
from owners_ledger.sample.in_place import STAMP
from owners_ledger.sample.maintenance import maintenance_text
from owners_ledger.sample.movement import Movement
from owners_ledger.sample.support import FEE, PUBLIC, supports
from owners_ledger.sample.works import grant_part, grants, works_instalments, works_resolution
from owners_ledger.sample.world import World

WORKING, DEPOSITS, WORKS_FUND = "工作经费", "押金代管", "消防改造"
TRANSFER = "Equity:20资金划转"
_OF = (
    ("Assets:20应收款:01", FEE),
    ("Assets:20应收款:", PUBLIC),
    ("Liabilities:13", PUBLIC),
    ("Liabilities:20", DEPOSITS),
    ("Liabilities:1", FEE),
)
_FEE_MONEY, _WORKING_MONEY = "60000", "3000"
_SUPPORT, _WORKING_YEAR, _COMMITTEE_YEAR = "95000", "13200", Decimal("10800.00")


def fund_files(world: World) -> Iterator[tuple[str, bytes]]:
    """The files that name the funds; a yard has one fund and none of them."""
    if not world.spec.is_small:
        yield "funds.toml", _funds(world).encode()
        yield "maintenance.toml", maintenance_text(world).encode()


def accounts_text(world: World, text: str) -> str:
    """The chart, a yard's without fences."""
    return unfenced(text) if world.spec.is_small else text


def opening_equity(world: World, rows: Sequence[Row]) -> list[Row]:
    """The net assets that the opening balances leave, fund by fund.

    The deposits' money is what was deposited; the property fee and the working expenses begin with
    a float; the rest is public income.
    """
    whole = -money.total(amount for _account, amount, _meta in rows)
    if world.spec.is_small:
        return [(OPENING, whole, {})]
    left = dict.fromkeys((FEE, PUBLIC, WORKING, DEPOSITS), money.ZERO)
    held = money.ZERO
    for account, amount, _meta in rows:
        fund = next((name for start, name in _OF if account.startswith(start)), "")
        if fund:
            left[fund] -= amount
        else:
            held += amount
    own = {
        FEE: world.spec.scaled(_FEE_MONEY, "100"),
        WORKING: world.spec.scaled(_WORKING_MONEY, "100"),
        DEPOSITS: left[DEPOSITS],
    }
    own[PUBLIC] = held - money.total(own.values())
    return [
        (OPENING, left[fund] - own[fund], {"fund": fund})
        for fund in left
        if left[fund] != own[fund]
    ]


def fund_plan(
    world: World,
    moves: Iterable[tuple[Period, Iterable[Movement]]],
    opening: Sequence[data.Directive],
) -> dict[Period, Decimal]:
    """What public income gives for the running costs, by the month in which it gives."""
    spec = world.spec
    if spec.is_small:
        return {}
    planned = {
        month: spec.scaled(_SUPPORT, "1000")
        for month in spec.months
        if (month.month in (1, 4, 7, 10) or month.first == spec.start) and _is_decided(world, month)
    }
    given = {
        month: _works_need(world, month) + _working_need(world, month) for month in spec.months
    }
    begin = dict.fromkeys((FEE, PUBLIC), money.ZERO)
    for entry in opening:
        for one in entry.postings if isinstance(entry, data.Transaction) else ():
            own = (one.meta or {}).get("fund")
            fund = own or next((name for at, name in _OF if one.account.startswith(at)), "")
            if fund in begin and one.units and one.units.number:
                begin[fund] -= one.units.number
    return supports(moves, given, planned, (begin[FEE], begin[PUBLIC]), spec.closed_until.end)


def fund_entries(
    world: World, month: Period, plan: Mapping[Period, Decimal]
) -> list[data.Directive]:
    """What the budget and the works' resolution move between the funds in a month."""
    spec = world.spec
    if spec.is_small:
        return []
    found: list[data.Directive] = []
    budget = f"{month.year - 1}-12"
    if amount := plan.get(month):
        narration = f"按{month.year}年度预算，公共收益补充物业服务支出"
        found.append(_transfer(month, (PUBLIC, FEE), amount, narration, budget))
    if amount := _working_need(world, month):
        narration = f"按{month.year}年度预算，从公共收益划拨工作经费"
        found.append(_transfer(month, (PUBLIC, WORKING), amount, narration, budget))
    if needed := _works_need(world, month):
        narration = "按决议从公共收益划拨消防改造工程款"
        resolution = works_resolution(world)
        found.append(_transfer(month, (PUBLIC, WORKS_FUND), needed, narration, resolution))
    return found


def _working_need(world: World, month: Period) -> Decimal:
    """A year's working expenses: partly by size, partly the committee's own."""
    begins = month.month == 1 or month.first == world.spec.start
    if begins and _is_decided(world, month):
        return world.spec.scaled(_WORKING_YEAR, "100") + _COMMITTEE_YEAR
    return money.ZERO


def _works_need(world: World, month: Period) -> Decimal:
    """What an instalment takes beyond the subsidy that is there."""
    subsidy, needed = money.ZERO, {}
    instalments = {when: amount for when, amount, _memo in works_instalments(world)}
    for when in sorted({*grants(world), *instalments}):
        own = max(instalments.get(when, money.ZERO) - subsidy, money.ZERO)
        subsidy = max(subsidy - instalments.get(when, money.ZERO), money.ZERO)
        if when in grants(world):
            subsidy += grant_part(world)
        needed[when] = own
    return needed.get(month, money.ZERO) if _is_decided(world, month) else money.ZERO


def _is_decided(world: World, month: Period) -> bool:
    """A quarter ahead of the last closed month; nobody books next year's transfers."""
    return month <= world.spec.offset(3)


def _transfer(
    month: Period, between: tuple[str, str], amount: Decimal, narration: str, resolution: str
) -> data.Transaction:
    giver, taker = between
    rows: list[Row] = [(TRANSFER, amount, {"fund": giver}), (TRANSFER, -amount, {"fund": taker})]
    return transaction(month.first, narration, rows, {"resolution": resolution})


def _funds(world: World) -> str:
    start = world.spec.origin
    rows = [
        (PUBLIC, "public-income", ""),
        (FEE, "fee", f"{start.year}-01"),
        (WORKING, "working", ""),
        (WORKS_FUND, "project", works_resolution(world)),
        (DEPOSITS, "deposits", ""),
    ]
    parts = [f"{STAMP}# 资金：每一笔账只属于一项；restricted = 出资人或法律限定了用途。\n"]
    for name, kind, resolution in rows:
        part = f'\n[[fund]]\nname = "{name}"\nkind = "{kind}"\nrestricted = false\n'
        if resolution:
            part += f'resolution = "{resolution}"\n'
        parts.append(part + f"from = {start}\n")
    return "".join(parts)
