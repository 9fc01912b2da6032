"""A book to its public edition: all is read, compiled and looked through before it is written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from owners_ledger.billing.expected import expected
from owners_ledger.billing.tariffs import load_tariffs
from owners_ledger.board.posting import load_postings
from owners_ledger.board.questions import load_questions
from owners_ledger.books.load import Books, load_books
from owners_ledger.closing.seal import load_seals
from owners_ledger.commitments.load import load_commitments
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.publishing import edition, lint, verifier
from owners_ledger.publishing.data_files import data_files
from owners_ledger.publishing.facts import facts
from owners_ledger.publishing.gather import Records, public_book, published_months
from owners_ledger.publishing.model import PublicBook
from owners_ledger.publishing.notices import notices, quarters
from owners_ledger.publishing.projection import project
from owners_ledger.publishing.projection.text import as_text
from owners_ledger.publishing.released import released
from owners_ledger.publishing.seals import heads, seal_files
from owners_ledger.publishing.site import pages
from owners_ledger.registers import Registers, load_registers
from owners_ledger.rendering.privacy import Guard
from owners_ledger.reporting import disclose, load_sources
from owners_ledger.reporting.refusal import refuse_broken
from owners_ledger.reporting.whole.reopened import all_reopened


@dataclass(frozen=True, slots=True)
class Built:
    """An edition before it is written.

    Attributes:
        files: content by path, the manifest and the archive included.
        through: the last month in it.
        entries: entries of the public ledger.
        book: what its site shows.
    """

    files: Mapping[str, bytes]
    through: Period
    entries: int
    book: PublicBook


def build(root: Path, through: Period | None, before: Path | None = None) -> Built:
    """Make an edition.

    Args:
        root: the book's folder.
        through: the last month to be published; ``None``: the last with money moved.
        before: the edition that is public now; what it holds was looked through then.

    Raises:
        ReportError: the books are broken, or a month is not covered by its statements.
        PrivacyError: personal data would get out; names entry and field.
        PublishError: there is nothing to publish.
    """
    books, registers = load_books(root), load_registers(root)
    refuse_broken(books)
    months = published_months(books, through)
    committee = books.committee
    sources = {month: load_sources(root, month) for month in months}
    seals = [one for one in load_seals(root) if one.month <= months[-1]]
    year = Period(months[-1].year, 1, months[-1].month)
    archive = f"公开账本-{months[-1]}.zip"
    records = Records(
        sources=sources,
        commitments=load_commitments(root),
        questions=load_questions(root),
        expected=expected(books, registers, load_tariffs(root), year),
        notices=(),
        heads=heads(seals),
        archive=archive,
    )
    shown = public_book(books, registers, months, records)
    figures = [one.figures for one in shown.months]
    figures += [
        disclose(books, registers, quarter, load_sources(root, quarter))
        for quarter in quarters(months)
    ]
    board = notices(root, committee, figures, load_postings(root))
    copies = released(root)
    shown = replace(
        shown, notices=board.listed, released=copies.listed, reopened=all_reopened(root)
    )
    projection = project(books, registers, months[-1])
    guard = _guard(books, registers)
    lint.look_at_figures(guard, shown, projection)
    ledger = as_text(projection, committee.name).encode()
    files = {
        **pages(root, shown),
        **board.files,
        **seal_files(seals),
        **data_files(shown, projection),
        "ledger/main.beancount": ledger,
        "verify.py": Path(verifier.__file__).read_bytes(),
    }
    refuse_unreadable(files)
    lint.look_at_files(guard, files, _unchanged(files, before), [one.head for one in shown.heads])
    files |= copies.files or {}
    whole = edition.with_manifest(files, facts(shown, _due(books, months)))
    return Built(
        {**whole, archive: edition.archive(whole)}, months[-1], len(projection.entries), shown
    )


def _guard(books: Books, registers: Registers) -> Guard:
    words = [part for name in books.chart.accounts for part in name.split(":")]
    return Guard.of(registers, books.committee, words)


def _due(books: Books, months: tuple[Period, ...]) -> dict[str, datetime.date]:
    lag = datetime.timedelta(days=books.committee.posting_lag)
    return {str(month): month.last + lag for month in months}


def _unchanged(files: Mapping[str, bytes], before: Path | None) -> frozenset[str]:
    """Files that are public already, byte by byte."""
    if before is None:
        return frozenset()
    known: set[str] = set()
    with suppress(OSError, ValueError, KeyError, TypeError):
        listed = json.loads((before / edition.MANIFEST).read_bytes())["files"]
        known = {str(one["path"]) for one in listed}
    return frozenset(name for name in known & set(files) if _same(before / name, files[name]))


def _same(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        return path.read_bytes() == content
    return False


class UnreadableError(OwnersLedgerError):
    """A file that nobody could look through."""


def refuse_unreadable(files: Mapping[str, bytes]) -> None:
    """Nothing goes out that could not be searched.

    Raises:
        UnreadableError: names the file.
    """
    for name in files:
        if not lint.is_readable(name):
            raise UnreadableError(
                _("{name} 不能检查个人信息，不能公开").format(name=name),
                remedy=_("没有写入任何内容。请把这条信息发给维护者。"),
            )
