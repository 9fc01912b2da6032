"""One row of a register: its cells as dates, amounts and codes, or a complaint naming the cell."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NoReturn

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/)(\d{1,2})\Z", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z", re.ASCII)
_AREA = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,2}0*)?\Z", re.ASCII)
_QUANTITY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?\Z", re.ASCII)
_SHARE = re.compile(r"[01](\.[0-9]{1,4})?\Z", re.ASCII)
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)%\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/]0?1)?\Z", re.ASCII)
_LINK = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")
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
        return self.text(column) or self._refuse(column, _("内容（不能空着）"))

    def code(self, column: str) -> str:
        """A code: letters, digits and ``-``, half-width; a spreadsheet's date is refused."""
        value = unicodedata.normalize("NFKC", self.text(column))
        if not _CODE.match(value):
            self._refuse(
                column, _("编号，只用字母、数字和 -（表格软件若把它变成了日期，请设为文本格式）")
            )
        return value

    def optional_code(self, column: str) -> str:
        """A code, or "" where the cell is empty."""
        return self.code(column) if self.text(column) else ""

    def link(self, column: str) -> str:
        """A code that can be a link in the books: unaccented letters, digits and ``-``."""
        value = unicodedata.normalize("NFKC", self.text(column))
        return (
            value if _LINK.match(value) else self._refuse(column, _("编号，只用英文字母、数字和 -"))
        )

    def month(self, column: str) -> Period:
        """A month: ``2026-03``, also as spreadsheets save it (``2026/3``, ``2026/3/1``)."""
        match = _MONTH.match(self.text(column))
        if match and 1900 <= int(match[1]) < 9999 and 1 <= int(match[2]) <= 12:
            return Period(int(match[1]), int(match[2]), 1)
        raise self.fail(column, _("月份，如 2026-03"))

    def whole(self, column: str, most: int) -> int:
        """A whole number from 1 to ``most``."""
        value = unicodedata.normalize("NFKC", self.text(column))
        found = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
        if not 1 <= found <= most:
            raise self.fail(column, _("1 到 {most} 的整数").format(most=most))
        return found

    def digits(self, column: str) -> str:
        """A telephone or account number without blanks; one a spreadsheet shortened is refused."""
        value = unicodedata.normalize("NFKC", self.text(column)).replace(" ", "")
        if _SCIENTIFIC.match(value):
            self._refuse(
                column, _("完整的号码（表格软件把它变成了科学计数，请把该列设为文本再填）")
            )
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """One of a closed list."""
        value = self.text(column)
        return value if value in allowed else self._refuse(column, " / ".join(allowed))

    def day(self, column: str) -> datetime.date:
        """A date: ``2026-03-01``, also as spreadsheets save it (``2026/3/1``, ``2026-3-1``)."""
        found = _date(self.text(column))
        if found is None:
            raise self.fail(column, _("日期，如 2026-03-01"))
        return found

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
        plain = value.replace(",", "") if _THOUSANDS.match(value) else value
        if not _AREA.match(plain):
            self._refuse(column, _("面积（平方米，至多两位小数），如 98.50"))
        return Decimal(plain).quantize(money.FEN)

    def quantity(self, column: str, *, least: Decimal = Decimal(0)) -> Decimal:
        """A number with at most four decimals, thousands separators allowed."""
        value = self.text(column)
        plain = value.replace(",", "") if _THOUSANDS.match(value) else value
        if not _QUANTITY.match(plain) or Decimal(plain) < least:
            self._refuse(
                column,
                _("数字（不小于 {least}，至多四位小数），如 1234.5").format(least=least),
            )
        return Decimal(plain)

    def share(self, column: str) -> Decimal:
        """A share from 0 to 1 with at most four decimals, or written as percent (``70%``)."""
        value = self.text(column).replace("％", "%")
        if match := _PERCENT.match(value):
            found = Decimal(match[1]) / 100
        elif _SHARE.match(value):
            found = Decimal(value)
        else:
            found = Decimal(-1)
        if not 0 <= found <= 1:
            self._refuse(column, _("0 到 1 之间的比例，如 0.70 或 70%"))
        return found

    def account(self, column: str, roots: Sequence[str] = ()) -> str:
        """A ledger account, where ``roots`` are given under one of them."""
        value = unicodedata.normalize("NFKC", self.text(column))
        if not _ACCOUNT.match(value):
            self._refuse(column, _("会计科目全名，如 Expenses:30运行:33绿化"))
        if roots and value.partition(":")[0] not in roots:
            self._refuse(column, _("{roots} 开头的会计科目").format(roots=_(" 或 ").join(roots)))
        return value

    def optional_account(self, column: str) -> str:
        """A ledger account, or "" where the cell is empty."""
        return self.account(column) if self.text(column) else ""

    def _refuse(self, column: str, allowed: str) -> NoReturn:
        raise self.fail(column, allowed)


@lru_cache(maxsize=4096)  # a register has few dates, each many times
def _date(text: str) -> datetime.date | None:
    match = _DATE.match(text)
    try:
        if match:
            return datetime.date(int(match[1]), int(match[2] or match[3]), int(match[4]))
    except ValueError:
        pass  # 30 February is no date either
    return None


def clean(cell: str) -> str:
    """A cell without blanks around it and without format characters (bidi, zero-width, BOM)."""
    if cell.isprintable():
        return cell.strip()
    return "".join(sign for sign in cell if unicodedata.category(sign) != "Cf").strip()
