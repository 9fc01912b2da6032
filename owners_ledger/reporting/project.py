"""A works project: resolution, contract, instalments, acceptance, money, photographs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.accruals.reach import reach
from owners_ledger.books.load import Books
from owners_ledger.commitments.ceilings import Ceiling
from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Works
from owners_ledger.commitments.spending import owed, paid
from owners_ledger.commitments.state import ContractState
from owners_ledger.duties import jurisdiction_of, load_profile
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.rates import load_rates
from owners_ledger.registers import Registers
from owners_ledger.reporting.cash import SPENDING
from owners_ledger.reporting.clerk import PERSON, Clerk, Movement
from owners_ledger.reporting.ids import numbered
from owners_ledger.reporting.project_model import (
    Photograph,
    ProjectAcceptance,
    ProjectPage,
    ProjectPart,
    ProjectPayment,
    ProjectResolution,
)
from owners_ledger.reporting.promised import Promised, doubts_of
from owners_ledger.reporting.votes import resolution_row

_TENTH = Decimal("0.1")


def find_project(known: Commitments, asked: str) -> Works:
    """The project of a code, a name, or the signs of only one name in their order.

    Raises:
        UsageError: there is none, or several.
    """
    if asked in known.project:
        return known.project[asked]
    found = [one for one in known.works if one.name == asked] or [
        one for one in known.works if _within(asked, one.name)
    ]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        _("没有工程“{asked}”").format(asked=asked)
        if not found
        else _("“{asked}”对得上几个工程").format(asked=asked),
        remedy=_("ledger/projects.toml 里有：{known}。").format(
            known="、".join(f"{one.code} {one.name}" for one in known.works) or _("（没有）")
        ),
    )


def _within(short: str, name: str) -> bool:
    signs = iter(name)
    return bool(short) and all(sign in signs for sign in short)


def project_page(
    books: Books,
    registers: Registers,
    known: Commitments,
    project: Works,
    *,
    hashes: Mapping[str, str] | None = None,
    day: datetime.date | None = None,
) -> ProjectPage:
    """All about a project.

    Args:
        books: the books, in order.
        registers: of the same book.
        known: resolutions and contracts.
        project: which.
        hashes: SHA-256 of its photographs by path.
        day: last day of the figures; by default the last one on which the books have money moving.
    """
    last = reach(books.transactions, books.chart) or datetime.date.today()  # noqa: DTZ011 - no books
    day = day or last
    promised = Promised(books, registers, known, day)
    cover = promised.cover
    states = [one for one in promised.states if one.contract.project == project.code]
    mine = [one for one in promised.spent if one.project == project.code]
    ceiling = next((one for one in promised.ceilings if project.resolution in one.numbers), None)
    held = next((one.retention for one in states if one.retention), None)
    contract = sum((one.contract.total or ZERO for one in states), ZERO) or project.contract
    cash, owing = paid(mine), owed(mine)
    left = contract - cash - owing
    received, held_back = _subsidy(books, project, day)
    used = min(cash, received) if held_back is None else received - held_back
    written = [one.contract for one in states if one.contract.code != project.code]
    made = ProjectPage(
        code=project.code,
        name=cover.text(project.name),
        estate=books.committee.name,
        as_of=day,
        state=cover.text(project.state),
        said=_said(project, contract, cash, owing, ceiling),
        why=cover.text(project.why),
        contractor=cover.organisation(project.contractor) or (PERSON if project.contractor else ""),
        contract_code="、".join(one.code for one in written),
        contract_document=next((one.document for one in written if one.document), project.document),
        contract=contract,
        resolutions=_resolutions(project, ceiling, promised),
        ceiling=ceiling.amount if ceiling else None,
        paid=cash,
        accrued=owing,
        left=left,
        left_under_ceiling=ceiling.left if ceiling else None,
        retention=held.instalment.amount if held else ZERO,
        retention_due=held.instalment.due if held else None,
        warranty_until=project.warranty_until,
        deposit=sum((one.contract.deposit for one in states), ZERO),
        parts=_parts(states, contract),
        payments=_payments(promised, project, contract),
        acceptances=tuple(
            ProjectAcceptance(one.date, cover.text(one.by), cover.text(one.result), one.document)
            for one in project.acceptances
            if one.date <= day
        ),
        quotes=tuple(
            sorted(
                (
                    (cover.organisation(name) or PERSON, price)
                    for one in written
                    for name, price in one.quotes
                ),
                key=lambda quote: quote[1],
            )
        ),
        subsidy_from=cover.organisation(project.subsidy_from),
        subsidy_promised=project.subsidy,
        subsidy_received=received,
        subsidy_used=used,
        subsidy_unused=received - used,
        own_money=cash - used,
        photographs=tuple(
            Photograph(
                one.path, (hashes or {}).get(one.path, ""), one.date, cover.text(one.caption)
            )
            for one in project.pictures
        ),
        remarks=(
            *(one.doubt for one in mine if one.doubt),
            *doubts_of(states),
        ),
    )
    return _with_ids(made)


def _with_ids(made: ProjectPage) -> ProjectPage:
    """Resolutions, rows of votes, instalments and payments numbered."""
    resolutions, start = [], 1
    for one in numbered(made.resolutions, "决"):
        votes = numbered(one.votes, "票", start)
        start += len(votes)
        resolutions.append(replace(one, votes=votes))
    return replace(
        made,
        resolutions=tuple(resolutions),
        parts=numbered(made.parts, "期"),
        payments=numbered(made.payments, "款"),
    )


def _said(
    project: Works, contract: Decimal, cash: Decimal, owing: Decimal, ceiling: Ceiling | None
) -> str:
    """Paid and left in a sentence."""
    left = contract - cash - owing
    text = f"合同价 {show(contract)} 元，已付 {show(cash)} 元（{_share(cash, contract)}%）"
    if owing:
        text += f"，已记账未付 {show(owing)} 元"
    text += f"，还要付 {show(left)} 元" if left >= 0 else f"，多付 {show(-left)} 元"
    if ceiling is not None:
        text += (
            f"；决议限额内还余 {show(ceiling.left)} 元"
            if ceiling.left >= 0
            else f"；超出决议限额 {show(-ceiling.left)} 元"
        )
    return f"{text}。{project.state.rstrip('。')}。" if project.state else f"{text}。"


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else ZERO


def _subsidy(books: Books, project: Works, day: datetime.date) -> tuple[Decimal, Decimal | None]:
    """Received in cash, and what of it the books still keep; ``None`` where they do not say.

    By its account, of shared accounts what names the project. An account with an earmark keeps
    what is unspent: every notice prints its balance as not free, and this page says the same.
    """
    money = {account.name for account in books.chart.money}
    received = kept = ZERO
    for entry in books.transactions:
        if entry.date > day:
            continue
        touched = {leg.account for leg in entry.postings}
        # What an opening brings in was received before the books.
        came = bool(money & touched) or any(one.startswith("Equity:") for one in touched)
        for leg in entry.postings:
            if leg.account != project.subsidy_account or leg.units is None:
                continue
            named = (leg.meta or {}).get("project") or entry.meta.get("project")
            if named not in (None, project.code):
                continue
            amount = leg.units.number or ZERO
            kept -= amount
            if came:
                received -= amount
    account = books.chart.accounts.get(project.subsidy_account)
    return received, kept if account is not None and account.earmark else None


def _parts(states: Sequence[ContractState], contract: Decimal) -> tuple[ProjectPart, ...]:
    return tuple(
        ProjectPart(
            due=part.instalment.due,
            what=part.instalment.what,
            amount=part.instalment.amount,
            share=_share(part.instalment.amount, contract),
            paid=part.settled,
            left=part.left,
        )
        for state in states
        if state.contract.parts
        for part in state.parts
    )


def _payments(promised: Promised, project: Works, contract: Decimal) -> tuple[ProjectPayment, ...]:
    clerk = Clerk(promised.books, promised.registers, promised.cover, ())
    rows = []
    for one in promised.spent:
        if one.project != project.code or not one.is_cash:
            continue
        move = Movement(one.date, SPENDING, one.line, -one.amount, (one.leg,), one.entry)
        rows.append(
            ProjectPayment(
                date=one.date,
                number=clerk.number(move),
                summary=clerk.summary(move),
                payee=clerk.payee(move),
                amount=one.amount,
                share=_share(one.amount, contract) if contract else None,
            )
        )
    return tuple(rows)


def _resolutions(
    project: Works, ceiling: Ceiling | None, promised: Promised
) -> tuple[ProjectResolution, ...]:
    first = promised.known.resolution.get(project.resolution)
    named = (ceiling.resolution, *ceiling.more) if ceiling else (first,) if first else ()
    books = promised.books
    rates = load_rates(books.root)
    profile = load_profile(books.root, jurisdiction_of(books.committee.raw))
    return tuple(resolution_row(one, rates, profile, promised.cover) for one in named)
