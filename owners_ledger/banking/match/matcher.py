"""Which matcher speaks for a line: the first that knows, in a fixed order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

from beancount.core import data

from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.history import History
from owners_ledger.banking.match.household import Households
from owners_ledger.banking.match.model import (
    MAX_CANDIDATES,
    Asked,
    Match,
    certain,
    suspense,
)
from owners_ledger.banking.match.parties import Parties
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.match.suppliers import Project, Suppliers
from owners_ledger.banking.match.tenants import Tenants
from owners_ledger.banking.match.wallets import Wallets
from owners_ledger.banking.statement import Line
from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.books.chart import Chart
from owners_ledger.config import BankAccount, Committee
from owners_ledger.i18n import _
from owners_ledger.registers import Registers

_COVERED = ("2204", "2206")  # 应付职工薪酬、应交税费: paid on the payroll and the tax return

Step = Callable[[Asked], Match | None]


class Matcher:
    """Matches lines one after the other; each matched line counts for the next.

    Args:
        entries: the books.
        committee: whose accounts and thresholds hold.
        registers: who lives, rents, supplies, works here.
        rules: the committee's and the shipped ones.
        chart: the accounts that are open, and which of them are spending.
        projects: works projects.
    """

    def __init__(
        self,
        entries: Iterable[data.Directive],
        committee: Committee,
        registers: Registers,
        rules: Rules,
        chart: Chart,
        *,
        projects: Iterable[Project] = (),
    ) -> None:
        self.committee = committee
        self._rules = rules
        entries = list(entries)
        self._accounts = frozenset(chart.accounts)
        self._closed = {one.account: one.date for one in entries if isinstance(one, data.Close)}
        self._spending = frozenset(
            account.name
            for account in chart.accounts.values()
            if account.section == "支出" and not account.npo_2024.startswith(_COVERED)
        )
        self._facts = Facts.of(entries, frozenset(bank.account for bank in committee.banks))
        of_units = frozenset(one.account for one in rules.purposes if one.account)
        self._history = History(self._facts.earlier, of_units)
        self._wallets = Wallets(entries, committee.banks, rules.wallets)
        people = People(registers)
        parties = Parties(committee.banks, people, self._facts, rules)
        suppliers = Suppliers(people, self._facts, tuple(projects))
        self._sure: tuple[Step, ...] = (
            parties.own_transfer,
            parties.returned,
            suppliers.impostor,
        )
        self._parties: tuple[Step, ...] = (
            Tenants(rules, people, self._facts).match,
            suppliers.match,
            parties.employee,
        )
        self._others: tuple[Step, ...] = (
            Households(rules, people, self._facts).match,
            self._by_history,
        )

    def match(self, line: Line, bank: BankAccount) -> Match:
        """What a line is, and remember it for the lines after it."""
        asked = Asked.of(line, bank)
        decided = self._wallets.match(line, asked, self._decided(asked))
        found = self._documented(asked, self._open_only(asked, decided))
        self._facts.note(asked, found)
        self._history.note(self._facts.earlier[-1])
        return found

    def _decided(self, asked: Asked) -> Match:
        """By own knowledge; by the registers; by rule, also over a register's doubt; the rest."""
        found = _first(self._sure, asked)
        if found is None:
            found = _first(self._parties, asked)
            if found is None or not found.certain:
                found = self._by_rule(asked) or found
        if found is None:
            found = _first(self._others, asked)
        if found is None:
            unknown = _("规则、登记簿和以往的账里都找不到") if asked.name else _("没有对方户名")
            found = suspense(asked, self._history.verdict(asked).doubt or unknown)
        if found.certain:
            return found
        return replace(found, candidates=self._candidates(asked, found))

    def _candidates(self, asked: Asked, found: Match) -> tuple[str, ...]:
        """What the line could be: by its matcher, by a rule, as lines like it were booked."""
        proposals = self._history.proposals(
            asked, lambda account: self._is_open(account, asked.date)
        )
        said = tuple(one.said() for one in proposals)
        several = (*found.candidates, *self._suggested(asked))
        first = tuple(dict.fromkeys(several))[: MAX_CANDIDATES - len(said[:1])]
        return tuple(dict.fromkeys((*first, *said)))[:MAX_CANDIDATES]

    def _by_rule(self, asked: Asked) -> Match | None:
        rule = self._rules.first(asked)
        if rule is None or not rule.certain:
            return None
        leg = Leg(rule.to, -asked.amount, rule.posting)
        return certain((leg,), rule.payee, rule.narration)

    def _suggested(self, asked: Asked) -> tuple[str, ...]:
        rule = self._rules.first(asked)
        if rule is None or rule.certain:
            return ()
        what = rule.to.rpartition(":")[2][2:]
        return (_("{what}（规则“{rule}”）").format(what=what, rule=rule.name),)

    def _by_history(self, asked: Asked) -> Match | None:
        """As lines like this one were always booked; never against a rule that only suggests."""
        verdict = self._history.verdict(asked)
        suggested = self._suggested(asked) and not asked.account
        if verdict.leg is None or suggested:
            return None
        return certain((verdict.leg,), verdict.payee, verdict.narration)

    def _is_open(self, account: str, day: datetime.date) -> bool:
        closed = self._closed.get(account)
        return account in self._accounts and (closed is None or day < closed)

    def _open_only(self, asked: Asked, found: Match) -> Match:
        """A match on an account this book does not have, or has closed, is only a suggestion."""
        lacking = [leg.account for leg in found.legs if not self._is_open(leg.account, asked.date)]
        if not lacking or lacking == [SUSPENSE]:
            return found
        account = lacking[0]
        reason = (
            _("科目 {account} 已经停用")
            if account in self._accounts
            else _("账本里没有开立科目 {account}")
        )
        return suspense(asked, reason.format(account=account), (found.narration,))

    def _documented(self, asked: Asked, found: Match) -> Match:
        """A payment from the threshold on promises its document."""
        needs = asked.amount <= -self.committee.document_above and any(
            leg.amount > 0 and leg.account in self._spending for leg in found.legs
        )
        if not needs:
            return found
        due = asked.date + datetime.timedelta(days=self.committee.document_days)
        meta = {**found.meta, "document-reason": _("凭证待补"), "document-due": due}
        return replace(found, meta=meta)


def _first(steps: Iterable[Step], asked: Asked) -> Match | None:
    return next((found for step in steps if (found := step(asked))), None)
