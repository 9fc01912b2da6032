"""Wallets as accounts of the committee: fees, refunds, and transfers that are income only once.

A withdrawal leaves the wallet for money in transit and the bank's line brings it from there. The
bank's side is booked against money in transit whether or not the wallet's bill was imported before,
so that figures do not depend on the order of files; it is certain once the withdrawal is known.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.providers import (
    FEE,
    REFUND,
    TOP_UP,
    UNCLEAR,
    WITHDRAWAL,
    Provider,
)
from owners_ledger.banking.match.text import flats, name_key, plain
from owners_ledger.banking.statement import Line
from owners_ledger.books.bank_entries import IN_TRANSIT, Leg
from owners_ledger.config import BankAccount, ConfigError
from owners_ledger.i18n import _

BANK_FEES = "Expenses:50管理:54银行手续费"
_CHARGED = ("手续费", "服务费")
_Sum = tuple[str, str, Decimal]  # provider, kind, amount without sign


@dataclass(frozen=True, slots=True)
class _Done:
    """A wallet line of ordinary business, for a refund of it."""

    amount: Decimal
    legs: tuple[Leg, ...]
    payee: str
    narration: str
    certain: bool


class Wallets:
    """What a line of, or with, one of the committee's wallets is.

    Args:
        entries: the books.
        banks: the committee's accounts; without a wallet among them nothing changes.
        providers: the payment companies.

    Raises:
        ConfigError: a wallet is kept at a company that no rules file describes.
    """

    def __init__(
        self,
        entries: Iterable[data.Directive],
        banks: Sequence[BankAccount],
        providers: Sequence[Provider],
    ) -> None:
        kept = {
            bank.account: provider
            for bank in banks
            for provider in providers
            if provider.keeps(bank)
        }
        for bank in banks:
            if bank.is_wallet and bank.account not in kept:
                raise ConfigError(
                    _("{name}写明是钱包，importers/rules/ 里却没有 {bank} 的 [[wallet]]").format(
                        name=bank.name, bank=bank.bank
                    ),
                    remedy=_(
                        "请把 bank 写成微信支付或支付宝；别的公司的，请在自己的 importers/rules/ "
                        "里写一段 [[wallet]]。"
                    ),
                    file="ledger/committee.toml",
                )
        self._kept = kept
        self._sent: dict[_Sum, list[datetime.date]] = {}
        self._came: dict[_Sum, list[datetime.date]] = {}
        self._done: dict[tuple[str, str], list[_Done]] = {}
        self._refunded: dict[tuple[str, str], Decimal] = {}
        accounts = {bank.account for bank in banks}
        for entry in entries if kept else ():
            if isinstance(entry, data.Transaction):
                self._read(entry, accounts)

    def match(self, line: Line, asked: Asked, usual: Match) -> Match:
        """What a line is, and remember it; ``usual`` where no wallet has a say."""
        if not self._kept:
            return usual
        found = self._matched(line, asked, usual)
        self._note(asked, line.order or "", found)
        return found

    def _matched(self, line: Line, asked: Asked, usual: Match) -> Match:
        provider = self._kept.get(asked.bank.account)
        if provider is None:
            return self._at_bank(asked, usual)
        kind = provider.kind(asked.text, asked.amount)
        if kind == FEE:
            what = _("{name}手续费") if asked.amount < 0 else _("{name}退还手续费")
            leg = Leg(BANK_FEES, -asked.amount)
            return certain((leg,), provider.name, what.format(name=provider.name))
        if kind == REFUND:
            return self._refund(asked, line.order or "")
        if kind in (WITHDRAWAL, TOP_UP):
            return self._transfer(provider, kind, asked)
        if kind == UNCLEAR:
            return suspense(asked, _("文字里既有手续费又有退款，分不清是哪一种"))
        return usual

    def _transfer(self, provider: Provider, kind: str, asked: Asked) -> Match:
        """The wallet's side: money that leaves it, or comes (back) from outside."""
        if kind == TOP_UP:
            if asked.amount < 0:
                return suspense(asked, _("充值却是支出，请核实"))
            return self._arrival(provider, kind, asked, _("{name}充值"))
        if asked.amount > 0:
            return self._arrival(provider, kind, asked, _("{name}提现退回"))
        narration = _("{name}提现").format(name=provider.name)
        found = certain((Leg(IN_TRANSIT, -asked.amount),), _("本单位"), narration)
        if any(word in asked.text for word in _CHARGED):
            return replace(
                found, certain=False, review=_("这笔提现另有手续费，到账的钱可能少一些，请核对")
            )
        return found

    def _at_bank(self, asked: Asked, usual: Match) -> Match:
        """The bank's side of a transfer from or to one of the committee's wallets."""
        provider = next(
            (one for one in self._kept.values() if one.is_named(asked.name, asked.text)), None
        )
        if provider is None or _names_household(asked, usual):
            return usual
        if asked.amount > 0:
            return self._arrival(provider, WITHDRAWAL, asked, _("{name}提现到账"))
        if any(word in asked.text for word in provider.words[TOP_UP]):
            narration = _("{name}充值").format(name=provider.name)
            leg = Leg(IN_TRANSIT, -asked.amount)
            review = _("充进{name}的钱，请与钱包账单核对").format(name=provider.name)
            return Match((leg,), _("本单位"), narration, certain=False, review=review)
        return usual

    def _arrival(self, provider: Provider, kind: str, asked: Asked, narration: str) -> Match:
        leg = Leg(IN_TRANSIT, -asked.amount)
        found = certain((leg,), _("本单位"), narration.format(name=provider.name))
        if self._is_expected((provider.name, kind, abs(asked.amount)), asked.date, provider.days):
            return found
        review = _(
            "账上还没有与它对应的转出（{days} 天以内、同一金额、还没有到账的）："
            "钱包或银行的账单导入之后请核对"
        ).format(days=provider.days.days)
        return replace(
            found,
            certain=False,
            review=review,
            candidates=(_("{name}与银行之间的划转（在途资金）").format(name=provider.name),),
        )

    def _is_expected(self, what: _Sum, day: datetime.date, days: datetime.timedelta) -> bool:
        """Whether one more arrival finds a transfer of its own among those sent."""
        return _pairs(self._sent.get(what, []), [*self._came.get(what, []), day], days) > _pairs(
            self._sent.get(what, []), self._came.get(what, []), days
        )

    def _refund(self, asked: Asked, order: str) -> Match:
        key = (asked.bank.account, _business(order))
        originals = [
            one
            for one in (self._done.get(key, []) if order else [])
            if (one.amount > 0) != (asked.amount > 0)
        ]
        if len(originals) != 1:
            return suspense(asked, _("退款找不到唯一对应的原订单，请按订单号核对"))
        done = originals[0]
        before = self._refunded.get(key, money.ZERO)
        if abs(before + asked.amount) > abs(done.amount):
            return suspense(asked, _("同一订单的退款加起来超过了原来的金额，请核对"))
        narration = _("退款：{what}").format(what=done.narration)
        if asked.amount == -done.amount:
            legs = tuple(replace(leg, amount=-leg.amount) for leg in done.legs)
        elif len(done.legs) == 1:
            legs = (replace(done.legs[0], amount=-asked.amount),)
        else:
            return suspense(asked, _("原订单记在几个科目上，只退了一部分，请核对退的是哪一项"))
        if done.certain:
            return certain(legs, done.payee, narration)
        review = _("原订单的收付还没有核实")
        return Match(legs, done.payee, narration, certain=False, review=review)

    def _note(self, asked: Asked, order: str, found: Match) -> None:
        provider = self._kept.get(asked.bank.account)
        if provider is None:
            if any(leg.account == IN_TRANSIT for leg in found.legs):
                self._note_at_bank(asked.name, asked.text, asked.amount, asked.date)
            return
        kind = provider.kind(asked.text, asked.amount)
        if kind in (WITHDRAWAL, TOP_UP):
            leaves = (asked.amount < 0) and kind == WITHDRAWAL
            moved = self._sent if leaves else self._came
            what = (provider.name, kind, abs(asked.amount))
            moved.setdefault(what, []).append(asked.date)
        key = (asked.bank.account, _business(order))
        if order and kind == REFUND:
            self._refunded[key] = self._refunded.get(key, money.ZERO) + asked.amount
        elif order and not kind:
            done = _Done(asked.amount, found.legs, found.payee, found.narration, found.certain)
            self._done.setdefault(key, []).append(done)

    def _note_at_bank(self, name: str, text: str, amount: Decimal, day: datetime.date) -> None:
        for provider in self._kept.values():
            if provider.is_named(name, text):
                kind, moved = (WITHDRAWAL, self._came) if amount > 0 else (TOP_UP, self._sent)
                moved.setdefault((provider.name, kind, abs(amount)), []).append(day)
                return

    def _read(self, entry: data.Transaction, accounts: set[str]) -> None:
        """Remember a line of the books."""
        for posting in entry.postings:
            meta = posting.meta or {}
            if posting.account not in accounts or "bank-no" not in meta:
                continue
            legs = tuple(
                Leg(one.account, one.units.number, _dimensions(one))
                for one in entry.postings
                if one is not posting and one.units and one.units.number is not None
            )
            bank = BankAccount("", posting.account, "", "", "", "")
            asked = Asked(
                bank,
                entry.date,
                (posting.units and posting.units.number) or money.ZERO,
                plain(str(meta.get("bank-text", ""))),
                name_key(str(meta.get("bank-payer", ""))),
                "",
            )
            found = Match(legs, entry.payee or "", entry.narration or "", entry.flag != "!")
            self._note(asked, str(meta.get("bank-order", "")), found)
            return


def _business(order: str) -> str:
    """An order's own number; to a refund of it Alipay appends a mark and more digits."""
    return re.split(r"[_*]", order, maxsplit=1)[0]


def _names_household(asked: Asked, usual: Match) -> bool:
    """An owner who pays into the bank account through the company, naming the flat."""
    named = usual.certain and all("unit" in leg.meta for leg in usual.legs)
    return named and any(flats(asked.text))


def _pairs(
    sent: Iterable[datetime.date], came: Iterable[datetime.date], days: datetime.timedelta
) -> int:
    """How many arrivals have a transfer sent at most so many days before, each its own."""
    waiting = sorted(sent)
    paired = 0
    for day in sorted(came):
        waiting = [one for one in waiting if one + days >= day]
        if waiting and waiting[0] <= day:
            waiting.pop(0)
            paired += 1
    return paired


def _dimensions(posting: data.Posting) -> dict[str, object]:
    return {
        key: value
        for key, value in (posting.meta or {}).items()
        if key not in ("filename", "lineno") and not key.startswith("__")
    }
