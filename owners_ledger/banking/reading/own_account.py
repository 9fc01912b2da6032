"""Whose number the account column holds: this account's, several accounts', or the other side's."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from owners_ledger.banking.reading.chain import Reading, prove
from owners_ledger.banking.reading.movements import Movement
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

_LEAST = 3

Groups = list[tuple[str | None, Sequence[Movement]]]


def by_account(movements: Sequence[Movement], file: str) -> Groups:
    """The movements of each account that the rows name.

    Raises:
        StatementError: some rows of several accounts name none.
    """
    accounts = list(dict.fromkeys(each.account for each in movements if each.account))
    nameless = next((each for each in movements if not each.account), None)
    if accounts and (len(accounts) > 1 or nameless) and _is_of_other_side(movements):
        return [(None, [each._replace(party_account=each.account) for each in movements])]
    if len(accounts) <= 1:
        return [(accounts[0] if accounts else None, movements)]
    if nameless:
        message = _("第 {row} 行：没有账号，而文件里有好几个账户").format(row=nameless.row)
        raise refuse(message, file=file, row=nameless.row)
    _check_whole(movements, accounts, file)
    return [
        (account, [each for each in movements if each.account == account]) for account in accounts
    ]


def _check_whole(movements: Sequence[Movement], accounts: Sequence[str], file: str) -> None:
    """Refuse a number that another one begins with: the file broke off in the middle of it."""
    cut = {
        short
        for short in accounts
        if any(short != whole and whole.startswith(short) for whole in accounts)
    }
    row = next((each.row for each in movements if each.account in cut), None)
    if row is not None:
        message = _("第 {row} 行：账号不完整，文件可能没有下载完整").format(row=row)
        raise refuse(message, file=file, row=row)


def _is_of_other_side(movements: Sequence[Movement]) -> bool:
    """Whether the rows are one account's, so that the numbers in them are the other side's.

    Only where no other column holds those: then one running balance through all rows proves it.
    """
    if len(movements) < _LEAST or any(each.party_account for each in movements):
        return False
    balances = [each.balance for each in movements if each.balance is not None]
    if len(balances) < len(movements):
        return False
    signed = [each.side * each.value if each.side else each.value for each in movements]
    moments = [(each.date, each.time or datetime.time.min) for each in movements]
    return isinstance(prove([signed], balances, moments), Reading)
