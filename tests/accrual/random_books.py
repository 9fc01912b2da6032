"""Random books of an invented estate: any chart, any map to the forms, any kind of transaction.

The same seed gives the same book. Every transaction says in ``voucher:`` what it is
(``cash-charge``, ``book-release`` …), so that another program can add up its kinds by that mark.
"""

from __future__ import annotations

import datetime
import random
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.core.amount import Amount

from owners_ledger.books.load import Books
from owners_ledger.config import committee_of

FORMS = Path(__file__).parents[2] / "reports" / "npo"
ERAS = {name: tomllib.loads((FORMS / f"{name}.toml").read_text()) for name in ("2004", "2024")}
D = Decimal
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)
# Days on which years, quarters and the two accounting systems meet are frequent.
EDGES = [
    datetime.date(*day)
    for day in (
        (2025, 1, 1),
        (2025, 3, 31),
        (2025, 4, 1),
        (2025, 12, 31),
        (2026, 1, 1),
        (2026, 3, 31),
        (2026, 4, 1),
        (2026, 6, 30),
        (2026, 12, 31),
    )
]
SUSPENSE = "Liabilities:29待核实款项"
UNITS = [("unit", f"1-1-{n}") for n in range(101, 107)] + [("lease", "L-01"), ("supplier", "V-01")]


@dataclass(frozen=True)
class One:
    """An account: its name, notice section and line, and its place in each era's form."""

    name: str
    section: str
    line: str
    codes: dict[str, str]
    earmark: str = ""

    def text(self) -> str:
        said = {era: f"{code[:6]} {title_of(era, code)}" for era, code in self.codes.items()}
        return (
            f"2020-01-01 open {self.name} CNY\n"
            f'  disclose: "{self.section}/{self.line}"\n'
            + (f'  earmark: "{self.earmark}"\n' if self.earmark else "")
            + "".join(f'  npo-{era}: "{line}"\n' for era, line in said.items())
        )


@dataclass(frozen=True)
class Book:
    books: Books
    chart: dict[str, One]


def title_of(era: str, code: str) -> str:
    return ERAS[era]["accounts"][code[:4]]


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.chart: dict[str, One] = {}
        self.entries: list[data.Transaction] = []

    def book(self) -> Book:
        self._accounts()
        self._opening()
        kinds = [getattr(self, name) for name in sorted(dir(type(self))) if name.startswith("do_")]
        for _ in range(self.random.randint(5, 45)):
            self.random.choice(kinds)()
        self._put("earn", (self.money[0], D(1)), (self.income[0], D(-1)), day=LAST)
        text = "".join(one.text() for one in self.chart.values())
        entries, errors, options = loader.load_string(text)
        assert not errors, errors
        entries = sorted([*entries, *self.entries], key=lambda one: one.date)
        return Book(
            Books(
                Path("/book"),
                committee_of({"name": "小院", "body": "小院业主委员会"}),
                entries,
                [],
                options,
            ),
            self.chart,
        )

    # The chart

    def _codes(self, first: str, but: tuple[str, ...] = ()) -> dict[str, str]:
        return {
            era: self.random.choice(
                [code for code in ERAS[era]["accounts"] if code[0] == first and code not in but]
            )
            for era in ERAS
        }

    def _add(self, name: str, section: str, line: str, codes: dict[str, str], earmark="") -> str:
        self.chart[name] = One(name, section, line, codes, earmark)
        return name

    def _accounts(self) -> None:
        r = self.random
        both = lambda code: dict.fromkeys(ERAS, code)  # noqa: E731 - a word for the lines below
        self.money = [
            self._add(f"Assets:1{n}钱", "资金", f"户{n}", both(code))
            for n, code in enumerate(r.sample(["1001", "1002", "1009"], r.randint(1, 3)))
        ]
        self.income, self.due = [], []
        for n in range(r.randint(1, 4)):
            codes = self._codes("4")
            if r.random() < 0.2:
                codes = {era: f"{code}02" for era, code in codes.items()}
            self.income.append(self._add(f"Income:1{n}收", "收入", f"收{n}", codes))
            if r.random() < 0.7:
                self.due.append(self._add(f"Assets:2{n}应收", "收入", f"收{n}", both("1121")))
        self.costs = [
            self._add(f"Expenses:1{n}支", "支出", f"支{n}", self._codes("5"))
            for n in range(r.randint(1, 4))
        ]
        if r.random() < 0.3:
            codes = {era: f"{code}02" for era, code in self._codes("5").items()}
            self.costs.append(self._add("Expenses:19限定支", "支出", "支9", codes))
        money = ("1001", "1002", "1009", "1121")
        self.assets = [
            self._add(f"Assets:3{n}产", "支出", f"产{n}", self._codes("1", money))
            for n in range(r.randint(0, 4))
        ]
        self.owed = [
            self._add(f"Liabilities:1{n}欠", "收支", f"欠{n}", self._codes("2", ("2204",)))
            for n in range(r.randint(0, 4))
        ]
        self.owed.append(self._add(SUSPENSE, "收支", "核实款", both("2209")))
        self.owed.append(self._add("Liabilities:20押金", "收支", "押金", both("2209"), "押金"))
        self.bound = [
            self._add(f"Liabilities:26专项:0{n}补助", "收入", f"补助{n}", both("3102"))
            for n in range(r.randint(1, 2))
        ]
        self.free = self._add("Equity:10期初净资产", "不列示", "期初净资产", both("3101"))
        self.adjusted = self._add(
            "Equity:20调整", "不列示", "调整", {"2004": "3101", "2024": "3201"}
        )

    # Transactions

    def _amount(self) -> Decimal:
        return D(self.random.choice([1, self.random.randint(1, 10**8)])).scaleb(-2)

    def _who(self) -> dict[str, Any]:
        return dict([self.random.choice([*UNITS, ("", "")])]) if self.random.random() < 0.9 else {}

    def _put(self, kind: str, *legs: tuple[str, Decimal], day: datetime.date | None = None) -> None:
        r = self.random
        span = (LAST - FIRST).days
        day = day or (
            r.choice(EDGES)
            if r.random() < 0.4
            else FIRST + datetime.timedelta(days=r.randint(0, span))
        )
        cash = any(name in self.money for name, _amount in legs)
        self.entries.append(
            data.Transaction(
                {"voucher": f"{'cash' if cash else 'book'}-{kind}"},
                day,
                "*",
                "张三",
                "款",
                frozenset(),
                frozenset(),
                [
                    data.Posting(name, Amount(amount, "CNY"), None, None, None, self._meta(name))
                    for name, amount in legs
                ],
            )
        )

    def _meta(self, name: str) -> dict[str, Any]:
        if not name.startswith(("Assets:2", "Assets:3", "Liabilities:1", "Liabilities:2")):
            return {}
        return {key: code for key, code in self._who().items() if key}

    def _opening(self) -> None:
        legs = [(name, self._amount()) for name in self.money]
        legs += [(name, self._amount()) for name in (*self.due, *self.assets)]
        legs += [(name, -self._amount()) for name in (*self.owed, *self.bound)]
        legs.append((self.free, -sum((amount for _name, amount in legs), D(0))))
        self._put("opening", *legs, day=datetime.date(2024, 12, 31))

    def _pick(self, *lists: list[str]) -> str:
        return self.random.choice([name for names in lists for name in names])

    def do_earn(self) -> None:
        amount = self._amount() * self.random.choice([1, 1, 1, -1])
        self._put("earn", (self._pick(self.money), amount), (self._pick(self.income), -amount))

    def do_charge(self) -> None:
        if self.due:
            name = self._pick(self.due)
            amount = self._amount()
            income = self._pick(self.income)
            self._put("charge", (name, amount), (name, amount), (income, -2 * amount))

    def do_collect(self) -> None:
        if self.due:
            amount = self._amount() * self.random.choice([1, 1, 1, -1])
            self._put("collect", (self._pick(self.money), amount), (self._pick(self.due), -amount))

    def do_spend(self) -> None:
        amount = self._amount() * self.random.choice([1, 1, 1, -1])
        self._put("spend", (self._pick(self.costs), amount), (self._pick(self.money), -amount))

    def do_owe(self) -> None:
        amount = self._amount()
        self._put("owe", (self._pick(self.costs), amount), (self._pick(self.owed), -amount))

    def do_pay(self) -> None:
        amount = self._amount() * self.random.choice([1, 1, -1])
        name = self._pick(self.owed, self.assets)
        self._put("pay", (name, amount), (self._pick(self.money), -amount))

    def do_use(self) -> None:
        if self.assets:
            amount = self._amount()
            self._put("use", (self._pick(self.costs), amount), (self._pick(self.assets), -amount))

    def do_transfer(self) -> None:
        amount = self._amount()
        self._put("transfer", (self._pick(self.money), amount), (self._pick(self.money), -amount))

    def do_any(self) -> None:
        """Three to six legs of whatever is not net assets; one of them takes the rest."""
        names = [
            self._pick(self.money, self.due, self.assets, self.owed, self.income, self.costs)
            for _ in range(self.random.randint(3, 6))
        ]
        legs = [(name, self._amount() * self.random.choice([1, -1])) for name in names[1:]]
        legs.append((names[0], -sum((amount for _name, amount in legs), D(0))))
        self._put("any", *legs)

    def do_grant(self) -> None:
        amount = self._amount()
        self._put("grant", (self._pick(self.money), amount), (self._pick(self.bound), -amount))

    def do_give_back(self) -> None:
        amount = self._amount()
        self._put("back", (self._pick(self.bound), amount), (self._pick(self.money), -amount))

    def do_release(self) -> None:
        free = [name for name in self.income if len(self.chart[name].codes["2004"]) == 4]
        if free:
            amount = self._amount()
            self._put("release", (self._pick(self.bound), amount), (self._pick(free), -amount))

    def do_set_free(self) -> None:
        amount = self._amount()
        self._put("release", (self._pick(self.bound), amount), (self.free, -amount))

    def do_bind(self) -> None:
        amount = self._amount()
        self._put("bind", (self.free, amount), (self._pick(self.bound), -amount))

    def do_adjust(self) -> None:
        amount = self._amount() * self.random.choice([1, -1])
        other = self._pick(self.owed, self.assets, self.due) if self.assets else self.owed[0]
        self._put("adjust", (self.adjusted, amount), (other, -amount))

    def do_close_year(self) -> None:
        """A year's income closed to the net assets: nothing is earned by it."""
        free = [name for name in self.income if len(self.chart[name].codes["2004"]) == 4]
        if free:
            amount = self._amount()
            self._put("closing", (self._pick(free), amount), (self.free, -amount))


def make(seed: int) -> Book:
    return Maker(seed).book()
