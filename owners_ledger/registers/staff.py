"""``staff.csv``: the committee's employees. Names and accounts stay in this file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "staff.csv"
COLUMNS = ("工号", "姓名", "岗位", "用工", "月薪", "账号", "起", "止")
OPTIONAL = ("津贴", "缴费基数", "公积金基数", "参保地", "六万元", "首次就业")
EMPLOYED, RETIRED, LABOUR = "劳动合同", "退休返聘", "劳务"
YES_NO = ("是", "否")
POSTS = ("保洁", "秩序维护", "维修", "文员")


@dataclass(frozen=True, slots=True)
class Staff(Dated):
    """An employee during a term.

    Attributes:
        code: 工号, ``S03``.
        name: 姓名 (personal data).
        post: 保洁, 秩序维护, 维修 or 文员.
        employment: 用工, in the committee's words (劳动合同, 劳务 …).
        wage: gross monthly wage in yuan.
        account: 账号 (personal data), may be "".
        start: first day.
        end: last day, None while employed.
        row: row in the file.
        allowance: 津贴, yuan a month.
        base: 缴费基数 of social insurance, yuan; ``None``: the wage.
        fund_base: 公积金基数, yuan; ``None``: the wage.
        city: 参保地; "": the committee's.
        is_whole_year: 六万元, whether last year's wages here stayed within 60 000 yuan
            (税务总局公告2020年第19号).
        is_first_job: 首次就业, whether this is the first paid job in the year the term begins in
            (税务总局公告2020年第13号).
    """

    code: str
    name: str
    post: str
    employment: str
    wage: Decimal
    account: str
    start: datetime.date
    end: datetime.date | None
    row: int
    allowance: Decimal = Decimal("0.00")
    base: Decimal | None = None
    fund_base: Decimal | None = None
    city: str = ""
    is_whole_year: bool = False
    is_first_job: bool = False

    @property
    def is_insured(self) -> bool:
        """Whether the committee owes social insurance and housing fund."""
        return self.employment == EMPLOYED


def of(row: Row) -> Staff:
    """The employee of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Staff(
        code=row.code("工号"),
        name=row.required("姓名"),
        post=row.choice("岗位", POSTS),
        employment=row.text("用工"),
        wage=row.money("月薪"),
        account=row.digits("账号"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
        allowance=row.optional_money("津贴"),
        base=row.money("缴费基数") if row.text("缴费基数") else None,
        fund_base=row.money("公积金基数") if row.text("公积金基数") else None,
        city=row.text("参保地"),
        is_whole_year=_is_yes(row, "六万元"),
        is_first_job=_is_yes(row, "首次就业"),
    )


def _is_yes(row: Row, column: str) -> bool:
    return bool(row.text(column)) and row.choice(column, YES_NO) == YES_NO[0]
