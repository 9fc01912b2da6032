"""Bank files made for a test: true lines, the cells a bank would write for them, containers."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwt

SAMPLES = Path(__file__).parent / "samples"
ACCOUNT = "50050199009900000017"
HOLDER = "重庆市渝北区云杉苑小区业主委员会"


@dataclass(frozen=True)
class Truth:
    """What really happened on the account."""

    when: datetime.datetime
    amount: Decimal
    balance: Decimal
    party: str
    party_account: str
    serial: str
    purpose: str | None = None
    summary: str | None = None
    note: str | None = None


def golden() -> list[Truth]:
    with (SAMPLES / "golden_nine_rows.csv").open(encoding="utf-8-sig") as stream:
        return [
            Truth(
                datetime.datetime.fromisoformat(row["datetime"]),
                Decimal(row["amount"]),
                Decimal(row["balance"]),
                row["counterparty"],
                row["counterparty_account"],
                row["serial"],
            )
            for row in csv.DictReader(stream)
        ]


Money = Callable[[Decimal], str]


def plain(amount: Decimal) -> str:
    return f"{amount:.2f}"


def grouped(amount: Decimal) -> str:
    return f"{amount:,.2f}"


@dataclass(frozen=True)
class Style:
    """How a bank writes things."""

    blank: str = ""
    money: Money = plain
    day: str = "%Y-%m-%d"
    clock: str = "%H:%M:%S"
    stamp: str = "%Y-%m-%d %H:%M:%S"
    flags: tuple[str, str] = ("借", "贷")


def cell(label: str, line: Truth, style: Style) -> str:
    """What stands under a header label, by the label's meaning alone."""
    out, in_ = max(-line.amount, Decimal(0)), max(line.amount, Decimal(0))
    side = line.amount > 0
    values: dict[str, str] = {
        "day": line.when.strftime(style.day),
        "clock": line.when.strftime(style.clock),
        "stamp": line.when.strftime(style.stamp),
        "out": style.money(out) if out else style.blank,
        "in": style.money(in_) if in_ else style.blank,
        "abs": style.money(abs(line.amount)),
        "signed": f"{line.amount:+.2f}",
        "flag": style.flags[side],
        "balance": style.money(line.balance),
        "other balance": style.money(line.balance - 100),
        "party": line.party,
        "party account": line.party_account,
        "payer": line.party if side else HOLDER,
        "payer account": line.party_account if side else ACCOUNT,
        "payee": HOLDER if side else line.party,
        "payee account": ACCOUNT if side else line.party_account,
        "serial": f"S{line.serial}",
        "account": ACCOUNT,
        "holder": HOLDER,
        "purpose": _said(line.purpose, line),
        "summary": _said(line.summary, line),
        "note": _said(line.note, line),
        "currency": "人民币",
        "voucher": "0",
    }
    return values[label] if label else ""


def _said(text: str | None, line: Truth) -> str:
    return text if text is not None else "停车费" if line.party else ""


def rows(
    header: Sequence[str], meanings: Sequence[str], lines: Sequence[Truth], style: Style
) -> list[list[str]]:
    return [list(header)] + [[cell(each, line, style) for each in meanings] for line in lines]


def as_csv(table: list[list[str]], *, delimiter: str = ",", encoding: str = "gb18030") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode(encoding)


def as_pipe(table: list[list[str]]) -> bytes:
    return "".join("|".join(row) + "|\r\n" for row in table).encode("gb18030")


def as_xlsx(table: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(table: list[list[str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet0")
    for at, row in enumerate(table):
        for place, text in enumerate(row):
            if text:
                sheet.write(at, place, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(table: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in table)
    return f"<html><meta charset=gbk><table>{body}</table></html>".encode("gb18030")


CONTAINERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "csv gb18030": as_csv,
    "csv utf-8": lambda table: as_csv(table, encoding="utf-8"),
    "csv utf-8 with mark": lambda table: as_csv(table, encoding="utf-8-sig"),
    "tab utf-16": lambda table: as_csv(table, delimiter="\t", encoding="utf-16"),
    "tab gb18030": lambda table: as_csv(table, delimiter="\t"),
    "pipe gb18030": as_pipe,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "html": as_html,
}
