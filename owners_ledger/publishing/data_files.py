"""The figures as CSV and JSON, for whoever wants to compute for himself.

CSV is UTF-8 with a mark so that spreadsheets read the Chinese; no cell is ever taken for a formula.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from owners_ledger.publishing.model import PublicBook
from owners_ledger.publishing.projection import Projection
from owners_ledger.rendering.xlsx import safe

Row = Sequence[Any]


def data_files(book: PublicBook, projection: Projection) -> dict[str, bytes]:
    """Path in the edition → content.

    Args:
        book: what the site shows.
        projection: the public ledger.
    """
    tables: dict[str, tuple[Row, Iterable[Row]]] = {
        "months": (
            ("month", "opening", "income", "spending", "closing"),
            (
                (one.month, f.opening, f.income_total, f.spending_total, f.closing)
                for one in book.months
                for f in (one.figures,)
            ),
        ),
        "lines": (
            ("month", "side", "line", "amount", "year_to_date", "budget", "movements", "note"),
            (
                (m.month, side, r.line, r.amount, r.year_to_date, r.budget, r.count, r.note)
                for m in book.months
                for side, rows in (("income", m.figures.income), ("spending", m.figures.spending))
                for r in rows
            ),
        ),
        "movements": (
            ("date", "number", "line", "summary", "party", "amount", "documents", "resolution"),
            (
                (r.date, r.number, r.line, r.summary, r.payee, r.amount, r.documents, r.resolution)
                for m in book.months
                for r in m.rows
            ),
        ),
        "entries": (
            ("entry", "date", "party", "summary", "number", "account", "amount"),
            (
                (place, e.date, e.payee, e.summary, e.number, leg.account, leg.amount)
                for place, e in enumerate(projection.entries, start=1)
                for leg in e.legs
            ),
        ),
        "accounts": (
            ("account", "disclosed_as"),
            ((name, disclosed) for name, disclosed in projection.opens.items()),
        ),
        "bank": (
            ("month", "account", "tail", "book", "statement", "difference", "lines", "booked"),
            (
                (
                    m.month,
                    a.name,
                    a.tail,
                    a.book,
                    a.statement,
                    a.difference,
                    a.statement_lines,
                    a.booked_lines,
                )
                for m in book.months
                for a in m.figures.accounts
            ),
        ),
        "arrears": (
            ("month", "building", "households", "amount"),
            (
                (m.month, a.building, a.units, a.amount)
                for m in book.months
                for a in m.figures.arrears
            ),
        ),
        "contracts": (
            ("code", "kind", "place", "party", "term", "rent", "due", "received", "overdue"),
            (
                (
                    c.code,
                    c.kind,
                    c.place,
                    c.counterparty,
                    c.term,
                    c.rent,
                    c.due,
                    c.received,
                    c.overdue,
                )
                for c in book.contracts
            ),
        ),
        "places": (
            ("kind", "place", "state", "reason", "expected", "received", "missing"),
            (
                (p.kind, p.place, p.state, p.reason, p.expected, p.received, p.missing)
                for p in book.places
            ),
        ),
    }
    found = {f"data/{name}.csv": _csv(head, rows) for name, (head, rows) in tables.items()}
    found["data/book.json"] = (
        json.dumps(_plain(book), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    ).encode()
    return found


def _csv(head: Row, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return safe(str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
