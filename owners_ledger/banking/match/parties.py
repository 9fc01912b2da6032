"""Lines of the committee's own accounts and staff, and returned payments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.match.facts import Earlier, Facts
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.match.text import digits, name_key
from owners_ledger.books.bank_entries import IN_TRANSIT, SUSPENSE, Leg
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _

WAGES = "Liabilities:10应付工资"
_RETURNED = ("退汇", "退票", "退回", "冲正", "汇款退", "付款失败")
_WAGE = ("工资", "薪", "代发", "劳务费")
_RETURN_DAYS = datetime.timedelta(days=60)


class Parties:
    """Matches lines between own accounts, returned payments, and lines of staff."""

    def __init__(
        self, banks: Sequence[BankAccount], people: People, facts: Facts, rules: Rules
    ) -> None:
        self._rules = rules
        self._people = people
        self._facts = facts
        self._own = {digits(bank.number): bank for bank in banks}
        self._holders = {name_key(bank.holder) for bank in banks}

    def own_transfer(self, asked: Asked) -> Match | None:
        """Between the committee's accounts, certain by the account number only."""
        other = self._own.get(asked.account) if asked.account else None
        if other is not None and other != asked.bank:
            pair = (asked.bank.name, other.name)
            out, into = pair if asked.amount < 0 else pair[::-1]
            narration = _("{out}转{into}").format(out=out, into=into)
            return certain((Leg(IN_TRANSIT, -asked.amount),), _("本单位"), narration)
        if asked.name in self._holders:
            return suspense(
                asked,
                _("对方户名是本委员会，账号却不在 committee.toml 里"),
                (_("账户间划转（在途资金）"),),
            )
        return None

    def returned(self, asked: Asked) -> Match | None:
        """A payment that came back (退汇), or a receipt the bank sent back."""
        if not any(word in asked.text for word in _RETURNED):
            return None
        stated = {one.account for one in self._rules.stated(asked.text)}
        lines = [
            line
            for line in self._of_same_party(asked, -asked.amount)
            if not stated or any(leg.account in {*stated, SUSPENSE} for leg in line.legs)
        ]
        if not lines and stated and asked.amount < 0:
            return None  # a refund of something else: for the household's own matching
        done = any(
            word in line.text
            for line in self._of_same_party(asked, asked.amount)
            for word in _RETURNED
        )
        is_named = bool(asked.account or asked.name)
        if len(lines) == 1 and not done and is_named:
            return _reversed(lines[0])
        return suspense(
            asked,
            _("像是退回的款项，但找不到唯一对应的原付款"),
            tuple(
                _("{date} {amount} 的退回").format(date=line.date, amount=money.show(line.amount))
                for line in lines
            ),
        )

    def _of_same_party(self, asked: Asked, amount: Decimal) -> list[Earlier]:
        since = asked.date - _RETURN_DAYS
        return [
            line
            for line in self._facts.same_amount(asked.bank.account, amount)
            if since <= line.date <= asked.date
            and (line.account == asked.account if asked.account else line.name == asked.name)
        ]

    def employee(self, asked: Asked) -> Match | None:
        """Wages paid to one employee; anything else is for a person to judge."""
        found = self._people.staff(asked.name, asked.account, asked.date)
        if not found:
            return None
        if self._people.residents(asked.name, asked.date) and asked.amount > 0:
            return None  # lives here, too
        one = found[-1]
        hints = (_("{code} {post}").format(code=one.code, post=one.post),)
        if len({one.code for one in found}) > 1:
            return suspense(asked, _("职工登记簿里有好几个人对得上"), hints)
        if asked.amount < 0 and asked.account and digits(one.account) not in ("", asked.account):
            return suspense(asked, _("收款账号与职工登记簿里的不同，请当心并核实"), hints)
        if asked.amount < 0 and any(word in asked.text for word in _WAGE):
            leg = Leg(WAGES, -asked.amount, {"staff": one.code, "post": one.post})
            return certain((leg,), one.post, _("发放工资"))
        return suspense(asked, _("与职工往来的款项（报销、备用金或其他），请核实"), hints)


def _reversed(line: Earlier) -> Match:
    legs = tuple(Leg(leg.account, -leg.amount, leg.meta) for leg in line.legs)
    narration = _("退汇：{what}").format(what=line.narration)
    if line.certain:
        return certain(legs, line.payee, narration)
    return Match(
        legs,
        line.payee,
        narration,
        certain=False,
        review=_("退回的原付款还没有核实"),
        candidates=(_("{date} 那一笔的退回").format(date=line.date),),
    )
