"""The households' statements of account as pages for the server to hold, sealed, one for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.open_items import Holder
from owners_ledger.rendering import household
from owners_ledger.rendering.household import Letter
from owners_ledger.web.codes.register import Register


def statements(root: Path, accounts: Accounts, register: Register) -> Mapping[str, bytes]:
    """A page by unit, for every household whose code lets in; without names.

    Args:
        root: the book's folder, for the committee's own templates.
        accounts: read for the months wanted.
        register: of the codes.

    Raises:
        RenderError: a template or style is wrong.
    """
    pay = household.pay_into(accounts)
    made: dict[str, bytes] = {}
    for one in register.issued.values():
        if one.is_open:
            letter = Letter(accounts.of(Holder("unit", one.unit)))
            given = household.variables([letter], "unit", accounts.books.committee, pay)
            made[one.unit] = household.web(root, "unit", given).encode()
    return made
