"""A register's CSV file as checked rows: every complaint names file, row, column and value."""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

REMARK = "备注"  # allowed in every register, never read

_Made = TypeVar("_Made")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/)(\d{1,2})\Z", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z", re.ASCII)
_AREA = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,2}0*)?\Z", re.ASCII)
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+?[0-9]+\Z", re.ASCII)
_CODE = re.compile(r"[^\W_][\w#-]*\Z")
_ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][\w-]*)+\Z")


class RegisterError(OwnersLedgerError):
    """A register cannot be read; ``more`` holds the file's further errors."""

    more: tuple[RegisterError, ...] = ()


class Dated:
    """Something that holds from a day to a day, both included; ``end`` None: still holds."""

    __slots__ = ()
    start: datetime.date
    end: datetime.date | None

    def covers(self, day: datetime.date) -> bool:
        """Whether it holds on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register.

    Attributes:
        file: the register, as messages call it.
        number: its row, from 1, as a spreadsheet program counts.
        cells: text by column, stripped, without invisible characters.
    """

    file: str
    number: int
    cells: Mapping[str, str]

    def fail(self, column: str, allowed: str) -> RegisterError:
        """The complaint that a cell is not what is allowed."""
        value = self.cells.get(column, "")
        said = (
            _("第 {row} 行“{column}”写的是“{value}”").format(
                row=self.number, column=column, value=value[:40]
            )
            if value
            else _("第 {row} 行“{column}”是空的").format(row=self.number, column=column)
        )
        return RegisterError(
            said,
            remedy=_("应填{allowed}。").format(allowed=allowed),
            file=self.file,
            line=self.number,
        )

    def text(self, column: str) -> str:
        """Free text, may be empty."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """Free text that must be there."""
        return self.text(column) or self._raise(column, _("内容（不能空着）"))

    def code(self, column: str) -> str:
        """A code: letters, digits and ``-``, half-width; a spreadsheet's date is refused."""
        value = unicodedata.normalize("NFKC", self.text(column))
        if not _CODE.match(value):
            self._raise(
                column, _("编号，只用字母、数字和 -（表格软件若把它变成了日期，请设为文本格式）")
            )
        return value

    def optional_code(self, column: str) -> str:
        """A code, or "" where the cell is empty."""
        return self.code(column) if self.text(column) else ""

    def digits(self, column: str) -> str:
        """A telephone or account number without blanks; one a spreadsheet shortened is refused."""
        value = unicodedata.normalize("NFKC", self.text(column)).replace(" ", "")
        if _SCIENTIFIC.match(value):
            self._raise(column, _("完整的号码（表格软件把它变成了科学计数，请把该列设为文本再填）"))
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """One of a closed list."""
        value = self.text(column)
        return value if value in allowed else self._raise(column, " / ".join(allowed))

    def day(self, column: str) -> datetime.date:
        """A date: ``2026-03-01``, also as spreadsheets save it (``2026/3/1``, ``2026-3-1``)."""
        match = _DATE.match(self.text(column))
        try:
            if match:
                month = match[2] or match[3]
                return datetime.date(int(match[1]), int(month), int(match[4]))
        except ValueError:
            pass  # 30 February is no date either
        raise self.fail(column, _("日期，如 2026-03-01"))

    def optional_day(self, column: str) -> datetime.date | None:
        """A date, or None where the cell is empty."""
        return self.day(column) if self.text(column) else None

    def money(self, column: str) -> Decimal:
        """An amount of zero or more yuan, in whole fen."""
        value = self.text(column)
        plain = value.replace(",", "") if _THOUSANDS.match(value) else value
        try:
            amount = money.parse(plain)
        except money.AmountError:
            amount = Decimal(-1)
        if amount < 0:
            raise self.fail(column, _("金额（元，至多两位小数），如 300.00"))
        return amount

    def optional_money(self, column: str) -> Decimal:
        """An amount, zero where the cell is empty."""
        return self.money(column) if self.text(column) else money.ZERO

    def area(self, column: str) -> Decimal:
        """An area in m² with two decimals."""
        value = self.text(column)
        if not _AREA.match(value):
            self._raise(column, _("面积（平方米，至多两位小数），如 98.50"))
        return Decimal(value).quantize(Decimal("0.01"))

    def account(self, column: str) -> str:
        """A ledger account."""
        value = unicodedata.normalize("NFKC", self.text(column))
        if not _ACCOUNT.match(value):
            self._raise(column, _("会计科目全名，如 Expenses:30运行:33绿化"))
        return value

    def optional_account(self, column: str) -> str:
        """A ledger account, or "" where the cell is empty."""
        return self.account(column) if self.text(column) else ""

    def _raise(self, column: str, allowed: str) -> str:
        raise self.fail(column, allowed)


def read_table(
    path: Path, columns: Sequence[str], make: Callable[[Row], _Made], file: str | None = None
) -> tuple[_Made, ...]:
    """All rows of a register, each made into a value; a missing file has none.

    Args:
        path: the CSV file (UTF-8 with or without BOM, or GB18030).
        columns: the header's columns, in any order; every one must be there.
        make: a row's value, raises ``RegisterError`` through the row's methods.
        file: how messages call the file.

    Raises:
        RegisterError: the file cannot be read; the first complaint, with the others in ``more``.
    """
    if not path.exists():
        return ()
    name = file or str(path)
    return make_rows(_grid(path, name), columns, make, name)


def make_rows(
    grid: Sequence[Sequence[str]], columns: Sequence[str], make: Callable[[Row], _Made], file: str
) -> tuple[_Made, ...]:
    """The same from a grid of text whose first filled row is the header.

    Raises:
        RegisterError: as ``read_table``.
    """
    head_at, header = next(
        ((at, row) for at, row in enumerate(grid) if any(map(clean, row))), (0, ())
    )
    names = _header(header, columns, file, head_at + 1)
    made: list[_Made] = []
    errors: list[RegisterError] = []
    for number, cells in enumerate(grid[head_at + 1 :], head_at + 2):
        try:
            if row := _row(cells, names, file, number):
                made.append(make(row))
        except RegisterError as error:
            errors.append(error)
    if errors:
        errors[0].more = tuple(errors[1:])
        raise errors[0]
    return tuple(made)


def clean(cell: str) -> str:
    """A cell without blanks around it and without format characters (bidi, zero-width, BOM)."""
    if cell.isprintable():
        return cell.strip()
    return "".join(sign for sign in cell if unicodedata.category(sign) != "Cf").strip()


def _grid(path: Path, file: str) -> list[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterError(
            _("读不到登记簿（{why}）").format(why=error.strerror),
            remedy=_("请确认它是一个文件，并且可以读取。"),
            file=file,
        ) from error
    reader = csv.reader(io.StringIO(_decoded(raw, file), newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise RegisterError(
            _("第 {row} 行不是完整的 CSV（引号没有配对，或单元格过长）").format(row=len(rows) + 1),
            remedy=_("请检查该行的双引号，或用表格软件另存为 CSV。"),
            file=file,
            line=len(rows) + 1,
        ) from error
    return rows


def _decoded(raw: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RegisterError(
        _("登记簿既不是 UTF-8 也不是 GB18030 编码的文本"),
        remedy=_("请用表格软件另存为“CSV UTF-8（逗号分隔）”。"),
        file=file,
    )


def _header(header: Sequence[str], columns: Sequence[str], file: str, number: int) -> list[str]:
    names = [unicodedata.normalize("NFKC", clean(cell)) for cell in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in columns and name != REMARK]
    missing = [column for column in columns if column not in names]
    twice = [column for column in columns if names.count(column) > 1]
    complaints = [
        text.format(columns="、".join(f"“{name[:40]}”" for name in bad))
        for text, bad in (
            (_("缺少列{columns}"), missing),
            (_("不认识的列{columns}"), unknown),
            (_("列{columns}出现了两次"), twice),
        )
        if bad
    ]
    if complaints:
        raise RegisterError(
            _("表头不对：{complaints}").format(complaints="；".join(complaints)),
            remedy=_("表头应为 {columns}（逗号分隔，另可有“备注”列）。").format(
                columns=",".join(columns)
            ),
            file=file,
            line=number,
        )
    return names


def _row(cells: Sequence[str], names: Sequence[str], file: str, number: int) -> Row | None:
    values = [clean(cell) for cell in cells]
    if not any(values):
        return None
    row = Row(file, number, dict(zip(names, values, strict=False)))
    for place, value in enumerate(values):
        if value and place >= len(names):
            raise RegisterError(
                _("第 {row} 行比表头多出一格“{value}”").format(row=number, value=value[:40]),
                remedy=_("请检查该行是否多了逗号；内容里有逗号的单元格要加双引号。"),
                file=file,
                line=number,
            )
        if not value.isprintable() and any(unicodedata.category(sign) == "Cc" for sign in value):
            raise row.fail(names[place], _("一行文字（单元格里有换行或控制字符，请删去）"))
    return row
