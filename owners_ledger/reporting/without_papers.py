"""What hangs on the board names no file: file names and folders are the committee's own.

A statement downloaded from a bank may be called by an account number or by whoever downloaded
it, a scanned ballot by a flat. The board says that the paper is there; who wants to see it asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from owners_ledger.reporting.project_model import ProjectPage
from owners_ledger.reporting.reconciliation_model import (
    AccountSheet,
    OpenItem,
    Reconciliation,
)

THERE = "有原件"
_STATEMENT = "对账单"
_FOLDERS = ("statements/", "inbox/", "ledger/")


def reconciliation_without_files(found: Reconciliation) -> Reconciliation:
    """The same with every statement file called by its place: 第 1 份对账单."""
    return replace(found, accounts=tuple(map(_account, found.accounts)))


def project_without_files(found: ProjectPage) -> ProjectPage:
    """The same; papers and photographs without their paths, signed sheets with their hash."""
    return replace(
        found,
        contract_document=THERE if found.contract_document else "",
        resolutions=tuple(
            replace(one, document=THERE if one.document else "") for one in found.resolutions
        ),
        acceptances=tuple(
            replace(one, document=THERE if one.document else "") for one in found.acceptances
        ),
        photographs=tuple(
            replace(one, path=photograph_name(place))
            for place, one in enumerate(found.photographs, start=1)
        ),
    )


def photograph_name(place: int) -> str:
    """How the board calls a photograph, by its place from 1."""
    return f"照片{place}"


def _account(one: AccountSheet) -> AccountSheet:
    if one.completeness is None:
        return one
    parts = one.completeness.statements
    called = {part.file: f"第 {place} 份{_STATEMENT}" for place, part in enumerate(parts, start=1)}
    return replace(
        one,
        unit_received=tuple(_item(item, called) for item in one.unit_received),
        unit_paid=tuple(_item(item, called) for item in one.unit_paid),
        bank_received=tuple(_item(item, called) for item in one.bank_received),
        bank_paid=tuple(_item(item, called) for item in one.bank_paid),
        causes=tuple(_text(cause, called) for cause in one.causes),
        remedy=_text(one.remedy, called),
        completeness=replace(
            one.completeness,
            statements=tuple(replace(part, file=called[part.file]) for part in parts),
        ),
    )


def _item(item: OpenItem, called: Mapping[str, str]) -> OpenItem:
    by = _text(item.cleared_by, called)
    # A statement of a later period has no place here.
    return replace(item, cleared_by=_STATEMENT if by.startswith(_FOLDERS) else by)


def _text(text: str, called: Mapping[str, str]) -> str:
    for file, name in called.items():
        text = text.replace(file, name)
    return text
