"""Leases, staff and suppliers of the sample estate."""

from __future__ import annotations

import datetime
from dataclasses import replace

from owners_ledger import money
from owners_ledger.registers import Lease, Staff, Supplier
from owners_ledger.sample import names
from owners_ledger.sample.spec import REFERENCE_FLATS, EstateSpec

_DAY = datetime.timedelta(days=1)
_DUE = "Assets:20应收款:"
_RUN = "Expenses:30运行:"
_OFFICE = "Expenses:50管理:"
_PUBLIC = "Income:20公共收益:"
_TAKINGS = "临时停车（扫码收款结算）"

# code, kind, place, tenant, rent, cycle, deposit, receivable; a tenant of three signs is a person
_LEASES = (
    (
        "L-01",
        "架空层",
        "1栋架空层（幼儿园）",
        "重庆小杉树幼儿园有限公司",
        "24000",
        "季",
        "12000",
        "03架空层租金",
    ),
    (
        "L-02",
        "架空层",
        "3栋架空层（快递驿站）",
        "重庆云桐快递服务有限公司",
        "2400",
        "月",
        "4800",
        "03架空层租金",
    ),
    ("L-03", "公共用房", "南门值班房东侧（小卖部）", "", "1800", "月", "3600", "04公共用房租金"),
    (
        "L-04",
        "公共用房",
        "2栋负一层库房",
        "重庆捷仓物流有限公司",
        "1200",
        "月",
        "3600",
        "04公共用房租金",
    ),
    ("L-05", "广告", "电梯轿厢", "重庆蓝桥岭广告传媒有限公司", "12800", "季", "0", "05广告费"),
    ("L-06", "广告", "大门道闸", "重庆晴野户外广告有限公司", "6000", "年", "0", "05广告费"),
    ("L-07", "设施", "快递柜场地", "重庆蜂格智能柜有限公司", "3600", "年", "0", "06设施场地费"),
    (
        "L-08",
        "设施",
        "充电桩场地",
        "重庆安驰充电服务有限公司",
        "2400",
        "季",
        "2000",
        "06设施场地费",
    ),
    ("L-09", "设施", "净水机场地", "重庆清沐饮水设备有限公司", "300", "月", "0", "06设施场地费"),
)
_SMALL_LEASES = ("L-07", "L-09")

# code, post, employment, wage
_STAFF = (
    ("S01", "保洁", "劳动合同", "2600"),
    ("S02", "保洁", "劳动合同", "2600"),
    ("S03", "保洁", "退休返聘", "2400"),
    ("S04", "保洁", "退休返聘", "2400"),
    ("S05", "秩序维护", "劳动合同", "3300"),
    ("S06", "秩序维护", "劳动合同", "3300"),
    ("S07", "秩序维护", "退休返聘", "3000"),
    ("S08", "维修", "劳动合同", "6500"),
    ("S09", "文员", "劳动合同", "3900"),
)
_ALWAYS = ("保洁", "秩序维护")
_YARD_STAFF = (("S01", "保洁", "退休返聘", "700"),)

# code, name, aliases, ledger account, what for (the importer's narration)
_SUPPLIERS = (
    ("V-01", "重庆云杉供电有限公司", "云杉供电", _RUN + "32公共水电", "公共用电"),
    ("V-02", "重庆云杉水务有限公司", "云杉水务", _RUN + "32公共水电", "公共用水"),
    ("V-03", "重庆城南桐电梯工程有限公司", "", _RUN + "31电梯维保与年检", "电梯维保"),
    ("V-04", "重庆渝杉特种设备检测有限公司", "渝杉特检", _RUN + "31电梯维保与年检", "电梯年检"),
    ("V-05", "重庆青禾岚园林绿化有限公司", "", _RUN + "33绿化", "绿化养护"),
    ("V-06", "重庆净源桐环境服务有限公司", "", _RUN + "34清洁与垃圾清运", "垃圾清运"),
    ("V-07", "重庆安岭桐消防技术有限公司", "", _RUN + "35消防维护", "消防设施维护"),
    ("V-08", "渝北区固杉建材经营部", "固杉建材", _RUN + "36日常维修", "维修材料"),
    ("V-09", "重庆巧杉维修服务有限公司", "", _RUN + "36日常维修", "零星维修"),
    (
        "V-10",
        "安杉财产保险股份有限公司重庆分公司",
        "安杉财险",
        "Assets:21预付款:01保险",
        "公众责任险、电梯责任险",
    ),
    ("V-11", "渝北区云杉文印店", "", _OFFICE + "51办公印刷", "打印、公示张贴"),
    ("V-12", "重庆明杉会计师事务所", "", _OFFICE + "52审计法律", "年度审计"),
    ("V-13", "重庆固安杉消防工程有限公司", "", "Assets:30在建工程:01消防改造", "消防设施改造工程"),
    ("V-14", "国家金库渝北支库", "", "", "社保、个税、税费，每笔看摘要"),
    ("V-15", "渝北区杉林日杂商店", "", "", "杂项采购，每笔看用途"),
    ("V-16", "渝北区桐叶礼品店", "", _OFFICE + "56社区活动慰问", "节日慰问"),
    ("V-17", "财付通支付科技有限公司", "财付通", _PUBLIC + "12临时停车", _TAKINGS),
    ("V-18", "云杉街道办事处", "", "Liabilities:26专项补助:01消防改造补助", "消防设施改造补助"),
)
_YARD_SUPPLIERS = frozenset({"V-17", "V-01", "V-02", "V-06", "V-08", "V-10", "V-11", "V-15"})


def leases(spec: EstateSpec) -> tuple[Lease, ...]:
    """Contracts on common property."""
    began = datetime.date(spec.origin.year + 1, 7, 1)
    ends = datetime.date(spec.open_until.year + 2, 6, 30)
    chance = spec.chance("leases")
    found = []
    for place, (code, kind, where, tenant, rent, cycle, deposit, due) in enumerate(_LEASES):
        if spec.is_small and code not in _SMALL_LEASES:
            continue
        start = began
        if code == "L-04":
            start = max(spec.offset(-2).first, spec.start)
        number = names.card(900_001 + place) if not tenant else names.company_account(101 + place)
        found.append(
            Lease(
                code,
                kind,
                where,
                tenant or names.person(chance),
                number,
                spec.scaled(rent),
                cycle,
                money.ZERO if deposit == "0" else spec.scaled(deposit),
                start,
                ends,
                _DUE + due,
                0,
            )
        )
    return tuple(found)


def staff(spec: EstateSpec) -> tuple[Staff, ...]:
    """Employees; one of the cleaners has been replaced meanwhile."""
    chance = spec.chance("staff")
    table = _YARD_STAFF if spec.is_small else _grown(spec)
    leaves = spec.offset(-10)
    found: list[Staff] = []
    for code, post, employment, wage in table:
        pay = spec.scaled("15000") if spec.is_small else money.parse(wage)
        account = names.card(800_000 + int(code[1:]))
        model = Staff(
            code, names.person(chance), post, employment, pay, account, spec.origin, None, 0
        )
        if code == "S03" and leaves.first > spec.start:
            number = len(table) + 1
            found.append(replace(model, end=leaves.last))
            model = replace(
                model,
                code=f"S{number:02d}",
                name=names.person(chance),
                account=names.card(800_000 + number),
                start=leaves.end,
            )
        found.append(model)
    return tuple(sorted(found, key=lambda one: one.code))


def _grown(spec: EstateSpec) -> tuple[tuple[str, str, str, str], ...]:
    """The reference staff, several times for a larger estate, fewer for a smaller one."""
    per_post: dict[str, list[tuple[str, str, str, str]]] = {}
    for row in _STAFF:
        per_post.setdefault(row[1], []).append(row)
    rows = []
    for post, models in per_post.items():
        wanted = int(len(models) * spec.flats / REFERENCE_FLATS + 0.3)
        if post in _ALWAYS:
            wanted = max(1, wanted)
        rows += [models[place % len(models)] for place in range(wanted)]
    return tuple((f"S{number:02d}", *row[1:]) for number, row in enumerate(rows, 1))


def suppliers(spec: EstateSpec) -> tuple[Supplier, ...]:
    """Who is paid, and whom certain receipts come from."""
    return tuple(
        Supplier(
            code,
            name,
            tuple(filter(None, aliases.split(";"))),
            supplier_account(code),
            account,
            note,
            spec.origin,
            None,
            0,
        )
        for code, name, aliases, account, note in _SUPPLIERS
        if not spec.is_small or code in _YARD_SUPPLIERS
    )


def supplier_account(code: str) -> str:
    """The supplier's account number."""
    return names.company_account(200 + int(code.partition("-")[2]))


def rent_months(lease: Lease) -> int:
    """How many months a rent is for."""
    return {"月": 1, "季": 3, "年": 12}[lease.cycle]
