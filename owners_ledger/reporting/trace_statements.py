"""What the rows of the three statements and of the bridge are the sums of.

A row that the form adds up is shown as the sum of its rows. A balance is the opening and what came
to it and left it since; a household that turned from owing to having paid ahead brings its whole
balance from one row to the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

from owners_ledger.money import ZERO
from owners_ledger.reporting.accrual.bridge import ADJUSTMENT
from owners_ledger.reporting.accrual.effects import ADJUSTED, RELEASED
from owners_ledger.reporting.accrual.effects import BOUND as TIED
from owners_ledger.reporting.accrual.eras import era_of
from owners_ledger.reporting.accrual.forms import FormRow
from owners_ledger.reporting.accrual.model import (
    HEADING,
    PART,
    ActivityRow,
    BalanceRow,
    BridgeItem,
    BridgeLine,
    CashFlowRow,
    Statements,
)
from owners_ledger.reporting.accrual.places import (
    EXPENSE,
    INCOME,
    RESTRICTED,
    UNRESTRICTED,
    Places,
)
from owners_ledger.reporting.accrual.statements import by_funds
from owners_ledger.reporting.cash import SPENDING
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, other
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_standing import Held, Movements

_DAY = datetime.timedelta(days=1)
_PARTS = ("非限定性", "限定性")


class StatementsTraced:
    """Gathers the pieces of the forms."""

    def __init__(self, ground: Ground, statements: Statements) -> None:
        """On the same postings."""
        self._ground, self._made = ground, statements
        books, period = ground.reading.books, ground.period
        self._era = era_of(period.last, books.root)
        places = Places(books, self._era)
        self._opened = statements.balance.opened + _DAY
        begin = datetime.date(period.year - 1, 1, 1)
        days = begin, period.end
        self._moved = Movements(books, self._era, places, by_funds(books), days)
        self._places = places

    def known(self) -> Known:
        """Every row with its id."""
        made, bridge, ids = self._made, self._made.bridge, self._made.bridge.total_ids
        balance = made.balance
        for rows, form, sign in (
            (balance.assets, self._era.assets, 1),
            (balance.claims, self._era.claims, -1),
        ):
            for row, told in zip(rows, form.rows, strict=True):
                if row.id:
                    yield (
                        row.id,
                        f"资产负债表 {row.title}",
                        partial(self._balance, row, told, rows, sign),
                    )
        yield from self._activities()
        flows = made.cash_flows.rows
        for flow, told in zip(flows, self._era.cash.rows, strict=True):
            if flow.id:
                yield (
                    flow.id,
                    f"现金流量表 {flow.title}",
                    partial(self._flow, flow, told),
                )
        yield ids.income, "对照 收到的钱", lambda: (self._cash("income", bridge.income),)
        yield ids.spending, "对照 付出的钱", lambda: (self._cash("spending", bridge.spending),)
        steps = ((ids.income, "收入", bridge.income), (ids.spending, "支出", -bridge.spending))
        yield (
            ids.surplus,
            "对照 钱的结余",
            lambda: (composed("金额", bridge.surplus, steps, "收入 − 支出"),),
        )
        for line in bridge.lines:
            yield line.id, f"对照 {line.title}", partial(self._line, line)
        yield ids.change, "对照 净资产变动额", self._change
        for item in bridge.items:
            yield item.id, f"逐项对照 {item.line}", partial(self._item, item)

    def _balance(
        self, row: BalanceRow, form: FormRow, rows: Sequence[BalanceRow], sign: int
    ) -> Figures:
        opening, closing = row.opening or ZERO, row.closing or ZERO
        names = self._made.balance.closing_title, self._made.balance.opening_title
        if form.sums:
            by_row = {one.row: one for one in rows if one.row is not None}
            return tuple(
                composed(
                    name,
                    getattr(row, field) or ZERO,
                    (
                        (one.id, one.title, (1 if n > 0 else -1) * (getattr(one, field) or ZERO))
                        for n in form.sums
                        for one in (by_row[abs(n)],)
                    ),
                )
                for name, field in zip(names, ("closing", "opening"), strict=True)
            )
        sign *= form.sign
        then, now = self._held(form, self._opened, sign), self._held(form, None, sign)
        brought = other(row.id, names[1], opening)
        return (
            figure(names[0], closing, (brought, *self._rows(now.less(then))), "年初数加本年各笔"),
            figure(names[1], opening, self._rows(then)),
        )

    def _held(self, form: FormRow, before: datetime.date | None, sign: int) -> Held:
        """What a row holds at a day's start (``None``: at the end)."""
        held = Held()
        for (_name, code), one in self._moved.standing(before).items():
            if code in form.codes:
                held.add(one)
        for code, tied in ((UNRESTRICTED, False), (RESTRICTED, True)):
            if code in form.codes:
                held.add(self._moved.own(before, tied=tied))
        return held.times(sign)

    def _rows(self, held: Held) -> tuple[TracedEntry, ...]:
        rows = self._ground.write.rows(held.pieces)
        return (*rows, other("", "不记名的冲抵", held.more)) if held.more else rows

    def _activities(self) -> Known:
        rows = iter(self._era.activities.rows)
        current: FormRow | None = None
        printed = self._made.activities.rows
        for row in printed:
            if row.kind != PART:
                current = next(one for one in rows if one.title == row.title)
            if row.kind != HEADING and current is not None:
                yield (
                    row.id,
                    f"业务活动表 {row.title}",
                    partial(self._activity, row, current),
                )

    def _activity(self, row: ActivityRow, form: FormRow) -> Figures:
        found: list[TracedFigure] = []
        columns = self._made.activities.columns
        for place, (title, split) in enumerate(zip(columns, row.amounts, strict=True)):
            parts = (split.unrestricted, split.restricted)
            if row.kind != PART and form.sums:
                found += [
                    composed(f"{title} {name}", amount, self._sums(form, place, number))
                    for number, (name, amount) in enumerate(zip(_PARTS, parts, strict=True))
                ]
            else:
                wanted = self._wanted(row, form)
                found += [
                    self._ground.sum_of(
                        f"{title} {name}",
                        amount,
                        self._moved.effects(wanted, *self._days(title), number),
                    )
                    for number, (name, amount) in enumerate(zip(_PARTS, parts, strict=True))
                ]
            both = ((row.id, name, amount) for name, amount in zip(_PARTS, parts, strict=True))
            found.append(composed(f"{title} 合计", split.total, both))
        # The sum of the last column is what one looks for.
        return (found[-1], *found[:-1])

    def _wanted(self, row: ActivityRow, form: FormRow) -> Callable[[str, str, str], bool]:
        if row.kind == PART:
            return lambda kind, code, line: (
                kind == EXPENSE and code in form.codes and line == row.title
            )
        if form.of:
            told = {one.of for one in self._era.activities.rows}
            kinds = {form.of} | ({TIED} if form.of == RELEASED and TIED not in told else set())
            return lambda kind, _code, _line: kind in kinds
        return lambda kind, code, _line: kind in (INCOME, EXPENSE) and code in form.codes

    def _sums(self, form: FormRow, place: int, number: int) -> Iterable[tuple[str, str, Decimal]]:
        """The rows a row adds up; one that is not printed because it is zero adds nothing."""
        titles = {one.row: one.title for one in self._era.activities.rows if one.row is not None}
        for signed in form.sums:
            row = next(
                (
                    one
                    for one in self._made.activities.rows
                    if one.title == titles[abs(signed)] and one.kind != PART and one.amounts
                ),
                None,
            )
            if row is not None:
                split = row.amounts[place]
                amount = split.restricted if number else split.unrestricted
                yield row.id, row.title, amount if signed > 0 else -amount

    def _days(self, title: str) -> tuple[datetime.date, datetime.date]:
        """The days of a column."""
        period = self._ground.period
        if title.startswith("上年"):
            year = period.year - 1
            return datetime.date(year, 1, 1), datetime.date(period.year, 1, 1)
        if title.startswith("本年累计"):
            return self._opened, period.end
        return period.first, period.end

    def _flow(self, row: CashFlowRow, form: FormRow) -> Figures:
        found, flows = [], self._made.cash_flows
        by_row = {one.row: one for one in flows.rows if one.row is not None}
        for place, (title, amount) in enumerate(zip(flows.columns, row.amounts, strict=True)):
            if form.sums:
                parts = [
                    (by_row[abs(n)].id, by_row[abs(n)].title, by_row[abs(n)].amounts[place])
                    for n in form.sums
                ]
                signed = [
                    (short, name, one if n > 0 else -one)
                    for n, (short, name, one) in zip(form.sums, parts, strict=True)
                ]
                found.append(composed(title, amount, signed))
            else:
                pieces = self._moved.cash(row.row or 0, *self._days(title))
                found.append(self._ground.sum_of(title, amount, pieces))
        if row is flows.rows[-1]:
            steps = (("", "期初货币资金", flows.opening), (row.id, "净增加", flows.increase))
            money = self._moved.money(self._ground.period.first)
            found.append(composed("期末货币资金", flows.closing, steps, "期初 + 净增加"))
            found.append(self._ground.sum_of("期初货币资金", flows.opening, money))
        return tuple(found)

    def _cash(self, side: str, printed: Decimal) -> TracedFigure:
        items = [one for one in self._made.bridge.items if one.side == side]
        return composed("金额", printed, ((one.id, one.line, one.cash) for one in items))

    def _line(self, line: BridgeLine) -> Figures:
        """What a reason's balances grew by: what came to them and left them."""
        first = self._ground.period.first
        then, now = Held(), Held()
        for held, before in ((then, first), (now, None)):
            for (name, code), one in self._moved.standing(before).items():
                place = self._places.of(name)
                if place.account.is_money:
                    continue
                if (place.reason or self._era.reasons[code]) == line.reason:
                    held.add(one)
        return (figure("金额", line.amount, self._rows(now.less(then))),)

    def _change(self) -> Figures:
        bridge = self._made.bridge
        steps = [(bridge.total_ids.surplus, "钱的结余", bridge.surplus)]
        steps += [(one.id, one.title, one.amount) for one in bridge.lines]
        items = [
            (one.id, one.line, one.accrual if one.side == INCOME else -one.accrual)
            for one in bridge.items
        ]
        return (
            composed("金额", bridge.change, steps, "钱的结余加各项原因"),
            composed("金额", bridge.change, items, "应计的收入 − 支出"),
        )

    def _item(self, item: BridgeItem) -> Figures:
        period = self._ground.period
        nominal = INCOME if item.side == INCOME else EXPENSE
        adjusts = item.side == INCOME and item.line == ADJUSTMENT

        def wanted(kind: str, _code: str, line: str) -> bool:
            return (kind == nominal and line == item.line) or (adjusts and kind == ADJUSTED)

        pieces = [
            piece
            for number in (0, 1)
            for piece in self._moved.effects(wanted, period.first, period.end, number)
        ]
        side = item.side if item.side == INCOME else SPENDING
        flows = self._ground.flows(side, item.line, period.first, period.end)
        steps = ((item.id, "应计口径", item.accrual), (item.id, "收付口径", -item.cash))
        return (
            composed("相差", item.difference, steps, "应计 − 收付"),
            self._ground.sum_of("收付口径", item.cash, flows),
            self._ground.sum_of("应计口径", item.accrual, pieces),
        )
