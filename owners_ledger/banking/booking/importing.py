"""``import``: statements into the books, every line exactly once, planned before the first byte.

Written are copies of the originals, then one new ledger file by one rename. The one thing that is
ever taken back is a balance assertion of an earlier import whose last day turns out to have been
cut in the middle; its file, if no hand touched it, is first put in place without it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from owners_ledger.banking.booking.accounts import bank_named
from owners_ledger.banking.booking.booked import Assertion
from owners_ledger.banking.booking.booked_reading import read_accounts
from owners_ledger.banking.booking.entries import (
    Balances,
    Booked,
    book_lines,
    fact,
    opening_entry,
    span,
)
from owners_ledger.banking.booking.explain import explain
from owners_ledger.banking.booking.life import within_life
from owners_ledger.banking.booking.originals import Originals
from owners_ledger.banking.booking.placing import Placed, place_all
from owners_ledger.banking.booking.source import Source
from owners_ledger.banking.match import Matcher
from owners_ledger.banking.match.rules import load_rules
from owners_ledger.banking.match.suppliers import Project
from owners_ledger.banking.reading.door import read_statements
from owners_ledger.banking.reading.standards.receipt import PROFILE as RECEIPT
from owners_ledger.books.bank_entries import OPENING, SUSPENSE
from owners_ledger.books.broken import refuse_broken
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import Books, load_books
from owners_ledger.books.write import is_untouched, locked, stamped, write_all
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _
from owners_ledger.registers import load_registers


class ImportRefusedError(OwnersLedgerError):
    """The import would not leave the books in order; nothing was written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An import before it is written.

    Attributes:
        root: the committee's folder.
        placed: the statements in their places.
        booked: the new lines as entries.
        files: content by path, in the order of writing.
    """

    root: Path
    placed: tuple[Placed, ...]
    booked: tuple[Booked, ...]
    files: tuple[tuple[Path, bytes], ...]

    def counts(self, placed: Placed) -> dict[str, int]:
        """Lines, new, known, certain and review of one statement."""
        numbers = {(new.bank.account, new.number) for new in placed.new}
        certain = sum(
            one.match.certain
            for one in self.booked
            if (one.new.bank.account, one.new.number) in numbers
        )
        return {
            "lines": placed.known + len(placed.new),
            "new": len(placed.new),
            "known": placed.known,
            "certain": certain,
            "review": len(placed.new) - certain,
        }

    def as_json(self, written: Sequence[str]) -> dict[str, Any]:
        """The object of ``import --format json``."""
        return {
            "files": [
                {"file": one.source.name, "account": one.bank.account, **self.counts(one)}
                for one in self.placed
            ],
            "written": list(written),
        }


def read_source(path: Path, root: Path) -> Source:
    """A file's statements, with the bytes they were read from.

    Raises:
        OwnersLedgerError: it cannot be read, or changed while it was.
    """
    statements = read_statements(path, root)
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if any(statement.sha256 != sha256 for statement in statements):
        raise ImportRefusedError(
            _("文件在读的时候变了"),
            remedy=_("请等下载或保存完成，再导入。"),
            file=str(path),
        )
    if any(statement.profile == RECEIPT for statement in statements):
        raise ImportRefusedError(
            _("这是银行电子回单，不是流水：不能用它记账"),
            remedy=_("请导入整月的流水或对账单；回单用 owners-ledger invoice 附到那一笔付款上。"),
            file=str(path),
        )
    return Source(path, str(path), content, sha256, statements)


def import_statements(
    root: Path,
    paths: Sequence[Path],
    account: str | None = None,
    *,
    until: datetime.date | None = None,
    dry_run: bool = False,
) -> tuple[Plan, list[str]]:
    """Book statements; the plan and the paths written, relative to the book.

    Args:
        root: the committee's folder.
        paths: the files.
        account: code, name or number of the account of files that name none.
        until: the last day that was downloaded, for files that do not say it.
        dry_run: plan only.

    Raises:
        OwnersLedgerError: a file, the books or their joining is not in order; nothing was written.
    """
    sources = [_until(read_source(path, root), until) for path in paths]
    with nullcontext() if dry_run else locked(root):
        plan = plan_import(load_books(root), sources, account)
        if dry_run:
            return plan, []
        write_all(plan.files)
        return plan, [path.relative_to(root).as_posix() for path, _content in plan.files]


def _until(source: Source, until: datetime.date | None) -> Source:
    """A source whose statements reach a day.

    Raises:
        UsageError: one reaches beyond it.
    """
    if until is None:
        return source
    for one in source.statements:
        if one.last_date is not None and one.last_date > until:
            raise UsageError(
                _("--until 写的是 {until}，文件却到 {last}").format(
                    until=until, last=one.last_date
                ),
                remedy=_("--until 是下载时选的最后一天，不能早于最后一笔。"),
                file=source.name,
            )
    return replace(
        source, statements=tuple(replace(one, last_date=until) for one in source.statements)
    )


def plan_import(books: Books, sources: Sequence[Source], account: str | None = None) -> Plan:
    """Everything an import does, without doing it.

    Raises:
        OwnersLedgerError: a file, the books or their joining is not in order.
    """
    root, banks = books.root, books.committee.banks
    refuse_broken(books.errors, root)
    if not banks:
        raise ImportRefusedError(
            _("committee.toml 里还没有银行账户"),
            remedy=_("请在 ledger/committee.toml 里写上 [[bank]]，再导入。"),
            file="ledger/committee.toml",
        )
    accounts = read_accounts(books.entries, banks, root)
    chosen = bank_named(account, banks) if account else None
    sources, told = explain(sources, accounts, chosen, load_rules(root).wallets)
    placed = place_all(sources, accounts, chosen)
    fresh = [one for one in placed if one.proves]
    if not fresh:
        return Plan(root, (*placed, *told), (), ())
    _need_accounts(books, {OPENING, SUSPENSE, *(one.bank.account for one in fresh)})
    booked = book_lines(fresh, matcher_of(books), accounts)
    openings = [entry for one in fresh if (entry := opening_entry(one))]
    balances = [Balances(one, fresh) for one in accounts.values()]
    within_life(fresh, openings, accounts)
    originals = Originals(root)
    facts = [fact(one, originals.keep(one)) for one in fresh]
    for one in told:
        originals.keep(one)
    assertions = [entry for one in balances for entry in one.assertions(fresh)]
    text = ledger_text([*openings, *(one.entry for one in booked), *facts, *assertions])
    rewritten = _without(root, [stale for one in balances for stale in one.stale()])
    new = (_target(root, fresh), stamped(text).encode())
    return Plan(root, (*placed, *told), booked, (*originals.files, *rewritten, new))


def matcher_of(books: Books) -> Matcher:
    """A matcher that knows these books, their registers and rules.

    Raises:
        OwnersLedgerError: a register, a rules file or ``projects.toml`` cannot be read.
    """
    projects = books.root / "ledger" / "projects.toml"
    return Matcher(
        books.entries,
        books.committee,
        load_registers(books.root),
        load_rules(books.root),
        books.chart,
        projects=Project.all_of(load_toml(projects)) if projects.is_file() else (),
    )


def _need_accounts(books: Books, accounts: set[str]) -> None:
    missing = sorted(accounts - set(books.chart.accounts))
    if missing:
        raise ImportRefusedError(
            _("科目 {account} 还没有开立").format(account=missing[0]),
            remedy=_("请在 ledger/accounts.beancount 里加上这个科目的 open。"),
            file="ledger/accounts.beancount",
        )


def _target(root: Path, placed: Sequence[Placed]) -> Path:
    """The new ledger file, named after the last month and the originals' hashes."""
    last = max(span(one)[1] for one in placed)
    hashes = sorted({one.source.sha256 for one in placed})
    name = hashlib.sha256("".join(hashes).encode()).hexdigest()[:8]
    folder = root / "ledger" / f"{last.year:04d}"
    path = folder / f"{last.month:02d}-bank-{name}.beancount"
    number = 2
    while path.exists():
        path = folder / f"{last.month:02d}-bank-{name}-{number}.beancount"
        number += 1
    return path


def _without(root: Path, stale: Sequence[Assertion]) -> list[tuple[Path, bytes]]:
    """Generated files without assertions that are wrong now.

    Raises:
        ImportRefusedError: one stands in a file that a hand has touched.
    """
    rows: dict[str, list[Assertion]] = {}
    for one in stale:
        rows.setdefault(one.file, []).append(one)
    found = []
    for file, several in rows.items():
        path = root / file
        text = path.read_bytes().decode()
        lines = text.split("\n")
        here = {one.row - 1 for one in several}
        if not is_untouched(text) or not all(
            lines[one.row - 1].startswith(f"{one.date.isoformat()} balance ") for one in several
        ):
            raise ImportRefusedError(
                _(
                    "{day} 的余额断言已不成立：那天的流水当时没有下载全，而这个文件后来有人改过"
                ).format(day=several[0].date),
                remedy=_("请删去这一行（balance），再导入。"),
                file=file,
                line=several[0].row,
            )
        body = "\n".join(line for at, line in enumerate(lines) if at and at not in here)
        found.append((path, stamped(body).encode()))
    return found
