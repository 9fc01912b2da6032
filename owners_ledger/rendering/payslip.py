"""Payslips and the pay sheet: what a template gets. Private papers, never a notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.payroll.extras import FEE, SPECIAL
from owners_ledger.payroll.insurance import FUND
from owners_ledger.payroll.pay import Pay
from owners_ledger.payroll.tax import Withholding
from owners_ledger.periods import Period

_TAIL = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a slip.

    Attributes:
        label: what it is.
        amount: yuan.
        note: how it came about, may be "".
    """

    label: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's month, as its paper shows it.

    Attributes:
        month: 2026年3月.
        code: 工号.
        name: 姓名.
        post: 岗位.
        employment: 用工.
        days: calendar days employed.
        account: the last four digits of the account paid into, "" where there is none.
        earned: what makes up the gross.
        gross: 应发, yuan.
        withheld: what is taken off.
        deductions: their sum, yuan.
        net: 实发, yuan.
        year: the cumulative figures of the tax, empty where no wage was paid.
        tax: how the month's tax follows from them, a sentence, may be "".
        employer: what the committee pays besides.
        cost: gross and that, yuan.
    """

    month: str
    code: str
    name: str
    post: str
    employment: str
    days: int
    account: str
    earned: tuple[Item, ...]
    gross: Decimal
    withheld: tuple[Item, ...]
    deductions: Decimal
    net: Decimal
    year: tuple[Item, ...]
    tax: str
    employer: tuple[Item, ...]
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the pay sheet; the sums of the sheet are one as well.

    Attributes:
        code: 工号.
        name: 姓名.
        post: 岗位.
        days: calendar days employed.
        wage: 月薪 for the days, yuan.
        allowance: 津贴, yuan.
        extras: additions less subtractions, yuan.
        gross: 应发, yuan.
        insurance: own social insurance, yuan.
        fund: own housing fund, yuan.
        tax: 个税, yuan.
        net: 实发, yuan.
    """

    code: str
    name: str
    post: str
    days: int
    wage: Decimal
    allowance: Decimal
    extras: Decimal
    gross: Decimal
    insurance: Decimal
    fund: Decimal
    tax: Decimal
    net: Decimal


def slip(pay: Pay, month: Period) -> Slip:
    """What one person is told."""
    withheld = [
        Item(_("{kind}（个人）").format(kind=one.kind), one.employee, _base(one.base))
        for one in pay.shares
        if one.employee
    ]
    if pay.withholding:
        withheld.append(Item(_("个人所得税（工资薪金）"), pay.withholding.tax))
    if pay.labour_tax or not pay.withholding:
        withheld.append(Item(_("个人所得税（劳务报酬）"), pay.labour_tax))
    employer = tuple(
        Item(_("{kind}（单位）").format(kind=one.kind), one.employer, _base(one.base))
        for one in pay.shares
        if one.employer
    )
    return Slip(
        month=month.title,
        code=pay.person.code,
        name=pay.person.name,
        post="、".join(dict.fromkeys(one.term.post for one in pay.parts)) or pay.person.post,
        employment=pay.person.employment,
        days=pay.days,
        account=pay.person.account[-_TAIL:],
        earned=tuple(_earned(pay)),
        gross=pay.gross,
        withheld=tuple(withheld),
        deductions=pay.own_share + pay.tax,
        net=pay.net,
        year=tuple(_year(pay.withholding)) if pay.withholding else (),
        tax=_sentence(pay.withholding) if pay.withholding else "",
        employer=employer,
        cost=pay.gross + pay.employer_share,
    )


def sheet_rows(pays: Sequence[Pay]) -> tuple[Row, ...]:
    """The lines of the pay sheet, the last one their sums."""
    found = [
        Row(
            code=one.person.code,
            name=one.person.name,
            post=one.person.post,
            days=one.days,
            wage=one.wage,
            allowance=one.allowance,
            extras=one.gross - one.wage - one.allowance,
            gross=one.gross,
            insurance=money.total(each.employee for each in one.shares if each.kind != FUND),
            fund=money.total(each.employee for each in one.shares if each.kind == FUND),
            tax=one.tax,
            net=one.net,
        )
        for one in pays
    ]
    sums = (
        money.total(getattr(one, name) for one in found)
        for name in ("wage", "allowance", "extras", "gross", "insurance", "fund", "tax", "net")
    )
    return (*found, Row("", _("合计"), "", 0, *sums))


def _earned(pay: Pay) -> Iterable[Item]:
    for one in pay.parts:
        note = "" if one.days == (pay.month.end - pay.month.first).days else _days(one.days)
        label = _("劳务费") if one.is_labour else _("月薪")
        if one.wage or not one.allowance:
            yield Item(label, one.wage, note)
        if one.allowance:
            yield Item(_("津贴"), one.allowance, note)
    for extra in pay.extras:
        if extra.item == FEE:
            yield Item(extra.note or extra.item, extra.amount)
        elif extra.item != SPECIAL:
            yield Item(extra.item, extra.signed, extra.note)


def _year(found: Withholding) -> Iterable[Item]:
    so_far = found.so_far
    yield Item(_("累计收入"), so_far.income)
    yield Item(_("累计减除费用"), -found.free)
    yield Item(_("累计社保公积金（个人）"), -so_far.deducted)
    yield Item(_("累计专项附加扣除"), -so_far.special)
    yield Item(_("累计应纳税所得额"), found.taxable, "" if found.taxable else _("扣完为零"))
    yield Item(_("累计应纳税额"), found.due)
    yield Item(_("以前月份已扣"), so_far.withheld)
    yield Item(_("本月扣"), found.tax)


def _sentence(found: Withholding) -> str:
    if not found.taxable:
        return ""
    return _("{taxable} × {rate}% − {quick} = {due}，减去已扣 {before}，本月扣 {tax}").format(
        taxable=money.show(found.taxable),
        rate=f"{found.rate * 100:f}".rstrip("0").rstrip("."),
        quick=money.show(found.quick),
        due=money.show(found.due),
        before=money.show(found.so_far.withheld),
        tax=money.show(found.tax),
    )


def _base(base: Decimal) -> str:
    return _("基数 {base}").format(base=money.show(base))


def _days(days: int) -> str:
    return _("{days} 天").format(days=days)
