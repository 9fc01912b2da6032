"""Letters to one household: statement of account, receipt, reminder, as pages.

They are private: each says only what concerns its own flat, and carries a name only when asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from owners_ledger.billing.account_of import HolderAccount, PaymentLine
from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.open_items import PAYMENT, Holder
from owners_ledger.billing.reminders import Reminder
from owners_ledger.config import Committee
from owners_ledger.rendering import page, templates
from owners_ledger.rendering.view import Board

TITLES = {"unit": "对账单", "receipt": "收据", "reminder": "催缴通知"}
PRINT, SCREEN = "css/household.css", "css/household_screen.css"
_OWNER = "业主"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter.

    Attributes:
        account: whose, and how it stands.
        name: the addressee's name, "" where none is wanted.
        payment: what a receipt is for.
        reminder: what a reminder is about.
    """

    account: HolderAccount
    name: str = ""
    payment: PaymentLine | None = None
    reminder: Reminder | None = None


@dataclass(frozen=True, slots=True)
class PayInto:
    """The account to pay into, as its own bank knows it."""

    holder: str
    bank: str
    account: str


def name_of(accounts: Accounts, holder: Holder) -> str:
    """The owners of a flat on the statement's last day, the tenant of a contract."""
    if holder.kind == "lease":
        lease = accounts.registers.lease(holder.code, accounts.last)
        return lease.tenant if lease else ""
    people = accounts.registers.household(holder.code, accounts.last)
    return "、".join(one.name for one in people if one.role == _OWNER)


def pay_into(accounts: Accounts) -> PayInto | None:
    """The bank account most payments went to, ``None`` where no payment came by bank."""
    used = Counter(
        row.via
        for found in accounts.rows.values()
        for rows in found.values()
        for row in rows
        if row.kind == PAYMENT and row.via
    )
    for account, _count in used.most_common():
        bank = accounts.books.committee.bank_by_account(account)
        if bank is not None:
            return PayInto(bank.holder, bank.bank, bank.number)
    return None


def variables(
    letters: Sequence[Letter], kind: str, committee: Committee, pay: PayInto | None
) -> Mapping[str, Any]:
    """The variables of ``unit.html``, ``receipt.html`` and ``reminder.html``."""
    return {
        "letters": tuple(letters),
        "kind": kind,
        "title": TITLES[kind],
        "board": Board.of(committee),
        "pay": pay,
    }


def printed(book: Path | None, kind: str, given: Mapping[str, Any]) -> page.Page:
    """The pages for the setter."""
    html = templates.render(book, f"{kind}.html", {**given, "screen": False, "style": ""})
    return page.Page(html, (page.style(book, PRINT),))


def web(book: Path | None, kind: str, given: Mapping[str, Any]) -> str:
    """The page for a browser, its style inside.

    Raises:
        RenderError: a template or style is wrong.
    """
    style = Markup(page.sheets(book, SCREEN, PRINT))  # noqa: S704 - cannot end the style
    return templates.render(book, f"{kind}.html", {**given, "screen": True, "style": style})


def chunks(letters: Iterable[Letter], size: int) -> tuple[tuple[Letter, ...], ...]:
    """Letters in runs of so many."""
    every = tuple(letters)
    return tuple(every[at : at + size] for at in range(0, len(every), size))
