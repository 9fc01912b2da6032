"""What the sample has promised: resolutions with votes, contracts, papers of the works."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.sample.board import LEASE_MATTER, lease_day, lease_resolution
from owners_ledger.sample.pdf import small_pdf
from owners_ledger.sample.picture import after, before
from owners_ledger.sample.running import REGULAR, insurance
from owners_ledger.sample.works import (
    GRANT,
    WORKS,
    grant_part,
    pump_resolution,
    works_contract,
    works_resolution,
)
from owners_ledger.sample.world import WORKS_CONTRACT, World

_DAY = datetime.timedelta(days=1)
_VOTES = "documents/决议/{number}-表决统计.pdf"
_BEFORE = "documents/工程/消防改造-施工前.png"
_AFTER = "documents/工程/消防改造-管道安装.png"
_HIDDEN = "documents/工程/消防改造-隐蔽工程验收单.pdf"
_DONE = "documents/工程/消防改造-竣工验收单.pdf"
_NOTE = ("Sample estate: stands for a scanned paper.",)
# share of the contract, months after the last closed one, what for; the rest is the retention
_PARTS = (
    ("0.30", -9, "预付款30%"),
    ("0.40", -4, "进度款40%"),
    ("0.27", 2, "验收款27%"),
)


@dataclass(frozen=True, slots=True)
class Running:
    """A contract that comes round: supplier, months between payments, months paid behind."""

    code: str
    supplier: str
    about: str
    every: str
    step: int
    behind: int
    day: int


_RUNNING = (
    Running("C-02", "V-03", "电梯维护保养", "季", 3, 3, 20),
    Running("C-03", "V-05", "绿化养护", "月", 1, 1, 18),
    Running("C-04", "V-06", "垃圾清运", "月", 1, 1, 17),
    Running("C-05", "V-07", "消防设施维护保养", "季", 3, 0, 24),
    Running("C-06", "V-10", "公众责任险、电梯责任险", "年", 12, 0, 12),
)


def promise_files(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes of everything promised and of its papers."""
    yield "resolutions.toml", _resolutions(world).encode()
    yield "contracts.toml", _contracts(world).encode()
    if world.spec.is_small:
        return
    yield "projects.toml", _projects(world).encode()
    yield _sheet(works_resolution(world)), _vote_paper(works_resolution(world))
    yield _HIDDEN, small_pdf("Acceptance of covered works", _NOTE)
    yield _DONE, small_pdf("Final acceptance", _NOTE)
    yield _BEFORE, before()
    yield _AFTER, after()


def _sheet(number: str) -> str:
    return _VOTES.format(number=number)


def _vote_paper(number: str) -> bytes:
    return small_pdf(f"Count of votes {number}", _NOTE)


def _resolutions(world: World) -> str:
    spec = world.spec
    origin = spec.origin
    found: list[tuple[str, datetime.date, str, str]] = [
        (f"{origin.year}-01", origin, "物业费标准每平方米每月 0.80 元", ""),
        (f"{origin.year}-02", origin, "地面公共车位月租标准", ""),
    ]
    for year in sorted({month.year for month in spec.months}):
        more = _voted(world, "其他重大事项", ("0.735", "0.728"), ("0.914", "0.921"))
        day = datetime.date(year - 1, 12, 14)
        found.append((f"{year - 1}-12", day, f"{year}年度收支预算", more))
    if not spec.is_small:
        found += [_works(world), _pump(world), _lease(world)]
    parts = ["# 业主大会、业主委员会决议。"]
    for number, day, title, more in sorted(found):
        head = f'\n[[resolution]]\nnumber = "{number}"\ndate = {day}\ntitle = "{title}"'
        parts.append(head + more)
    return "\n".join(parts) + "\n"


def _works(world: World) -> tuple[str, datetime.date, str, str]:
    number = works_resolution(world)
    ceiling = works_contract(world) + world.spec.scaled("14000", "1000")
    paper = hashlib.sha256(_vote_paper(number)).hexdigest()
    return (
        number,
        world.spec.offset(-15).first + 21 * _DAY,
        "消防设施改造（双三分之二表决通过）",
        f'\nceiling = "{ceiling}"'
        f'\ndocument = "{_sheet(number)}"\nsha256 = "{paper}"'
        + _voted(world, "改建重建", ("0.814", "0.823"), ("0.862", "0.871")),
    )


def _pump(world: World) -> tuple[str, datetime.date, str, str]:
    ceiling = world.spec.scaled("20000", "100")
    day = world.spec.offset(-11).first + 4 * _DAY
    more = f'\nceiling = "{ceiling}"\nbody = "业主委员会"'
    return pump_resolution(world), day, "2栋二次供水水泵更换", more


def _lease(world: World) -> tuple[str, datetime.date, str, str]:
    more = _voted(world, LEASE_MATTER, ("0.784", "0.781"), ("0.825", "0.829"))
    return lease_resolution(world), lease_day(world), "4栋架空层东侧对外出租", more


def _voted(world: World, matter: str, took: tuple[str, str], agreed: tuple[str, str]) -> str:
    """A vote: shares of heads and area that took part, and of these that were for it."""
    heads = max(1, round(world.spec.flats * Decimal("0.987")))  # some own several flats
    area = sum((home.unit.area for home in world.estate.homes), Decimal(0))
    rows = [("owners", heads, area)]
    for key, (share, surface) in (("took-part", took), ("for", agreed)):
        _name, whole, square = rows[-1]
        part = (square * Decimal(surface)).quantize(money.FEN)
        rows.append((key, -int(-whole * Decimal(share) // 1), part))
    lines = "".join(f'{key} = {count}\n{key}-area = "{size}"\n' for key, count, size in rows)
    return f'\nbody = "业主大会"\nmatter = "{matter}"\n[resolution.vote]\n{lines}'.rstrip("\n")


def _contracts(world: World) -> str:
    parts = ["# 支出合同。total 是总价，amount 是每期（every）的金额；科目、供应商编号照登记簿。"]
    if not world.spec.is_small:
        parts.append(_works_contract(world))
    parts += [_running(world, one) for one in _RUNNING if one.supplier in world.supplier]
    return "\n".join(parts) + "\n"


def _works_contract(world: World) -> str:
    spec, total = world.spec, works_contract(world)
    text = f"""
[[contract]]
code = "C-01"
supplier = "V-13"
about = "消防设施改造"
account = "{WORKS}"
project = "P-01"
resolution = "{works_resolution(world)}"
total = "{total.quantize(money.FEN)}"
from = {spec.offset(-10).first}
to = {spec.offset(2).last}
document = "{WORKS_CONTRACT}"
"""
    left = total
    for share, place, what in _PARTS:
        amount = money.round_fen(total * Decimal(share))
        left -= amount
        due = spec.offset(place).first + 18 * _DAY
        text += f'[[contract.instalment]]\ndue = {due}\namount = "{amount}"\nwhat = "{what}"\n'
    text += f"""[contract.retention]
due = {spec.offset(14).last}
amount = "{left.quantize(money.FEN)}"
[[contract.quote]]
bidder = "{world.supplier["V-13"].name}"
price = "{total.quantize(money.FEN)}"
[[contract.quote]]
bidder = "重庆永岚桐消防设备有限公司"
price = "{(total + spec.scaled("12000", "1000")).quantize(money.FEN)}"
[[contract.quote]]
bidder = "重庆北杉安全工程有限公司"
price = "{(total + spec.scaled("26500", "100")).quantize(money.FEN)}"
"""
    return text.rstrip("\n")


def _running(world: World, one: Running) -> str:
    """From the first payment within the books to the end of a whole number of payments."""
    spec = world.spec
    regular = next((r for r in REGULAR if r.supplier == one.supplier), None)
    amount = insurance(world) if regular is None else spec.scaled(regular.amount)
    months = (1,) if regular is None else regular.months
    first = next((month for month in spec.months if month.month in months), spec.months[0])
    start = _shifted(first, -one.behind)
    count = one.step
    while _shifted(start, count).year <= spec.closed_until.year:
        count += one.step
    last = _shifted(start, count - 1).last
    text = f"""
[[contract]]
code = "{one.code}"
supplier = "{one.supplier}"
about = "{one.about}"
account = "{world.supplier[one.supplier].account}"
resolution = "{spec.start.year - 1}-12"
amount = "{amount}"
every = "{one.every}"
first-due = {first.first + (one.day - 1) * _DAY}
from = {start.first}
"""
    return (text if one.code == "C-04" else text + f"to = {last}\n").rstrip("\n")


def _shifted(month: Period, months: int) -> Period:
    year, place = divmod(month.year * 12 + month.month - 1 + months, 12)
    return Period(year, place + 1, 1)


def _projects(world: World) -> str:
    spec = world.spec
    contract = works_contract(world).quantize(money.FEN)
    return f"""# 专项工程。
[[project]]
code = "P-01"
name = "消防设施改造"
resolution = "{works_resolution(world)}"
contractor = "{world.supplier["V-13"].name}"
contract = "{contract}"
account = "{WORKS}"
state = "施工中"
document = "{WORKS_CONTRACT}"
why = "消火栓管网和报警主机使用多年，消防检查要求整改；八成以上业主要求尽快改造。"
warranty-until = {spec.offset(26).last}
[project.subsidy]
account = "{GRANT}"
amount = "{(grant_part(world) * 2).quantize(money.FEN)}"
source = "{world.supplier["V-18"].name}"
[[project.acceptance]]
date = {spec.offset(-4).first + 9 * _DAY}
by = "监理、承包单位、业委会、监督小组"
result = "隐蔽工程合格，可以支付进度款"
document = "{_HIDDEN}"
[[project.acceptance]]
date = {spec.offset(2).first + 5 * _DAY}
by = "消防技术服务机构、监理、业委会、监督小组"
result = "竣工验收合格"
document = "{_DONE}"
[[project.photograph]]
path = "{_BEFORE}"
date = {spec.offset(-10).first + 6 * _DAY}
caption = "施工前：没有管道的墙面（示意图，虚构）"
[[project.photograph]]
path = "{_AFTER}"
date = {spec.offset(-4).first + 8 * _DAY}
caption = "管道和消火栓箱装好以后（示意图，虚构）"
"""
