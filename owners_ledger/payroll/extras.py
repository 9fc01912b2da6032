"""``ledger/payroll/2026-03.csv``: what a month adds to or takes from wages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers.row import RegisterError, Row
from owners_ledger.registers.table import read_table

FOLDER = "ledger/payroll"
COLUMNS = ("工号", "项目", "金额", "说明")
FEE = "劳务费"  # one matter per 说明
PLUS = ("加班费", "奖金", "补发", "高温津贴", FEE)
MINUS = ("缺勤扣款", "扣回多发")
SPECIAL = "专项附加扣除"  # not paid, only deducted before tax
_NAME = re.compile(r"\d{4}-(0[1-9]|1[0-2])\.csv", re.ASCII)
AFTER = ("补发", "奖金", "扣回多发")  # may still come after somebody has left


@dataclass(frozen=True, slots=True)
class Extra:
    """One addition to or subtraction from a wage.

    Attributes:
        staff: 工号.
        item: 项目, one of ``PLUS``, ``MINUS`` or ``SPECIAL``.
        amount: yuan, never negative.
        note: 说明.
        row: row in the file.
    """

    staff: str
    item: str
    amount: Decimal
    note: str
    row: int

    @property
    def signed(self) -> Decimal:
        """What it does to the gross wage, yuan."""
        if self.item == SPECIAL:
            return money.ZERO
        return -self.amount if self.item in MINUS else self.amount


def file_of(month: Period) -> str:
    """The month's file, relative to the book."""
    return f"{FOLDER}/{month}.csv"


def load_extras(root: Path, month: Period) -> tuple[Extra, ...]:
    """The rows of a month.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return read_table(root / file_of(month), COLUMNS, _of, file_of(month))


def refuse_misnamed(root: Path) -> None:
    """Stop where a file of the folder is no month's: what it says would be left out in silence.

    Raises:
        RegisterError: a file is not called ``2026-03.csv``; hidden and spreadsheet programs' own
            files are passed over.
    """
    folder = root / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not _NAME.fullmatch(path.name) and not path.name.startswith((".", "~")):
            raise RegisterError(
                _("“{name}”不是哪个月的加减项，里面的数不会算进工资").format(name=path.name),
                remedy=_("请另存为 CSV，文件名写成 2026-03.csv 这样的月份；不用的移走。"),
                file=f"{FOLDER}/{path.name}",
            )


def _of(row: Row) -> Extra:
    return Extra(
        staff=row.code("工号"),
        item=row.choice("项目", (*PLUS, *MINUS, SPECIAL)),
        amount=row.money("金额"),
        note=row.text("说明"),
        row=row.number,
    )
