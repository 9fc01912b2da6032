"""``invoice``: vouchers beside the books and on their payments, planned before the first byte.

Written are copies of the files under names of our own, then one new ledger file by one rename.
All or nothing: while one voucher is uncertain, nothing is written.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core import data

from owners_ledger.banking.match.text import name_key
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.vouchers.attach import Rules, attach_all
from owners_ledger.banking.vouchers.buyer import check_buyer
from owners_ledger.banking.vouchers.desk import Desk, Given, Outcome, Part, State
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import party_of, payments_of
from owners_ledger.banking.vouchers.reading import FILE_LIMIT, Voucher
from owners_ledger.banking.vouchers.shown import as_json
from owners_ledger.banking.vouchers.wire_vouchers import read_from_outside
from owners_ledger.books.attached import Attached, all_attached, all_noted
from owners_ledger.books.broken import refuse_broken
from owners_ledger.books.gate import harmless, ledger_text
from owners_ledger.books.load import Books, load_books
from owners_ledger.books.write import locked, stamped, write_all
from owners_ledger.i18n import _
from owners_ledger.registers import Registers, load_registers

FOLDER = "documents"
_PERSON_SIGNS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """What the command does, before it is done.

    Attributes:
        root: the committee's folder.
        outcomes: what becomes of each voucher.
        files: content by path, in the order of writing; none while one voucher is uncertain.
    """

    root: Path
    outcomes: tuple[Outcome, ...]
    files: tuple[tuple[Path, bytes], ...]

    @property
    def uncertain(self) -> tuple[Outcome, ...]:
        """The vouchers that are not attached."""
        return tuple(one for one in self.outcomes if one.state is State.OPEN)

    def as_json(self, written: Sequence[str]) -> dict[str, Any]:
        """The object of ``invoice --format json``."""
        return {"vouchers": [as_json(one) for one in self.outcomes], "written": list(written)}


def attach_vouchers(
    root: Path, paths: Sequence[Path], chosen: str | None = None, *, dry_run: bool = False
) -> tuple[Plan, list[str]]:
    """Attach vouchers; the plan and the paths written, relative to the book.

    Args:
        root: the committee's folder.
        paths: the files.
        chosen: the bank reference of the payment they belong to.
        dry_run: plan only.

    Raises:
        OwnersLedgerError: a file or the books are not in order; nothing was written.
    """
    given = [read_given(path) for path in paths]
    with nullcontext() if dry_run else locked(root):
        plan = plan_vouchers(load_books(root), given, chosen)
        if dry_run or not plan.files:
            return plan, []
        write_all(plan.files)
        return plan, [path.relative_to(root).as_posix() for path, _content in plan.files]


def read_given(path: Path) -> Given:
    """A file with what it says.

    Raises:
        StatementError: it cannot be read, or is no voucher.
    """
    file = str(path)
    if not path.is_file():
        raise refuse(_("没有这个文件，或它不是普通文件"), file=file, remedy=_("请检查文件名和路径"))
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise refuse(
            _("文件读不了：{reason}").format(reason=error.strerror or str(error)),
            file=file,
            remedy=_("请检查文件名和路径"),
        ) from None
    voucher, extension = read_from_outside(content, file)
    return Given(file, voucher, content, extension, hashlib.sha256(content).hexdigest())


def plan_vouchers(books: Books, given: Sequence[Given], chosen: str | None = None) -> Plan:
    """Everything the command does, without doing it.

    Raises:
        OwnersLedgerError: a voucher or the books are not in order.
    """
    refuse_broken(books.errors, books.root)
    registers = load_registers(books.root)
    for one in given:
        check_buyer(one, books.committee)
    attached = all_attached(books.entries)
    desk = Desk(payments_of(books.entries, registers), attached, all_noted(books.entries))
    rules = Rules(registers, books.committee.banks, books.committee.document_days)
    outcomes = attach_all(given, desk, rules, _kept(given, attached), chosen)
    new = [one for one in outcomes if one.state is State.NEW]
    if not new or any(one.state is State.OPEN for one in outcomes):
        return Plan(books.root, outcomes, ())
    return Plan(books.root, outcomes, _files(books.root, new, attached, registers))


def _kept(given: Sequence[Given], attached: Sequence[Attached]) -> dict[str, Voucher]:
    """The kept files of vouchers that come again, read again; lost ones are left out."""
    numbers = {one.number for one in given}
    found: dict[str, Voucher] = {}
    for one in attached:
        if one.number in numbers and one.number not in found:
            path = Path(one.entry.filename)
            try:
                found[one.number] = read_from_outside(path.read_bytes(), path.name)[0]
            except (OSError, StatementError):
                continue
    return found


def _files(
    root: Path, new: Sequence[Outcome], attached: Sequence[Attached], registers: Registers
) -> tuple[tuple[Path, bytes], ...]:
    kept = {one.number: Path(one.entry.filename) for one in attached}
    copies: list[tuple[Path, bytes]] = []
    parts: list[tuple[Outcome, Part, Path]] = []
    for outcome in new:
        path = kept.get(outcome.given.number)
        if path is None:
            path = _copy(root, outcome.given)
            if not path.exists():
                copies.append((path, outcome.given.content))
        parts += [(outcome, part, path) for part in outcome.parts]
    parts.sort(key=lambda one: one[1].payment.date)
    last = parts[-1][1].payment.date
    folder = root / "ledger" / f"{last.year:04d}"
    entries: list[data.Directive] = [
        _directive(outcome.given, part, Path(os.path.relpath(path, folder)).as_posix(), registers)
        for outcome, part, path in parts
    ]
    text = stamped(ledger_text(entries)).encode()
    return (*copies, (_target(folder, last, text), text))


def _copy(root: Path, given: Given) -> Path:
    """The place of a file's copy: a name of our own, the same bytes once, others never touched.

    A receipt is named after its bytes: its own number may look like a bank card's.
    """
    if isinstance(given.voucher, Invoice):
        year, stem = given.voucher.issued.year, f"invoice-{given.voucher.number}"
    else:
        year, stem = given.voucher.date.year, f"receipt-{given.sha256[:12]}"
    folder = root / "ledger" / FOLDER / f"{year:04d}"
    path, again = folder / f"{stem}{given.extension}", 2
    while path.exists() and path.read_bytes() != given.content:
        path = folder / f"{stem}-{again}{given.extension}"
        again += 1
    return path


def _target(folder: Path, last: date, text: bytes) -> Path:
    """The new ledger file, named after the last payment's month and its own content."""
    stem = f"{last.month:02d}-invoices-{hashlib.sha256(text).hexdigest()[:8]}"
    path, again = folder / f"{stem}.beancount", 2
    while path.exists():
        path = folder / f"{stem}-{again}.beancount"
        again += 1
    return path


def _directive(given: Given, part: Part, place: str, registers: Registers) -> data.Document:
    voucher = given.voucher
    meta: dict[str, str | date | Decimal]
    if isinstance(voucher, Invoice):
        party = party_of(voucher.seller, voucher.seller_account, registers)
        meta = {
            "invoice": voucher.number,
            "issued": voucher.issued,
            "total": voucher.total,
            "amount": part.amount,
        }
        if not _may_be_person(seller := party.listed or voucher.seller):
            meta["seller"] = harmless(seller)
        if voucher.original:
            meta["original-invoice"] = voucher.original
    else:
        meta = {"receipt": harmless(given.number)}
    meta |= {"payment": part.payment.ref, "sha256": given.sha256}
    return data.Document(
        meta, part.payment.date, part.payment.account, place, data.EMPTY_SET, data.EMPTY_SET
    )


def _may_be_person(name: str) -> bool:
    """Whether a name must stay in the document itself; when in doubt it is a person's."""
    return len(name_key(name)) <= _PERSON_SIGNS or "·" in name
