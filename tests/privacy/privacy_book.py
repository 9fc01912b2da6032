"""A large invented book, drawn from a seed, with a canary in every private field.

Six months of 2026, some four hundred flats. Small groups are in it on purpose: a building with
one debtor, posts with one employee, a month with one refund and one with a single deposit.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from canaries import Canaries, Mint, Person, mint
from privacy_files import (
    ACCOUNTS,
    COMMITTEE,
    MAIN,
    NOTES,
    POSTED,
    QUESTION,
    REGISTERS,
    SMALL_BUILDING,
    TOML,
    photograph,
)

D = Decimal
YEAR, MONTHS = 2026, range(1, 7)
BANK = "Assets:10银行存款:01基本户"
FEE, BAY = "Assets:20应收款:01物业费", "Assets:20应收款:02停车费"
_OPENING = D("250000.00")


@dataclass(frozen=True)
class Flat:
    """A flat of the book; ``bay`` is its monthly rent or zero."""

    code: str
    area: Decimal
    owner: Person
    bay: Decimal

    @property
    def fee(self) -> Decimal:
        return (self.area * D("0.80")).quantize(D("0.01"))


@dataclass
class Estate:
    """The book while it is written."""

    root: Path
    chance: random.Random
    maker: Mint
    canaries: Canaries
    flats: list[Flat] = field(default_factory=list)
    balance: Decimal = _OPENING
    lines: int = 0

    def __getitem__(self, field: str) -> str:
        return self.canaries.of[field]

    def write(self, name: str, data: str | bytes) -> None:
        path = self.root / "ledger" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def make_book(folder: Path, seed: int, floors: int = 12) -> tuple[Path, Canaries]:
    """Write a book below ``folder``, in a folder whose name is private as well."""
    maker, canaries = mint(seed)
    estate = Estate(folder / canaries.of["folder"] / "book", random.Random(seed), maker, canaries)
    _settle(estate, floors)
    filled = _filler(estate)
    for name, text in TOML.items():
        estate.write(name, filled(text))
    estate.write("committee.toml", filled(COMMITTEE))
    estate.write("accounts.beancount", ACCOUNTS.read_bytes())
    estate.write("main.beancount", filled(MAIN))
    estate.write("questions/2026-001.toml", QUESTION(estate["comment in a question"]))
    estate.write("posted/monthly-2026-03.toml", POSTED("文员"))
    for name, text in _registers(estate).items():
        estate.write(f"registers/{name}.csv", text)
    for name, text in {**REGISTERS, **NOTES}.items():
        estate.write(name, filled(text))
    _papers(estate)
    estate.write("2025/12-opening.beancount", _opening(estate))
    for month in MONTHS:
        estate.write(f"2026/{month:02d}-all.beancount", "".join(_month(estate, month)))
    return estate.root, canaries


def _filler(estate: Estate):
    def filled(text: str) -> str:
        for name, value in estate.canaries.of.items():
            text = text.replace(f"{{{name}}}", value)
        return text.replace("{area}", f"{sum(flat.area for flat in estate.flats):.2f}").replace(
            "{households}", str(len(estate.flats))
        )

    return filled


def _settle(estate: Estate, floors: int) -> None:
    """Flats and who lives there; the first flat is the canaries' own."""
    codes = [
        f"{building}-{entrance}-{floor}{door:02d}"
        for building, entrances in (("71", 2), ("72", 2), ("73", 3), ("74", 1))
        for entrance in range(1, entrances + 1)
        for floor in range(1, floors + 1)
        for door in range(1, 5)
    ] + SMALL_BUILDING
    chance, maker = estate.chance, estate.maker
    for code in codes:
        person = Person(maker.name(), maker.phone(), maker.card(), maker.plate())
        area = D(chance.randrange(5500, 14000)) / 100
        bay = D(chance.choice(["0", "0", "80", "100"]))
        estate.flats.append(Flat(code, area, person, bay))
        estate.canaries.people.append(person)
        estate.canaries.flats.append(code)


def _registers(estate: Estate) -> dict[str, str]:
    units = ["房号,楼栋,单元,楼层,建筑面积,用途,起,止"]
    homes = ["房号,姓名,身份,电话,起,止,委托,备注"]
    bays = ["车位,类型,房号,车牌,月租,起,止,使用人,备注"]
    for place, flat in enumerate(estate.flats):
        building, entrance, door = flat.code.split("-")
        units.append(f"{flat.code},{building},{entrance},{door[:-2]},{flat.area},住宅,2020-01-01,")
        homes.append(f"{flat.code},{flat.owner.name},业主,{flat.owner.phone},2020-01-01,,,")
        if flat.bay:
            bays.append(
                f"A-{place:03d},公共,{flat.code},{flat.owner.plate},{flat.bay}.00,2020-01-01,,,"
            )
    first = estate.flats[0].code
    homes += [
        (
            f"{first},{estate['owner name']},业主,{estate['owner phone']},2020-01-01,,"
            f"{estate['power of attorney']},{estate['owner remark']}"
        ),
        f"{first},{estate['family name']},家属,{estate['family phone']},2020-01-01,,,",
        f"{first},{estate['household tenant']},租户,,2020-01-01,,,",
    ]
    bays.append(
        f"A-900,公共,{first},{estate['plate']},80.00,2020-01-01,,"
        f"{estate['bay user']},{estate['bay remark']}"
    )
    waiting = ["房号,登记日,车牌", f"{first},2026-01-03,{estate['waiting plate']}"]
    return {
        name: "\n".join(rows) + "\n"
        for name, rows in (
            ("units", units),
            ("households", homes),
            ("parking", bays),
            ("waiting", waiting),
        )
    }


def _papers(estate: Estate) -> None:
    paper = f"%PDF-1.4\n% {estate['content of a document']}\n".encode()
    for what in ("a document", "a contract", "a ballot", "an acceptance"):
        estate.write(f"documents/{estate[f'file name of {what}']}.pdf", paper)
    picture = photograph(estate["author of a photograph"], estate["place of a photograph"])
    estate.write(f"documents/{estate['file name of a photograph']}.jpg", picture)
    estate.write(f"inbox/{estate['file in the inbox']}.csv", estate["content of a statement"])


def _opening(estate: Estate) -> str:
    """Debts from before: of many in the large buildings, of one in the smallest."""
    debtors = estate.chance.sample(estate.flats[:-4], 30) + estate.flats[-1:]
    legs, total = [], D(0)
    for flat in debtors:
        owed = flat.fee * estate.chance.randint(2, 9) + D("0.07")
        total += owed
        legs.append(f'  {FEE}   {owed} CNY\n    unit: "{flat.code}"\n')
        if flat is debtors[-1]:
            estate.canaries.amounts["debt of one household"] = f"{owed:.2f}"
    return (
        f'2025-12-31 * "期初余额"\n  {BANK}   {estate.balance} CNY\n{"".join(legs)}'
        f"  Equity:10期初净资产   {-estate.balance - total} CNY\n"
    )


def _month(estate: Estate, month: int) -> Iterator[str]:
    last = calendar.monthrange(YEAR, month)[1]
    opening, first = estate.balance, estate.lines + 1
    chance = estate.chance
    yield f"; {estate['comment in a ledger file']}\n"
    yield _charge(estate, month)
    moves = [
        (chance.randint(1, last), _payment(flat, chance))
        for flat in estate.flats[:-1]
        if chance.random() < 0.3
    ]
    moves += _others(estate, month)
    for day, text in sorted(moves, key=lambda one: one[0]):
        yield _booked(estate, month, day, text)
    yield _payroll(estate, month, last)
    yield from _directives(estate, month)
    name = f"statements/{estate['file name of a statement']}-{month:02d}.csv"
    content = f"{month},{estate['content of a statement']}\n"
    estate.write(name, content)
    following = datetime.date(YEAR, month, last) + datetime.timedelta(days=1)
    yield (
        f'{YEAR}-{month:02d}-{last} custom "bank-statement" {BANK}\n  file: "{name}"\n'
        f'  sha256: "{hashlib.sha256(content.encode()).hexdigest()}"\n'
        f"  first-date: {YEAR}-{month:02d}-01\n  last-date: {YEAR}-{month:02d}-{last}\n"
        f"  first-no: {first}\n  last-no: {estate.lines}\n"
        f"  opening: {opening}\n  closing: {estate.balance}\n\n"
        f"{following} balance {BANK}   {estate.balance} ~ 0 CNY\n"
    )


def _charge(estate: Estate, month: int) -> str:
    total = sum(flat.fee for flat in estate.flats)
    legs = "".join(f'  {FEE}   {flat.fee} CNY\n    unit: "{flat.code}"\n' for flat in estate.flats)
    return (
        f'{YEAR}-{month:02d}-01 * "物业服务费 {YEAR}年{month}月" ^bill-{YEAR}-{month:02d}\n'
        f'  charge: "property-fee"\n  period: "{YEAR}-{month:02d}"\n{legs}'
        f"  Income:10物业服务费   -{total} CNY\n\n"
    )


def _payment(flat: Flat, chance: random.Random) -> str:
    """A household pays its fee, some with parking; ``{…}`` is filled when it is booked."""
    bay = flat.bay if chance.random() < 0.5 else D(0)
    legs = f'  {FEE}   -{flat.fee} CNY\n    unit: "{flat.code}"\n'
    if bay:
        legs += f'  {BAY}   -{bay}.00 CNY\n    unit: "{flat.code}"\n'
    return (
        f'"{flat.code}" "物业费"\n|{flat.fee + bay}|{flat.owner.name}|{flat.owner.card}'
        f"|{flat.code} {flat.owner.name} {flat.owner.phone}|\n{legs}"
    )


def _others(estate: Estate, month: int) -> Iterator[tuple[int, str]]:
    own, flat = estate.canaries.of, estate.flats[0]
    memo = (
        f"{own['bank text']} {own['memo with identity number']} {own['memo with phone']} "
        f"{own['memo with e-mail']} {flat.code}"
    )
    yield (
        2,
        (
            f'"{flat.code}" "{own["narration of a household"]}" ^{own["link"]} #{own["tag"]}\n'
            f"|123.45|{own['bank payer']}|{own['bank account']}|{memo}|\n"
            f'  {FEE}   -123.45 CNY\n    unit: "{flat.code}"\n'
            f'    aside: "{own["metadata of a posting"]}"\n'
        ),
    )
    yield (
        9,
        (
            '"重庆云杉水务有限公司" "公共用水"\n'
            f"|-{410 + month}.20|重庆云杉水务有限公司|50001990000000000202|水费|\n"
            f'  Expenses:30运行:32公共水电   {410 + month}.20 CNY\n    supplier: "V-01"\n'
        ),
    )
    yield (
        11,
        (
            f'"" "修理楼道灯"\n|-1180.30|{own["supplier person"]}|{own["supplier account"]}|修灯|\n'
            '  Expenses:30运行:36日常维修   1180.30 CNY\n    supplier: "V-02"\n'
        ),
    )
    yield (
        12,
        (
            f'"" "库房租金"\n|900.00|{own["lease tenant"]}|{own["lease account"]}|房租|\n'
            '  Assets:20应收款:04公共用房租金   -900.00 CNY\n    lease: "L-02"\n'
        ),
    )
    if month > 1:
        yield (
            15,
            (
                '"职工" "代发工资"\n|-18291.56|代发工资过渡户|50001990000000000302|工资|\n'
                "  Liabilities:10应付工资   18291.56 CNY\n"
            ),
        )
    if month == 2:  # the only deposit, and in April its refund
        yield (
            5,
            (
                f'"{flat.code}" "装修押金"\n|2000.00|{own["family name"]}|{own["bank account"]}|押金|\n'
                f'  Liabilities:20押金:01装修押金   -2000.00 CNY\n    unit: "{flat.code}"\n'
                '    deposit: "D-01"\n'
            ),
        )
    if month == 4:
        yield (
            5,
            (
                f'"{flat.code}" "退还装修押金"\n'
                f"|-2000.00|{own['family name']}|{own['bank account']}|退押金|\n"
                f'  Liabilities:20押金:01装修押金   2000.00 CNY\n    unit: "{flat.code}"\n'
                '    deposit: "D-01"\n'
            ),
        )
    if month == 6:
        yield (
            20,
            (
                f'"{own["payee of a flagged line"]}" "{own["narration of a flagged line"]}"\n'
                f"|66.66|{own['payee of a flagged line']}|{own['bank account']}|{own['bank text']}|!\n"
                f'  review: "{own["review"]}"\n  candidate-1: "{own["candidate"]}"\n'
                "  Liabilities:29待核实款项   -66.66 CNY\n"
            ),
        )


def _booked(estate: Estate, month: int, day: int, text: str) -> str:
    """The transaction of a bank line, with the running balance."""
    head, bank, legs = text.split("\n", 2)
    _left, amount, payer, account, memo, flag = bank.split("|")
    estate.balance += D(amount)
    estate.lines += 1
    reference = f"01/{estate['bank reference']}{estate.lines:04d}"
    notes = "".join(f"{line}\n" for line in legs.splitlines() if line.startswith(("  r", "  c")))
    rest = "".join(f"{line}\n" for line in legs.splitlines() if not line.startswith(("  r", "  c")))
    return (
        f"{YEAR}-{month:02d}-{day:02d} {flag or '*'} {head}\n{notes}"
        f'  document: "documents/{estate["file name of a document"]}.pdf"\n'
        f'  to-self: "{estate["metadata of an entry"]}"\n'
        f'  {BANK}   {amount} CNY\n    bank-ref: "{reference}"\n    bank-no: {estate.lines}\n'
        f'    bank-balance: {estate.balance}\n    bank-payer: "{payer}"\n'
        f'    bank-account: "{account}"\n    bank-text: "{memo}"\n{rest}\n'
    )


def _payroll(estate: Estate, month: int, last: int) -> str:
    wages = {"S01": ("21保洁", "2400.00"), "S02": ("21保洁", "2500.00"), "S03": ("21保洁", "2600.00"),
             "S04": ("24文员", "4273.19"), "S05": ("23维修", "6518.37")}  # fmt: skip
    estate.canaries.amounts["wage of the clerk"] = wages["S04"][1]
    estate.canaries.amounts["wage of the repairer"] = wages["S05"][1]
    legs = "".join(
        f'  Expenses:20人员:{account}   {wage} CNY\n    staff: "{code}"\n'
        f'    post: "{account[2:]}"\n'
        for code, (account, wage) in wages.items()
    )
    total = sum(D(wage) for _account, wage in wages.values())
    return (
        f'{YEAR}-{month:02d}-{last} * "职工" "工资 {YEAR}年{month}月"\n'
        f'  payroll: "{YEAR}-{month:02d}"\n{legs}  Liabilities:10应付工资   -{total} CNY\n\n'
    )


def _directives(estate: Estate, month: int) -> Iterator[str]:
    day, own = f"{YEAR}-{month:02d}-03", estate.canaries.of
    yield f'{day} note {BANK} "{own["note"]}"\n'
    yield f'{day} event "搬家" "{own["event"]}"\n'
    yield f'{day} custom "备忘" "{own["custom"]}"\n'
    yield f'{day} query "{own["query"]}" "SELECT account"\n'
    yield f'{day} document {BANK} "../documents/{own["file name of a document"]}.pdf"\n\n'
