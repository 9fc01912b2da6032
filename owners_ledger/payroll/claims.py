"""What the register claims for an employee's tax: 首次就业 and 六万元; the second is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.payroll.extras import Extra
from owners_ledger.payroll.refusals import register_error
from owners_ledger.payroll.tax import is_first_job_rule, whole_year_limit
from owners_ledger.payroll.terms import parts_of
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers import Staff
from owners_ledger.registers.staff import LABOUR

Extras = Callable[[Period], Sequence[Extra]]


def is_first_job(terms: Iterable[Staff], month: Period, rates: Rates) -> bool:
    """Whether the deduction counts from January (公告2020年第13号), in the year of joining."""
    return is_first_job_rule(rates, month.last) and any(
        one.is_first_job and one.start.year == month.year and one.start <= month.last
        for one in _of_year(terms, month.year)
    )


def is_whole_year(terms: Sequence[Staff], month: Period, rates: Rates, extras: Extras) -> bool:
    """Whether the year's whole deduction counts from January (公告2020年第19号).

    Args:
        terms: one person's.
        month: a month of the year.
        rates: the tables.
        extras: a month's additions and subtractions, asked for the year before.

    Raises:
        PayrollError: rows of the year contradict each other, or the register shows a month of
            the year before without employment here, or wages above the limit.
    """
    now = _of_year(terms, month.year)
    said = {one.is_whole_year for one in now}
    if True not in said:
        return False
    code = now[0].code
    if len(said) > 1:
        raise register_error(now[-1], _("{code} 同一年的几行“六万元”写得不一样").format(code=code))
    earned = money.ZERO
    for last_year in Period(month.year - 1, 1, 12).each_month():
        waged = [one for one in parts_of(terms, last_year) if not one.is_labour]
        if not waged:
            raise register_error(
                now[0],
                _("{code} 的“六万元”写的是“是”，可是 {month} 不在职").format(
                    code=code, month=last_year
                ),
            )
        earned += money.total(one.wage + one.allowance for one in waged)
        earned += money.total(one.signed for one in extras(last_year) if one.staff == code)
    if earned > whole_year_limit(rates, month.last):
        raise register_error(
            now[0],
            _("{code} 的“六万元”写的是“是”，可是 {year} 年的工资是 {earned}").format(
                code=code, year=month.year - 1, earned=money.show(earned)
            ),
        )
    return True


def _of_year(terms: Iterable[Staff], year: int) -> list[Staff]:
    return [
        one
        for one in terms
        if one.employment != LABOUR
        and one.start.year <= year
        and (one.end is None or one.end.year >= year)
    ]
