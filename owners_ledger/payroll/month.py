"""The pay of everybody on the staff register, month by month through a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.payroll.claims import Extras, is_first_job, is_whole_year
from owners_ledger.payroll.extras import FEE, SPECIAL, Extra, file_of
from owners_ledger.payroll.insurance import Share, is_month_due, shares
from owners_ledger.payroll.pay import Pay, fees
from owners_ledger.payroll.refusals import (
    REGISTER,
    PayrollError,
    bad_extra,
    refuse_kind,
    refuse_overlap,
    refuse_stranger,
)
from owners_ledger.payroll.tax import Withholding, YearToDate, labour_tax, wage_tax
from owners_ledger.payroll.terms import Part, parts_of
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers import Staff
from owners_ledger.registers.staff import LABOUR


def payroll(
    staff: Iterable[Staff], month: Period, rates: Rates, extras: Extras, *, city: str
) -> tuple[Pay, ...]:
    """A month's pay; see ``payroll_year``."""
    return payroll_year(staff, month, rates, extras, city=city)[month]


def payroll_year(
    staff: Iterable[Staff], last: Period, rates: Rates, extras: Extras, *, city: str
) -> Mapping[Period, tuple[Pay, ...]]:
    """The pay of the months of a year up to one of them, by code.

    The months are worked out together, since the tax is cumulative over the calendar year.

    Args:
        staff: all terms of everybody, in any order.
        last: the last calendar month.
        rates: the tables.
        extras: a month's additions and subtractions.
        city: where employees are insured whose row names no place.

    Raises:
        PayrollError: the register or the additions contradict themselves, or more is taken than
            earned.
        RateError: a table says nothing of a month.
    """
    people: dict[str, list[Staff]] = {}
    for one in staff:
        people.setdefault(one.code, []).append(one)
    months = [Period(last.year, number, 1) for number in range(1, last.month + 1)]
    given = {month: tuple(extras(month)) for month in months}
    for month in months:
        for extra in given[month]:
            refuse_stranger(extra, people.get(extra.staff, []), month)
    found: dict[Period, list[Pay]] = {month: [] for month in months}
    for code in sorted(people, key=_natural):
        terms = people[code]
        refuse_overlap(terms)
        own = {
            month: tuple(sorted((one for one in given[month] if one.staff == code), key=_place))
            for month in months
        }
        for pay in _Year(terms, rates, extras, city).pays(own):
            found[pay.month].append(pay)
    return {month: tuple(pays) for month, pays in found.items()}


def city_of(raw: object) -> str:
    """``[payroll] city`` of ``committee.toml``, "" where there is none."""
    settings = raw.get("payroll") if isinstance(raw, dict) else None
    return str(settings.get("city", "")) if isinstance(settings, dict) else ""


class _Year:
    """One person's year."""

    def __init__(
        self, terms: Sequence[Staff], rates: Rates, extras: Extras, default_city: str
    ) -> None:
        self._terms = sorted(terms, key=lambda one: one.start)
        self._rates = rates
        self._extras = extras
        self._city = default_city
        self._so_far = YearToDate()
        self._employed = 0  # months of the year with a day of employment here
        self._whole_year: bool | None = None

    def pays(self, extras: Mapping[Period, tuple[Extra, ...]]) -> Iterable[Pay]:
        for month, own in extras.items():
            parts = parts_of(self._terms, month)
            if parts or own:
                pay = self._month(month, parts, own)
                if own or pay.gross or pay.shares:
                    yield pay

    def _month(self, month: Period, parts: tuple[Part, ...], extras: tuple[Extra, ...]) -> Pay:
        before = [one for one in self._terms if one.start <= month.last]
        person = before[-1]
        kinds = {one.term.employment for one in parts} or {person.employment}
        for one in parts:
            refuse_kind(one.term)
        shares_ = self._shares(month, parts)
        is_labour = kinds == {LABOUR}
        withheld = None
        if not is_labour:
            withheld = self._wage(month, parts, extras, shares_)
        elif any(one.item == SPECIAL for one in extras):
            raise bad_extra(extras, SPECIAL, month, _("劳务报酬没有专项附加扣除"))
        if LABOUR not in kinds and any(one.item == FEE for one in extras):
            raise bad_extra(extras, FEE, month, _("劳务费只能发给用工是“劳务”的人"))
        fee_tax = money.total(
            labour_tax(self._rates, month.last, fee)
            for fee in fees(parts, extras, is_labour=is_labour)
        )
        pay = Pay(person, month, parts, extras, shares_, withheld, fee_tax)
        if pay.net < 0:
            raise PayrollError(
                _(
                    "{code} {month} 的实发是负数 {net}：应发 {gross}，社保公积金 {own}，个税 {tax}"
                ).format(
                    code=person.code,
                    month=month,
                    net=money.show(pay.net),
                    gross=money.show(pay.gross),
                    own=money.show(pay.own_share),
                    tax=money.show(pay.tax),
                ),
                remedy=_(
                    "请检查扣款和缴费基数。一个月扣不完的，分几个月扣；"
                    "社保比工资还多的，这个月写“补发”垫上，下个月写“扣回多发”。"
                ),
                file=file_of(month),
            )
        return pay

    def _wage(
        self,
        month: Period,
        parts: Sequence[Part],
        extras: Sequence[Extra],
        shares_: Sequence[Share],
    ) -> Withholding:
        old = self._so_far
        waged = [one for one in parts if not one.is_labour]
        others = [one for one in extras if one.item != FEE]
        income = money.total(one.wage + one.allowance for one in waged)
        self._employed += bool(waged)
        new = YearToDate(
            old.income + income + money.total(one.signed for one in others),
            old.deducted + money.total(one.employee for one in shares_),
            old.special + money.total(one.amount for one in others if one.item == SPECIAL),
            month.month if is_first_job(self._terms, month, self._rates) else self._employed,
            old.withheld,
        )
        if self._whole_year is None:
            self._whole_year = is_whole_year(self._terms, month, self._rates, self._extras)
        found = wage_tax(self._rates, month.last, new, is_whole_year=self._whole_year)
        self._so_far = YearToDate(
            new.income, new.deducted, new.special, new.months, old.withheld + found.tax
        )
        return found

    def _shares(self, month: Period, parts: Sequence[Part]) -> tuple[Share, ...]:
        insured = [one for one in parts if one.term.is_insured]
        if not insured:
            return ()
        term, joined, left = insured[-1].term, insured[0].first, insured[-1].last
        city = term.city or self._city
        if not city:
            raise PayrollError(
                _("不知道 {code} 在哪里参保").format(code=term.code),
                remedy=_(
                    '请在 ledger/committee.toml 写 [payroll] 和 city = "重庆"，'
                    "或在 staff.csv 加一列“参保地”。"
                ),
                file=REGISTER,
                line=term.row,
            )
        due = is_month_due(
            self._rates,
            city,
            joined if joined > month.first else None,
            left if left < month.last else None,
        )
        if not due:
            return ()
        base = term.wage if term.base is None else term.base
        fund = term.wage if term.fund_base is None else term.fund_base
        return shares(self._rates, city, month.first, base, fund)


def _natural(code: str) -> list[tuple[int, int, str]]:
    """S2 before S10."""
    pieces = re.split(r"(\d+)", code)
    return [(0, int(one), one) if one.isdecimal() else (1, 0, one) for one in pieces if one]


def _place(one: Extra) -> tuple[str, str, Decimal]:
    return one.item, one.note, one.amount
