"""Books that do not parse lose whole entries: no command that writes may go on from there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

BROKEN = frozenset({"ParserError", "ParserSyntaxError", "LexerError", "LoadError"})


class BrokenBooksError(OwnersLedgerError):
    """The books have a syntax error; nothing was written."""


def refuse_broken(errors: Iterable[Any], root: Path) -> None:
    """Stop where an entry may be missing from what was loaded.

    Raises:
        BrokenBooksError: the books do not parse.
    """
    for error in errors:
        if type(error).__name__ in BROKEN:
            source = error.source or {}
            path = Path(str(source.get("filename", "")))
            raise BrokenBooksError(
                _("账本有语法错误，有的分录没有读到"),
                remedy=_("请先改好这一行（owners-ledger check 会列出全部），再运行。"),
                file=path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path),
                line=int(source.get("lineno", 0)) or None,
            )
