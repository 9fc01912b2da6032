"""Invented disclosures whose figures add up, for the tests of rendering."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from owners_ledger.config import Committee, committee_of
from owners_ledger.reporting.model import (
    Arrears,
    Disclosure,
    Earmark,
    MoneyAccount,
    MonthPoint,
    Note,
    Payment,
    ReportLine,
)
from owners_ledger.reporting.quarter_model import Contract, PostWages, Project

D = Decimal

COMMITTEE: dict[str, Any] = {
    "name": "云杉苑小区",
    "body": "云杉苑小区业主委员会",
    "households": 620,
    "area": "58460.20",
    "website": "https://yunshan.example/2026-03",
    "bank": [
        {
            "code": "01",
            "account": "Assets:10银行存款:01基本户",
            "name": "基本户",
            "bank": "重庆农村商业银行",
            "number": "0101010120010000156",
        },
        {
            "code": "02",
            "account": "Assets:10银行存款:02收费户",
            "name": "收费户",
            "bank": "中国建设银行",
            "number": "50050100364100007731",
        },
    ],
    "posting": {
        "days": 30,
        "kind": "自然日",
        "lag": 8,
        "places": ["大门公告栏", "各单元门厅"],
        "consult": "每周六 9:00–11:00，业委会办公室（3 栋架空层）",
        "answer-days": 15,
    },
    "contact": [
        {"label": "业委会", "phone": "023-0000 0001"},
        {"label": "监督小组", "phone": "023-0000 0002"},
        {"label": "社区", "phone": "023-0000 0003"},
    ],
}

INCOME = [
    ("物业服务费", "46120.40", "139884.20", "557000.00", "0.80 元/㎡", ""),
    ("架空层租金", "24000.00", "24000.00", "96000.00", "幼儿园，按季", ""),
    ("地面停车月租", "17680.00", "53040.00", "212000.00", "月租 221 位", ""),
    ("公共用房租金", "4500.00", "13500.00", "54000.00", "便利店", ""),
    ("广告", "2000.00", "6000.00", "24000.00", "电梯 12 部", ""),
    ("快递柜、充电桩等场地", "1200.00", "3600.00", "14400.00", "柜 2 组", ""),
    ("临时停车", "960.00", "2720.00", "12000.00", "", ""),
    ("利息", "21.70", "64.15", "240.00", "", ""),
    ("损坏赔偿", "0.00", "0.00", None, "", ""),
    ("废品变卖", "0.00", "0.00", None, "", ""),
]
SPENDING = [
    ("人员工资与社保", "41260.00", "123780.00", "498000.00", "保洁 4、秩序 4、维修 1 人", ""),
    ("电梯维保与年检", "12600.00", "37800.00", "151200.00", "12 部 × 1,050 元", ""),
    ("公共水电", "9874.27", "31006.81", "118000.00", "", ""),
    (
        "绿化",
        "8200.00",
        "12600.00",
        "60000.00",
        "",
        "春季补种香樟 18 株、麦冬 240 平方米，按 2026 年第 3 号决议，三家比价取最低。",
    ),
    ("日常维修", "4230.50", "11091.00", "48000.00", "7 笔", ""),
    ("清洁与垃圾清运", "2150.00", "6450.00", "25800.00", "", ""),
    ("税费", "1880.00", "4120.30", "18000.00", "", ""),
    ("办公印刷", "936.00", "1784.00", "6000.00", "", ""),
    ("委员会工作经费", "800.00", "2400.00", "9600.00", "决议 2025-11", ""),
    ("银行手续费", "0.00", "12.00", "100.00", "", "基本户本月免收手续费。"),
    ("社区活动慰问", "0.00", "0.00", "8000.00", "", "重阳节才发生。"),
    ("保险", "0.00", "0.00", None, "", ""),
]


def _lines(
    rows: list[tuple[str, str, str, str | None, str, str]], months: int
) -> tuple[ReportLine, ...]:
    made = []
    for name, amount, year, budget, derived, note in rows:
        total = D(year) if months == 3 else D(amount)
        parts = (
            (D(year) - D(amount) - D("10.00"), D("10.00"), D(amount)) if months == 3 else (total,)
        )
        made.append(
            ReportLine(
                name,
                total,
                D(year),
                None if budget is None else D(budget),
                parts,
                D(amount),
                note,
                derived,
                3,
            )
        )
    return tuple(sorted(made, key=lambda line: -line.amount))


def _months(lines: tuple[ReportLine, ...], months: int) -> tuple[Decimal, ...]:
    return tuple(sum((line.months[place] for line in lines), D("0.00")) for place in range(months))


def committee(**changes: Any) -> Committee:
    return committee_of({**COMMITTEE, **changes})


def payments(count: int) -> tuple[Payment, ...]:
    kinds = [
        ("人员工资与社保", "2 月工资（10 人）", "职工（代发）", "28440.00", 2, ""),
        ("电梯维保与年检", "电梯维保，12 部，3 月", "渝安电梯工程有限公司", "12600.00", 3, ""),
        (
            "绿化",
            "春季补种：香樟 18 株、麦冬 240 平方米，含运输、栽植、支撑和一年养护",
            "青禾园林绿化有限公司",
            "8200.00",
            4,
            "2026-03",
        ),
        ("公共水电", "公共照明、水泵、电梯用电，2 月", "国网重庆市电力公司", "7216.40", 1, ""),
        ("日常维修", "2 栋地下室排污泵更换", "山城机电维修部", "2150.00", 2, ""),
    ]
    made = []
    for place in range(count):
        line, summary, payee, amount, papers, resolution = kinds[place % len(kinds)]
        day = datetime.date(2026, 3, 2) + datetime.timedelta(days=place % 29)
        made.append(
            Payment(
                day,
                f"记-{place + 1}",
                line,
                summary,
                payee,
                D(amount) + place,
                papers,
                resolution,
                place == 4,
            )
        )
    return tuple(made)


def vouchers(count: int) -> tuple[Payment, ...]:
    made = []
    for place, payment in enumerate(payments(count)):
        if place % 3 == 0:
            made.append(
                replace(
                    payment,
                    line="物业服务费",
                    summary="收物业服务费",
                    payee="业主",
                    amount=D("78.40") + place,
                    documents=0,
                    resolution="",
                    flagged=False,
                )
            )
        else:
            made.append(
                replace(
                    payment,
                    amount=-payment.amount,
                    date=datetime.date(2026, 1, 1)
                    + datetime.timedelta(days=place * 89 // max(count, 1)),
                )
            )
    return tuple(made)


def disclosure(kind: str = "monthly", **changes: Any) -> Disclosure:
    months = 3 if kind == "quarterly" else 1
    income, spending = _lines(INCOME, months), _lines(SPENDING, months)
    into = sum((line.amount for line in income), D("0.00"))
    out = sum((line.amount for line in spending), D("0.00"))
    opening = D("412806.35")
    closing = opening + into - out
    fee = D("28745.20")
    history = tuple(
        MonthPoint(
            f"{2025 + (month > 12)}-{(month - 1) % 12 + 1:02d}",
            D("61000") + D(month * 7919 % 41000),
            D("58000") + D(month * 5281 % 39000),
            D("290000") + D(month * 11000),
        )
        for month in range(4, 16)
    )
    made = Disclosure(
        kind=kind,
        period="2026-Q1" if months == 3 else "2026-03",
        title="2026年第一季度" if months == 3 else "2026年3月",
        estate="云杉苑小区",
        body="云杉苑小区业主委员会",
        number="公示〔2026〕第 7 号",
        previous_number="公示〔2026〕第 6 号",
        as_of=datetime.date(2026, 3, 31),
        posted_from=datetime.date(2026, 4, 8),
        posted_to=datetime.date(2026, 5, 8),
        opening=opening,
        income_total=into,
        spending_total=out,
        closing=closing,
        income=income,
        spending=spending,
        income_year=sum((line.year_to_date for line in income), D("0.00")),
        spending_year=sum((line.year_to_date for line in spending), D("0.00")),
        income_budget=D("969640.00"),
        spending_budget=D("942700.00"),
        income_months=_months(income, months),
        spending_months=_months(spending, months),
        closing_months=(closing,) * months,
        headline="本月收入比支出多 14,551.33 元，上月收入比支出多 11,346.43 元：幼儿园按季交租，电梯年检费 4 月才付。",
        accounts=(
            MoneyAccount(
                "基本户",
                "0156",
                D("380000.00"),
                closing - fee - D("500.00"),
                closing - fee - D("500.00"),
                D("0.00"),
                84,
                84,
                datetime.date(2026, 3, 31),
            ),
            MoneyAccount(
                "收费户",
                "7731",
                D("32306.35"),
                fee,
                fee,
                D("0.00"),
                554,
                554,
                datetime.date(2026, 3, 31),
            ),
            MoneyAccount("现金", "", D("500.00"), D("500.00"), None, None, 0, 0, None),
        ),
        earmarks=(
            Earmark("业主预交的物业费、停车费", D("83264.00"), 212),
            Earmark("押金", D("46500.00"), 31),
            Earmark("消防改造专款", D("120000.00"), 0),
        ),
        free=closing - D("249764.00"),
        payments=payments(14),
        threshold=D("1000.00"),
        arrears=tuple(
            Arrears(f"{number} 栋", 5 + number, D("1234.50") * number) for number in range(1, 7)
        ),
        history=history,
        notes=(
            Note(
                "swing",
                "绿化",
                "春季补种香樟 18 株、麦冬 240 平方米，按 2026 年第 3 号决议，三家比价取最低。",
            ),
            Note("zero", "社区活动慰问", "重阳节才发生。"),
            Note("review", "待核实", "3 月 17 日收到 1,200.00 元，对方没有写用途，已请银行查询。"),
        ),
        review_count=1,
        review_amount=D("1200.00"),
        vouchers=vouchers(60) if months == 3 else (),
        contracts=(
            Contract(
                "L-01",
                "架空层",
                "3 栋架空层 420 ㎡",
                "小云杉幼儿园有限公司",
                "2023-09-01 至 2028-08-31",
                "24,000.00 元/季",
                D("24000.00"),
                D("24000.00"),
                D("0.00"),
                D("24000.00"),
            ),
            Contract(
                "L-02",
                "公共用房",
                "大门旁 36 ㎡",
                "个人承租",
                "2025-01-01 至 2026-12-31",
                "4,500.00 元/月",
                D("13500.00"),
                D("9000.00"),
                D("4500.00"),
                D("9000.00"),
            ),
            Contract(
                "L-03",
                "广告",
                "电梯轿厢 12 部",
                "城视电梯传媒有限公司",
                "2025-07-01 至 2027-06-30",
                "2,000.00 元/月",
                D("6000.00"),
                D("6000.00"),
                D("0.00"),
                D("0.00"),
            ),
        )
        if months == 3
        else (),
        wages=(
            PostWages("保洁", 4, D("38400.00"), D("11520.00")),
            PostWages("秩序维护", 4, D("45600.00"), D("13680.00")),
            PostWages("维修、文员", 3, D("33600.00"), D("10080.00")),
        )
        if months == 3
        else (),
        projects=(
            Project(
                "消防设施改造",
                "2025-03",
                "重庆固盾消防工程有限公司",
                D("386000.00"),
                D("193000.00"),
                D("96500.00"),
                D("96500.00"),
                "施工中",
            ),
        )
        if months == 3
        else (),
        collection=D("93.1"),
    )
    return replace(made, **changes)
