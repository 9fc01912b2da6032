"""Social insurance and housing fund of an employee, by the city's dated tables."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.rates import FOLDER, Rate, RateError, Rates

FUND = "公积金"
# 社会保险法: every employee's; maternity insurance is collected with the medical one. A table that
# lacks one of them would let it go unpaid in silence, so a rate of zero must be written out.
KINDS = ("养老", "医疗", "失业", "工伤")


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of insurance, or the housing fund, for a month.

    Attributes:
        kind: 养老, 医疗 …, 公积金.
        base: yuan the rates apply to.
        employer: the employer's part, yuan.
        employee: the employee's part, yuan.
    """

    kind: str
    base: Decimal
    employer: Decimal
    employee: Decimal


def shares(
    rates: Rates, city: str, day: datetime.date, base: Decimal, fund_base: Decimal
) -> tuple[Share, ...]:
    """What employer and employee owe for a month.

    Args:
        rates: the tables; a city's is ``social-<city>.toml``.
        city: where the employee is insured.
        day: a day of the month.
        base: yuan, raised to the floor or lowered to the cap (per kind where the city has several).
        fund_base: base of the housing fund in yuan; zero where none is paid.

    Raises:
        RateError: the city has no table, or it lacks something for the day.
    """
    file = table_of(rates, city)
    rows = rates.on(file, "share", day)
    kinds = [str(one.values.get("kind", "")) for one in rows]
    for kind in dict.fromkeys((*KINDS, *kinds)):
        if not kind or kinds.count(kind) != 1:
            raise _refuse(
                file,
                _("{city} {day} 的“{kind}”应有且只有一条费率，现在有 {count} 条").format(
                    city=city, day=day, kind=kind, count=kinds.count(kind)
                ),
            )
    found = [
        _share(kind, _bounded(base, _base(rates, file, kind, day)), one)
        for kind, one in zip(kinds, rows, strict=True)
    ]
    if fund_base:
        fund = rates.one(file, "fund", day)
        found.append(_share(FUND, _bounded(fund_base, fund), fund))
    return tuple(found)


def is_month_due(
    rates: Rates, city: str, joined: datetime.date | None, left: datetime.date | None
) -> bool:
    """Whether a month in which somebody joined or left is insured here (``part-month``).

    Args:
        rates: the tables.
        city: where the employee is insured.
        joined: first day employed, where it lies in the month and is not its first.
        left: last day employed, where it lies in the month and is not its last.

    Raises:
        RateError: the city's table has no rule, or several.
    """
    day = joined or left
    if day is None:
        return True
    rule = rates.one(table_of(rates, city), "part-month", day)
    return (joined is None or joined.day <= rule.number("joined-by")) and (
        left is None or left.day >= rule.number("left-from")
    )


def table_of(rates: Rates, city: str) -> str:
    """The name of a city's table.

    Raises:
        RateError: there is none.
    """
    file = f"social-{city}"
    if file not in rates.tables:
        raise RateError(
            _("没有{city}的社保、公积金费率表").format(city=city),
            remedy=_(
                "请写 {folder}/{file}.toml：缴费基数上下限 [[base]]、各险种 [[share]]、"
                '公积金 [[fund]]，每条写起用日和文号，如 from = 2026-01-01、kind = "养老"、'
                'employer = "0.16"、employee = "0.08"、source = "文号"；'
                "完整的例子见 docs/payroll.md。"
            ).format(folder=FOLDER, file=file),
            file=f"{FOLDER}/{file}.toml",
        )
    return file


def _base(rates: Rates, file: str, kind: str, day: datetime.date) -> Rate:
    """The floor and cap of a kind: its own row, else the row of all kinds."""
    own = [one for one in rates.on(file, "base", day) if one.values.get("kind") == kind]
    if not own:
        own = [one for one in rates.on(file, "base", day) if "kind" not in one.values]
    if len(own) != 1:
        raise _refuse(
            file,
            _("{file}.toml 在 {day} 应有且只有一条缴费基数上下限，现在有 {count} 条").format(
                file=file, day=day, count=len(own)
            ),
        )
    return own[0]


def _bounded(base: Decimal, bounds: Rate) -> Decimal:
    floor = bounds.number("floor") if "floor" in bounds.values else base
    cap = bounds.number("cap") if "cap" in bounds.values else base
    return money.round_fen(min(max(base, floor), max(cap, floor)))


def _share(kind: str, base: Decimal, row: Rate) -> Share:
    return Share(kind, base, _part(base, row, "employer"), _part(base, row, "employee"))


def _part(base: Decimal, row: Rate, key: str) -> Decimal:
    rate = row.number(key)
    if not 0 <= rate <= 1:
        raise RateError(
            _("费率“{key}”应在 0 和 1 之间，现在是 {rate}").format(key=key, rate=rate),
            remedy=_('百分之十六写成 "0.16"。'),
            file=row.file,
        )
    step = row.number("step") if "step" in row.values else money.FEN
    if step <= 0:
        raise RateError(
            _("取整单位 step 应大于零"),
            remedy=_('四舍五入到元的写 "1"，到角的写 "0.1"，到分的不写。'),
            file=row.file,
        )
    return money.round_fen((base * rate / step).to_integral_value(ROUND_HALF_UP) * step)


def _refuse(file: str, said: str) -> RateError:
    return RateError(
        said,
        remedy=_(
            "请在 {folder}/{file}.toml 按社保局当年的通知写明，并写出处（写法见 docs/payroll.md）。"
        ).format(folder=FOLDER, file=file),
        file=f"{FOLDER}/{file}.toml",
    )
