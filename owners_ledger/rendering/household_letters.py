"""Which letters are wanted, and the files they become."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.open_items import Holder
from owners_ledger.billing.order import natural
from owners_ledger.billing.reminders import reminders
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.rendering import household, household_json, household_text
from owners_ledger.rendering.batch import CHUNK, Batch, joined
from owners_ledger.rendering.household import Letter, name_of, pay_into

ALL = "all"
# A document of its own writes its own fonts: smaller chunks keep both processes busy to the end.
_EACH = 10


class UnitError(OwnersLedgerError):
    """There is no such flat, contract or payment."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted.

    Attributes:
        code: one flat or contract, ``None``: all flats.
        building: only this building, ``None``: all.
        with_name: whether names are written.
        receipt: bank reference or number of a payment, ``all``, ``None``: no receipts.
        tone: of reminders, ``None``: no reminders.
        min_days: days overdue from which one is reminded.
    """

    code: str | None = None
    building: str | None = None
    with_name: bool = False
    receipt: str | None = None
    tone: int | None = None
    min_days: int = 1

    @property
    def kind(self) -> str:
        """Which template."""
        return "receipt" if self.receipt else "reminder" if self.tone else "unit"

    @property
    def is_one(self) -> bool:
        """Whether it is one letter at most."""
        return self.code is not None and self.receipt != ALL


def holders(accounts: Accounts, wanted: Order) -> list[Holder]:
    """The flats (or the contract) wanted, in order.

    Raises:
        UnitError: there is no such flat, contract or building.
    """
    registers = accounts.registers
    if wanted.code:
        for kind, known in (("unit", registers.unit_terms), ("lease", registers.lease_terms)):
            if wanted.code in known or Holder(kind, wanted.code) in accounts.rows:
                return [Holder(kind, wanted.code)]
        raise UnitError(
            _("没有房号或合同号 {code}").format(code=wanted.code),
            remedy=_("请对照登记簿 units.csv 和 leases.csv。"),
        )
    in_books = {holder.code for holder in accounts.rows if holder.kind == "unit"}
    found = [
        Holder("unit", code) for code in sorted(in_books | set(registers.unit_terms), key=natural)
    ]
    if wanted.building is None:
        return found
    name = wanted.building.removesuffix("栋")
    chosen = [one for one in found if accounts.building(one).removesuffix("栋") == name]
    if not chosen:
        raise UnitError(
            _("登记簿里没有 {building} 栋").format(building=name),
            remedy=_("请对照登记簿 units.csv 的“楼栋”一列。"),
        )
    return chosen


def letters(accounts: Accounts, wanted: Order) -> list[Letter]:
    """The letters, in the order of flats.

    Raises:
        UnitError: there is no such flat, contract, building or payment.
    """
    if wanted.receipt and wanted.receipt != ALL:
        accounts = _since(accounts, wanted.receipt)
    made = [accounts.of(one) for one in holders(accounts, wanted)]
    names = {one.code: name_of(accounts, one.holder) if wanted.with_name else "" for one in made}
    if wanted.tone:
        found = reminders(made, accounts.tariffs, tone=wanted.tone, min_days=wanted.min_days)
        return [Letter(one.account, names[one.account.code], reminder=one) for one in found]
    if not wanted.receipt:
        return [Letter(one, names[one.code]) for one in made]
    receipts = [
        Letter(one, names[one.code], payment=paid)
        for one in made
        for paid in one.payments
        if paid.number
        and paid.returned < paid.amount
        and wanted.receipt in (ALL, paid.ref, paid.number)
    ]
    if not receipts and wanted.receipt != ALL:
        raise UnitError(
            _("没有流水号或收据号为 {ref} 的收款，或这笔款已经退回").format(ref=wanted.receipt),
            remedy=_("对账单上每笔收款都印着流水号和收据号。"),
        )
    return receipts


def _since(accounts: Accounts, ref: str) -> Accounts:
    """The same accounts from the day of a payment on, where that is earlier, until it is in."""
    days = [one.day for one, number in accounts.receipts.items() if ref in (one.ref, number)]
    return replace(accounts, first=min([accounts.first, *days]), last=max([accounts.last, *days]))


def to_text(found: Sequence[Letter], accounts: Accounts) -> Iterator[str]:
    """Each letter as text."""
    committee, pay = accounts.books.committee, pay_into(accounts)
    for one in found:
        if one.payment:
            yield household_text.receipt(one, committee)
        elif one.reminder:
            yield household_text.reminder(one, committee, pay)
        else:
            yield household_text.statement(one, committee, pay)


def to_json(found: Sequence[Letter], wanted: Order) -> str:
    """One object for one letter, a list for many."""
    plain = [household_json.as_json(one) for one in found]
    return json.dumps(plain[0] if wanted.is_one else plain, ensure_ascii=False, indent=1) + "\n"


def to_files(
    found: Sequence[Letter],
    accounts: Accounts,
    wanted: Order,
    *,
    batch: Batch | None,
    each: bool,
    done: Callable[[int], object],
) -> dict[str, bytes]:
    """Pages (without ``batch``) or PDFs, by file name.

    Args:
        found: the letters, at least one.
        accounts: what they were made from.
        wanted: the order.
        batch: processes that set PDFs; ``None``: pages for a browser.
        each: a file for every letter; otherwise one of all.
        done: told how many letters more are ready.

    Raises:
        RenderError: a template or style is wrong.
    """
    root, kind = accounts.books.root, wanted.kind
    pay = pay_into(accounts)
    size = len(found) if batch is None and not each else 1 if batch is None else CHUNK
    runs = household.chunks(found, _EACH if batch is not None and each else size)
    given = (household.variables(one, kind, accounts.books.committee, pay) for one in runs)
    contents: list[tuple[bytes, ...]] = []
    made = (
        ((household.web(root, kind, one).encode(),) for one in given)
        if batch is None
        else batch.set_all([household.printed(root, kind, one) for one in given], each=each)
    )
    for run, files in zip(runs, made, strict=True):
        contents.append(files)
        done(len(run))
    files = tuple(chain.from_iterable(contents))
    ending = "html" if batch is None else "pdf"
    if each:
        names = [f"{_stem(one, accounts, wanted)}.{ending}" for one in found]
        return dict(zip(names, files, strict=True))
    if len(found) == 1:
        return {f"{_stem(found[0], accounts, wanted)}.{ending}": files[0]}
    whose = wanted.code or wanted.building or ALL
    return {f"{kind}-{whose}-{_days(accounts)}.{ending}": joined(files)}


def _stem(letter: Letter, accounts: Accounts, wanted: Order) -> str:
    what = letter.payment.number if letter.payment else _days(accounts)
    return f"{wanted.kind}-{letter.account.code}-{what}"


def _days(accounts: Accounts) -> str:
    return f"{accounts.first:%Y-%m}_{accounts.last:%Y-%m}"
