"""The figures of the forms, added up by beanquery or hledger and put together in plain words.

Nothing of the program under test is used here but the export for hledger: sums come from the other
program, the rows from the text of ``npo-…:`` and from the form's own table.
"""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import beanquery
from beanquery import parser
from random_books import ERAS, SUSPENSE, Book

D = Decimal
ZERO = D("0.00")
Sums = dict[tuple[str, str], Decimal]
_HOLDERS = ("unit", "lease", "supplier", "staff")


@cache
def _parsed(sign: str) -> Any:
    """The query, parsed once: its parser is slow."""
    metas = ", ".join(f"meta('{one}')" for one in _HOLDERS)
    more = f" AND number {sign} 0" if sign else ""
    return parser.parse(
        f"SELECT account, {metas}, sum(number) WHERE date >= %(first)s AND date < %(end)s "
        f"AND entry_meta('voucher') ~ %(kind)s{more} GROUP BY account, {metas}"
    )


class Beanquery:
    """Sums by account and holder, from beanquery."""

    def __init__(self, book: Book) -> None:
        books = book.books
        self.query = beanquery.connect(
            "beancount:", entries=books.entries, errors=[], options=books.options
        )

    def sums(
        self, first: datetime.date, end: datetime.date, kind: str = "", sign: str = ""
    ) -> Sums:
        said = {"first": first, "end": end, "kind": f"^{kind}"}
        cursor = self.query.execute(_parsed(sign), said)
        found: Sums = defaultdict(lambda: ZERO)
        for account, *holders, amount in cursor.fetchall():
            who = next((f"{k}{h}" for k, h in zip(_HOLDERS, holders, strict=True) if h), "")
            found[account, who] += amount
        return found


class Hledger:
    """The same from ``hledger balance`` on the exported journal; holders are sub-accounts."""

    def __init__(self, journal: str) -> None:
        self.journal = journal

    def sums(
        self, first: datetime.date, end: datetime.date, kind: str = "", sign: str = ""
    ) -> Sums:
        said = ["hledger", "-f", "-", "balance", "--flat", "--no-total", "--output-format=csv"]
        said += [f"--begin={first}", f"--end={end}", "--no-elide"]
        said += [f"tag:voucher=^{kind}"] if kind else []
        said += [f"amt:{sign}0"] if sign else []
        run = subprocess.run(said, input=self.journal, capture_output=True, text=True, check=True)
        found: Sums = defaultdict(lambda: ZERO)
        for account, amount in list(csv.reader(io.StringIO(run.stdout)))[1:]:
            name, _colon, last = account.rpartition(":")
            is_holder = last[:1] == "h" and last[1:].isdigit()
            key = (name, last) if is_holder else (account, "")
            found[key] += D(amount.replace(" CNY", "").replace(",", ""))
        return found


class Once:
    """An engine that is asked the same only once."""

    def __init__(self, engine: Any) -> None:
        self.sums = cache(engine.sums)


def figures(engine: Any, book: Book, era: str, opened: Any, period: Any) -> dict[str, Decimal]:
    """Every figure of the three forms, of the bridge and of the cash view by its name."""
    return _Sheet(Once(engine), book, era).all(opened, period)


class _Sheet:
    def __init__(self, engine: Any, book: Book, era: str) -> None:
        self.engine, self.chart, self.form, self.era = engine, book.chart, ERAS[era], era
        self.found: dict[str, Decimal] = defaultdict(lambda: ZERO)

    def code(self, name: str) -> str:
        return self.chart[name].codes[self.era][:4]

    def is_bound(self, name: str) -> bool:
        return self.chart[name].codes[self.era][4:] == "02" or self.code(name) == "3102"

    def all(self, opened: datetime.date, period: Any) -> dict[str, Decimal]:
        start, end = period.first, period.end
        began = datetime.date(1900, 1, 1)
        marks = {
            mark: self.standing(self.engine.sums(began, day))
            for mark, day in (("opening", opened), ("start", start), ("closing", end))
        }
        for mark in ("opening", "closing"):
            self.balance(mark, marks[mark][0])
            for part, amount in marks[mark][1].items():
                self.found[f"net {mark} {part}"] = amount
        self.bridge(marks["start"][0], marks["closing"][0])
        for mark, first in (("period", start), ("year", opened)):
            self.activities(mark, first, end)
            self.cash(mark, first, end)
        self.found["money opening"] = self.money(self.engine.sums(began, start))
        self.found["money closing"] = self.money(self.engine.sums(began, end))
        return {key: amount for key, amount in self.found.items() if amount}

    def money(self, sums: Sums) -> Decimal:
        return sum(
            (v for (name, _who), v in sums.items() if self.chart[name].section == "资金"), ZERO
        )

    def standing(self, sums: Sums) -> tuple[dict[tuple[str, str], Decimal], dict[str, Decimal]]:
        """Debit balances by account and code after what stands on the wrong side has moved."""
        net = {"unrestricted": ZERO, "restricted": ZERO}
        by: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for (name, who), amount in sums.items():
            if self.code(name)[0] in "345":
                net["restricted" if self.is_bound(name) else "unrestricted"] -= amount
            else:
                by[name][who] = by[name].get(who, ZERO) + amount
        found: dict[tuple[str, str], Decimal] = {}
        for name, amounts in by.items():
            code = self.code(name)
            plus = sum((v for who, v in amounts.items() if v > 0 and who), ZERO)
            minus = sum((v for who, v in amounts.items() if v < 0 and who), ZERO)
            nobody = amounts.get("", ZERO)
            if self.chart[name].section == "收入":
                plus, minus = plus + max(nobody, ZERO), minus + min(nobody, ZERO)
            elif nobody > 0:
                plus, minus = plus + max(nobody + minus, ZERO), min(minus + nobody, ZERO)
            else:
                plus, minus = max(plus + nobody, ZERO), minus + min(nobody + plus, ZERO)
            table = self.form["credit" if code[0] == "1" else "debit"]
            if code not in table:
                found[name, code] = plus + minus
            elif code[0] == "1":
                found[name, code], found[name, table[code]] = plus, minus
            else:
                found[name, code], found[name, table[code]] = minus, plus
        return found, net

    def balance(self, mark: str, held: dict[tuple[str, str], Decimal]) -> None:
        for side, sign in (("assets", 1), ("claims", -1)):
            for one in self.form["balance"][side]:
                for (_name, code), amount in held.items():
                    if code in one.get("codes", ()):
                        self.found[f"{side} {one['row']} {mark}"] += (
                            sign * one.get("sign", 1) * amount
                        )
        self.found[f"assets total {mark}"] = sum(
            (v for (_n, code), v in held.items() if code[0] == "1"), ZERO
        )
        self.found[f"liabilities total {mark}"] = -sum(
            (v for (_n, code), v in held.items() if code[0] == "2"), ZERO
        )

    def bridge(self, then: dict[Any, Decimal], now: dict[Any, Decimal]) -> None:
        reasons = {code: key for key, codes in self.form["bridge"].items() for code in codes}
        for sign, held in ((-1, then), (1, now)):
            for (name, code), amount in held.items():
                if self.chart[name].section == "资金":
                    continue
                special = "suspense" if name == SUSPENSE else ""
                special = special or ("deposit" if self.chart[name].earmark == "押金" else "")
                self.found[f"bridge {special or reasons[code]}"] += sign * amount

    def activities(self, mark: str, first: datetime.date, end: datetime.date) -> None:
        """Income and cost of transactions without net assets; the others by their mark."""
        row = {
            code: one["row"]
            for one in self.form["activities"]["rows"]
            for code in one.get("codes", ())
        }
        of = {one["of"]: one["row"] for one in self.form["activities"]["rows"] if "of" in one}
        add = self.add
        self.net_assets(mark, first, end, row, of)
        plain = dict(self.engine.sums(first, end))
        for kind in ("book-release", "book-closing"):
            for key, amount in self.engine.sums(first, end, kind).items():
                plain[key] = plain.get(key, ZERO) - amount
        for (name, _who), amount in plain.items():
            code, bound = self.code(name), self.is_bound(name)
            if code[0] == "4":
                add(mark, row[code], -amount, bound=bound)
            elif code[0] == "5":
                add(mark, row[code], amount)
                if bound:
                    add(mark, of["released"], amount)
                    add(mark, of["released"], -amount, bound=True)

    def net_assets(self, mark: str, first: Any, end: Any, row: Any, of: Any) -> None:
        add = self.add
        for (name, _who), amount in self.engine.sums(first, end, "cash-(grant|back)").items():
            if self.code(name) == "3102":
                add(mark, row["4401"], -amount, bound=True)
        for kind, place in (("book-release", "released"), ("book-bind", "bound")):
            for (name, _who), amount in self.engine.sums(first, end, kind).items():
                if self.code(name) == "3102":
                    where = of.get(place, of["released"])
                    add(mark, where, amount)
                    add(mark, where, -amount, bound=True)
        for (name, _who), amount in self.engine.sums(first, end, "book-adjust").items():
            if name.startswith("Equity:"):
                add(mark, of["adjusted"], -amount)

    def add(self, mark: str, row: int, amount: Decimal, *, bound: bool = False) -> None:
        self.found[f"activities {row} {'restricted' if bound else 'unrestricted'} {mark}"] += amount

    def cash(self, mark: str, first: datetime.date, end: datetime.date) -> None:
        out = {one["row"] for one in self.form["cash"]["rows"] if one.get("out")}
        for place, sign in ((0, "<"), (1, ">")):
            for (name, _who), amount in self.engine.sums(first, end, "cash", sign).items():
                one = self.chart[name]
                if one.section == "资金":
                    continue
                rows = self.form["cash"]["codes"][self.settled(name)]
                row = rows[place]
                self.found[f"cash {row} {mark}"] += amount if row in out else -amount
                if mark == "period":
                    self.line(one, amount)

    def settled(self, name: str) -> str:
        """The code whose row the money of an account belongs to."""
        one, code = self.chart[name], self.code(name)
        if code == "3102":
            return "4401"
        if code in self.form["cash"]["by-line"] and one.section in ("收入", "支出"):
            for other in self.chart.values():
                theirs = other.codes[self.era][:4]
                if other.line == one.line and theirs[0] in "45":
                    return theirs
        return code

    def line(self, one: Any, amount: Decimal) -> None:
        """The cash view: what is received and paid by line of the notice."""
        if one.section == "收入":
            self.found[f"view income {one.line}"] -= amount
        elif one.section == "支出":
            self.found[f"view spending {one.line}"] += amount
        elif amount < 0:
            self.found[f"view income 收到{one.line}"] -= amount
        else:
            self.found[f"view spending 退还{one.line}"] += amount


def ours(statements: Any, view: Any, era: str) -> dict[str, Decimal]:
    """The same figures as the program prints them, by the same names."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    _balance(found, statements.balance, era)
    for line in statements.bridge.lines:
        found[f"bridge {line.reason}"] = line.amount
    _activities(found, statements.activities, era)
    marks = ("period", "year") if len(statements.cash_flows.columns) > 1 else ("period",)
    for one in statements.cash_flows.rows:
        if one.kind == "item":
            for place, mark in enumerate(("period", "year")):
                found[f"cash {one.row} {mark}"] = one.amounts[min(place, len(marks) - 1)]
    found["money opening"] = statements.cash_flows.opening
    found["money closing"] = statements.cash_flows.closing
    for side, lines in (("income", view.income), ("spending", view.spending)):
        for line in lines:
            found[f"view {side} {line.line}"] = line.amount
    return {key: amount for key, amount in found.items() if amount}


def _is_net(era: str, side: str, row: int) -> bool:
    rows: Iterable[Any] = ERAS[era]["balance"][side]
    return any(
        one.get("row") == row and any(code[0] == "3" for code in one.get("codes", ()))
        for one in rows
    )


def _balance(found: dict[str, Decimal], balance: Any, era: str) -> None:
    for side, rows in (("assets", balance.assets), ("claims", balance.claims)):
        for one in rows:
            if one.kind == "item" and not _is_net(era, side, one.row):
                found[f"{side} {one.row} opening"] = one.opening
                found[f"{side} {one.row} closing"] = one.closing
    for place, (mark, net) in enumerate(
        (("opening", balance.net_opening), ("closing", balance.net_closing))
    ):
        found[f"net {mark} unrestricted"] = net.unrestricted
        found[f"net {mark} restricted"] = net.restricted
        found[f"assets total {mark}"] = balance.assets_total[place]
        found[f"liabilities total {mark}"] = balance.liabilities_total[place]


def _activities(found: dict[str, Decimal], activities: Any, era: str) -> None:
    quiet = next((one["row"] for one in ERAS[era]["activities"]["rows"] if one.get("quiet")), None)
    for one in activities.rows:
        if one.kind != "item":
            continue
        row = one.row if one.row is not None else quiet
        for place, mark in enumerate(("period", "year")):
            split = one.amounts[min(place, len(one.amounts) - 1)]
            found[f"activities {row} unrestricted {mark}"] = split.unrestricted
            found[f"activities {row} restricted {mark}"] = split.restricted
