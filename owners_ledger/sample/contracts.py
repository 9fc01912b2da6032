"""Leases, staff and suppliers of the sample estate."""

from __future__ import annotations

import datetime
from decimal import Decimal

from owners_ledger import money
from owners_ledger.registers import Lease, Staff, Supplier
from owners_ledger.sample import names
from owners_ledger.sample.spec import EstateSpec

_DAY = datetime.timedelta(days=1)
_DUE = "Assets:20应收款:"
_RUN = "Expenses:30运行:"
_OFFICE = "Expenses:50管理:"

# code, kind, place, tenant, rent, cycle, deposit, receivable; a tenant of three signs is a person
_LEASES = (
    ("L-01", "架空层", "1栋架空层（幼儿园）", "重庆小杉树幼儿园有限公司", "24000", "季", "12000", "03架空层租金"),
    ("L-02", "架空层", "3栋架空层（快递驿站）", "重庆云桐快递服务有限公司", "2400", "月", "4800", "03架空层租金"),
    ("L-03", "公共用房", "南门值班房东侧（小卖部）", "", "1800", "月", "3600", "04公共用房租金"),
    ("L-04", "公共用房", "2栋负一层库房", "重庆捷仓物流有限公司", "1200", "月", "3600", "04公共用房租金"),
    ("L-05", "广告", "电梯轿厢", "重庆蓝桥岭广告传媒有限公司", "12800", "季", "0", "05广告费"),
    ("L-06", "广告", "大门道闸", "重庆晴野户外广告有限公司", "6000", "年", "0", "05广告费"),
    ("L-07", "设施", "快递柜场地", "重庆蜂格智能柜有限公司", "3600", "年", "0", "06设施场地费"),
    ("L-08", "设施", "充电桩场地", "重庆安驰充电服务有限公司", "2400", "季", "2000", "06设施场地费"),
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
_YARD_STAFF = (("S01", "保洁", "退休返聘", "700"),)

# code, name, aliases, ledger account, note
_SUPPLIERS = (
    ("V-01", "重庆云杉供电有限公司", "云杉供电", _RUN + "32公共水电", "公共用电，每月"),
    ("V-02", "重庆云杉水务有限公司", "云杉水务", _RUN + "32公共水电", "公共用水，每月"),
    ("V-03", "重庆城南桐电梯工程有限公司", "", _RUN + "31电梯维保与年检", "电梯维保，按季"),
    ("V-04", "重庆渝杉特种设备检测有限公司", "渝杉特检", _RUN + "31电梯维保与年检", "电梯年检"),
    ("V-05", "重庆青禾岚园林绿化有限公司", "", _RUN + "33绿化", "绿化养护，每月"),
    ("V-06", "重庆净源桐环境服务有限公司", "", _RUN + "34清洁与垃圾清运", "垃圾清运，每月"),
    ("V-07", "重庆安岭桐消防技术有限公司", "", _RUN + "35消防维护", "消防设施维护，按季"),
    ("V-08", "渝北区固杉建材经营部", "固杉建材", _RUN + "36日常维修", "五金材料"),
    ("V-09", "重庆巧杉维修服务有限公司", "", _RUN + "36日常维修", "零星维修"),
    ("V-10", "安杉财产保险股份有限公司重庆分公司", "安杉财险", "Assets:21预付款:01保险", "公众责任险、电梯责任险"),
    ("V-11", "渝北区云杉文印店", "", _OFFICE + "51办公印刷", "打印、公示张贴"),
    ("V-12", "重庆明杉会计师事务所（普通合伙）", "", _OFFICE + "52审计法律", "年度审计"),
    ("V-13", "重庆固安杉消防工程有限公司", "", "Assets:30在建工程:01消防改造", "消防设施改造工程"),
    ("V-14", "待报解社会保险费", "", "Liabilities:11应交社保公积金", "社会保险费"),
    ("V-15", "住房公积金归集专户", "", "Liabilities:11应交社保公积金", "住房公积金"),
    ("V-16", "待报解预算收入", "", "Liabilities:13应交税费", "税费，按季"),
    ("V-17", "待报解个人所得税", "", "Liabilities:12应交个人所得税", "代扣个人所得税"),
    ("V-18", "代发工资过渡户", "代发工资", "Liabilities:10应付工资", "代发工资"),
    ("V-19", "财付通支付科技有限公司", "财付通", "Income:20公共收益:12临时停车", "微信收款结算"),
    ("V-20", "云杉街道办事处", "", "Liabilities:26专项补助:01消防改造补助", "消防改造补助"),
    ("V-21", "渝北区杉林日杂商店", "", "", "杂项采购，每笔看用途"),
    ("V-22", "渝北区桐叶礼品店", "", _OFFICE + "56社区活动慰问", "节日慰问"),
)
_YARD_SUPPLIERS = frozenset({"V-01", "V-02", "V-06", "V-08", "V-10", "V-11", "V-18", "V-19", "V-21"})


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
    """Employees; a cleaner has been replaced."""
    chance = spec.chance("staff")
    found: list[Staff] = []
    table = _YARD_STAFF if spec.is_small else _grown(spec)
    for place, (code, post, employment, wage) in enumerate(table):
        account = names.card(800_001 + place)
        pay = money.parse(wage) if not spec.is_small else spec.scaled("15000")
        leaves = spec.offset(-10)
        if code == "S03" and leaves.first > spec.start:
            found.append(
                Staff(code, names.person(chance), post, employment, pay, account, spec.origin, leaves.last, 0)
            )
            code, account = f"S{len(table) + 1:02d}", names.card(800_001 + len(table))
            start = leaves.end
        else:
            start = spec.origin
        found.append(Staff(code, names.person(chance), post, employment, pay, account, start, None, 0))
    return tuple(sorted(found, key=lambda one: one.code))


def _grown(spec: EstateSpec) -> tuple[tuple[str, str, str, str], ...]:
    """The reference staff, several times for a larger estate, fewer for a smaller one."""
    per_post: dict[str, list[tuple[str, str, str, str]]] = {}
    for row in _STAFF:
        per_post.setdefault(row[1], []).append(row)
    rows = []
    for models in per_post.values():
        wanted = spec.count(len(models))
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


def monthly(amount: Decimal, months: int) -> tuple[Decimal, ...]:
    """An amount spread over months, exact to the fen."""
    return money.split(amount, [Decimal(1)] * months)
