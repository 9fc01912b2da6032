"""``plugin "owners_ledger.checks.budgets"``: budgets fit the chart, and Fava shows the same.

Every line of a budget is a line of some account; amendments leave no line below zero; the
generated ``ledger/<year>/00-budget.beancount`` is what the budget says now.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.commitments.budgets import SIDES
from owners_ledger.commitments.fava import file_name, generated
from owners_ledger.commitments.model import Budget
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import show

_SECTION = {"income": "收入", "spending": "支出"}


def check(facts: Facts) -> Iterator[Problem]:
    """Budgets that are not in order."""
    if facts.unread:
        return  # said by ``resolutions``
    for year, budget in facts.commitments.budgets.items():
        yield from _lines(facts, year, budget)
        yield from _stale(facts, year)


def _lines(facts: Facts, year: int, budget: Budget) -> Iterator[Problem]:
    place = at(facts.root, budget.place.file, budget.place.line)
    for side in SIDES:
        known = {
            account.line
            for account in facts.chart.accounts.values()
            if account.section == _SECTION[side]
        }
        for line, amount in budget.planned(side).items():
            if line not in known:
                yield Problem(
                    place,
                    _("{year}年度预算的“{line}”不是科目表里的栏目").format(year=year, line=line),
                    _("请照 accounts.beancount 里 disclose 的栏目名改正。"),
                    WARNING,
                )
            elif amount < 0:
                yield Problem(
                    place,
                    _("{year}年度预算的“{line}”调整后是负数：{amount}").format(
                        year=year, line=line, amount=show(amount)
                    ),
                    _("请改正预算的调整（amendment）。"),
                    WARNING,
                )


def _stale(facts: Facts, year: int) -> Iterator[Problem]:
    name = file_name(year)
    there = next(
        (
            text
            for file, text in facts.texts.items()
            if file.replace("\\", "/").endswith(f"/{name}")
        ),
        None,
    )
    if there is None:
        return
    try:
        wanted = generated(facts.commitments.budgets, year, facts.chart, facts.transactions)
    except OwnersLedgerError as error:
        yield Problem(at(facts.root, name, 1), error.message, error.remedy, WARNING)
        return
    if wanted is not None and wanted.encode() != there:
        yield Problem(
            at(facts.root, name, 1),
            _("{file} 和 {year}年度预算不一致").format(file=name, year=year),
            _("请运行 owners-ledger budget {year} --write。").format(year=year),
            WARNING,
        )


__plugins__ = (plugin({"budgets": check}),)
