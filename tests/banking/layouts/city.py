"""Invented city banks: each with its own words for the same columns."""

from __future__ import annotations

import random

from bank_files import ACCOUNT, HOLDER, Style, grouped, plain
from layouts.known import Layout

DATES = ("交易日期", "记账日期", "入账日期", "业务日期", "发生日期", "日期", "记账日", "业务日", "账务日期", "入账日", "发生日", "处理日期", "交易日", "会计日期")  # fmt: skip
CLOCKS = ("交易时间", "时间", "记账时间", "业务时间", "发生时间", "入账时间", "交易时刻")
STAMPS = ("交易时间", "交易日期时间", "记账时间", "入账时间", "业务时间", "发生时间", "交易日期", "日期时间", "交易时间戳")  # fmt: skip
SIDES = (
    ("付方金额", "收方金额"), ("支取", "存入"), ("支出", "收入"), ("转出", "转入"), ("出账", "入账"), ("付款金额", "收款金额"),
    ("借方", "贷方"), ("借方发生额", "贷方发生额"), ("支出金额（元）", "收入金额（元）"), ("支取金额", "存入金额"), ("付出", "收到"),
    ("往账", "来账"), ("汇出金额", "汇入金额"), ("借方（支出）", "贷方（收入）"), ("借方金额(付)", "贷方金额(收)"), ("出账金额", "进账金额"),
    ("流出金额", "流入金额"), ("支出发生额", "收入发生额"), ("借", "贷"), ("付款", "收款"), ("转出发生额", "转入发生额"), ("付方发生额", "收方发生额"),
    ("扣款金额", "到账金额"), ("本次支出", "本次收入"), ("支出额", "收入额"), ("借方交易金额", "贷方交易金额"), ("借记金额", "贷记金额"),
)  # fmt: skip
AMOUNTS = ("交易金额", "发生额", "金额", "发生金额", "交易额", "变动金额", "动账金额", "收付金额", "业务金额", "收支金额", "交易金额(元)")  # fmt: skip
FLAGS = ("借贷标志", "收支标志", "收/支", "借/贷", "方向", "收付标志", "资金流向", "借贷方向", "收支方向", "进出标志", "收支类型", "交易方向", "存取标志")  # fmt: skip
FLAG_WORDS = (("借", "贷"), ("支出", "收入"), ("付", "收"), ("D", "C"), ("转出", "转入"), ("支", "收"), ("出账", "入账"), ("借方", "贷方"), ("支取", "存入"), ("付款", "收款"), ("出", "进"))  # fmt: skip
BALANCES = ("余额", "账户余额", "结余", "交易后余额", "账面余额", "本次余额", "结存", "账户结余", "当前余额", "结余金额", "余额（元）", "账户余额(元)")  # fmt: skip
PARTIES = ("对方户名", "对手方", "往来单位", "交易对手", "对方名称", "对手户名", "对手方名称", "交易对手名称", "往来单位名称", "收付款人名称", "对方单位", "交易对方", "对方账户名", "收/付款人", "往来户名", "对手名称", "交易对手户名")  # fmt: skip
PARTY_ACCOUNTS = ("对方账号", "对手方账号", "往来账号", "交易对手账号", "对方账户", "对手账号", "收付款人账号", "对方卡号", "对方帐号", "往来单位账号", "交易对方账号")  # fmt: skip
PURPOSES = ("用途", "事由", "交易用途", "资金用途", "款项用途")
SUMMARIES = ("摘要", "交易摘要", "说明", "摘要说明", "交易说明", "业务摘要", "业务说明", "交易描述")
NOTES = ("备注", "附言", "交易附言", "附加信息", "客户附言", "留言", "交易备注", "汇款附言")
SERIALS = ("流水号", "交易流水号", "参考号", "业务流水", "交易序号", "业务流水号", "柜员流水号", "核心流水号", "交易编号", "银行流水号", "交易流水", "流水编号")  # fmt: skip
OTHERS = ("凭证号", "凭证种类", "渠道", "网点", "柜员", "币种", "可用余额", "冻结金额", "对方行名", "对方开户行", "手续费", "起息日", "序号", "状态", "经办人", "交易类型", "现转标志", "交易机构")  # fmt: skip
TITLES = ("账户交易明细", "对公账户流水", "活期账户明细清单", "账户历史明细", "交易流水")


def city_bank(seed: object) -> Layout:
    """A bank nobody knows."""
    chance = random.Random(f"city {seed}")
    columns = _columns(chance)
    bank = chance.choice(["云杉银行", "桐梓村镇银行", "渝江农商行", "青杠城市商业银行"])
    is_declared = chance.random() < 0.5
    below = (("合计", "支出合计：{out}", "收入合计：{in}"),)
    return Layout(
        bank,
        tuple(name for name, _meaning in columns),
        _style(chance),
        dict(columns),
        tuple(_above(bank, chance, is_declared=is_declared)),
        below if chance.random() < 0.5 else (),
        has_account=True,
        is_declared=is_declared,
        is_newest_first=chance.random() < 0.5,
    )


def _style(chance: random.Random) -> Style:
    return Style(
        blank=chance.choice(["", "-", "0.00", "0"]),
        money=chance.choice([plain, grouped]),
        day=chance.choice(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]),
        clock=chance.choice(["%H:%M:%S", "%H%M%S"]),
        stamp=chance.choice(["%Y-%m-%d %H:%M:%S", "%Y%m%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S"]),
        flags=chance.choice(FLAG_WORDS),
    )  # fmt: skip


def _columns(chance: random.Random) -> list[tuple[str, str]]:
    columns: list[tuple[str, str]] = []
    how = chance.choice(["day", "day and clock", "stamp"])
    if how == "stamp":
        columns.append((chance.choice(STAMPS), "stamp"))
    else:
        columns.append((chance.choice(DATES), "day"))
    if how == "day and clock":
        columns.append((chance.choice(CLOCKS), "clock"))
    form = chance.choice(["sides", "sides", "flag", "signed", "sides and flag"])
    if form.startswith("sides"):
        out, in_ = chance.choice(SIDES)
        columns += [(out, "out"), (in_, "in")]
    else:
        columns.append((chance.choice(AMOUNTS), "abs" if form == "flag" else "signed"))
    if "flag" in form:
        columns.append((chance.choice(FLAGS), "flag"))
    columns.append((chance.choice(BALANCES), "balance"))
    for names, meaning in (
        (PARTIES, "party"),
        (PARTY_ACCOUNTS, "party account"),
        (PURPOSES, "purpose"),
        (SUMMARIES, "summary"),
        (NOTES, "note"),
        (SERIALS, "serial"),
    ):
        if chance.random() < 0.8:
            columns.append((chance.choice(names), meaning))
    taken = {name for name, _meaning in columns}
    for name in chance.sample(OTHERS, chance.randint(0, 4)):
        if name not in taken:
            columns.append((name, "other balance" if name == "可用余额" else ""))
    chance.shuffle(columns)
    return columns


def _above(bank: str, chance: random.Random, *, is_declared: bool) -> list[tuple[str, ...]]:
    above: list[tuple[str, ...]] = [(f"{bank}{chance.choice(TITLES)}",)]
    label = chance.choice(["账号", "户名：|账号", "账户号", "本方账号", "企业账号"])
    if "|" in label:
        above.append((f"户名：{HOLDER}", f"账号：{ACCOUNT}"))
    else:
        above += [(f"{label}：", ACCOUNT), ("户名：", HOLDER)]
    if is_declared:
        above.append((chance.choice(["起止日期", "查询区间", "账单期间"]), "{first:%Y-%m-%d}至{last:%Y-%m-%d}"))  # fmt: skip
    return above
