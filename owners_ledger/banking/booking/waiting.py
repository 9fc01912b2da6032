"""Statements that wait for their place: which accounts they may be of, and what identifies them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from owners_ledger import money
from owners_ledger.banking.booking.accounts import banks_of, known_accounts
from owners_ledger.banking.booking.join import JoinError, Link
from owners_ledger.banking.booking.pieces import is_proved, piece_of
from owners_ledger.banking.statement import Statement
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.banking.booking.placing import Source

FAR = datetime.date.max
_TRADE = "-trade"  # in the names of profiles whose bills explain and do not book


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement to be placed.

    Attributes:
        source: the file.
        statement: what it says.
        piece: its lines as links, empty where only serial numbers identify them.
        opening: balance before the first.
        banks: the accounts it may be of.
        is_numbered: whether only serial numbers identify its lines.
    """

    source: Source
    statement: Statement
    piece: tuple[Link, ...]
    opening: Decimal
    banks: tuple[BankAccount, ...]
    is_numbered: bool

    @property
    def is_named(self) -> bool:
        """Whether there is only one account it can be of."""
        return len(self.banks) == 1

    @property
    def order(self) -> tuple[datetime.date, datetime.date]:
        """The dates of its first and last line."""
        dates = [line.date for line in self.statement.lines] or [FAR]
        return min(dates), max(dates)


def is_trade_bill(statement: Statement) -> bool:
    """Whether it lists a wallet's orders, not the movements of its money."""
    return _TRADE in statement.profile


def waiting_for(
    source: Source,
    statement: Statement,
    banks: tuple[BankAccount, ...],
    chosen: BankAccount | None,
) -> Waiting:
    """A statement and what is known of its account before the books are looked at.

    Args:
        source: the file.
        statement: one of its statements.
        banks: the committee's accounts.
        chosen: the account for files that name none (``--account``).

    Raises:
        JoinError: it cannot be told whether lines are new.
        OwnersLedgerError: it is not the committee's, or not in yuan.
    """
    if is_trade_bill(statement):
        raise JoinError(
            _("交易账单没有余额，不能单独记账"),
            remedy=_("请用 owners-ledger import 与同一时期的资金账单一起导入。"),
            file=source.name,
        )
    if statement.currency != "CNY":
        raise OwnersLedgerError(
            _("币种是 {currency}，账本只记人民币").format(currency=statement.currency),
            remedy=_("外币账户请另行核算。"),
            file=source.name,
        )
    found = banks_of(statement, banks, chosen, source.name)
    dates = [line.date for line in statement.lines]
    if not all(2000 <= day.year <= 2099 for day in dates):
        raise JoinError(
            _("对账单里有不在 2000 年至 2099 年之间的日期"),
            remedy=_("请重新下载这份对账单。"),
            file=source.name,
        )
    is_numbered = _by_serials(statement, found, source.name)
    piece, opening = ((), money.ZERO) if is_numbered else piece_of(statement)
    return Waiting(source, statement, piece, opening, found, is_numbered)


def _by_serials(statement: Statement, banks: Sequence[BankAccount], file: str) -> bool:
    """Whether only serial numbers identify the lines, which is enough for wallets only.

    Raises:
        JoinError: it is a bank's, or the account it belongs to is not marked as a wallet.
    """
    if statement.lines and not all(bank.is_wallet for bank in banks):
        if any(line.order for line in statement.lines):
            raise JoinError(
                _("这是钱包的账单，{account} 在 committee.toml 里却不是钱包").format(
                    account=known_accounts(banks)
                ),
                remedy=_(
                    "钱包是本委员会的账户时，请在 ledger/committee.toml 给它写一段 [[bank]]，"
                    '并写上 kind = "wallet"。'
                ),
                file=file,
            )
        if not is_proved(statement):
            raise JoinError(
                _("这份对账单没有余额，不能证明没有漏行"),
                remedy=_("请在网上银行下载带余额的明细。"),
                file=file,
            )
    return not is_proved(statement)
