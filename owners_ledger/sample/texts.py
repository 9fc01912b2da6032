"""The files that are written once: chart, main file, committee, registers, rules, notes."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from owners_ledger import money
from owners_ledger.resources import data_dir
from owners_ledger.sample.common import common_rows, resource, spread_rows, waiting_rows
from owners_ledger.sample.deposits import deposit_rows
from owners_ledger.sample.funds import accounts_text
from owners_ledger.sample.in_place import STAMP
from owners_ledger.sample.movement import ACCOUNTS, BASIC, FEES, NAMES
from owners_ledger.sample.notes import budgets
from owners_ledger.sample.statements import BANKS, HOLDER, NUMBERS
from owners_ledger.sample.works import pump_resolution, works_contract, works_resolution
from owners_ledger.sample.world import World


def fixed_texts(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes."""
    origin = f"{world.spec.origin.year}-01-01"
    for name in ("main.beancount", "accounts.beancount"):
        text = (data_dir("ledger") / name).read_text(encoding="utf-8")
        yield name, accounts_text(world, text).replace("2020-01-01", origin).encode()
    yield (
        ".gitattributes",
        b"# Banks' files and hashed entries: not one byte may change.\n* -text\n",
    )
    yield from ((f"registers/{name}.csv", content) for name, content in _registers(world))
    yield "committee.toml", _committee(world).encode()
    yield "tariffs.toml", _tariffs(world).encode()
    yield "resolutions.toml", _resolutions(world).encode()
    yield from budgets(world)
    if not world.spec.is_small:
        yield "projects.toml", _projects(world).encode()


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

[posting]
days = 30
kind = "自然日"
places = ["南门公示栏", "各单元门厅", "业主群"]
lag = 8
consult = "每周六 9:00—11:00，业委会办公室（南门值班房二楼），带身份证件即可查阅凭证"
answer-days = 15
signatures = ["制表", "出纳", "复核（监督小组）", "主任（盖章）"]

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


def _resolutions(world: World) -> str:
    spec = world.spec
    origin = spec.origin
    found: list[tuple[str, datetime.date, str, Decimal | None]] = [
        (f"{origin.year}-01", origin, "物业费标准每平方米每月 0.80 元", None),
        (f"{origin.year}-02", origin, "地面公共车位月租标准", None),
    ]
    found += [
        (f"{year - 1}-12", datetime.date(year - 1, 12, 14), f"{year}年度收支预算", None)
        for year in sorted({month.year for month in spec.months})
    ]
    if not spec.is_small:
        day = spec.offset(-15).first + datetime.timedelta(days=21)
        ceiling = works_contract(world) + spec.scaled("14000", "1000")
        found.append((works_resolution(world), day, "消防设施改造（双三分之二表决通过）", ceiling))
        day = spec.offset(-11).first + datetime.timedelta(days=4)
        found.append(
            (pump_resolution(world), day, "2栋二次供水水泵更换", spec.scaled("20000", "100"))
        )
    parts = ["# 业主大会、业主委员会决议。"]
    for number, day, title, limit in sorted(found):
        part = f'\n[[resolution]]\nnumber = "{number}"\ndate = {day}\ntitle = "{title}"'
        parts.append(part + ("" if limit is None else f'\nceiling = "{limit}"'))
    return "\n".join(parts) + "\n"


def _projects(world: World) -> str:
    contract = works_contract(world)
    return f"""# 专项工程。
[[project]]
code = "P-01"
name = "消防设施改造"
resolution = "{works_resolution(world)}"
contractor = "{world.supplier["V-13"].name}"
contract = "{contract.quantize(money.FEN)}"
account = "Assets:30在建工程:01消防改造"
state = "施工中"
document = "documents/合同/消防设施改造合同.pdf"
"""
