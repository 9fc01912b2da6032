"""A small book to import into, and statements as the readers would give them."""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from owners_ledger.banking.booking.source import Source
from owners_ledger.banking.statement import Line, Statement

BASIC = "Assets:10银行存款:01基本户"
FEES = "Assets:10银行存款:02收费户"
NUMBERS = {BASIC: "3101019901200099017", FEES: "50050199009900000017"}
CHART = Path(__file__).parents[2] / "ledger" / "accounts.beancount"
COMMITTEE = f"""
name = "松柏里小区"
body = "松柏里小区业主委员会"
[[bank]]
code = "01"
account = "{BASIC}"
name = "基本户"
bank = "重庆农村商业银行"
number = "{NUMBERS[BASIC]}"
[[bank]]
code = "02"
account = "{FEES}"
name = "收费户"
bank = "中国建设银行"
number = "{NUMBERS[FEES]}"
"""
MAIN = """option "title" "松柏里小区"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"
{plugin}
include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""
OPENING = """2024-12-31 * "期初余额"
  {account}  {amount} CNY
  Equity:10期初净资产  -{amount} CNY
"""


def make_book(
    root: Path,
    opening: str | None = "1000.00",
    account: str = FEES,
    *,
    checked: bool = False,
    files: dict[str, str] | None = None,
) -> Path:
    """A book whose one account begins with a balance; further files relative to ``ledger/``."""
    ledger = root / "ledger"
    (ledger / "2024").mkdir(parents=True)
    (ledger / "documents").mkdir()
    plugin = 'plugin "owners_ledger.checks"' if checked else ""
    (ledger / "main.beancount").write_text(MAIN.format(plugin=plugin), "utf-8")
    (ledger / "accounts.beancount").write_text(CHART.read_text("utf-8"), "utf-8")
    (ledger / "committee.toml").write_text(COMMITTEE, "utf-8")
    text = OPENING.format(account=account, amount=opening) if opening else ""
    (ledger / "2024" / "12-opening.beancount").write_text(text, "utf-8")
    for name, content in (files or {}).items():
        path = ledger / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root


def line(
    day: str,
    amount: str,
    text: str | None = None,
    *,
    name: str | None = None,
    account: str | None = None,
    serial: str | None = None,
    balance: str | None = None,
) -> Line:
    return Line(
        datetime.date.fromisoformat(day),
        None,
        Decimal(amount).quantize(Decimal("0.01")),
        None if balance is None else Decimal(balance),
        name,
        account,
        text,
        serial,
        1,
    )


def source(
    opening: str | Decimal,
    lines: Sequence[Line],
    *,
    account: str | None = NUMBERS[FEES],
    profile: str = "ccb-b",
    name: str = "流水.csv",
    last_date: datetime.date | None = None,
) -> Source:
    """A file of one statement; balances are filled in from the opening one."""
    start = balance = Decimal(opening).quantize(Decimal("0.01"))
    filled = []
    for one in lines:
        balance += one.amount
        filled.append(
            Line(
                one.date,
                one.time,
                one.amount,
                balance if one.balance is None else one.balance,
                one.counterparty,
                one.counterparty_account,
                one.text,
                one.serial,
                len(filled) + 2,
            )
        )
    content = repr((name, profile, opening, filled)).encode()
    digest = hashlib.sha256(content).hexdigest()
    statement = Statement(
        name,
        "中国建设银行",
        profile,
        account,
        "CNY",
        start,
        balance,
        lines[0].date if lines else None,
        last_date or (lines[-1].date if lines else None),
        tuple(filled),
        (),
        (),
        digest,
    )
    return Source(Path(name), name, content, digest, (statement,))


def ccb(path: Path, opening: str, lines: Sequence[Line], account: str = NUMBERS[FEES]) -> Path:
    """A download as China Construction Bank gives it: with account and serial numbers."""
    head = (
        "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,"
        "对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号"
    )
    rows = [head.split(",")]
    for one in source(opening, lines).statements[0].lines:
        day, zero = one.date.strftime("%Y%m%d"), "0.00"
        out, come = (str(-one.amount), zero) if one.amount < 0 else (zero, str(one.amount))
        rows.append(
            [
                *(account, "松柏里小区业主委员会", f"{day} 09:00:00", out, come, str(one.balance)),
                *("人民币元", one.counterparty or "", one.counterparty_account or "", "", day),
                *("转账", one.text or "", f"1-{one.serial}" if one.serial else "", "", "", ""),
            ]
        )
    return _csv(path, rows)


def icbc(path: Path, opening: str, lines: Sequence[Line]) -> Path:
    """The same as another bank's layout has it: no account, no serial numbers, newest first."""
    head = (
        "凭证号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额"
    )
    rows = []
    for one in source(opening, lines).statements[0].lines:
        out, come = (str(-one.amount), "") if one.amount < 0 else ("", str(one.amount))
        rows.append(
            [
                *("0", one.counterparty_account or "", f"{one.date} 09:00:00"),
                *("借" if out else "贷", out, come, "", "", one.text or ""),
                *(one.counterparty or "", str(one.balance)),
            ]
        )
    return _csv(path, [["[HISTORYDETAIL]"], head.split(","), *reversed(rows)])


def _csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    return path
