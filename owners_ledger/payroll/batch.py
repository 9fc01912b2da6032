"""The bank's batch: who is paid what, for the bank's portal. Personal data, kept private."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.payroll.pay import Pay
from owners_ledger.periods import Period

HEAD = ("收款账号", "收款户名", "金额", "用途")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Payment:
    """One line of the batch.

    Attributes:
        code: 工号, not in the file.
        account: the payee's account number, "" where the register has none.
        name: the payee.
        amount: yuan.
        purpose: 用途.
    """

    code: str
    account: str
    name: str
    amount: Decimal
    purpose: str


def payments(pays: Sequence[Pay], month: Period) -> tuple[Payment, ...]:
    """Everybody who gets money."""
    return tuple(
        Payment(one.person.code, one.person.account, one.person.name, one.net, f"{month.title}工资")
        for one in pays
        if one.net
    )


def batch_csv(found: Sequence[Payment]) -> bytes:
    """As CSV (UTF-8 with BOM) of those that have an account.

    A cell that a spreadsheet program would calculate gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in found:
        if one.account:
            row = (one.account, one.name, f"{one.amount}", one.purpose)
            writer.writerow(f"'{cell}" if cell.startswith(_RISKY) else cell for cell in row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
