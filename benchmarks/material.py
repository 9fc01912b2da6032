"""What the commands are timed on: generated statements and copies of the sample book."""

from __future__ import annotations

import csv
import datetime
import random
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import xlsxwriter

ROWS = 10_000
HEAD = ("交易日期", "收入", "支出", "余额", "对方户名", "对方账号", "摘要", "流水号")
ROOT = Path(__file__).resolve().parents[1]


def rows(count: int = ROWS) -> list[tuple[str, ...]]:
    """Lines of a year on one account, oldest first, with a running balance; the same every time."""
    dice = random.Random(20260101)  # noqa: S311 - invented figures
    balance = Decimal("100000.00")
    first = datetime.date(2025, 1, 1)
    made = []
    for number in range(count):
        day = first + datetime.timedelta(days=number * 364 // count)
        amount = Decimal(dice.randrange(100, 200_000)) / 100
        out = balance > 150_000 or dice.random() < 0.3
        balance += -amount if out else amount
        money = ("", f"{amount:.2f}") if out else (f"{amount:.2f}", "")
        payer = f"测试户{dice.randrange(620):03d}"
        card = f"62170000{dice.randrange(10**8):08d}"
        memo = f"{dice.randrange(1, 7)}-{dice.randrange(1, 4)}-{dice.randrange(101, 1804)} 物业费"
        made.append(
            (day.isoformat(), *money, f"{balance:.2f}", payer, card, memo, f"S{number:08d}")
        )
    return made


def statement_csv(path: Path) -> Path:
    """The rows as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(rows())
    return path


def statement_xlsx(path: Path) -> Path:
    """The rows as a workbook, every cell a text as banks write them."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *rows()]):
            sheet.write_row(number, 0, row)
    return path


def ten_years(program: Path, folder: Path) -> Path:
    """A book of ten years and a half of the sample estate, its newest statements still to come."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([program, "sample", folder, "--years", "9"], check=True, capture_output=True)
    return folder


def copy(source: Path, folder: Path) -> Path:
    """A fresh copy of a book."""
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(source, folder))


def book(folder: Path, *, year: int | None = None, plugins: bool = True) -> Path:
    """A copy of the sample book.

    Args:
        folder: where; replaced when it exists.
        year: keep only this year's months (and the opening balances).
        plugins: whether the checks run when it is loaded.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for kind in ("ledger", "importers", "reports"):
        shutil.copytree(ROOT / kind, folder / kind)
    if year is not None:
        for months in (folder / "ledger").glob("20[0-9][0-9]"):
            if int(months.name) > year:
                shutil.rmtree(months)
    return folder if plugins else without_plugins(folder)


def without_plugins(folder: Path) -> Path:
    """The same book, loading without the checks."""
    main = folder / "ledger" / "main.beancount"
    text = main.read_text(encoding="utf-8")
    main.write_text(re.sub(r"^plugin .*$", "", text, flags=re.MULTILINE), encoding="utf-8")
    return folder
