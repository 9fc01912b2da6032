"""What stops a payroll: registers and additions that contradict themselves, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.payroll.extras import AFTER, Extra, file_of
from owners_ledger.payroll.terms import overlapping, parts_of
from owners_ledger.periods import Period
from owners_ledger.registers import Staff
from owners_ledger.registers.staff import EMPLOYED, LABOUR, RETIRED

REGISTER = "ledger/registers/staff.csv"
_KINDS = (EMPLOYED, RETIRED, LABOUR)


class PayrollError(OwnersLedgerError):
    """The month's pay cannot be worked out."""


def refuse_stranger(extra: Extra, terms: Sequence[Staff], month: Period) -> None:
    """Stop where an addition names somebody who can get none in the month."""
    if parts_of(terms, month):
        return
    left = [one for one in terms if one.end and one.end < month.first]
    if any(one.end and one.end.year == month.year for one in left) and extra.item in AFTER:
        return  # paid or taken back after leaving, in the year the tax is counted over
    if not terms:
        said = _("第 {row} 行的工号 {code} 不在职工登记簿里")
        remedy = _("请改正工号，或在 ledger/registers/staff.csv 里登记。")
    elif left:
        said = _("第 {row} 行：工号 {code} 在 {month} 不在职")
        remedy = _("离职后只能在同一年里写{items}；跨了年的请先问税务局，再写手工分录。").format(
            items="、".join(AFTER)
        )
    else:
        said = _("第 {row} 行：工号 {code} 在 {month} 还没有入职")
        remedy = _("请改正工号，或改正 ledger/registers/staff.csv 的起用日。")
    raise PayrollError(
        said.format(row=extra.row, code=extra.staff, month=month),
        remedy=remedy,
        file=file_of(month),
        line=extra.row,
    )


def bad_extra(extras: Sequence[Extra], item: str, month: Period, said: str) -> PayrollError:
    """The complaint about the first addition of an item."""
    row = next(one.row for one in extras if one.item == item)
    return PayrollError(
        _("第 {row} 行：{said}").format(row=row, said=said),
        remedy=_("请改正这一行，或改正 ledger/registers/staff.csv 的“用工”。"),
        file=file_of(month),
        line=row,
    )


def refuse_overlap(terms: Sequence[Staff]) -> None:
    """Stop where two terms of one person share a day."""
    if both := overlapping(terms):
        raise register_error(
            both[1],
            _("工号 {code} 的第 {first} 行和第 {second} 行日期重叠，工资会算两遍").format(
                code=both[0].code, first=both[0].row, second=both[1].row
            ),
        )


def refuse_kind(term: Staff) -> None:
    """Stop where nobody can say whether insurance is due."""
    if term.employment not in _KINDS:
        raise register_error(
            term,
            _("工号 {code} 的“用工”写的是“{kind}”，不知道该不该缴社保、按什么扣税").format(
                code=term.code, kind=term.employment
            ),
            _("应填 {kinds} 之一。").format(kinds=" / ".join(_KINDS)),
        )


def register_error(term: Staff, said: str, remedy: str = "") -> PayrollError:
    """The complaint about a row of the register."""
    return PayrollError(
        said,
        remedy=remedy or _("请改正 staff.csv：每一行只管它的起止日期；不符合条件的写“否”。"),
        file=REGISTER,
        line=term.row,
    )
