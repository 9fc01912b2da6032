"""What the figures of a project's page are made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from owners_ledger.commitments.model import Contract, Place, Resolution
from owners_ledger.commitments.spending import Spent, owed, paid
from owners_ledger.commitments.state import ContractState
from owners_ledger.money import ZERO
from owners_ledger.reporting.project_model import (
    ProjectPage,
    ProjectPart,
    ProjectPayment,
    ProjectResolution,
    VoteCount,
)
from owners_ledger.reporting.promised import Promised
from owners_ledger.reporting.trace_budget import (
    cash_of,
    ceiling_asks,
    ceiling_figures,
    instalment,
    owed_of,
)
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, listed
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_parts import sums
from owners_ledger.reporting.trace_pass import Piece


class ProjectTraced:
    """Gathers the pieces of a project's page."""

    def __init__(self, ground: Ground, page: ProjectPage) -> None:
        """On the same postings."""
        self._ground, self._page = ground, page
        reading = ground.reading
        known = reading.sources.commitments
        self._project = known.project[page.code]
        self._promised = Promised(reading.books, reading.registers, known, page.as_of)
        self._states = [one for one in self._promised.states if one.contract.project == page.code]
        self._spent = [one for one in self._promised.spent if one.project == page.code]

    def known(self) -> Known:
        """Every row with its id."""
        page, ids = self._page, self._page.total_ids
        yield ids.contract, "合同价", lambda: (self._contract(),)
        yield (
            ids.paid,
            "已付",
            lambda: (
                composed("金额", page.paid, ((o.id, o.summary, o.amount) for o in page.payments)),
            ),
        )
        yield ids.accrued, "已记账未付", lambda: (self._accrued(),)
        yield ids.left, "还要付", self._left
        yield ids.ceiling, "决议限额", self._ceiling
        yield ids.retention, "质保金", self._retention
        yield ids.deposit, "对方交来的保证金", lambda: (self._deposit(),)
        yield ids.quotes, "报价", lambda: tuple(self._quotes())
        yield ids.subsidy, "补助", lambda: tuple(self._subsidy())
        for resolution in page.resolutions:
            name = f"决议 {resolution.number}"
            yield resolution.id, name, partial(self._resolution, resolution)
            for place, row in enumerate(resolution.votes):
                yield (
                    row.id,
                    f"{name} {row.what}",
                    partial(self._vote, resolution, place, row),
                )
        for place, part in enumerate(page.parts):
            yield part.id, f"约定 {part.what}", partial(self._part, place, part)
        fields = (("金额", "amount"), ("已付", "paid"), ("还要付", "left"))
        if page.parts:
            yield ids.parts, "约定合计", lambda: sums(page.parts, fields)
        spent = [one for one in self._spent if one.is_cash]
        for payment, known in zip(page.payments, spent, strict=True):
            yield (
                payment.id,
                f"付款 {payment.summary}",
                partial(self._payment, payment, known),
            )

    def _payment(self, payment: ProjectPayment, known: Spent) -> Figures:
        return (self._ground.sum_of("金额", payment.amount, cash_of([known])),)

    def _contract(self) -> TracedFigure:
        rows = [
            _at(one.contract.place, one.contract, "total", one.contract.total)
            for one in self._states
            if one.contract.total
        ]
        project = self._project
        if not rows:
            rows = [
                listed(
                    project.place.file,
                    project.code,
                    "contract",
                    project.contract,
                    project.place.line,
                )
            ]
        return figure("合同价", self._page.contract, tuple(rows))

    def _accrued(self) -> TracedFigure:
        return self._ground.sum_of("已记账未付", self._page.accrued, owed_of(self._spent))

    def _left(self) -> Figures:
        page, ids = self._page, self._page.total_ids
        steps = (
            (ids.contract, "合同价", page.contract),
            (ids.paid, "已付", -page.paid),
            (ids.accrued, "已记账未付", -page.accrued),
        )
        return (composed("还要付", page.left, steps, "合同价 − 已付 − 已记账未付"),)

    def _ceiling(self) -> Figures:
        known = next(
            (one for one in self._promised.ceilings if self._project.resolution in one.numbers),
            None,
        )
        if known is None:
            return ()
        states = {one.contract.code: one for one in self._promised.states}
        asks = tuple(ceiling_asks(known, {}, states))
        return ceiling_figures(self._ground, self._page.total_ids.ceiling, known, asks)

    def _retention(self) -> Figures:
        held = next((one for one in self._states if one.retention), None)
        rows: Sequence[TracedEntry] = ()
        if held is not None and held.retention is not None:
            part = held.retention.instalment
            rows = instalment("", held, part.amount, part.due, part.what)
        return (figure("质保金", self._page.retention, tuple(rows)),)

    def _deposit(self) -> TracedFigure:
        rows = [
            _at(one.contract.place, one.contract, "deposit", one.contract.deposit)
            for one in self._states
            if one.contract.deposit
        ]
        return figure("保证金", self._page.deposit, tuple(rows))

    def _quotes(self) -> Iterator[TracedFigure]:
        """In the printed order; who bid is told as the page tells it."""
        written = [
            (price, one.contract)
            for one in self._states
            if one.contract.code != self._page.code
            for _name, price in one.contract.quotes
        ]
        ordered = sorted(written, key=lambda quote: quote[0])
        for (name, printed), (price, contract) in zip(self._page.quotes, ordered, strict=True):
            row = _at(contract.place, contract, "quote", price)
            yield figure(f"报价 {name}", printed, (row,))

    def _subsidy(self) -> Iterator[TracedFigure]:
        page, project, short = self._page, self._project, self._page.total_ids.subsidy
        if page.subsidy_promised is not None:
            place = project.place
            promised = project.subsidy or ZERO
            row = listed(place.file, project.code, "subsidy", promised, place.line)
            yield figure("答应", page.subsidy_promised, (row,))
        received, kept = self._subsidised(page.as_of)
        yield self._ground.sum_of("收到", page.subsidy_received, received)
        rest = ((short, "收到", page.subsidy_received), (short, "用在工程", -page.subsidy_used))
        account = self._ground.reading.books.chart.accounts.get(project.subsidy_account)
        if account is not None and account.earmark:
            yield self._ground.sum_of("还没有用", page.subsidy_unused, kept)
            steps = [
                (short, "收到", page.subsidy_received),
                (short, "还没有用", -page.subsidy_unused),
            ]
        else:
            yield composed("还没有用", page.subsidy_unused, rest)
            whole = page.paid < page.subsidy_received
            steps = [(page.total_ids.paid, "已付", page.paid)]
            steps = steps if whole else [(short, "收到", page.subsidy_received)]
        yield composed("用在工程", page.subsidy_used, steps)
        own = ((page.total_ids.paid, "已付", page.paid), (short, "补助", -page.subsidy_used))
        yield composed("业主自己的钱", page.own_money, own, "已付 − 用了的补助")

    def _subsidised(self, day: datetime.date) -> tuple[list[Piece], list[Piece]]:
        """What came in on the subsidy's account, and everything that moved on it."""
        books, project = self._ground.reading.books, self._project
        money = {account.name for account in books.chart.money}
        received: list[Piece] = []
        kept: list[Piece] = []
        for entry in books.transactions:
            if entry.date > day:
                break
            accounts = {leg.account for leg in entry.postings}
            came = bool(money & accounts) or any(one.startswith("Equity:") for one in accounts)
            for leg in entry.postings:
                named = (leg.meta or {}).get("project") or entry.meta.get("project")
                mine = named in (None, project.code)
                if leg.account == project.subsidy_account and leg.units is not None and mine:
                    piece = Piece(-(leg.units.number or ZERO), entry, leg)
                    kept.append(piece)
                    if came:
                        received.append(piece)
        return received, kept

    def _resolution(self, one: ProjectResolution) -> Figures:
        known = self._known(one)
        if one.ceiling is None:
            return ()
        row = listed(
            known.place.file, known.number, "ceiling", known.ceiling or ZERO, known.place.line
        )
        return (figure("限额", one.ceiling, (row,)),)

    def _known(self, one: ProjectResolution) -> Resolution:
        return self._promised.known.resolution[one.number]

    def _vote(self, one: ProjectResolution, place: int, row: VoteCount) -> Figures:
        """A row of the count: as recorded with the resolution."""
        known = self._known(one)
        vote = known.vote
        if vote is None:
            return ()
        side = (vote.owners, vote.took_part, vote.in_favour)[place]
        file, line = known.place
        return (
            figure(
                "人数",
                Decimal(row.heads),
                (listed(file, known.number, "表决 人数", Decimal(side.heads), line),),
            ),
            figure("面积", row.area, (listed(file, known.number, "表决 面积", side.area, line),)),
        )

    def _part(self, place: int, one: ProjectPart) -> Figures:
        """An instalment: payments settle the earliest first, so others' parts are taken off."""
        agreed = [
            (state, part) for state in self._states if state.contract.parts for part in state.parts
        ]
        state, part = agreed[place]
        asked = part.instalment
        others = [
            (self._page.parts[n].id, f"{other.instalment.due} 一期", -other.settled)
            for n, (mine, other) in enumerate(agreed)
            if mine is state and n != place and other.settled
        ]
        rest = ((one.id, "金额", one.amount), (one.id, "已付", -one.paid))
        said = "已付、已记账先抵最早的一期"
        return (
            composed("还要付", one.left, rest, "金额 − 已付"),
            figure(
                "金额",
                one.amount,
                tuple(instalment("", state, asked.amount, asked.due, asked.what)),
            ),
            composed("已付", one.paid, [*self._settled(state), *others], said),
        )

    def _settled(self, state: ContractState) -> list[tuple[str, str, Decimal]]:
        ids = self._page.total_ids
        mine = [one for one in self._spent if one.contract == state.contract.code]
        found = [
            ("", "启用账本以前已付", state.contract.paid_before),
            (ids.paid, "已付", paid(mine)),
            (ids.accrued, "已记账未付", owed(mine)),
            ("", "多付的", -state.beyond),
        ]
        return [one for one in found if one[2]]


def _at(place: Place, contract: Contract, key: str, amount: Decimal | None) -> TracedEntry:
    return listed(place.file, contract.code, key, amount or ZERO, place.line)
