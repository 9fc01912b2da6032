"""The books as a journal of another program, exact and without personal data.

What a treasurer writes freely (payee, narration) and what the bank says may hold names, so neither
leaves the books: a transaction is described by the lines of the notice it touches, and of the
metadata only what is listed here is kept. Households and contracts are left out too; a proof that
needs to tell them apart asks for numbers in their place (in a journal: accounts below the account).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.books.load import Books, BooksError
from owners_ledger.i18n import _

# Codes and marks that are printed on notices anyway; nothing a person wrote about a person.
OF_ACCOUNTS = ("disclose", "earmark", "npo-2004", "npo-2024", "fund")
OF_TRANSACTIONS = ("charge", "period", "payroll", "voucher", "resolution", "project", "fund")
OF_POSTINGS = ("fund", "project", "resolution")
_HOLDERS = ("unit", "lease", "supplier", "staff")
_COLUMNS = ("日期", "笔号", "标记", "科目", "金额", "币种", "公示栏目", "摘要", *OF_POSTINGS)


class _Holders:
    """Numbers in place of who a posting concerns, in the order they are met."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._numbers: dict[tuple[str, str], int] = {}

    def of(self, meta: Mapping[str, Any]) -> str:
        if self._wanted:
            for kind in _HOLDERS:
                if code := meta.get(kind):
                    key = kind, str(code)
                    return f"h{self._numbers.setdefault(key, len(self._numbers) + 1)}"
        return ""


def hledger(books: Books, *, holders: bool = False) -> str:
    """A journal for hledger."""
    return "\n".join(_journal(books, _Holders(wanted=holders), account="account {name}"))


def ledger(books: Books, *, holders: bool = False) -> str:
    """A journal for ledger-cli."""
    return "\n".join(_journal(books, _Holders(wanted=holders), account="account {name}"))


def beancount(books: Books, *, holders: bool = False) -> str:
    """A file for beancount, without this program's plugins."""
    return "\n".join(_beancount(books, _Holders(wanted=holders)))


def postings_csv(books: Books, *, holders: bool = False) -> str:
    """A row per posting."""
    numbers = _Holders(wanted=holders)
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow([*_COLUMNS, *(["holder"] if holders else [])])
    chart = books.chart
    for number, entry in enumerate(books.transactions, start=1):
        for leg in entry.postings:
            account = chart.accounts.get(leg.account)
            meta = leg.meta or {}
            rows.writerow(
                [
                    entry.date.isoformat(),
                    number,
                    _flag(entry),
                    leg.account,
                    *_amount(leg, entry),
                    account.section if account else "",
                    _harmless(describe(entry, chart)),
                    *(_harmless(str(meta.get(key) or "")) for key in OF_POSTINGS),
                    *([numbers.of(meta)] if holders else []),
                ]
            )
    return buffer.getvalue()


FORMS: Mapping[str, Callable[[Books], str]] = MappingProxyType(
    {"hledger": hledger, "ledger": ledger, "beancount": beancount, "csv": postings_csv}
)


def describe(entry: data.Transaction, chart: Chart) -> str:
    """A transaction by the lines of the notice it touches, money left out."""
    names = []
    for leg in entry.postings:
        account = chart.accounts.get(leg.account)
        if account is not None and not account.is_money:
            names.append(account.line.partition("/")[0])
    return "、".join(dict.fromkeys(name for name in names if name)) or "资金调拨"


def _journal(books: Books, holders: _Holders, account: str) -> Iterator[str]:
    yield "; 由 owners-ledger export 生成；不含姓名、账号、银行摘要"
    yield "commodity CNY"
    yield "  format 1,000.00 CNY"
    for one in _opens(books):
        yield account.format(name=one.account)
        for key, value in _kept(one.meta, OF_ACCOUNTS):
            yield f"  ; {key}: {_tag(value)}"
    for entry in books.transactions:
        yield ""
        yield f"{entry.date} {_flag(entry)} {_tag(describe(entry, books.chart))}"
        for key, value in _kept(entry.meta, OF_TRANSACTIONS):
            yield f"  ; {key}: {_tag(value)}"
        for leg in entry.postings:
            number, currency = _amount(leg, entry)
            who = holders.of(leg.meta or {})
            yield f"  {leg.account}{':' if who else ''}{who}  {number} {currency}"
            for key, value in _kept(leg.meta, OF_POSTINGS):
                yield f"  ; {key}: {_tag(value)}"
    yield ""


def _beancount(books: Books, holders: _Holders) -> Iterator[str]:
    yield "; 由 owners-ledger export 生成；不含姓名、账号、银行摘要"
    yield f'option "title" "{_quoted(books.committee.name)}"'
    yield 'option "operating_currency" "CNY"'
    for one in _opens(books):
        yield ""
        yield f"{one.date} open {one.account} CNY"
        for key, value in _kept(one.meta, OF_ACCOUNTS):
            yield f'  {key}: "{_quoted(value)}"'
    for entry in books.transactions:
        yield ""
        yield f'{entry.date} {_flag(entry)} "{_quoted(describe(entry, books.chart))}"'
        for key, value in _kept(entry.meta, OF_TRANSACTIONS):
            yield f'  {key}: "{_quoted(value)}"'
        for leg in entry.postings:
            number, currency = _amount(leg, entry)
            yield f"  {leg.account}  {number} {currency}"
            for key, value in _kept(leg.meta, OF_POSTINGS):
                yield f'    {key}: "{_quoted(value)}"'
            if who := holders.of(leg.meta or {}):
                yield f'    holder: "{who}"'
    yield ""


def _opens(books: Books) -> Iterator[data.Open]:
    return (entry for entry in books.entries if isinstance(entry, data.Open))


def _kept(meta: Mapping[str, Any] | None, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    for key in keys:
        value = (meta or {}).get(key)
        if value is not None:
            yield key, str(value)


def _amount(leg: data.Posting, entry: data.Transaction) -> tuple[str, str]:
    units = leg.units
    if units is None or units.number is None or leg.cost is not None or leg.price is not None:
        raise BooksError(
            _("{day} 的一笔分录带有成本或单价，不能导出").format(day=entry.date),
            remedy=_("账本只记人民币（CNY），请改正这笔分录。"),
            line=(entry.meta or {}).get("lineno"),
        )
    number: Decimal = units.number
    return f"{number:f}", units.currency


def _flag(entry: data.Transaction) -> str:
    return "!" if entry.flag == "!" else "*"


def _tag(text: str) -> str:
    """Text that neither ends a comment's tag nor begins another."""
    plain = " ".join(text.split()).replace(",", "，").replace(";", "；").replace("|", "｜")
    return plain.replace(": ", "：")


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def _harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} else text
