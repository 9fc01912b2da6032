"""Bank files as the two banks give them, and the lines' places in the accounts' lives."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import BankPosting, Leg
from owners_ledger.periods import Period
from owners_ledger.sample.movement import ACCOUNTS, BASIC, FEES, NAMES, TRANSIT, Movement, Party
from owners_ledger.sample.xlsx import text_workbook

HOLDER = "云杉苑小区业主委员会"
BANKS = {BASIC: "重庆农村商业银行", FEES: "中国建设银行"}
PROFILES = {BASIC: "cqrcb-detail", FEES: "ccb-detail"}
NUMBERS = {BASIC: "3101019901200099017", FEES: "50050199009900000017"}
_CQRCB = (
    "序号,交易流水号,交易日期,币种,收入金额,支出金额,余额,交易账号,"
    "对方银行,对方账户名,对方账号,交易渠道,用途,备注,摘要"
)
_CCB = (
    "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,"
    "对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A movement at its place: number in the account's life, balance after it."""

    movement: Movement
    number: int
    balance: Decimal

    @property
    def serial(self) -> str:
        """The bank's serial number."""
        when = self.movement.when
        if self.movement.account == BASIC:
            return f"CQ{when:%Y%m}{self.number:06d}"
        return f"{self.number}-50050199{when:%y}{self.number:08d}"

    @property
    def text(self) -> str:
        """The bank's text as an importer joins it."""
        move = self.movement
        parts = (
            (move.memo, move.summary, move.remark)
            if move.account == BASIC
            else (move.summary, move.memo)
        )
        return " / ".join(dict.fromkeys(part for part in parts if part))

    @property
    def posting(self) -> BankPosting:
        """The bank's side in the books."""
        move = self.movement
        return BankPosting(
            ACCOUNTS[move.account],
            move.amount,
            f"{move.account}/S{self.serial}",
            self.number,
            self.balance,
            move.party.name or None,
            move.party.number or None,
            self.text or None,
        )


@dataclass(frozen=True, slots=True)
class MonthFile:
    """A bank's file of a month.

    Attributes:
        account: ``01`` or ``02``.
        month: the month.
        opening: balance before.
        rows: the lines, oldest first.
        before: number of the account's last line before.
    """

    account: str
    month: Period
    opening: Decimal
    rows: tuple[Row, ...]
    before: int

    @property
    def closing(self) -> Decimal:
        """Balance after."""
        return self.rows[-1].balance if self.rows else self.opening

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.month}-{NAMES[self.account]}.{'xlsx' if self.account == BASIC else 'csv'}"

    def content(self) -> bytes:
        """The file's bytes."""
        return _cqrcb(self.rows) if self.account == BASIC else _ccb(self.rows)


def month_file(
    account: str, month: Period, movements: Sequence[Movement], opening: Decimal, before: int
) -> MonthFile:
    """Number a month's movements and carry the balance."""
    rows = []
    balance = opening
    for number, move in enumerate(sorted(movements, key=lambda one: one.when), before + 1):
        balance += move.amount
        rows.append(Row(move, number, balance))
    return MonthFile(account, month, opening, tuple(rows), before)


def sweep(month: Period, amount: Decimal) -> tuple[Movement, Movement]:
    """The month's own transfer from the fee account to the basic account."""
    when = datetime.datetime.combine(month.last, datetime.time(17, 20))
    arrives = when + datetime.timedelta(seconds=3)

    def side(account: str, other: str, signed: Decimal, moment: datetime.datetime) -> Movement:
        return Movement(
            account,
            moment,
            signed,
            Party(HOLDER, NUMBERS[other], BANKS[other]),
            "转账",
            "收费户资金归集",
            (Leg(TRANSIT, -signed),),
            "本单位",
            "收费户转基本户",
        )

    return side(FEES, BASIC, -amount, when), side(BASIC, FEES, amount, arrives)


def digest(files: Sequence[bytes]) -> str:
    """Eight signs that name an import by its originals."""
    hashes = sorted(hashlib.sha256(content).hexdigest() for content in files)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:8]


def _cqrcb(rows: Sequence[Row]) -> bytes:
    table: list[list[str]] = [_CQRCB.split(",")]
    for place, row in enumerate(rows, 1):
        move = row.movement
        table.append(
            [
                str(place),
                row.serial,
                f"{move.when:%Y-%m-%d %H:%M:%S}",
                "人民币",
                str(move.amount) if move.amount > 0 else "",
                str(-move.amount) if move.amount < 0 else "",
                str(row.balance),
                NUMBERS[BASIC],
                move.party.bank,
                move.party.name,
                move.party.number,
                "企业网银" if move.party.name else "系统",
                move.memo,
                move.remark,
                move.summary,
            ]
        )
    return text_workbook("Sheet0", table)


def _ccb(rows: Sequence[Row]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_CCB.split(","))
    for row in rows:
        move = row.movement
        out, into = (-move.amount, money.ZERO) if move.amount < 0 else (money.ZERO, move.amount)
        voucher = ("电子转账凭证", f"{row.number:016d}") if move.party.name else ("", "")
        writer.writerow(
            [
                NUMBERS[FEES],
                HOLDER,
                f"{move.when:%Y%m%d %H:%M:%S}",
                str(out),
                str(into),
                str(row.balance),
                "人民币元",
                move.party.name,
                move.party.number,
                move.party.bank,
                f"{move.when:%Y%m%d}",
                move.summary,
                move.memo,
                row.serial,
                "",
                *voucher,
            ]
        )
    return buffer.getvalue().encode("gb18030")
