"""One decision carried out: read, decide, rehearse the checks, write by one rename; or undone."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from beancount.core import data

from owners_ledger.books.broken import refuse_broken
from owners_ledger.books.closed import refuse_closed
from owners_ledger.books.load import Books, load_books
from owners_ledger.books.rewrite import Rewritten, exchange
from owners_ledger.books.write import WriteError, locked, write_all
from owners_ledger.checks.rehearsal import new_findings
from owners_ledger.closing.canonical import digest
from owners_ledger.errors import Finding
from owners_ledger.i18n import _
from owners_ledger.registers import Registers, load_registers
from owners_ledger.review.decide import Rules, decided
from owners_ledger.review.known import Known
from owners_ledger.review.lines import find
from owners_ledger.review.model import Decision, Flagged, ReviewError, StaleError


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided and written.

    Attributes:
        flagged: the line as it was.
        path: its file.
        change: the file's text, and the lines before and after.
        old: the whole text before, to put it back.
        warnings: what the checks now remark.
        written: whether the file was written (not in a rehearsal).
    """

    flagged: Flagged
    path: Path
    change: Rewritten
    old: str
    warnings: tuple[Finding, ...]
    written: bool


def version_of(content: bytes, entry: data.Transaction) -> str:
    """What a page was made from: the file's text, and the entry as it was loaded."""
    return hashlib.sha256(content + digest(entry).encode()).hexdigest()


def rules_of(books: Books, registers: Registers) -> Rules:
    """What deciding needs of a book."""
    committee = books.committee
    return Rules(
        Known.of(books, registers), books.chart, committee.document_above, committee.document_days
    )


def settle(
    root: Path, ref: str, decision: Decision, *, version: str | None = None, dry_run: bool = False
) -> Done:
    """Decide a flagged line and write it.

    Args:
        root: the book.
        ref: the line's bank reference or ``file:line``.
        decision: the treasurer's.
        version: ``version_of`` what was shown; ``None``: whatever it is now.
        dry_run: write nothing.

    Raises:
        StaleError: the file has changed since.
        ReviewError: the decision does not fit, or the books would be worse for it.
        OwnersLedgerError: the books cannot be read or written, or the month is closed.
    """
    with nullcontext() if dry_run else locked(root):
        books = load_books(root)
        refuse_broken(books.errors, root)
        flagged = find(books, ref)
        path = _inside(root, flagged.file)
        content = path.read_bytes()
        if version is not None and version != version_of(content, flagged.entry):
            raise _stale(flagged.file)
        entry = decided(flagged, decision, rules_of(books, load_registers(root)))
        old = content.decode()
        change = exchange(old, flagged.line, entry)
        new = change.text.encode()
        refuse_closed([(path, new)])
        found = new_findings(books, flagged.entry, entry)
        _refuse_worse(found)
        written = not dry_run and new != content
        if written:
            write_all([(path, new)])
    return Done(flagged, path, change, old, found, written)


def undo(root: Path, done: Done) -> None:
    """Put the text back as it was before a decision.

    Raises:
        StaleError: the file has changed since.
        OwnersLedgerError: it cannot be written, or the month was closed meanwhile.
    """
    with locked(root):
        try:
            now = done.path.read_bytes()
        except OSError as error:
            raise WriteError(
                _("读不到 {path}（{why}）").format(path=done.path.name, why=error.strerror)
            ) from error
        if now != done.change.text.encode():
            raise _stale(done.flagged.file)
        write_all([(done.path, done.old.encode())])


def _inside(root: Path, file: str) -> Path:
    path = root / file
    if not path.resolve().is_relative_to((root / "ledger").resolve()):
        raise ReviewError(
            _("这一笔写在账本文件夹以外的文件里"), remedy=_("请在那个文件里改。"), file=file
        )
    return path


def _stale(file: str) -> StaleError:
    return StaleError(
        _("这个文件在您打开页面以后改过了，没有写入"),
        remedy=_("请刷新页面，看清楚再记。"),
        file=file,
    )


def _refuse_worse(found: tuple[Finding, ...]) -> None:
    errors = [one for one in found if one.severity == "error"]
    if errors:
        raise ReviewError(
            _("这样记，检查会多出 {count} 处错误：{said}").format(
                count=len(errors), said="；".join(one.message for one in errors[:3])
            ),
            remedy=errors[0].remedy,
        )
