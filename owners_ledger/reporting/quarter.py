"""What a quarter tells beyond a month: contracts, wages by post, works."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from beancount.core import data

from owners_ledger.billing.ageing import SMALL
from owners_ledger.books.load import Books
from owners_ledger.commitments.model import Works
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.registers import Deposit, Lease, Registers
from owners_ledger.reporting.cash import Cash, Due
from owners_ledger.reporting.clerk import PERSON, TENANT
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.quarter_model import Contract, PostWages, Project

INSURANCE = ("社保", "公积金")


def contracts(cash: Cash, registers: Registers, cover: Cover) -> tuple[Contract, ...]:
    """Leases of common property that run in the period, or on which something is owed."""
    dues: dict[str, list[Due]] = {}
    for (_account, kind, code), due in cash.dues.items():
        if kind == "lease":
            dues.setdefault(code, []).append(due)
    found = []
    for code, terms in registers.lease_terms.items():
        known = dues.get(code, [])
        owed = sum((due.balance for due in known), ZERO)
        running = [term for term in terms if _runs(term, cash.period)]
        if not running and not owed:
            continue
        term = (running or [terms[-1]])[-1]
        found.append(
            Contract(
                code=code,
                kind=term.kind,
                place=cover.text(term.place),
                counterparty=cover.organisation(term.tenant) or TENANT,
                term=_term(terms),
                rent=f"{show(term.rent)} 元/{term.cycle}",
                due=sum((due.charged for due in known), ZERO),
                received=sum((due.received for due in known), ZERO),
                overdue=max(owed, ZERO),
                deposit=_held(registers.deposits, code, cash.period, term.deposit),
            )
        )
    return tuple(sorted(found, key=lambda one: one.code))


def _runs(term: Lease, period: Period) -> bool:
    return term.start <= period.last and (term.end is None or term.end >= period.first)


def _term(terms: Sequence[Lease]) -> str:
    first, last = terms[0].start, terms[-1].end
    return f"{first} 起" if last is None else f"{first} 至 {last}"


def _held(deposits: Sequence[Deposit], lease: str, period: Period, agreed: Decimal) -> Decimal:
    """What is held by the register of deposits, by the contract where it has none."""
    known = [one for one in deposits if one.holder == lease]
    if not known:
        return agreed
    return sum((one.amount for one in known if one.covers(period.last)), ZERO)


def wages(payrolls: Sequence[data.Transaction], period: Period) -> tuple[PostWages, ...]:
    """Gross wages and the employer's insurance by post, small posts merged until three persons.

    Persons are those paid in the period; a person who changed posts counts in both.
    """
    persons: dict[str, set[str]] = {}
    gross: dict[str, Decimal] = {}
    insurance: dict[str, Decimal] = {}
    for entry in payrolls:
        if entry.date not in period:
            continue
        for leg in entry.postings:
            meta = leg.meta or {}
            post = str(meta.get("post") or "")
            if not leg.account.startswith("Expenses:") or not post or leg.units is None:
                continue
            amount = leg.units.number or ZERO
            if any(word in leg.account for word in INSURANCE):
                insurance[post] = insurance.get(post, ZERO) + amount
            else:
                gross[post] = gross.get(post, ZERO) + amount
            if meta.get("staff"):
                persons.setdefault(post, set()).add(str(meta["staff"]))
    groups = [((post,), persons.get(post, set())) for post in {**gross, **insurance}]
    return tuple(
        PostWages(
            post="、".join(posts),
            persons=len(people),
            gross=sum((gross.get(post, ZERO) for post in posts), ZERO),
            insurance=sum((insurance.get(post, ZERO) for post in posts), ZERO),
        )
        for posts, people in _merged(groups)
    )


def _merged(
    groups: Sequence[tuple[tuple[str, ...], set[str]]],
) -> list[tuple[tuple[str, ...], set[str]]]:
    """Groups of fewer than three joined with each other, then with the next smallest."""
    order = sorted(groups, key=lambda group: (-len(group[1]), group[0]))
    large = [group for group in order if len(group[1]) >= SMALL]
    small = [group for group in order if len(group[1]) < SMALL]
    if not small:
        return large
    posts = tuple(post for group in small for post in group[0])
    people = {person for group in small for person in group[1]}
    while len(people) < SMALL and large:
        more = large.pop()
        posts, people = more[0] + posts, more[1] | people
    return [*large, (posts, people)]


def projects(
    books: Books, period: Period, works: Sequence[Works], cover: Cover
) -> tuple[Project, ...]:
    """Works that were agreed: what was paid in cash before and in the period, what is left."""
    money = {account.name for account in books.chart.money}
    shared = [one.account for one in works]
    by_code = {one.code: one.code for one in works}
    by_account = {one.account: one.code for one in works if shared.count(one.account) == 1}
    before = dict.fromkeys(by_code, ZERO)
    paid = dict.fromkeys(by_code, ZERO)
    accounts = set(shared)
    for entry in books.transactions:
        if entry.date >= period.end:
            break
        touched = [leg.account for leg in entry.postings]
        if accounts.isdisjoint(touched) or money.isdisjoint(touched):
            continue
        for leg in entry.postings:
            if leg.account not in accounts or leg.units is None:
                continue
            named = str((leg.meta or {}).get("project") or "")
            code = by_code.get(named) or by_account.get(leg.account)
            if code is not None:
                table = paid if entry.date in period else before
                table[code] += leg.units.number or ZERO
    return tuple(
        Project(
            name=cover.text(one.name),
            resolution=one.resolution,
            contractor=cover.organisation(one.contractor) or (PERSON if one.contractor else ""),
            contract=one.contract,
            paid_before=before[one.code],
            paid=paid[one.code],
            left=one.contract - before[one.code] - paid[one.code],
            state=one.state,
        )
        for one in works
    )
