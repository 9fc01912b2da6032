"""The files that are written once: chart, main file, committee, registers, rules, notes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from owners_ledger.resources import data_dir
from owners_ledger.sample.common import common_rows, resource, spread_rows, waiting_rows
from owners_ledger.sample.deposits import deposit_rows
from owners_ledger.sample.funds import accounts_text
from owners_ledger.sample.in_place import STAMP
from owners_ledger.sample.movement import ACCOUNTS, BASIC, FEES, NAMES
from owners_ledger.sample.notes import budgets
from owners_ledger.sample.plans import fava_budgets
from owners_ledger.sample.promises import promise_files
from owners_ledger.sample.statements import BANKS, HOLDER, NUMBERS
from owners_ledger.sample.world import World


def fixed_texts(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes."""
    origin = f"{world.spec.origin.year}-01-01"
    texts = {}
    for name in ("main.beancount", "accounts.beancount"):
        text = (data_dir("ledger") / name).read_text(encoding="utf-8")
        texts[name] = accounts_text(world, text).replace("2020-01-01", origin)
        yield name, texts[name].encode()
    yield (
        ".gitattributes",
        b"# Banks' files and hashed entries: not one byte may change.\n* -text\n",
    )
    yield from ((f"registers/{name}.csv", content) for name, content in _registers(world))
    yield "committee.toml", _committee(world).encode()
    yield "tariffs.toml", _tariffs(world).encode()
    yield from promise_files(world)
    plans = dict(budgets(world))
    yield from plans.items()
    yield from fava_budgets(plans, texts["accounts.beancount"])


def _registers(world: World) -> Iterator[tuple[str, bytes]]:
    estate = world.estate
    yield (
        "units",
        _csv(
            "房号,楼栋,单元,楼层,建筑面积,用途,起,止",
            (
                (u.code, u.building, u.stairwell, u.floor, u.area, u.use, u.start, u.end)
                for u in (home.unit for home in estate.homes)
            ),
        ),
    )
    yield (
        "households",
        _csv(
            "房号,姓名,身份,电话,起,止",
            ((h.unit, h.name, h.role, h.phone, h.start, h.end) for h in estate.people),
        ),
    )
    yield (
        "parking",
        _csv(
            "车位,类型,房号,车牌,月租,起,止",
            ((b.code, b.kind, b.unit, b.plate, b.rate or "", b.start, b.end) for b in estate.bays),
        ),
    )
    yield (
        "leases",
        _csv(
            "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目,资源",
            (
                (
                    *(one.code, one.kind, one.place, one.tenant, one.tenant_account, one.rent),
                    *(one.cycle, one.deposit or "", one.start, one.end, one.account),
                    resource(one.code),
                )
                for one in world.leases
            ),
        ),
    )
    yield (
        "staff",
        _csv(
            "工号,姓名,岗位,用工,月薪,账号,起,止",
            (
                (s.code, s.name, s.post, s.employment, s.wage, s.account, s.start, s.end)
                for s in world.staff
            ),
        ),
    )
    yield (
        "suppliers",
        _csv(
            "编号,名称,别名,账号,科目,说明,起,止",
            (
                (
                    *(v.code, v.name, ";".join(v.aliases), v.account_number, v.account),
                    *(v.note, v.start, v.end),
                )
                for v in world.suppliers
            ),
        ),
    )
    yield (
        "deposits",
        _csv(
            "编号,房号或合同,类别,金额,起,止",
            ((d.code, d.holder, d.kind, d.amount, d.start, d.end) for d in deposit_rows(world)),
        ),
    )
    yield "common", _csv("编号,类别,位置,空置原因,起,止", common_rows(world))
    yield "waiting", _csv("房号,登记日,车牌", waiting_rows(world))
    yield "spreads", _csv("编号,名称,金额,起,止,方式,从科目,到科目,凭证", spread_rows(world))


def _csv(head: str, rows: Iterable[Sequence[object]]) -> bytes:
    """With BOM and CRLF, so that a spreadsheet program opens it rightly."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head.split(","))
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def _committee(world: World) -> str:
    area = sum((home.unit.area for home in world.estate.homes), Decimal(0))
    banks = "\n".join(
        f"""
[[bank]]
code = "{code}"
account = "{ACCOUNTS[code]}"
name = "{NAMES[code]}"
bank = "{BANKS[code]}"
number = "{NUMBERS[code]}"
holder = "{HOLDER}\""""
        for code in (BASIC, FEES)
    )
    return f"""{STAMP}name = "云杉苑小区"
body = "{HOLDER}"
households = {world.spec.flats}
area = "{area}"
jurisdiction = "重庆"
website = ""
{banks}

[rules]
disclose-above = "1000.00"
document-above = "1000.00"
document-days = 90
swing-year = "7"
swing-month = "10"
other-above = "1000.00"
resolve-above = "{world.spec.scaled("10000", "1000")}"
resolve-not = ["人员工资与社保", "公共水电", "税费"]

[posting]
days = 30
kind = "自然日"
places = ["南门公示栏", "各单元门厅", "业主群"]
lag = 8
consult = "每周六 9:00—11:00，业委会办公室（南门值班房二楼），带身份证件即可查阅凭证"
answer-days = 15
signatures = ["制表", "出纳", "复核（监督小组）", "主任（盖章）"]

[closing]
by = "出纳"
approved-by = "监督小组"

[payroll]
city = "重庆"

[taxes]
payer = "small"
place = "市区"

[[contact]]
label = "业委会"
phone = "023-0000-0101"

[[contact]]
label = "财务监督小组"
phone = "023-0000-0102"

[[contact]]
label = "云杉社区居委会"
phone = "023-0000-0103"
"""


def _tariffs(world: World) -> str:
    start = world.spec.origin
    return f"""# 收费标准；每一项写明依据的决议和起用日期。
[[property-fee]]
rate = "0.80"  # 元/平方米·月
resolution = "{start.year}-01"
from = {start}
"""
