"""The state of matching: what is attached already, and what this command attaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import Payment
from owners_ledger.banking.vouchers.reading import Voucher
from owners_ledger.books.attached import Attached, Noted, invoiced
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


class AttachError(OwnersLedgerError):
    """A voucher cannot be attached as asked; nothing was written."""


class State(StrEnum):
    """What became of a voucher."""

    NEW = "attached"
    KNOWN = "known"
    OPEN = "uncertain"


@dataclass(frozen=True, slots=True)
class Given:
    """A voucher that was handed in.

    Attributes:
        file: the file as the user named it.
        voucher: what it says.
        content: its bytes.
        extension: by what the bytes are.
        sha256: of the bytes.
    """

    file: str
    voucher: Voucher
    content: bytes
    extension: str
    sha256: str

    @property
    def is_invoice(self) -> bool:
        """Whether it is an invoice, not a receipt."""
        return isinstance(self.voucher, Invoice)

    @property
    def number(self) -> str:
        """The voucher's number; of a receipt without one the bank's serial number."""
        if isinstance(self.voucher, Invoice):
            return self.voucher.number
        return self.voucher.number or self.voucher.serial or ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an invoice on a bank line; a receipt's amount is zero."""

    payment: Payment
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a voucher, and why.

    Attributes:
        given: the voucher.
        state: attached, known, or uncertain.
        parts: where it is attached now.
        said: why it is known or uncertain, or what is remarkable about it; may be "".
        candidates: bank lines it may belong to.
    """

    given: Given
    state: State
    parts: tuple[Part, ...] = ()
    said: str = ""
    candidates: tuple[Payment, ...] = ()


@dataclass
class Desk:
    """Everything a voucher is compared with.

    Attributes:
        payments: bank lines by reference.
        attached: what the books have attached.
        noted: invoices noted by hand.
        sums: what invoices prove of each bank line, kept up to date.
        new: parts attached by this command, by invoice number.
        totals: totals of this command's invoices.
        taken: what this command's red invoices take off their originals.
    """

    payments: Mapping[str, Payment]
    attached: Sequence[Attached]
    noted: Sequence[Noted]
    sums: dict[str, Decimal] = field(default_factory=dict)
    new: dict[str, list[Part]] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)
    taken: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sums = invoiced(self.attached)
        self._noted_on = {ref for one in self.noted for ref in one.payments}

    def of(self, number: str) -> list[Attached]:
        """What the books have of an invoice or receipt."""
        return [one for one in self.attached if one.number == number]

    def noted_of(self, number: str) -> list[Noted]:
        """Where a hand has noted an invoice."""
        return [one for one in self.noted if one.number == number]

    def is_noted(self, payment: Payment) -> bool:
        """Whether a hand has noted some invoice on a bank line."""
        return payment.ref in self._noted_on

    def room(self, payment: Payment) -> Decimal:
        """How much of a bank line no invoice proves yet, with the sign of its invoices."""
        return ZERO - payment.amount - self.sums.get(payment.ref, ZERO)

    def is_bare(self, payment: Payment) -> bool:
        """Whether no invoice proves anything of a bank line."""
        return not self.sums.get(payment.ref) and not self.is_noted(payment)

    def put(self, given: Given, parts: Sequence[Part], said: str = "") -> Outcome:
        """Attach parts of an invoice.

        Raises:
            AttachError: the bank line would have more invoices than money.
        """
        for one in parts:
            ref, paid = one.payment.ref, ZERO - one.payment.amount
            self.sums[ref] = self.sums.get(ref, ZERO) + one.amount
            fits = min(paid, ZERO) <= self.sums[ref] <= max(paid, ZERO)
            if one.amount and not fits and not self.is_noted(one.payment):
                raise AttachError(
                    _("{ref} 这一笔 {amount} 元，附的发票会有 {found} 元").format(
                        ref=ref, amount=show(one.payment.amount), found=show(self.sums[ref])
                    ),
                    remedy=_("请核对发票和付款，一张一张附。"),
                    file=given.file,
                )
        self.new.setdefault(given.number, []).extend(parts)
        if isinstance(given.voucher, Invoice):
            self.totals[given.number] = given.voucher.total
            if original := given.voucher.original:
                self.taken[original] = self.taken.get(original, ZERO) - given.voucher.total
        return Outcome(given, State.NEW, tuple(parts), said)

    def placed(self, number: str) -> list[Part]:
        """Where the parts of an invoice stand, in the books and by this command."""
        there = [
            Part(self.payments[one.payment], one.amount)
            for one in self.of(number)
            if one.payment in self.payments
        ]
        return [*there, *self.new.get(number, ())]

    def left_to_place(self, invoice: Invoice) -> Decimal:
        """The part of an invoice that stands on no bank line yet."""
        return invoice.total - sum((one.amount for one in self.placed(invoice.number)), ZERO)

    def total_of(self, number: str) -> Decimal | None:
        """An invoice's total, ``None`` where only a hand has noted it or nobody knows it."""
        known = [one.total for one in self.of(number)]
        return known[0] if known else self.totals.get(number)

    def left_of(self, original: str) -> Decimal | None:
        """What red invoices have left of an invoice, ``None`` where its total is not known."""
        whole = self.total_of(original)
        if whole is None:
            return None
        reds = {one.invoice: one.total for one in self.attached if one.original == original}
        return whole + sum(reds.values(), ZERO) - self.taken.get(original, ZERO)
