"""Lines of the committee's own accounts, tenants, suppliers and staff, and returned payments."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from owners_ledger import money
from owners_ledger.banking.match.amounts import MONTHS
from owners_ledger.banking.match.facts import Earlier, Facts
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.match.text import digits, name_key
from owners_ledger.books.bank_entries import Leg
from owners_ledger.config import Committee
from owners_ledger.i18n import _
from owners_ledger.registers import Lease, Supplier

IN_TRANSIT = "Assets:10银行存款:09在途资金"
WAGES = "Liabilities:10应付工资"
LEASE_DEPOSIT = "Liabilities:20押金:02租赁押金"
WORKS = "Assets:30在建工程:"
_RETURNED = ("退汇", "退票", "退回", "冲正", "汇款退", "付款失败")
_DEPOSIT = ("押金", "保证金")
_NO_RENT = ("水费", "电费", "水电", "赔偿", "违约", "罚款")
_WAGE = ("工资", "薪", "代发", "劳务费")
_BODIES = (
    *("公司", "集团", "中心", "幼儿园", "学校", "超市", "商店", "便利店", "药店", "工作室", "合作社"),
    *("银行", "支行", "委员会", "研究院", "研究所", "门市部", "经营部", "驿站", "事务所"),
)
_RETURN_DAYS = datetime.timedelta(days=60)


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


class Parties:
    """Matches lines of everybody but households."""

    def __init__(
        self,
        committee: Committee,
        rules: Rules,
        people: People,
        facts: Facts,
        projects: Sequence[Project],
    ) -> None:
        self._rules = rules
        self._people = people
        self._facts = facts
        self._projects = projects
        self._own = {digits(bank.number): bank for bank in committee.banks}
        self._holders = {name_key(bank.holder) for bank in committee.banks}

    def own_transfer(self, asked: Asked) -> Match | None:
        """Between the committee's accounts, certain by the account number only."""
        other = self._own.get(asked.account) if asked.account else None
        if other is not None and other != asked.bank:
            pair = (asked.bank.name, other.name)
            out, into = pair if asked.amount < 0 else pair[::-1]
            narration = _("账户间划转：{out}转{into}").format(out=out, into=into)
            return certain((Leg(IN_TRANSIT, -asked.amount),), "", narration)
        if asked.name in self._holders:
            return suspense(
                asked,
                _("对方户名是本委员会，账号却不在 committee.toml 里"),
                (_("账户间划转（在途资金）"),),
            )
        return None

    def returned(self, asked: Asked) -> Match | None:
        """A payment that came back (退汇), or a wrong receipt sent back by the bank."""
        if not any(word in asked.text for word in _RETURNED):
            return None
        lines = self._of_same_party(asked, -asked.amount)
        done = any(
            word in line.text
            for line in self._of_same_party(asked, asked.amount)
            for word in _RETURNED
        )
        if len(lines) == 1 and not done:
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

    def tenant(self, asked: Asked) -> Match | None:
        """Rent or deposit of a tenant."""
        leases = self._people.leases(asked.name, asked.account, asked.date)
        if not leases:
            return None
        if self._people.residents(asked.name, asked.date) and self._rules.stated(asked.text):
            return None  # the tenant's own flat
        hints = tuple(
            _("{code} {kind}：每{cycle}租金 {rent}").format(
                code=lease.code, kind=lease.kind, cycle=lease.cycle, rent=money.show(lease.rent)
            )
            for lease in leases
        )
        if any(word in asked.text for word in _DEPOSIT):
            return self._lease_deposit(asked, leases, hints)
        if asked.amount < 0:
            return suspense(asked, _("付给承租人的款项，用途请核实"), hints)
        if any(word in asked.text for word in _NO_RENT):
            return suspense(asked, _("承租人付款，备注写的不是租金"), hints)
        chosen = leases if len(leases) == 1 else self._chosen(asked, leases)
        if not chosen:
            return suspense(asked, _("承租人有几份合同，金额分不清付的是哪一份"), hints)
        shares = [asked.amount] if len(chosen) == 1 else [lease.rent for lease in chosen]
        legs = tuple(
            Leg(lease.account, -share, {"lease": lease.code})
            for lease, share in zip(chosen, shares, strict=True)
        )
        narration = "、".join(dict.fromkeys(_("{kind}租金").format(kind=one.kind) for one in chosen))
        return certain(legs, _lease_payee(chosen), narration)

    def _chosen(self, asked: Asked, leases: Sequence[Lease]) -> list[Lease]:
        """The lease whose rent or debt the amount is, or all if it is exactly their sum."""
        fits = [lease for lease in leases if self._fits(asked, lease)]
        whole = money.total(lease.rent for lease in leases) == asked.amount
        if len(fits) == 1 and not whole:
            return fits
        return list(leases) if whole and not fits else []

    def _fits(self, asked: Asked, lease: Lease) -> bool:
        owed = self._facts.open(lease.account, lease.code, asked.date)
        cycles, rest = divmod(asked.amount, lease.rent) if lease.rent else (Decimal(0), asked.amount)
        return asked.amount == owed or (not rest and 1 <= cycles <= MONTHS)

    def _lease_deposit(
        self, asked: Asked, leases: Sequence[Lease], hints: tuple[str, ...]
    ) -> Match:
        if asked.amount > 0:
            fits = [lease for lease in leases if lease.deposit == asked.amount]
        else:
            fits = [
                lease
                for lease in leases
                if -self._facts.open(LEASE_DEPOSIT, lease.code, asked.date) == -asked.amount
            ]
        if len(fits) != 1:
            return suspense(asked, _("租赁押金，与合同的押金对不上"), hints)
        meta = {"lease": fits[0].code}
        rows = [
            row
            for row in self._people.registers.deposits
            if row.holder == fits[0].code and row.amount == abs(asked.amount)
        ]
        if len(rows) == 1:
            meta["deposit"] = rows[0].code
        narration = _("租赁押金") if asked.amount > 0 else _("退还租赁押金")
        return certain((Leg(LEASE_DEPOSIT, -asked.amount, meta),), _lease_payee(fits), narration)

    def supplier(self, asked: Asked) -> Match | None:
        """A supplier's payment on the account its register row names."""
        found = self._people.supplier(asked.name, asked.account, asked.date)
        codes = {one.code for one in found}
        if not codes:
            return None
        one = found[-1]
        hints = (_("{code} {name}：{what}").format(code=one.code, name=one.name, what=one.note),)
        if len(codes) > 1:
            return suspense(asked, _("供应商登记簿里有好几行对得上"), hints)
        if asked.amount > 0:
            return suspense(asked, _("供应商付来的款项，用途请核实（退款、赔偿或其他）"), hints)
        if not one.covers(asked.date):
            return suspense(asked, _("供应商登记簿里的期间已经结束"), hints)
        if asked.account and one.account_number and digits(one.account_number) != asked.account:
            return suspense(asked, _("收款账号与供应商登记簿里的不同，请当心并核实"), hints)
        if not one.account:
            return suspense(asked, _("供应商登记簿没有写科目，每笔都要核实"), hints)
        meta = {"supplier": one.code, **self._project(one)}
        return certain((Leg(one.account, -asked.amount, meta),), one.name, one.note or one.name)

    def _project(self, supplier: Supplier) -> dict[str, str]:
        projects = [
            one
            for one in self._projects
            if supplier.account.startswith(WORKS)
            and name_key(one.contractor) == name_key(supplier.name)
            and one.account == supplier.account
        ]
        if len(projects) != 1:
            return {}
        meta = {"project": projects[0].code, "resolution": projects[0].resolution}
        return {key: value for key, value in meta.items() if value}

    def employee(self, asked: Asked) -> Match | None:
        """Wages paid to one employee; anything else is for a person to judge."""
        found = self._people.staff(asked.name, asked.account, asked.date)
        if not found:
            return None
        if len({one.code for one in found}) > 1:
            return suspense(asked, _("职工登记簿里有好几个人对得上"))
        one = found[-1]
        hint = (_("{code} {post}").format(code=one.code, post=one.post),)
        if self._people.residents(asked.name, asked.date) and asked.amount > 0:
            return None  # lives here, too
        if asked.amount < 0 and any(word in asked.text for word in _WAGE):
            leg = Leg(WAGES, -asked.amount, {"staff": one.code, "post": one.post})
            return certain((leg,), one.post, _("发放工资"))
        return suspense(asked, _("与职工往来的款项（报销、备用金或其他），请核实"), hint)


def _lease_payee(leases: Sequence[Lease]) -> str:
    """The tenant's name if it is an organisation's, else the contract: persons stay unnamed."""
    name = name_key(leases[0].tenant)
    return name if name.endswith(_BODIES) else "、".join(lease.code for lease in leases)


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
