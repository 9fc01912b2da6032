"""Paying a month: what it comes to, and the files it is written into."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books
from owners_ledger.books.write import stamped
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _, books_language
from owners_ledger.payroll.entries import entry
from owners_ledger.payroll.extras import load_extras
from owners_ledger.payroll.month import Pay, PayrollError, payroll
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import load_registers

PRIVATE = "private/payroll"
_BATCH = ("收款账号", "收款户名", "金额", "用途")
_RISKY = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[str, Decimal, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A month's payroll.

    Attributes:
        month: the month.
        pays: everybody's.
        booked: rows (account, yuan, staff) of the books, empty where nothing is booked.
        computed: the same rows by the registers.
        files: what to write: the ledger file first, then the bank's batch.
    """

    month: Period
    pays: tuple[Pay, ...]
    booked: frozenset[Row]
    computed: frozenset[Row]
    files: tuple[tuple[Path, bytes], ...]

    @property
    def differs(self) -> bool:
        """Whether the books hold another payroll than the registers give."""
        return bool(self.booked) and self.booked != self.computed


def run(books: Books, month: Period) -> Run:
    """Plan a month's payroll.

    Raises:
        UsageError: the period is no month.
        OwnersLedgerError: a register, a table or the month's additions are not in order.
    """
    if month.months != 1:
        raise UsageError(
            _("工资按月算，{period} 不是一个月").format(period=month),
            remedy=_("请写成 2026-03 这样的月份。"),
        )
    root = books.root
    settings = books.committee.raw.get("payroll", {})
    pays = payroll(
        load_registers(root).staff,
        month,
        load_rates(root),
        lambda each: load_extras(root, each),
        city=str(settings.get("city", "")),
    )
    booked = _rows(
        one
        for one in books.entries
        if isinstance(one, data.Transaction) and one.meta.get("payroll") == str(month)
    )
    if not pays:
        return Run(month, (), booked, frozenset(), ())
    with books_language():
        made = entry(pays, month)
    computed = _rows([made])
    files: list[tuple[Path, bytes]] = []
    if not booked:
        files.append((_target(root, month), stamped(ledger_text([made])).encode()))
    batch = _batch(pays, month)
    place = root / PRIVATE / f"{month}-代发工资.csv"
    if not place.exists() or place.read_bytes() != batch:
        files.append((place, batch))
    return Run(month, pays, booked, computed, tuple(files))


def _target(root: Path, month: Period) -> Path:
    path = root / "ledger" / f"{month.year:04d}" / f"{month.month:02d}-payroll.beancount"
    if path.exists():
        raise PayrollError(
            _("文件已经有了，里面却没有 {month} 的工资").format(month=month),
            remedy=_("请看看这个文件，改名或移走，再重新运行。"),
            file=path.relative_to(root).as_posix(),
        )
    return path


def _rows(entries: Iterable[data.Transaction]) -> frozenset[Row]:
    sums: dict[tuple[str, str], Decimal] = {}
    for one in entries:
        for posting in one.postings:
            key = posting.account, str((posting.meta or {}).get("staff", ""))
            sums[key] = sums.get(key, money.ZERO) + posting.units.number
    return frozenset((account, amount, staff) for (account, staff), amount in sums.items())


def _batch(pays: Sequence[Pay], month: Period) -> bytes:
    """What the bank pays out by; a cell a spreadsheet would calculate is kept from it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_BATCH)
    for one in pays:
        if one.net:
            row = (one.person.account, one.person.name, f"{one.net}", f"{month.title}工资")
            writer.writerow(f"'{cell}" if cell.startswith(_RISKY) else cell for cell in row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
