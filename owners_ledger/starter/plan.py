"""What a new book consists of: a pure function from a few answers to its files."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from string import Template

from owners_ledger import money
from owners_ledger.books.bank_entries import OPENING
from owners_ledger.books.gate import harmless
from owners_ledger.funds.chart_text import unfenced
from owners_ledger.registers import (
    FOLDER,
    deposits,
    households,
    leases,
    parking,
    staff,
    suppliers,
    units,
)
from owners_ledger.resources import data_dir

BANK = "Assets:10银行存款:"
CASH = "Assets:11库存现金"
_FILES = Path(__file__).parent / "files"
_TITLE = re.compile(r'^option "title" ".*"$', re.MULTILINE)

# Works and grants are opened per project; a second bank account when there is one.
_OF_THE_SAMPLE = ("Assets:30在建工程:", "Liabilities:26专项补助:", "Assets:10银行存款:02")
# A yard with a cash box: what it may take in and spend, nobody employed, nothing charged.
_SMALL = (
    CASH,
    "Liabilities:14",
    "Liabilities:20",
    "Liabilities:29",
    "Equity:",
    "Income:10",
    "Income:20公共收益:11",
    "Income:20公共收益:12",
    "Income:20公共收益:31",
    "Income:20公共收益:51",
    "Income:30",
    "Expenses:20人员:21",
    "Expenses:30",
    "Expenses:50",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the books begin.

    Attributes:
        day: the first day kept in them; opening balances are of the day before.
        bank: balance of the bank account, yuan.
        cash: balance of the cash box, yuan.
    """

    day: datetime.date
    bank: Decimal = money.ZERO
    cash: Decimal = money.ZERO


@dataclass(frozen=True, slots=True)
class Wish:
    """The answers a new book is made from.

    Attributes:
        name: the estate.
        body: who keeps the books, in full.
        households: number of flats, 0 unknown.
        area: built area of all units in m², 0 unknown.
        bank: the bank's name.
        account_number: the bank account's number; "" where there is none yet.
        account_name: how notices call the account.
        opening: where the books begin.
        jurisdiction: the place whose rules of disclosure hold, "" unknown.
        small: a yard with a cash box: few accounts, no registers beyond flats.
    """

    name: str
    body: str
    opening: Opening
    households: int = 0
    area: Decimal = Decimal(0)
    bank: str = ""
    account_number: str = ""
    account_name: str = "基本户"
    small: bool = False
    jurisdiction: str = ""


def plan(wish: Wish) -> dict[str, str]:
    """Every file of the new book by its path; a path that ends in ``/`` is an empty folder."""
    title = f"{harmless(wish.body)}账本"
    eve = wish.opening.day - datetime.timedelta(days=1)
    files = {
        ".gitignore": _read("gitignore"),
        "README.md": _fill("README.md", title=title),
        "ledger/main.beancount": _TITLE.sub(
            f'option "title" "{title}"', _shipped("main.beancount")
        ),
        "ledger/accounts.beancount": _accounts(wish),
        "ledger/committee.toml": _committee(wish),
        f"ledger/{eve.year}/{eve.month:02d}-opening.beancount": _opening(wish, eve),
        "ledger/statements/": "",
        "ledger/documents/": "",
        "ledger/inbox/": "",
        "importers/README.md": _read("importers.md"),
        "importers/config.py": (data_dir("importers") / "config.py").read_text(encoding="utf-8"),
        "reports/README.md": _read("reports.md"),
        "notices/": "",
        _register(units.FILE): _head(units.COLUMNS),
    }
    if not wish.small:
        for register in (households, parking, leases, staff, suppliers, deposits):
            files[_register(register.FILE)] = _head(register.COLUMNS)
        for name in ("funds.toml", "tariffs.toml", "resolutions.toml", "projects.toml"):
            files[f"ledger/{name}"] = _read(name)
        files[f"ledger/budget/{wish.opening.day.year}.toml"] = _read("budget.toml")
    return files


def _read(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _fill(template: str, /, **values: str) -> str:
    return Template(_read(template)).substitute(values)


def _shipped(name: str) -> str:
    return (data_dir("ledger") / name).read_text(encoding="utf-8")


def _register(name: str) -> str:
    return f"{FOLDER}/{name}"


def _head(columns: tuple[str, ...]) -> str:
    # The mark lets WPS and Excel open the file as UTF-8.
    return "\ufeff" + ",".join(columns) + "\r\n"


def _text(value: str) -> str:
    """A TOML string; JSON's escapes are a subset of TOML's."""
    return json.dumps(harmless(value), ensure_ascii=False)


def _account(wish: Wish) -> str:
    return f"{BANK}01{wish.account_name}"


def _committee(wish: Wish) -> str:
    banks = _read("bank-example.toml")
    if wish.account_number:
        banks = _fill(
            "bank.toml",
            account=_text(_account(wish)),
            account_name=_text(wish.account_name),
            bank=_text(wish.bank),
            number=_text(wish.account_number),
            body=_text(wish.body),
        )
    return _fill(
        "committee.toml",
        name=_text(wish.name),
        body=_text(wish.body),
        households=str(wish.households),
        area=_text(str(wish.area)),
        jurisdiction=_text(wish.jurisdiction),
        banks=banks,
    )


def _accounts(wish: Wish) -> str:
    shipped = _shipped("accounts.beancount")
    # A yard has one fund; only bigger estates keep theirs apart.
    head, *blocks = (unfenced(shipped) if wish.small else shipped).split("\n\n")
    kept = [block.rstrip("\n") for block in blocks if _wanted(block.split()[2], wish)]
    text = "\n\n".join([head, *kept]) + "\n"
    if wish.account_name != "基本户":
        text = text.replace("01基本户", f"01{wish.account_name}")
        text = text.replace("资金/基本户", f"资金/{wish.account_name}")
    return text + (_read("small.beancount") if wish.small else "")


def _wanted(account: str, wish: Wish) -> bool:
    if account.startswith(_OF_THE_SAMPLE):
        return False
    if wish.small:
        return account.startswith(_SMALL) or (
            bool(wish.account_number) and account.startswith(f"{BANK}01")
        )
    return True


def _opening(wish: Wish, eve: datetime.date) -> str:
    lines = [*_postings(wish)]
    entry = "\n".join([f'{eve} * "期初余额"', *lines]) + "\n" if lines else ""
    return _read("opening.beancount") + ("\n" + entry if entry else "")


def _postings(wish: Wish) -> Iterator[str]:
    balances: Mapping[str, Decimal] = {_account(wish): wish.opening.bank, CASH: wish.opening.cash}
    for account, balance in balances.items():
        if balance:
            yield f"  {account}  {balance} CNY"
    if whole := money.total(balances.values()):
        yield f"  {OPENING}  {-whole} CNY"
