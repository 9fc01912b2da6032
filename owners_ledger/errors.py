"""What went wrong, for a person: one or two sentences, the place, the remedy."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


def harmless(text: str) -> str:
    """The text with ``?`` for marks that a terminal obeys or that hide or turn other marks.

    Names and contents of files from outside stand in messages: what they hold may neither move
    the cursor nor pretend to be another line.
    """
    if text.isprintable():
        return text
    return "".join(
        mark if mark.isprintable() or unicodedata.category(mark) in ("Zs", "Co") else "?"
        for mark in text
    )


class OwnersLedgerError(Exception):
    """The input or the books are not in order; the command line prints it and exits with 1.

    Args:
        message: what is wrong, in the reader's language, amounts and rows named.
        remedy: what to do about it.
        file: the file concerned, as the user named it or relative to the book.
        line: its line or row as people count, from 1.
    """

    def __init__(
        self, message: str, *, remedy: str = "", file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """``file:line: message`` and the remedy on a line of its own."""
        place = "".join(
            [f"{harmless(self.file)}:" if self.file else "", f"{self.line}:" if self.line else ""]
        )
        text = f"{place} {self.message}" if place else self.message
        return f"{text}\n  → {self.remedy}" if self.remedy else text


class UsageError(OwnersLedgerError):
    """The command was called wrongly; the command line exits with 2."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing a check has to say.

    Attributes:
        file: relative to the book, "" where no file is concerned.
        line: from 1, 0 where unknown.
        check: the check's name (its module in ``owners_ledger.checks``).
        severity: ``error`` (an invariant is broken) or ``warning``.
        message: what is wrong.
        remedy: what to do.
        excerpt: the text at the place, may be "".
    """

    file: str
    line: int
    check: str
    severity: str
    message: str
    remedy: str
    excerpt: str = ""
