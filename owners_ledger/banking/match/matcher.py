"""Which matcher speaks for a line: the first that knows, in a fixed order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

from beancount.core import data

from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.household import Households
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.parties import Parties, Project
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.statement import Line
from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.config import BankAccount, Committee
from owners_ledger.i18n import _
from owners_ledger.registers import Registers

_DOCUMENTED = ("Expenses:", "Assets:21预付款:", "Assets:30在建工程:")


class Matcher:
    """Matches lines one after the other; each matched line counts for the next.

    Args:
        entries: the books.
        committee: whose accounts and thresholds hold.
        registers: who lives, rents, supplies, works here.
        rules: the committee's and the shipped ones.
        projects: works projects.
        accounts: the accounts that are open; ``None``: any.
    """

    def __init__(
        self,
        entries: Iterable[data.Directive],
        committee: Committee,
        registers: Registers,
        rules: Rules,
        projects: Iterable[Project] = (),
        accounts: frozenset[str] | None = None,
    ) -> None:
        self._committee = committee
        self._rules = rules
        self._accounts = accounts
        self._facts = Facts.of(entries, frozenset(bank.account for bank in committee.banks))
        people = People(registers)
        parties = Parties(committee, rules, people, self._facts, tuple(projects))
        self._steps: tuple[Callable[[Asked], Match | None], ...] = (
            parties.own_transfer,
            parties.returned,
            self._by_rule,
            parties.tenant,
            parties.supplier,
            parties.employee,
            Households(rules, people, self._facts).match,
            self._by_habit,
        )

    def match(self, line: Line, bank: BankAccount) -> Match:
        """What a line is, and remember it for the lines after it."""
        asked = Asked.of(line, bank)
        found = self._documented(asked, self._open_only(asked, self._decided(asked)))
        self._facts.note(asked, found)
        return found

    def _decided(self, asked: Asked) -> Match:
        for step in self._steps:
            if found := step(asked):
                if found.certain:
                    return found
                return replace(found, candidates=(*found.candidates, *self._suggested(asked)))
        hints = (*self._suggested(asked), *self._facts.habit(asked).hint())
        reason = _("规则、登记簿和以往的账里都找不到") if asked.name else _("没有对方户名")
        return suspense(asked, reason, hints)

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

    def _by_habit(self, asked: Asked) -> Match | None:
        """As at least three earlier lines of this account, all alike, were booked."""
        habit = self._facts.habit(asked)
        leg = habit.leg
        if leg is None or "unit" in leg.meta:
            return None
        last = habit.lines[-1]
        return certain((Leg(leg.account, -asked.amount, leg.meta),), last.payee, last.narration)

    def _open_only(self, asked: Asked, found: Match) -> Match:
        """A match on an account this book does not have is only a suggestion."""
        closed = [
            leg.account
            for leg in found.legs
            if self._accounts is not None and leg.account not in self._accounts
        ]
        if not closed or closed == [SUSPENSE]:
            return found
        return suspense(
            asked,
            _("账本里没有开立科目 {account}").format(account=closed[0]),
            (found.narration,),
        )

    def _documented(self, asked: Asked, found: Match) -> Match:
        """A payment from the threshold on promises its document."""
        needs = asked.amount <= -self._committee.document_above and any(
            leg.amount > 0 and leg.account.startswith(_DOCUMENTED) for leg in found.legs
        )
        if not needs:
            return found
        due = asked.date + datetime.timedelta(days=self._committee.document_days)
        meta = {**found.meta, "document-reason": _("凭证待补"), "document-due": due}
        return replace(found, meta=meta)
