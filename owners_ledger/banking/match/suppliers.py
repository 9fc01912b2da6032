"""Lines of suppliers and authorities of the register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.text import digits, is_person, name_key
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _
from owners_ledger.registers import Supplier

_RECEIVED = ("Income:", "Liabilities:26专项补助:")  # what comes in from a party of the register
_DEPOSIT = ("押金", "保证金", "退")
_STAFF_DUES = ("Liabilities:10", "Liabilities:11", "Liabilities:12")


@dataclass(frozen=True, slots=True)
class Project:
    """A works project of ``projects.toml``: its code, contractor, account, resolution."""

    code: str
    contractor: str
    account: str
    resolution: str

    @classmethod
    def all_of(cls, raw: Mapping[str, Any]) -> tuple[Project, ...]:
        """The projects of a parsed file."""
        return tuple(
            cls(*(str(one.get(key, "")) for key in ("code", "contractor", "account", "resolution")))
            for one in raw.get("project", ())
        )


class Suppliers:
    """Matches lines of suppliers, known by account, else by name or alias."""

    def __init__(self, people: People, facts: Facts, projects: Sequence[Project]) -> None:
        self._people = people
        self._facts = facts
        self._projects = projects

    def impostor(self, asked: Asked) -> Match | None:
        """A payment to a supplier's name at another account than the register's."""
        for one in self._people.suppliers(asked.name, asked.account, asked.date):
            known = digits(one.account_number)
            if asked.amount < 0 and asked.account and known and known != asked.account:
                return suspense(
                    asked, _("收款账号与供应商登记簿里的不同，请当心并核实"), _hint(one)
                )
        return None

    def match(self, asked: Asked) -> Match | None:
        """The line on the account its register row names, or why it needs a person."""
        found = self._people.suppliers(asked.name, asked.account, asked.date)
        if not found:
            return None
        one = found[-1]
        doubt = _doubt(asked, found)
        if doubt:
            return suspense(asked, doubt, _hint(one))
        meta = {} if one.account.startswith(_STAFF_DUES) else self._dimensions(asked, one)
        payee = one.code if is_person(one.name) else one.name
        narration = re.split("[，,；;。]", one.note)[0] or payee
        return certain((Leg(one.account, -asked.amount, meta),), payee, narration)

    def _dimensions(self, asked: Asked, supplier: Supplier) -> dict[str, str]:
        """The supplier, and the works project its account belongs to (or always went to)."""
        meta = {"supplier": supplier.code}
        projects = [
            one
            for one in self._projects
            if name_key(one.contractor) == name_key(supplier.name)
            and one.account == supplier.account
        ]
        if len(projects) == 1:
            meta |= {"project": projects[0].code, "resolution": projects[0].resolution}
        else:
            before = {
                str(leg.meta.get("project", ""))
                for line in self._facts.same_account(asked.account)
                for leg in line.legs
                if leg.account == supplier.account
            }
            meta["project"] = before.pop() if len(before) == 1 else ""
        return {key: value for key, value in meta.items() if value}


def _doubt(asked: Asked, found: Sequence[Supplier]) -> str:
    if len({one.code for one in found}) > 1:
        return _("供应商登记簿里有好几行对得上")
    if not found[-1].covers(asked.date):
        return _("供应商登记簿里的期间已经结束")
    account = found[-1].account
    if not account:
        return _("供应商登记簿没有写科目，每笔都要核实")
    deposit = asked.amount < 0 and any(word in asked.text for word in _DEPOSIT)
    if deposit and not account.startswith("Liabilities:20"):
        return _("与供应商往来的押金、保证金或退款，用途请核实")
    if (asked.amount > 0) != account.startswith(_RECEIVED):
        return _("与供应商往来的方向和登记簿的科目不合，用途请核实")
    return ""


def _hint(supplier: Supplier) -> tuple[str, ...]:
    name = "" if is_person(supplier.name) else supplier.name
    return (_("{code} {name}：{what}").format(code=supplier.code, name=name, what=supplier.note),)
