"""The one way a bank file is turned down."""

from __future__ import annotations

from owners_ledger.errors import OwnersLedgerError, harmless
from owners_ledger.i18n import _


class StatementError(OwnersLedgerError):
    """A file that is no statement, or a statement that does not prove itself."""


def refuse(message: str, *, file: str, row: int | None = None, remedy: str = "") -> StatementError:
    """The error to raise, with the usual remedy where none is given.

    Args:
        message: what is wrong, rows and amounts named.
        file: the file as the user named it.
        row: its row, from 1.
        remedy: what to do; by default: download the file anew.
    """
    usual = _("请从网上银行重新下载整个文件，不要先用表格软件打开、删改或另存")
    return StatementError(harmless(message), remedy=remedy or usual, file=file, line=row)
