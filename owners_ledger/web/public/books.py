"""Fava on an edition's ledger: one load, one application, never looked at on the disk again."""

from __future__ import annotations

import hashlib
import time
from collections.abc import ItemsView, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from fava.application import create_app
from fava.core import FavaLedger
from fava.core.watcher import WatcherBase
from flask import Flask

from owners_ledger.collector import collector_off
from owners_ledger.i18n import _
from owners_ledger.web.public import frontend
from owners_ledger.web.public.allowed import Known
from owners_ledger.web.public.edition import LEDGER, Edition, PublicError

SLUG = "books"
# What Fava calls the difference in the income statement, where it looks like an account.
_RESULT = "净利润"
_NAMELESS = Path(LEDGER).name


class _Asleep(WatcherBase):
    """Watches nothing: another edition is another ledger."""

    def __init__(self) -> None:
        self.last_checked = self.last_notified = time.time_ns()

    def update(self, files: Iterable[Path], folders: Iterable[Path]) -> None:
        """Nothing to watch."""

    def _get_latest_mtime(self) -> int:
        return 0


@dataclass(frozen=True)
class _One:
    """Fava's table of ledgers, with one under a plain name."""

    ledger: FavaLedger

    @property
    def ledgers(self) -> Sequence[FavaLedger]:
        return [self.ledger]

    def first_slug(self) -> str:
        return SLUG

    def items(self) -> ItemsView[str, FavaLedger]:
        return {SLUG: self.ledger}.items()

    def __getitem__(self, slug: str) -> FavaLedger:
        return {SLUG: self.ledger}[slug]


@dataclass(frozen=True, slots=True)
class Books:
    """A loaded ledger.

    Attributes:
        app: Fava, to be asked for allowed addresses only.
        known: what may be asked of it.
    """

    app: Flask
    known: Known


def load(edition: Edition, links: Sequence[tuple[str, str]]) -> Books:
    """Load an edition's ledger, which has been looked through (``inspect``).

    Args:
        edition: as read.
        links: label and address of what stands at the head of the sidebar.

    Raises:
        PublicError: it does not load without errors, or changed meanwhile.
        FrontendError: this Fava is not the one that was looked through.
    """
    path = edition.folder / LEDGER
    with collector_off():
        ledger = FavaLedger(str(path), poll_watcher=True)
    if ledger.errors or _sha256(path) != hashlib.sha256(edition.ledger).digest():
        raise PublicError(
            _("{path} 不能完整读出").format(path=path),
            remedy=_("请重新运行 owners-ledger publish。"),
        )
    _forget_places(ledger)
    watcher: Any = _Asleep()
    ledger.watcher = watcher
    ledger.misc.sidebar_links = list(links)
    ledger.fava_options.auto_reload = True
    return Books(_app(ledger), _known(ledger))


def _sha256(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def _forget_places(ledger: FavaLedger) -> None:
    """No answer names a folder of this computer, nor leads to an entry's source."""
    entries: Sequence[Any] = ledger.all_entries
    for entry in entries:
        for meta in (entry.meta, *(one.meta for one in getattr(entry, "postings", ()) or ())):
            if meta and "filename" in meta:
                meta["filename"] = _NAMELESS
    options: Any = ledger.options
    options.update(filename=_NAMELESS, include=[], documents=[])
    for account in ledger.accounts.values():
        account.last_entry = None


def _app(ledger: FavaLedger) -> Flask:
    app = create_app([], read_only=True)
    app.config["LEDGERS"] = _One(ledger)
    app.jinja_loader = jinja2.DictLoader(dict(frontend.templates()))
    return app


def _known(ledger: FavaLedger) -> Known:
    options: Any = ledger.options
    # Fava's roots and closing accounts stand in the balance sheet like any other.
    own = {f"{options['name_equity']}:{options[key]}" for key in options if "account_" in key}
    own |= {options[key] for key in options if key.startswith("name_")}
    names = {
        ":".join(parts[:depth])
        for name in own | set(ledger.accounts)
        for parts in [name.split(":")]
        for depth in range(1, len(parts) + 1)
    }
    names.add(_RESULT)
    # The declarations of the ledger's head are older than its first entry.
    years = [entry.date.year for entry in ledger.all_entries_by_type.Transaction]
    return Known(frozenset(names), range(min(years), max(years) + 2) if years else range(0))
