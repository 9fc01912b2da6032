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
from owners_ledger.reporting.budget_model import BudgetReport
from owners_ledger.reporting.disclosure import Reading
from owners_ledger.reporting.funds_model import FundsReport
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.project_model import ProjectPage
from owners_ledger.reporting.trace_budget import BudgetTraced
from owners_ledger.reporting.trace_collected import CollectedTraced
from owners_ledger.reporting.trace_funds import FundsTraced
from owners_ledger.reporting.trace_items import Items
from owners_ledger.reporting.trace_lines import Figures, Gatherer, Ground, Known
from owners_ledger.reporting.trace_model import Trace
from owners_ledger.reporting.trace_owed import Owing
from owners_ledger.reporting.trace_parts import PartsTraced
from owners_ledger.reporting.trace_project import ProjectTraced
from owners_ledger.reporting.trace_reconciled import Reconciled
from owners_ledger.reporting.trace_statements import StatementsTraced
from owners_ledger.reporting.whole.model import Parts


class Traces:
    """Traces the items of one report."""

    def __init__(self, period: str, known: Known) -> None:
        """What is known of them: for each its id, what it is, how its figures are gathered.

        Args:
            period: of the report, or its code.
            known: in print order.
        """
        self._period = period
        self._items = {short: (what, make) for short, what, make in known if short}

    @property
    def ids(self) -> tuple[str, ...]:
        """All short ids, in print order."""
        return tuple(self._items)

    def trace(self, short: str) -> Trace:
        """What stands behind an item.

        Raises:
            UsageError: the report has no such id.
        """
        if short not in self._items:
            known = "、".join(ids.near(short, self.ids))
            raise UsageError(
                _("{period} 的公示里没有编号“{id}”").format(period=self._period, id=short),
                remedy=_("相近的编号有：{known}。").format(known=known),
            )
        what, make = self._items[short]
        return Trace(short, ids.full(self._period, short), what, make())

    def all(self) -> Iterator[Trace]:
        """Every item of the report."""
        return map(self.trace, self.ids)


class Tracer(Traces):
    """Traces the items of one notice."""

    def __init__(self, reading: Reading, notice: Disclosure, *, public: bool = False) -> None:
        """Read the postings once.

        Args:
            reading: what the notice was made from (``disclosure.read``).
            notice: the notice with its ids.
            public: leave out personal data.
        """
        super().__init__(notice.period, iter(()))
        self._notice = notice
        gather = Gatherer(reading, notice, public=public)
        owed, items = Owing(gather), Items(gather)
        kinds: tuple[tuple[str, str, str, Callable[[Any], Figures]], ...] = (
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
        for short, name, make in gather.totals(owed.collection):
            self._items[short] = name, make
        for field, kind, key, make_one in kinds:
            for item in getattr(notice, field):
                self._add(item, f"{kind} {getattr(item, key)}", make_one)
        for account in notice.accounts:
            for item in account.in_transit:
                self._add(item, f"未达账项 {item.summary}", items.transit)
        if notice.parts is not None:
            self._parts(gather, notice, notice.parts)

    def _parts(self, gather: Gatherer, notice: Disclosure, parts: Parts) -> None:
        if parts.reconciliation is not None:
            reconciled = Reconciled(gather)
            for sheet in parts.reconciliation.accounts:
                self._add(sheet, f"调节表 {sheet.name}", reconciled.sheet)
                for open_item in sheet.items:
                    self._add(open_item, f"未达账项 {open_item.summary}", reconciled.item)
        for known in (PartsTraced(gather, notice, parts), CollectedTraced(gather, parts)):
            self._know(known.known())
        for report in (parts.budget, parts.funds, parts.statements):
            if report is not None:
                self._know(known_of(gather, report))

    def _add(self, item: Any, what: str, make: Callable[[Any], Figures]) -> None:
        self._items[item.id] = what, lambda: make(item)

    def _know(self, known: Known) -> None:
        self._items |= {short: (what, make) for short, what, make in known if short}


def traces_of(reading: Reading, code: str, report: Any, *, public: bool = False) -> Traces:
    """The traces of a report that is no notice.

    Args:
        reading: of the report's period; a project's of the month of its figures.
        code: period or code it was asked for by.
        report: statements, funds, budget or a project's page.
        public: leave out personal data.
    """
    return Traces(code, known_of(Ground(reading, public=public), report))


def known_of(ground: Ground, report: Any) -> Known:
    """The items of a report that stands alone or is a part of a notice."""
    if isinstance(report, BudgetReport):
        return BudgetTraced(ground, report).known()
    if isinstance(report, FundsReport):
        return FundsTraced(ground, report).known()
    if isinstance(report, ProjectPage):
        return ProjectTraced(ground, report).known()
    return StatementsTraced(ground, report).known()
