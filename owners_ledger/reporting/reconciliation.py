"""银行存款余额调节表: each account's books against its bank, two-sided, with what is in transit.

::

    银行对账单余额 + 单位已收、银行未收 − 单位已付、银行未付 = 调节后余额
    单位日记账余额 + 银行已收、单位未收 − 银行已付、单位未付 = 调节后余额

Every posting and every bank line stands on both sides or is listed as an item; so where the two
results differ, a line was altered, booked twice, or the opening balances are not the bank's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.ids import numbered
from owners_ledger.reporting.reconciliation_desk import NOTHING, Desk, Files
from owners_ledger.reporting.reconciliation_model import AccountSheet, Reconciliation
from owners_ledger.reporting.statement_walk import Original

_LETTER, _ITEM_LETTER = "调", "未"


def reconcile(
    books: Books,
    registers: Registers,
    period: Period,
    *,
    only: str = "",
    waiting: Mapping[str, Files] = NOTHING,
    originals: Mapping[str, Sequence[Original]] = MappingProxyType({}),
) -> Reconciliation:
    """The reconciliation of every place where money is, at a period's end.

    Args:
        books: loaded books.
        registers: of the same book.
        period: a month, or a longer period with a line for each month.
        only: the ledger account that is wanted, all where "".
        waiting: per ledger account, statement files that have not been imported: lines in them
            are the bank's alone.
        originals: lines of statement files of which some are missing in the books.
    Errors in the books do not stop it: a line that was deleted breaks them, and shows here.
    """
    desk = Desk(books, registers, waiting, originals)
    found = []
    for account in books.chart.money:
        if only and account.name != only:
            continue
        sheet = desk.sheet(account, period)
        if sheet is None:
            continue
        if period.months > 1:
            sheet = replace(sheet, months=tuple(desk.months(account, period)))
        found.append(sheet)
    sheets = _with_ids(found)
    return Reconciliation(
        kind="reconcile",
        period=str(period),
        title=period.title,
        estate=books.committee.name,
        body=books.committee.body,
        as_of=period.last,
        accounts=sheets,
        agrees=not any(one.is_wrong for one in sheets),
    )


def _with_ids(sheets: Sequence[AccountSheet]) -> tuple[AccountSheet, ...]:
    """Sheets numbered, and their items through all sheets."""
    found, start = [], 1
    for sheet in numbered(sheets, _LETTER):
        sides = []
        for side in (sheet.unit_received, sheet.unit_paid, sheet.bank_received, sheet.bank_paid):
            sides.append(numbered(side, _ITEM_LETTER, start))
            start += len(side)
        found.append(
            replace(
                sheet,
                unit_received=sides[0],
                unit_paid=sides[1],
                bank_received=sides[2],
                bank_paid=sides[3],
            )
        )
    return tuple(found)
