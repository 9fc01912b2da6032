"""Which of the committee's accounts a person or a file means."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.banking.match.text import digits, plain
from owners_ledger.banking.statement import Statement
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _

_MERCHANT_DIGITS = 16  # of a number that more digits may be appended to


def bank_named(text: str, banks: Sequence[BankAccount]) -> BankAccount:
    """The account a person means by code, name, ledger account or number.

    Raises:
        UsageError: none, or several.
    """
    found = [
        bank
        for bank in banks
        if text in (bank.code, bank.name, bank.account)
        or (len(digits(text)) >= 4 and digits(bank.number).endswith(digits(text)))
    ]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        _("没有叫“{text}”的银行账户").format(text=text),
        remedy=_("可以写：{known}。").format(known=known_accounts(banks)),
    )


def known_accounts(banks: Sequence[BankAccount]) -> str:
    """The committee's accounts as messages name them."""
    return "、".join(f"{bank.code} {bank.name}（{bank.tail}）" for bank in banks)


def banks_of(
    statement: Statement, banks: tuple[BankAccount, ...], chosen: BankAccount | None, file: str
) -> tuple[BankAccount, ...]:
    """The accounts a statement may be of: one, or several where it names none.

    A wallet's bill without a number can only be of the wallets kept at that company.

    Args:
        statement: what the file says.
        banks: the committee's accounts.
        chosen: the account for files that name none (``--account``).
        file: the file's name.

    Raises:
        OwnersLedgerError: it names an account that is not the committee's.
        UsageError: it names another account than ``chosen``.
    """
    if not statement.account:
        kin = tuple(bank for bank in banks if bank.is_wallet and statement.bank in bank.bank)
        return (chosen,) if chosen else kin or banks
    bank = bank_numbered(statement.account, banks)
    if bank is None:
        raise OwnersLedgerError(
            _("对账单的账号（尾号 {tail}）不是本委员会的账户").format(
                tail=digits(statement.account)[-4:]
            ),
            remedy=_("已知账户：{known}。新开的账户请先写进 ledger/committee.toml。").format(
                known=known_accounts(banks)
            ),
            file=file,
        )
    if chosen is not None and chosen != bank:
        raise UsageError(
            _("--account 指的是 {chosen}，对账单却写明是 {bank}").format(
                chosen=chosen.name, bank=bank.name
            ),
            remedy=_("请去掉 --account，或换一份文件。"),
            file=file,
        )
    return (bank,)


def bank_numbered(text: str, banks: Sequence[BankAccount]) -> BankAccount | None:
    """The account of a number; banks that print stars between give head and tail.

    A wallet may be known by a mail address, and the payment company appends digits to the number of
    the merchant: one that begins with the committee's number means it, too.
    """
    if "*" in text:
        head, tail = digits(text.partition("*")[0]), digits(text.rpartition("*")[2])
        found = [
            bank
            for bank in banks
            if len(tail) >= 4
            and digits(bank.number).startswith(head)
            and digits(bank.number).endswith(tail)
        ]
        return found[0] if len(found) == 1 else None
    if "@" in text:
        return next((bank for bank in banks if plain(bank.number) == plain(text)), None)
    number = digits(text)
    found = [bank for bank in banks if number and digits(bank.number) == number] or [
        bank
        for bank in banks
        if bank.is_wallet
        and len(digits(bank.number)) >= _MERCHANT_DIGITS
        and number.startswith(digits(bank.number))
    ]
    return found[0] if found else None
