"""What the checks look at: one pass over the entries, the committee, the registers. Read only."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.checks.alike import Alike, sorted_out
from owners_ledger.checks.bank import BankLine, bank_lines, is_statement
from owners_ledger.commitments.load import Commitments, load_commitments
from owners_ledger.commitments.spending import Spent, spending
from owners_ledger.config import Committee, load_committee
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.registers import Registers, load_registers

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Facts:
    """A loaded book as the checks see it; as a plugin before pads and balance assertions.

    Attributes:
        root: the book's folder.
        committee: ``None`` where ``committee.toml`` cannot be read (see ``troubles``).
        registers: empty where they cannot be read (see ``troubles``).
        troubles: why committee or registers could not be read.
        options: beancount's options.
        texts: the ledger files as they are, "" where one cannot be read, by name.
        entries: all directives by date.
        chart: the chart of accounts.
        opens, transactions, balances, pads: directives by type, by date.
        alike: the postings of the transactions by account and metadata keys.
        statements: the ``bank-statement`` facts.
        bank_lines: per bank account of the committee its postings, by date.
        strays: postings with a ``bank-ref`` on any other account.
        newest: date of the newest transaction.
        commitments: resolutions, contracts, projects, budgets; empty where they cannot be read.
        unread: why a file of the commitments could not be read.
        spent: what spends money, and what it cites; empty where nothing could be cited.
    """

    root: Path
    committee: Committee | None
    registers: Registers
    troubles: tuple[OwnersLedgerError, ...]
    options: Mapping[str, Any]
    texts: Mapping[str, bytes]
    entries: Sequence[data.Directive]
    chart: Chart
    opens: Sequence[data.Open]
    transactions: Sequence[data.Transaction]
    alike: Alike
    balances: Sequence[data.Balance]
    pads: Sequence[data.Pad]
    statements: Sequence[data.Custom]
    bank_lines: Mapping[str, Sequence[BankLine]]
    strays: Sequence[BankLine]
    newest: datetime.date | None
    commitments: Commitments = field(default_factory=Commitments)
    unread: tuple[OwnersLedgerError, ...] = ()
    spent: Sequence[Spent] = ()


def gather(entries: Sequence[data.Directive], options: Mapping[str, Any]) -> Facts:
    """Look once at everything.

    Args:
        entries: directives in beancount's order.
        options: ``options_map``; its ``filename`` is ``<root>/ledger/main.beancount``.
    """
    root = Path(options["filename"]).parent.parent
    troubles: list[OwnersLedgerError] = []
    committee = _read(lambda: load_committee(root), troubles)
    registers = _read(lambda: load_registers(root), troubles) or Registers()
    unread: list[OwnersLedgerError] = []
    commitments = _read(lambda: load_commitments(root), unread) or Commitments()
    kinds: dict[type, list[Any]] = {
        kind: [] for kind in (data.Open, data.Transaction, data.Balance, data.Pad, data.Custom)
    }
    for entry in entries:
        found = kinds.get(type(entry))
        if found is not None:
            found.append(entry)
    # Transactions with flag P are beancount's own expansion of pads.
    transactions = [one for one in kinds[data.Transaction] if one.flag != "P"]
    banks = committee.banks if committee else ()
    alike = sorted_out(transactions)
    lines, strays = bank_lines(alike, [bank.account for bank in banks])
    chart = Chart.of(kinds[data.Open])
    citable = commitments.resolutions or commitments.contracts
    return Facts(
        root=root,
        committee=committee,
        registers=registers,
        troubles=tuple(troubles),
        options=options,
        texts={name: text_of(Path(name)) for name in options.get("include", ())},
        entries=entries,
        chart=chart,
        opens=kinds[data.Open],
        transactions=transactions,
        alike=alike,
        balances=kinds[data.Balance],
        pads=kinds[data.Pad],
        statements=[one for one in kinds[data.Custom] if is_statement(one)],
        bank_lines=lines,
        strays=strays,
        newest=transactions[-1].date if transactions else None,
        commitments=commitments,
        unread=tuple(unread),
        spent=spending(transactions, chart, commitments) if citable else (),
    )


def text_of(file: Path) -> bytes:
    """A ledger file; beancount reports what it cannot read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _read(load: Callable[[], _Read], troubles: list[OwnersLedgerError]) -> _Read | None:
    try:
        return load()
    except OwnersLedgerError as error:
        troubles.extend((error, *getattr(error, "more", ())))
        return None
