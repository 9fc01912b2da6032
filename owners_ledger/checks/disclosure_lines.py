"""``plugin "owners_ledger.checks.disclosure_lines"``: every account knows its line of the notice.

An account without ``disclose:`` would be missing from every notice; without ``npo-2004:`` and
``npo-2024:`` from the ministry's statements of one era.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from owners_ledger.books.chart import SECTIONS
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _

_NPO = re.compile(r"[0-9]{4} \S")


def check(facts: Facts) -> Iterator[Problem]:
    """Accounts whose ``disclose`` is no section and line, or whose ministry line is missing."""
    for entry in facts.opens:
        account = facts.chart.accounts[entry.account]
        said = str((entry.meta or {}).get("disclose") or "")
        _section, slash, line = said.partition("/")
        if account.section not in SECTIONS or not slash or not line.strip():
            yield Problem(
                entry.meta,
                _("科目 {account} 没有写明公示栏目（disclose: “{said}”）").format(
                    account=entry.account, said=said
                ),
                _('请在科目下加一行 disclose: "栏目/行次"，栏目为 {sections}。').format(
                    sections=" / ".join(SECTIONS)
                ),
                entry=entry,
            )
        elif account.is_money and not entry.account.startswith("Assets:"):
            yield Problem(
                entry.meta,
                _("科目 {account} 不是资产，却列在“资金”栏目").format(account=entry.account),
                _("只有银行存款和现金列为“资金”，请改正 disclose。"),
                entry=entry,
            )
        missing = [
            key
            for key, value in (("npo-2004", account.npo_2004), ("npo-2024", account.npo_2024))
            if not _NPO.match(value)
        ]
        if missing:
            yield Problem(
                entry.meta,
                _("科目 {account} 缺少会计制度科目 {keys}").format(
                    account=entry.account, keys="、".join(missing)
                ),
                _('请照别的科目补上，写法如 npo-2024: "1002 银行存款"。'),
                entry=entry,
            )


__plugins__ = (plugin({"disclosure_lines": check}),)
