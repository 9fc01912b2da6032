"""Loading a committee's books: without beancount's cache, the collector off."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.collector import collector_off
from owners_ledger.config import Committee, load_committee, main_file
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

# Beancount's pickle cache goes stale when a register changes, and unpickling runs code.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
loader.initialize(use_cache=False)


class BooksError(OwnersLedgerError):
    """The books cannot be read at all."""


@dataclass(frozen=True)
class Books:
    """Loaded books, read only.

    Attributes:
        root: the committee's folder (the one that holds ``ledger/``).
        committee: who keeps them.
        entries: beancount directives, sorted, amounts filled in.
        errors: beancount's and our plugins' errors.
        options: beancount's options.
    """

    root: Path
    committee: Committee
    entries: list[data.Directive] = field(repr=False)
    errors: list[Any] = field(repr=False)
    options: dict[str, Any] = field(repr=False)

    @cached_property
    def chart(self) -> Chart:
        """The chart of accounts."""
        return Chart.of(self.entries)

    @cached_property
    def transactions(self) -> tuple[data.Transaction, ...]:
        """Transactions by date."""
        return tuple(entry for entry in self.entries if isinstance(entry, data.Transaction))


def load_books(root: Path) -> Books:
    """Load ``ledger/main.beancount`` of a committee's folder.

    Raises:
        BooksError: there is no such file.
        ConfigError: ``ledger/committee.toml`` is missing or wrong.
    """
    committee = load_committee(root)
    path = main_file(root)
    if not path.is_file():
        raise BooksError(
            _("找不到账本 {path}").format(path=path),
            remedy=_("请在账本文件夹里运行，或用 --book 指明它；新建账本用 owners-ledger init。"),
        )
    with collector_off():
        entries, errors, options = loader.load_file(str(path))
    return Books(root, committee, entries, errors, options)
