"""The pages beside the notice: one module each, read when its tab is opened."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from owners_ledger.web.figures import Desk
    from owners_ledger.web.pages.sheet import Sheet

NOTICE, REVIEW = "notice", "review"


class Tab(NamedTuple):
    """A page of the extension."""

    name: str
    title: str
    is_sheet: bool = True


TABS = (
    Tab(NOTICE, "公示", is_sheet=False),
    Tab(REVIEW, "待核实", is_sheet=False),
    Tab("findings", "检查结果"),
    Tab("documents", "待补凭证"),
    Tab("due", "到期的事"),
    Tab("questions", "提问"),
    Tab("arrears", "欠费"),
    Tab("expected", "公共收益应收"),
    Tab("budget", "预算"),
    Tab("registers", "登记簿"),
)
_BY_NAME = {tab.name: tab for tab in TABS}


def tab_of(name: str) -> Tab:
    """The tab asked for, the notice where there is none of that name."""
    return _BY_NAME.get(name, TABS[0])


def sheet_of(tab: Tab, desk: Desk, asked: Mapping[str, str]) -> Sheet:
    """What a tab shows; computed when it is opened.

    Raises:
        OwnersLedgerError: what it is made from is not in order.
    """
    module = importlib.import_module(f"{__name__}.{tab.name}")
    make: Callable[[Desk, Mapping[str, str]], Sheet] = module.sheet
    return make(desk, asked)
