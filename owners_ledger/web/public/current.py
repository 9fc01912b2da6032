"""The edition being shown: replaced whole when another one is published, kept when that is bad.

A request takes the edition once and answers from it alone, so every answer is wholly of one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.web.public import edition as editions
from owners_ledger.web.public import inspect
from owners_ledger.web.public.books import Books, load
from owners_ledger.web.public.edition import Edition

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition and Fava on its ledger."""

    edition: Edition
    books: Books


class Current:
    """What is shown now."""

    def __init__(self, path: Path, links: Sequence[tuple[str, str]] = ()) -> None:
        """Read the edition and load its ledger.

        Args:
            path: the public name, which leads to the edition.
            links: label and address for the head of Fava's sidebar.

        Raises:
            PublicError: it may not be shown.
        """
        self._path = path
        self._links = links
        self._refused: str | None = None
        self._stop = threading.Event()
        self.shown = self._read()

    def renew(self) -> bool:
        """Show the edition that lies there now, if it is another one and a good one.

        Returns:
            Whether another edition is shown than before.
        """
        stamp = editions.stamp_of(self._path)
        if stamp is None or stamp in (self.shown.edition.stamp, self._refused):
            return False
        try:
            self.shown = self._read()
        except OwnersLedgerError as error:
            # Being written just now, or broken: looked at again when it has changed.
            self._refused = stamp
            log.warning("edition refused: %s", type(error).__name__)
            return False
        self._refused = None
        log.info("edition shown: %s", self.shown.edition.stamp[:16])
        return True

    def watch(self, seconds: float) -> threading.Thread:
        """Look for another edition every so many seconds until ``stop``."""

        def loop() -> None:
            while not self._stop.wait(seconds):
                self.renew()

        thread = threading.Thread(target=loop, name="edition", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def _read(self) -> Shown:
        edition = editions.read(self._path)
        inspect.look_through(edition)
        return Shown(edition, load(edition, self._links))
