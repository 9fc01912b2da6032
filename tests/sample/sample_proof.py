"""Recomputation of a sample book from its bank files, with other readers than the program's."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl

from owners_ledger.books.load import Books
from owners_ledger.periods import Period


class Row(NamedTuple):
    """A row of a bank file."""

    serial: str
    day: datetime.date
    amount: Decimal
    balance: Decimal


def rows_of(path: Path) -> list[Row]:
    """A bank file's rows, oldest first."""
    content = path.read_bytes()
    return list(xlsx_rows(content) if path.suffix == ".xlsx" else csv_rows(content))


def xlsx_rows(content: bytes) -> Iterator[Row]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    head, *rows = sheet.iter_rows(values_only=True)
    for cells in rows:
        row = dict(zip(head, cells, strict=True))
        yield Row(
            row["交易流水号"],
            datetime.date.fromisoformat(row["交易日期"][:10]),
            Decimal(row["收入金额"] or 0) - Decimal(row["支出金额"] or 0),
            Decimal(row["余额"]),
        )


def csv_rows(content: bytes) -> Iterator[Row]:
    for row in csv.DictReader(io.StringIO(content.decode("gb18030"), newline="")):
        yield Row(
            row["账户明细编号-交易流水号"],
            datetime.date.fromisoformat(row["记账日期"]),
            Decimal(row["贷方发生额（收入）"]) - Decimal(row["借方发生额（支取）"]),
            Decimal(row["余额"]),
        )


def bank_files(root: Path, *folders: str) -> dict[str, list[tuple[Period, list[Row]]]]:
    """Per account: month and rows of every file, in order."""
    found = defaultdict(list)
    for folder in folders:
        for path in sorted((root / "ledger" / folder).glob("*")):
            found[path.stem[8:]].append((Period.parse(path.name[:7]), rows_of(path)))
    return found


def assert_files_come_out_and_join(root: Path) -> None:
    """Each file covers its month and adds up; each opens where the one before closed."""
    for files in bank_files(root, "statements", "inbox").values():
        balance = None
        for month, rows in files:
            days = [row.day for row in rows]
            assert days == sorted(days)
            assert (days[0], days[-1]) == (month.first, month.last)
            for row in rows:
                assert balance is None or balance + row.amount == row.balance
                assert row.balance >= 0
                balance = row.balance
        serials = [row.serial for _month, rows in files for row in rows]
        assert len(set(serials)) == len(serials)


def assert_closed_months_are_booked(book: Books) -> None:
    """Every line of the statements is in the books, no other is, all of them certain."""
    booked = {
        meta["bank-ref"][4:]: (entry.date, posting.units.number, meta["bank-balance"])
        for entry in book.transactions
        for posting in entry.postings
        if "bank-ref" in (meta := posting.meta or {})
    }
    given = {
        row.serial: tuple(row[1:])
        for files in bank_files(book.root, "statements").values()
        for _month, rows in files
        for row in rows
    }
    assert booked == given
    assert {entry.flag for entry in book.transactions} == {"*"}


def assert_deposits_are_those_of_the_register(book: Books) -> None:
    """Deposits held at the end of the closed months."""
    closed = max(
        month.last for files in bank_files(book.root, "statements").values() for month, _ in files
    )
    held = -sum(
        posting.units.number
        for entry in book.transactions
        if entry.date <= closed
        for posting in entry.postings
        if posting.account.startswith("Liabilities:20押金")
    )
    path = book.root / "ledger" / "registers" / "deposits.csv"
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    known = [Decimal(row["金额"]) for row in rows if not row["止"] or row["止"] > str(closed)]
    assert held == sum(known, Decimal(0))
