"""Wallet bills made for a test: invented orders, and every form a wallet writes of them."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import openpyxl

MERCHANT = "1990000017"
ALIPAY_ACCOUNT = "20889999000000170156"
ZERO = Decimal(0)
START = datetime.datetime.fromisoformat("2026-01-08 08:00:00")


@dataclass(frozen=True)
class Refund:
    when: datetime.datetime
    number: str
    amount: Decimal
    fee: Decimal = ZERO
    state: str = "SUCCESS"


@dataclass(frozen=True)
class Order:
    when: datetime.datetime
    number: str
    amount: Decimal
    fee: Decimal = ZERO
    goods: str = "停车费"
    refunds: tuple[Refund, ...] = ()

    @property
    def merchant_number(self) -> str:
        return f"YS{self.number[-6:]}"


@dataclass(frozen=True)
class TrueLine:
    when: datetime.datetime
    amount: Decimal
    serial: str
    order: str


def movements(orders: Sequence[Order], *, payments: bool = True, refunds: bool = True):
    """What happened, oldest first: an order and, for its refunds, the refund."""
    found: list[tuple[datetime.datetime, Order, Refund | None]] = []
    for order in orders:
        if payments:
            found.append((order.when, order, None))
        if refunds:
            found += [(refund.when, order, refund) for refund in order.refunds]
    return sorted(found, key=lambda each: each[0])


def true_lines(happened, fee_name: str = "手续费", joined: bool = False) -> list[TrueLine]:
    lines = []
    for when, order, refund in happened:
        number, amount, fee = order.number, order.amount, -order.fee
        if refund:
            number = f"{order.number}-{refund.number}" if joined else refund.number
            amount, fee = -refund.amount, refund.fee
        lines.append(TrueLine(when, amount, number, order.number))
        if fee:
            lines.append(TrueLine(when, fee, f"{number}-{fee_name}", order.number))
    return lines


WECHAT_FORMS = {
    "all": (
        (
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
            "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,"
            "商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,"
            "费率,订单金额,申请退款金额,费率备注"
        ),
        "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额",
    ),
    "success": (
        (
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
            "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,"
            "手续费,费率,订单金额,费率备注"
        ),
        "总交易单数,应结订单总金额,手续费总金额,订单总金额",
    ),
    "refund": (
        (
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
            "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,"
            "退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
            "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
        ),
        "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额",
    ),
    "old all": (
        (
            "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
            "交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,"
            "企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率"
        ),
        "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额",
    ),
    "old success": (
        (
            "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
            "交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,商品名称,商户数据包,手续费,"
            "费率"
        ),
        "总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额",
    ),
}


def wechat_trade(happened, form: str = "all") -> str:
    """The trade bill; an order's own amount is one yuan more than what is settled of it."""
    header, summary = WECHAT_FORMS[form]
    rows, sums = [], dict.fromkeys(["in", "out", "fee", "asked", "ordered"], ZERO)
    for when, order, refund in happened:
        fee = -refund.fee if refund else order.fee
        sums["fee"] += fee
        if refund:
            sums["out"] += refund.amount
            sums["asked"] += refund.amount + 1
        else:
            sums["in"] += order.amount
            sums["ordered"] += order.amount + 1
        cells = {
            "交易时间": f"{order.when if form == 'refund' else when}",
            "退款申请时间": f"{when}",
            "退款成功时间": f"{when + datetime.timedelta(seconds=2)}",
            "公众账号ID": "wx9999999999999999",
            "商户号": MERCHANT,
            "特约商户号": "0",
            "子商户号": "0",
            "微信订单号": order.number,
            "商户订单号": order.merchant_number,
            "用户标识": "oINVENTED00001",
            "交易类型": "NATIVE",
            "交易状态": "REFUND" if refund else "SUCCESS",
            "付款银行": "OTHERS",
            "货币种类": "CNY",
            "微信退款单号": refund.number if refund else "0",
            "商户退款单号": "R1" if refund else "0",
            "退款金额": f"{refund.amount if refund else 0:.2f}",
            "退款类型": "ORIGINAL" if refund else "",
            "退款状态": refund.state if refund else "",
            "商品名称": order.goods,
            "手续费": f"{fee:.5f}",
            "费率": "0.60%",
            "订单金额": f"{ZERO if refund else order.amount + 1:.2f}",
            "申请退款金额": f"{refund.amount + 1 if refund else 0:.2f}",
        }
        for name in ("应结订单金额", "总金额"):
            cells[name] = f"{ZERO if refund else order.amount:.2f}"
        rows.append(
            [cells.get(name, "0.00" if "金额" in name else "") for name in header.split(",")]
        )
    totals = {
        "总交易单数": str(len(rows)),
        "手续费总金额": f"{sums['fee']:.5f}",
        "订单总金额": f"{sums['ordered']:.2f}",
        "申请退款总金额": f"{sums['asked']:.2f}",
    }
    for name in ("应结订单总金额", "总交易额"):
        totals[name] = f"{sums['in']:.2f}"
    for name in ("退款总金额", "总退款金额"):
        totals[name] = f"{sums['out']:.2f}"
    last = [totals.get(name, "0.00") for name in summary.split(",")]
    lines = [header, *(_marked(row) for row in rows), summary, _marked(last)]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def wechat_fund(happened, opening: Decimal = ZERO) -> str:
    """The fund bill: a payment and its fee on two rows, a refund less its fee on one."""
    rows, balance = [], opening
    for at, (when, order, refund) in enumerate(happened):
        moves = [("交易", "交易", order.amount), ("交易", "扣除交易手续费", -order.fee)]
        number = order.number
        if refund:
            moves, number = [("退款", "退款", refund.fee - refund.amount)], refund.number
        for name, kind, amount in moves:
            if amount:
                balance += amount
                side = "收入" if amount > 0 else "支出"
                rows.append(
                    [f"{when}", number, order.number, name, kind, side, f"{abs(amount):.2f}",
                     f"{balance:.2f}", "system", f"结算 {at}", order.merchant_number]
                )  # fmt: skip
    sides = {side: [Decimal(row[6]) for row in rows if row[5] == side] for side in ("收入", "支出")}
    header = (
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),"
        "资金变更提交申请人,备注,业务凭证号"
    )
    last = [f"{len(rows)}.0"]
    for amounts in sides.values():
        last += [f"{len(amounts)}.0", f"{sum(amounts, ZERO):.2f}"]
    summary = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
    return "\r\n".join([header, *map(_marked, rows), summary, _marked(last)])


def _marked(cells: Sequence[str]) -> str:
    return ",".join(f"`{cell}" for cell in cells)


def _plain(order: Order) -> str:
    return order.goods.replace(",", "，").replace('"', "”")


def _frame(title: str, table: list[str], ends: list[str]) -> str:
    return "\n".join(
        [
            f"#支付宝{title}查询",
            f"#账号：[{ALIPAY_ACCOUNT}]",
            "#起始日期：[2026年01月01日 00:00:00]   终止日期：[2026年02月01日 00:00:00]",
            f"#----------------{title}列表---------------",
            *table,
            f"#----------------{title}列表结束------------",
            *ends,
            "#导出时间：[2026年02月01日 09:00:00]",
            "",
        ]
    )


ALIPAY_TRADE = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
    "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
    "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"
)  # fmt: skip


def alipay_trade(happened, share: Decimal = ZERO) -> str:
    """The trade bill; ``share`` of every payment goes to a partner."""
    rows, sums = [], {False: [], True: []}
    for when, order, refund in happened:
        amount = -refund.amount if refund else order.amount
        fee = refund.fee if refund else -order.fee
        sums[bool(refund)].append(amount)
        rows.append(
            f"{order.number}\t,{order.merchant_number}\t,{'退款' if refund else '交易'},{_plain(order)},"
            f"{order.when},{when},,,,,*秋实(138****0017),{amount:.2f},{amount:.2f},0.00,0.00,0.00,"
            f"0.00,0.00,,0.00,0.00,{refund.number if refund else ''}\t,{fee:.2f},"
            f"{ZERO if refund else -share:.2f},"
        )
    ends = [
        f"#交易合计：{len(sums[False])}笔，商家实收共{sum(sums[False], ZERO):.2f}元，商家优惠共0.00元",
        f"#退款合计：{len(sums[True])}笔，商家实收退款共{sum(sums[True], ZERO):.2f}元",
    ]
    return _frame("业务明细", [ALIPAY_TRADE, *rows], ends)


ALIPAY_FUND = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,"
    "业务类型,备注"
)


def alipay_fund(happened, opening: Decimal = ZERO, *, newer: bool = False, sign: int = -1) -> str:
    """The fund bill; ``sign`` of the expenses; the newer header tells fees' orders apart."""
    rows, sums, balance, count = [], {True: [], False: []}, opening, 0
    for when, order, refund in happened:
        moves = [("交易付款", order.amount), ("收费", -order.fee)]
        if refund:
            moves = [("交易退款", -refund.amount), ("退费", refund.fee)]
        for kind, amount in moves:
            if not amount:
                continue
            count += 1
            balance += amount
            sums[amount > 0].append(amount)
            business = f"F{count}" if newer and kind in ("收费", "退费") else order.number
            in_, out = max(amount, ZERO), sign * max(-amount, ZERO)
            rows.append(
                f"1999{count:011}\t,{business}\t,{order.merchant_number}\t,{_plain(order)},{when},\t,"
                f"{in_:.2f},{out:.2f},{balance:.2f},支付宝,{kind},"
                + (f",{kind}说明,渠道,{order.number},{order.merchant_number}" if newer else "")
            )
    header = ALIPAY_FUND + (",业务描述,业务账单来源,业务基础订单号,业务订单号" if newer else "")
    ends = [
        f"#支出合计：{len(sums[False])}笔，共{-sum(sums[False], ZERO):.2f}元",
        f"#收入合计：{len(sums[True])}笔，共{sum(sums[True], ZERO):.2f}元",
    ]
    return _frame("账务明细", [header, *rows], ends)


def zipped(files: dict[str, bytes], *, password: bool = False) -> bytes:
    """A zip whose names are GBK without the UTF-8 mark, as Alipay packs its bills."""
    out = io.BytesIO()
    stand_ins = {f"{at}" * len(name.encode("gbk")): name for at, name in enumerate(files)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for stand_in, name in stand_ins.items():
            archive.writestr(stand_in, files[name])
    data = out.getvalue()
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    if password:
        at = data.index(b"PK\x01\x02") + 8
        data = data[:at] + b"\x01\x00" + data[at + 2 :]
    return data


@dataclass(frozen=True)
class Event:
    """A row of a personal bill and what it did to the wallet's money (``None``: left out)."""

    kind: str
    party: str
    goods: str
    flag: str
    amount: Decimal
    method: str
    state: str
    number: str
    moved: Decimal | None


WECHAT_PERSONAL = (
    "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
)
NEUTRAL = {"/": "中性交易", "不计收支": "不计收支"}
NOTES = [
    "注：",
    "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
    "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
    "3. 本明细仅供个人对账使用",
]


def moment(at: int) -> datetime.datetime:
    return START + datetime.timedelta(minutes=at)


def _declared(events: Sequence[Event], flag: str, *, less: Decimal = ZERO) -> str:
    amounts = [event.amount for event in events if event.flag == flag]
    name = NEUTRAL.get(flag, flag)
    return f"{name}：{len(amounts)}笔 {sum(amounts, ZERO) - less:.2f}元"


def wechat_personal(events: Sequence[Event], form: str) -> bytes:
    """The bill as of 2024 or 2025 (CSV), of July 2025 or March 2026 (xlsx); newest first."""
    above = [
        "微信支付账单明细",
        "微信昵称：[测试]",
        "起始时间：[2026-01-01 00:00:00] 终止时间：[2026-01-31 23:59:59]",
        "导出类型：[全部]",
        "导出时间：[2026-02-01 09:00:00]",
        "",
        f"共{len(events)}笔记录",
        *(_declared(events, flag) for flag in ("收入", "支出", "/")),
        *NOTES,
        *(["4. 本账单中所有时间均为UTC+08:00时间"] if form == "2026" else []),
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    names = WECHAT_PERSONAL.split(",")
    rows = [
        [f"{moment(at)}", event.kind, event.party, event.goods, event.flag, f"¥{event.amount:.2f}",
         event.method, event.state, event.number, "/", "/"]
        for at, event in enumerate(events)
    ][::-1]  # fmt: skip
    if form in ("2024", "2025"):
        between = '"\t,"' if form == "2025" else '","'
        lines = [text + "," * 8 for text in above] + [WECHAT_PERSONAL]
        lines += ['"' + between.join(row) + '"' + ("\t" if form == "2025" else "") for row in rows]
        return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
    book = openpyxl.Workbook()
    for text in above:
        book.active.append([text])
    book.active.append(names)
    for row in rows:
        if form == "2026":
            row[0] = datetime.datetime.fromisoformat(row[0])
            row[5] = float(row[5].strip("¥"))
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ALIPAY_PERSONAL = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"


def alipay_personal(events: Sequence[Event]) -> bytes:
    refunds = sum((event.amount for event in events if event.state == "退款成功"), ZERO)
    above = [
        "-" * 84,
        "导出信息：",
        "姓名：演示",
        "支付宝账户：yunshanyuan@example.com",
        "起始时间：[2026-01-01 00:00:00]    终止时间：[2026-01-31 23:59:59]",
        "导出交易类型：[全部]",
        "导出时间：[2026-02-01 09:00:00]",
        f"共{len(events)}笔记录",
        _declared(events, "收入"),
        _declared(events, "支出", less=refunds),
        _declared(events, "不计收支"),
        "",
        "特别提示：",
        *(f"{at}.本明细的第{at}条说明" for at in range(1, 10)),
        "",
        "------------------------支付宝支付科技有限公司  电子客户回单------------------------",
    ]
    out = io.StringIO()
    writer = csv.writer(out)
    for at, event in reversed(list(enumerate(events))):
        writer.writerow(
            [f"{moment(at)} ", f"{event.kind:<8}", event.party, "/", event.goods, f"{event.flag} ",
             f"{event.amount:.2f}   ", event.method, event.state, f"{event.number}\t", "\t", "", ""]
        )  # fmt: skip
    return ("\r\n".join([*above, ALIPAY_PERSONAL]) + "\r\n" + out.getvalue()).encode("gb18030")
