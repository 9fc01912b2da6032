"""The chart of accounts and what each account means for a notice.

On every ``open``: ``disclose:`` is ``<section>/<line>`` of the notice.

============ =====================================================================
资金          money itself: a bank account, cash, money in transit
收入          cash in against it is that income line (cash out lessens the line)
支出          cash out against it is that spending line (cash in lessens the line)
收支          in is income line 收到<line>, out is spending line 退还<line>; where these words do
              not fit, ``收支/<line in>/<line out>`` names both
不列示        never met by cash (opening balances)
============ =====================================================================

``earmark:`` on a liability: its balance is not free money, under that name.
``npo-2004:``, ``npo-2024:``: the line of the ministry's accounting system in each era.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from beancount.core import data

SECTIONS = ("资金", "收入", "支出", "收支", "不列示")


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart.

    Attributes:
        name: its beancount name, ``Assets:10银行存款:01基本户``.
        section: one of ``SECTIONS``, "" where ``disclose:`` is missing.
        line: the notice's line.
        earmark: why its balance is not free, or "".
        npo_2004: line of 财会〔2004〕7号.
        npo_2024: line of 财会〔2024〕25号.
    """

    name: str
    section: str
    line: str
    earmark: str
    npo_2004: str
    npo_2024: str

    @property
    def is_money(self) -> bool:
        """Whether the account holds money."""
        return self.section == "资金"

    @property
    def line_in(self) -> str:
        """The line of money received against it."""
        if self.section != "收支":
            return self.line
        named, slash, _out = self.line.partition("/")
        return named if slash else f"收到{named}"

    @property
    def line_out(self) -> str:
        """The line of money paid against it."""
        if self.section != "收支":
            return self.line
        named, slash, out = self.line.partition("/")
        return out if slash else f"退还{named}"


@dataclass(frozen=True, slots=True)
class Chart:
    """All accounts by name."""

    accounts: Mapping[str, Account]

    @classmethod
    def of(cls, entries: Iterable[data.Directive]) -> Chart:
        """Read it off the ``open`` directives."""
        accounts = {}
        for entry in entries:
            if isinstance(entry, data.Open):
                meta = entry.meta or {}
                section, _slash, line = str(meta.get("disclose") or "").partition("/")
                accounts[entry.account] = Account(
                    entry.account,
                    section,
                    line or section,
                    str(meta.get("earmark") or ""),
                    str(meta.get("npo-2004") or ""),
                    str(meta.get("npo-2024") or ""),
                )
        return cls(MappingProxyType(accounts))

    @property
    def money(self) -> tuple[Account, ...]:
        """The accounts that hold money, by name."""
        return tuple(
            sorted(
                (account for account in self.accounts.values() if account.is_money),
                key=lambda account: account.name,
            )
        )


def chart_of(text: str) -> Chart:
    """The chart a ledger text opens."""
    from beancount.parser import parser  # noqa: PLC0415 - only where there are no books yet

    entries, _errors, _options = parser.parse_string(text)
    return Chart.of(entries)
