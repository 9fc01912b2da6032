"""What commands that write into a book have in common: the lock, sound books, one rename."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from owners_ledger.books.load import Books


@contextmanager
def books_to_write(root: Path, *, dry_run: bool) -> Iterator[Books]:
    """The books, which nobody else writes meanwhile (a rehearsal needs no lock).

    Raises:
        OwnersLedgerError: another command is at work, or the books do not parse.
    """
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.books.write import locked  # noqa: PLC0415 - heavy

    with nullcontext() if dry_run else locked(root):
        books = load_books(root)
        refuse_broken(books.errors, root)
        yield books


def put(root: Path, file: tuple[Path, bytes] | None, *, dry_run: bool) -> list[str]:
    """Write a file, if there is one and it is no rehearsal; its path relative to the book.

    Raises:
        ClosedMonthError: it would change a closed month; a rehearsal says so as well.
        WriteError: it cannot be written; everything is as it was.
    """
    from owners_ledger.books.closed import refuse_closed  # noqa: PLC0415 - heavy
    from owners_ledger.books.write import write_all  # noqa: PLC0415 - heavy

    if file is None:
        return []
    if dry_run:
        refuse_closed([file])
        return []
    write_all([file])
    return [file[0].relative_to(root).as_posix()]
