"""The tab a request asks for, made when it is opened and kept until the books change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from owners_ledger.duties import clock
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages import NOTICE, REVIEW, Tab, sheet_of, tab_of

_ASKED = ("period", "year", "register")


@dataclass(frozen=True, slots=True)
class Page:
    """A tab as the template shows it; ``error`` says why there is nothing to show."""

    tab: Tab
    value: Any = None
    error: OwnersLedgerError | None = None


def opened(asked: Mapping[str, str], current: Callable[[], Desk]) -> Page:
    """What a request's tab shows; a mistake is part of it, never a 500."""
    tab = tab_of(asked.get("tab", ""))
    if tab.name == NOTICE:
        return Page(tab)
    try:
        return Page(tab, _value(tab, asked, current()))
    except OwnersLedgerError as error:
        return Page(tab, error=error)


def _value(tab: Tab, asked: Mapping[str, str], desk: Desk) -> Any:
    today = clock.today()
    if tab.name == REVIEW:
        from owners_ledger.web.pages.review import reviews  # noqa: PLC0415 - when it is opened

        return desk.page((tab.name, today), lambda: reviews(desk))
    more = {key: asked[key] for key in _ASKED if key in asked}
    return desk.page((tab.name, today, *more.items()), lambda: sheet_of(tab, desk, more))
