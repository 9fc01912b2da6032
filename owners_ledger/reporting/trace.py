"""From a printed figure back to the entries, and from these to the rows of bank statements.

Every figure of a notice is followed by its id (``ids``). What a figure is the sum of is gathered
from the postings themselves, beside the tables the notice was made with, and added up again: a
trace whose sum is not what is printed shows a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.reporting import ids
from owners_ledger.reporting.disclosure import Reading
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.trace_items import Items
from owners_ledger.reporting.trace_lines import Gatherer
from owners_ledger.reporting.trace_model import Trace, TracedFigure
from owners_ledger.reporting.trace_owed import Owing
from owners_ledger.reporting.trace_reconciled import Reconciled


class Tracer:
    """Traces the items of one notice."""

    def __init__(self, reading: Reading, notice: Disclosure, *, public: bool = False) -> None:
        """Read the postings once.

        Args:
            reading: what the notice was made from (``disclosure.read``).
            notice: the notice with its ids.
            public: leave out personal data.
        """
        self._notice = notice
        gather = Gatherer(reading, notice, public=public)
        owed, items = Owing(gather), Items(gather)
        self._items: dict[str, tuple[str, Callable[[], tuple[TracedFigure, ...]]]] = {}
        kinds: tuple[tuple[str, str, str, Callable[[Any], tuple[TracedFigure, ...]]], ...] = (
            ("income", "收入", "line", gather.income_line),
            ("spending", "支出", "line", gather.spending_line),
            ("accounts", "资金", "name", items.account),
            ("earmarks", "不能动用", "name", owed.earmark),
            ("payments", "大额支付", "summary", items.payment),
            ("arrears", "欠费", "building", owed.arrears),
            ("history", "月份", "month", gather.month),
            ("notes", "说明", "subject", gather.note),
            ("vouchers", "逐笔", "summary", items.voucher),
            ("contracts", "合同", "code", owed.contract),
            ("wages", "工资", "post", items.wages),
            ("projects", "工程", "name", items.project),
        )
        for short, name, make in gather.totals(owed):
            self._items[short] = name, make
        for field, kind, key, make_one in kinds:
            for item in getattr(notice, field):
                self._add(item, f"{kind} {getattr(item, key)}", make_one)
        for account in notice.accounts:
            for item in account.in_transit:
                self._add(item, f"未达账项 {item.summary}", items.transit)
        if notice.parts is not None and notice.parts.reconciliation is not None:
            reconciled = Reconciled(gather)
            for sheet in notice.parts.reconciliation.accounts:
                self._add(sheet, f"调节表 {sheet.name}", reconciled.sheet)
                for open_item in sheet.items:
                    self._add(open_item, f"未达账项 {open_item.summary}", reconciled.item)

    def _add(self, item: Any, what: str, make: Callable[[Any], tuple[TracedFigure, ...]]) -> None:
        self._items[item.id] = what, lambda: make(item)

    @property
    def ids(self) -> tuple[str, ...]:
        """All short ids, in print order."""
        return tuple(self._items)

    def trace(self, short: str) -> Trace:
        """What stands behind an item.

        Raises:
            UsageError: the notice has no such id.
        """
        if short not in self._items:
            known = "、".join(ids.near(short, self.ids))
            raise UsageError(
                _("{period} 的公示里没有编号“{id}”").format(period=self._notice.period, id=short),
                remedy=_("相近的编号有：{known}。").format(known=known),
            )
        what, make = self._items[short]
        return Trace(short, ids.full(self._notice.period, short), what, make())

    def all(self) -> Iterator[Trace]:
        """Every item of the notice."""
        return map(self.trace, self.ids)
