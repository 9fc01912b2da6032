"""An account's life begins when the books open it; nothing on it can be older."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beancount.core import data

from owners_ledger.banking.booking.booked import BookedAccount
from owners_ledger.banking.booking.join import JoinError
from owners_ledger.banking.booking.placing import Placed
from owners_ledger.i18n import _

CHART = "ledger/accounts.beancount"


def within_life(
    placed: Sequence[Placed],
    openings: Sequence[data.Transaction],
    accounts: Mapping[str, BookedAccount],
) -> None:
    """Refuse lines, and an opening balance, of days before the ledger account was opened.

    Raises:
        JoinError: a statement begins too early; the message names row and day.
    """
    for one in placed:
        opened = accounts[one.bank.account].opened
        early = min(one.new, key=lambda new: new.line.date, default=None)
        if opened is not None and early is not None and early.line.date < opened:
            raise JoinError(
                _("第 {row} 行是 {date} 的，而账本里 {account} 从 {opened} 才开户").format(
                    row=early.line.row,
                    date=early.line.date,
                    account=one.bank.name,
                    opened=opened,
                ),
                remedy=_(
                    "请核对是不是这个账户；确实更早开户的，先改早 {chart} 里这个科目 open 的日期。"
                ).format(chart=CHART),
                file=one.source.name,
                line=early.line.row,
            )
    for entry in openings:
        for posting in entry.postings:
            account = accounts.get(posting.account)
            if account is not None and account.opened is not None and entry.date < account.opened:
                raise JoinError(
                    _("期初余额要记在 {date}，而账本里 {account} 从 {opened} 才开户").format(
                        date=entry.date, account=account.bank.name, opened=account.opened
                    ),
                    remedy=_("请先把 {chart} 里这个科目 open 的日期改早。").format(chart=CHART),
                    file=CHART,
                )
