"""Who owes what since when: the treasurer's list, and the sums that may be posted."""

from __future__ import annotations

from collections.abc import Mapping

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.ageing import NAMES, Aged, aged, public_table
from owners_ledger.i18n import _
from owners_ledger.money import total
from owners_ledger.rendering.household_letters import Order, holders
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import ERROR, FIGURE, WARNING, Column, Row, Sheet, Table, yuan

_HALF_YEAR, _QUARTER = 180, 90


def sheet(desk: Desk, _asked: Mapping[str, str]) -> Sheet:
    """Arrears by age, the oldest first, and by building."""
    accounts = Accounts.read(desk.books, desk.registers, None, None)
    every = [accounts.of(one) for one in holders(accounts, Order())]
    found = sorted(
        (late for one in every if (late := aged(one)) is not None),
        key=lambda one: (-one.oldest, -one.amount, one.code),
    )
    figures = tuple(Column(_(name), FIGURE) for name in NAMES)
    columns = (
        Column(_("房号或合同")),
        Column(_("楼栋")),
        Column(_("合计"), FIGURE),
        *figures,
        Column(_("最早逾期天数"), FIGURE),
    )
    ages = tuple(yuan(total(one.ages[place] for one in found)) for place in range(len(NAMES)))
    whole = (_("合计"), "", yuan(total(one.amount for one in found)), *ages, "")
    public = tuple(
        Row((one.name, str(one.households), yuan(one.amount)))
        for one in public_table(every, accounts.last)
    )
    by_building = (Column(_("楼栋")), Column(_("户数"), FIGURE), Column(_("金额"), FIGURE))
    return Sheet(
        _("欠费和账龄"),
        (
            _("截至 {day}，逾期的 {count} 户（份合同）。名单只给业委会看，不张贴。").format(
                day=accounts.last, count=len(found)
            ),
        ),
        tables=(
            Table(_("可以张贴的：按楼汇总"), by_building, public, empty=_("没有欠费。")),
            Table(_("名单"), columns, tuple(map(_row, found)), whole, empty=_("没有欠费。")),
        ),
    )


def _row(one: Aged) -> Row:
    level = ERROR if one.oldest > _HALF_YEAR else WARNING if one.oldest > _QUARTER else ""
    figures = (yuan(age) if age else "" for age in one.ages)
    return Row((one.code, one.building, yuan(one.amount), *figures, str(one.oldest)), level)
