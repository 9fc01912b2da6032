"""Paying a month: what it comes to, and the files it is written into."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books
from owners_ledger.books.write import stamped
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.payroll.batch import Payment, batch_csv, payments
from owners_ledger.payroll.booked import Difference, by_month, differences, rows
from owners_ledger.payroll.entries import made
from owners_ledger.payroll.extras import load_extras, refuse_misnamed
from owners_ledger.payroll.month import city_of, payroll_year
from owners_ledger.payroll.pay import Pay
from owners_ledger.payroll.refusals import PayrollError
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import load_registers

PRIVATE = "private/payroll"


@dataclass(frozen=True, slots=True)
class Run:
    """A month's payroll.

    Attributes:
        month: the month.
        pays: everybody's.
        batch: who is paid what through the bank.
        differences: where the books hold another payroll than registers and tables give, for
            this month or an earlier one of the year (the tax of the month builds upon those).
        missing: earlier months of the year without payroll, after the first that has one.
        files: what to write: the ledger file first, then the bank's batch.
    """

    month: Period
    pays: tuple[Pay, ...]
    batch: tuple[Payment, ...]
    differences: tuple[tuple[Period, Difference], ...]
    missing: tuple[Period, ...]
    files: tuple[tuple[Path, bytes], ...]


def run(books: Books, month: Period, folder: Path | None = None) -> Run:
    """Plan a month's payroll.

    Args:
        books: the loaded books.
        month: one calendar month.
        folder: where the bank's batch goes; by default the book's ``private/payroll``.

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
    refuse_misnamed(root)
    year = payroll_year(
        load_registers(root).staff,
        month,
        load_rates(root),
        cache(lambda each: load_extras(root, each)),
        city=city_of(books.committee.raw),
    )
    booked = by_month(books.entries)
    wrong = tuple(
        (each, one)
        for each, pays in year.items()
        if str(each) in booked
        for one in differences(rows(booked[str(each)]), rows(made(pays, each)))
    )
    gaps = tuple(
        each
        for each, pays in year.items()
        if pays
        and each != month
        and str(each) not in booked
        and min(booked, default="9") < str(each)
    )
    pays = year[month]
    batch = payments(pays, month)
    files: list[tuple[Path, bytes]] = []
    if pays and not wrong:
        if str(month) not in booked:
            text = stamped(ledger_text(made(pays, month)))
            files.append((_target(root, month), text.encode()))
        files += fresh(
            [((folder or root / PRIVATE) / f"{month}-代发工资.csv", batch_csv(batch))], root
        )
    return Run(month, pays, batch, wrong, gaps, tuple(files))


def fresh(files: list[tuple[Path, bytes]], root: Path) -> list[tuple[Path, bytes]]:
    """Of private files those that are not there as they are, before them what keeps git off."""
    found = [one for one in files if not one[0].exists() or one[0].read_bytes() != one[1]]
    keep_off = root / PRIVATE.partition("/")[0] / ".gitignore"
    if any(path.is_relative_to(keep_off.parent) for path, _c in found) and not keep_off.exists():
        found.insert(0, (keep_off, b"*\n"))
    return found


def _target(root: Path, month: Period) -> Path:
    path = root / "ledger" / f"{month.year:04d}" / f"{month.month:02d}-payroll.beancount"
    if path.exists():
        raise PayrollError(
            _("文件已经有了，里面却没有 {month} 的工资").format(month=month),
            remedy=_("请看看这个文件，改名或移走，再重新运行。"),
            file=path.relative_to(root).as_posix(),
        )
    return path
