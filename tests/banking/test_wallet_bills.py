"""Bills of WeChat Pay and Alipay: the lines are what was invented, and wrong totals are refused."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wallet_files import (
    ALIPAY_ACCOUNT,
    MERCHANT,
    START,
    WECHAT_FORMS,
    Event,
    Order,
    Refund,
    TrueLine,
    alipay_fund,
    alipay_personal,
    alipay_trade,
    movements,
    true_lines,
    wechat_fund,
    wechat_personal,
    wechat_trade,
    zipped,
)

from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

PROFILES = load_profiles(None)
D = Decimal


def read(content: bytes | str, file: str = "账单") -> Statement:
    data = content.encode() if isinstance(content, str) else content
    (statement,) = read_bytes(data, file, PROFILES)
    return statement


def refused(content: bytes | str) -> StatementError:
    with pytest.raises(StatementError) as caught:
        read(content)
    return caught.value


def as_true(statement: Statement) -> list[TrueLine]:
    return [
        TrueLine(
            datetime.datetime.combine(line.date, line.time or datetime.time.min),
            line.amount,
            line.serial or "",
            line.order or "",
        )
        for line in statement.lines
    ]


def later(hours: int) -> datetime.datetime:
    return START + datetime.timedelta(hours=hours)


ORDERS = [
    Order(later(1), "4200000000000000000000000001", D("300.00"), D("1.80")),
    Order(
        later(2),
        "4200000000000000000000000002",
        D("150.00"),
        D("0.90"),
        '停车费,3幢"大厅"旁,1月',
        (
            Refund(later(4), "50000000000000000000000001", D("50.00"), D("0.30")),
            Refund(later(30), "50000000000000000000000002", D("100.00"), D("0.60"), "PROCESSING"),
        ),
    ),
    Order(later(3), "4200000000000000000000000003", D("0.01")),
]
HAPPENED = movements(ORDERS)
OF_FORM = {
    "success": movements(ORDERS, refunds=False),
    "old success": movements(ORDERS, refunds=False),
    "refund": movements(ORDERS, payments=False),
}


@pytest.mark.parametrize("form", WECHAT_FORMS)
def test_wechat_trade_bill(form: str) -> None:
    happened = OF_FORM.get(form, HAPPENED)
    statement = read(wechat_trade(happened, form))
    assert (statement.profile, statement.account) == ("wechat-trade", MERCHANT)
    assert as_true(statement) == true_lines(happened)
    assert (statement.opening, statement.closing) == (None, None)
    size = len(happened)
    assert statement.skipped_rows == (size + 2, size + 3)
    assert {line.counterparty for line in statement.lines} == {None}
    shown = " ".join(line.text or "" for line in statement.lines)
    assert "oINVENTED" not in shown
    for line in statement.lines:
        parts = (line.text or "").split(" / ")
        assert ("手续费" in parts) == ((line.serial or "").endswith("手续费"))
        assert ("退款" in parts) == ((line.serial or "").startswith("50") and len(parts[0]) == 2)
    assert any("还在处理中" in each for each in statement.warnings) == ("success" not in form)


def test_commas_and_quotation_marks_in_goods_stay_text() -> None:
    texts = [line.text for line in read(wechat_trade(HAPPENED)).lines]
    assert '停车费,3幢"大厅"旁,1月' in texts
    assert '退款 / 停车费,3幢"大厅"旁,1月' in texts
    assert '手续费 / 停车费,3幢"大厅"旁,1月' in texts


def test_newest_first_is_turned_and_fees_stay_after_their_orders() -> None:
    assert as_true(read(wechat_trade(HAPPENED[::-1]))) == true_lines(HAPPENED)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("`300.00,`0.00,`0,", "`301.00,`0.00,`0,", "第 8 行声明收入合计 450.01，表里合计 451.01"),
        ("`50.00,`0.00,`ORIGINAL", "`60.00,`0.00,`ORIGINAL", "第 8 行声明支出合计 150.00"),
        ("`1.80000", "`1.70000", "第 8 行声明手续费合计 1.80，表里合计 1.70"),
        ("`1.80000", "`1.80100", "第 2 行：“1.80100”不是金额"),
        ("`5,`450.01", "`6,`450.01", "第 8 行声明总笔数 6 笔，表里有 5 笔"),
        ("`SUCCESS,`OTHERS,`CNY,`300.00", "`SUCCESS,`OTHERS,`USD,`300.00", "币种是USD"),
        ("`CNY,`300.00,`0.00,`0,`0,`0.00", "`CNY,`300.00,`0.00,`0,`0,`9.00", "同时有数"),
    ],
)
def test_damaged_trade_bill_is_refused(old: str, new: str, message: str) -> None:
    bill = wechat_trade(HAPPENED)
    assert old in bill
    error = refused(bill.replace(old, new, 1))
    assert message in error.message
    assert error.remedy


def test_trade_bill_that_lost_its_end_is_refused() -> None:
    lines = wechat_trade(HAPPENED).splitlines()
    assert "没有下载完整" in refused("\r\n".join([*lines[:3], lines[3][:-40]])).message
    for bill in (wechat_trade(HAPPENED), alipay_trade(HAPPENED)):
        cut = [line for line in bill.splitlines() if "总" not in line and "合计" not in line]
        assert "合计没有了" in refused("\n".join(cut[:-1])).message


def test_states_that_move_no_money_or_are_unknown_are_left_out() -> None:
    free = Order(later(5), "4200000000000000000000000004", D(0))
    undone = Order(
        later(6), "4200000000000000000000000005", D("8.00"), D(0),
        refunds=(Refund(later(7), "50000000000000000000000003", D("8.00")),),
    )  # fmt: skip
    happened = movements([*ORDERS, free, undone])
    bill = wechat_trade(happened)
    rows = bill.splitlines()
    at = next(at for at, row in enumerate(rows) if free.number in row)
    rows[at] = rows[at].replace("`SUCCESS", "`REVOKED")
    back = next(at for at, row in enumerate(rows) if "50000000000000000000000003" in row)
    revoked = [*rows[:back], rows[back].replace("`REFUND", "`REVOKED"), *rows[back + 1 :]]
    expected = [line for line in true_lines(happened) if line.amount]
    statement = read("\r\n".join(revoked))
    assert as_true(statement) == expected
    assert at + 1 in statement.skipped_rows
    failed = [
        *rows[:back],
        rows[back].replace("ORIGINAL,`SUCCESS", "ORIGINAL,`FAIL"),
        *rows[back + 1 :],
    ]
    statement = read("\r\n".join(failed))
    assert as_true(statement) == [line for line in expected if line.amount != -8]
    assert [w for w in statement.warnings if "FAIL" in w and f"第 {back + 1} 行" in w]


AMOUNTS = st.integers(1, 5_000_00).map(lambda fen: D(fen) / 100)


@st.composite
def histories(draw: st.DrawFn) -> list[Order]:
    orders = []
    for at in range(draw(st.integers(1, 6))):
        amount = draw(AMOUNTS)
        fee = (amount * D("0.006")).quantize(D("0.01"))
        refunds = []
        left = amount
        for count in range(draw(st.integers(0, 3))):
            part = min(left, draw(AMOUNTS))
            if not part:
                break
            left -= part
            back = (fee * part / amount).quantize(D("0.01"), rounding="ROUND_DOWN")
            when = later(draw(st.integers(100, 400)))
            refunds.append(Refund(when, f"503{at:04}{count:04}", part, back))
        goods = draw(st.sampled_from(["停车费", "停车费,月卡", "充电", '广告位"甲"']))
        orders.append(
            Order(
                later(draw(st.integers(0, 90))), f"42000{at:07}", amount, fee, goods, tuple(refunds)
            )
        )
    return orders


def by_order(statement: Statement, of_refund: dict[str, str]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in statement.lines:
        sums[of_refund.get(line.order or "", line.order or "")] += line.amount
    return dict(sums)


@settings(max_examples=60, deadline=None)
@given(orders=histories(), opening=AMOUNTS)
def test_trade_and_fund_bill_tell_the_same_story(orders: list[Order], opening: Decimal) -> None:
    happened = movements(orders)
    of_refund = {refund.number: order.number for order in orders for refund in order.refunds}
    truth: dict[str, Decimal] = defaultdict(Decimal)
    for line in true_lines(happened):
        truth[line.order] += line.amount
    trade, fund = read(wechat_trade(happened)), read(wechat_fund(happened, opening))
    assert by_order(trade, {}) == by_order(fund, of_refund) == truth
    assert as_true(trade) == true_lines(happened)
    assert fund.opening == opening
    assert fund.closing == opening + sum(truth.values())
    assert len({line.serial for line in trade.lines}) == len(trade.lines)
    for newer, sign in ((False, -1), (True, 1)):
        business, account = (
            read(alipay_trade(happened)),
            read(alipay_fund(happened, opening, newer=newer, sign=sign).encode("gb18030")),
        )
        assert by_order(business, {}) == by_order(account, {}) == truth
        assert as_true(business) == true_lines(happened, "服务费", joined=True)
        assert (account.opening, account.closing) == (opening, fund.closing)
        assert (account.first_date, account.last_date) == (
            datetime.date(2026, 1, 1),
            datetime.date(2026, 1, 31),
        )


def test_alipay_trade_bill_names_account_and_partner_share() -> None:
    happened = movements(ORDERS[:1])
    statement = read(alipay_trade(happened, share=D("3.00")).encode("gb18030"))
    assert (statement.profile, statement.account) == ("alipay-trade", ALIPAY_ACCOUNT)
    assert [(line.amount, line.text) for line in statement.lines] == [
        (D("300.00"), "停车费"),
        (D("-1.80"), "服务费 / 停车费"),
        (D("-3.00"), "分润 / 停车费"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("300.00,300.00", "300.00,310.00", "声明收入合计 450.01，表里合计 460.01"),
        ("交易合计：3笔", "交易合计：4笔", "声明收入笔数 4 笔，表里有 3 笔"),
        ("-50.00,-50.00", "-50.00,-51.00", "声明支出合计 −150.00，表里合计 151.00"),
        ("-50.00,-50.00", "-50.00,50.00", "第 9 行：金额 50.00 的正负号与收支标志矛盾"),
        ("\t,退款,", "\t,退还,", "不认识的借贷标志“退还”"),
    ],
)
def test_damaged_alipay_trade_bill_is_refused(old: str, new: str, message: str) -> None:
    bill = alipay_trade(HAPPENED)
    assert old in bill
    assert message in refused(bill.replace(old, new, 1)).message


def test_alipay_balances_that_do_not_follow_are_not_used_but_totals_must_agree() -> None:
    bill = alipay_fund(HAPPENED, D("10.00"))
    assert bill.count("308.20") == 1
    statement = read(bill.replace("308.20", "309.20"))
    assert [line.amount for line in statement.lines] == [
        line.amount for line in true_lines(HAPPENED)
    ]
    assert (statement.opening, statement.closing) == (None, None)
    assert {line.balance for line in statement.lines} == {None}
    assert any("接不上" in each and "没有采用" in each for each in statement.warnings)
    assert "声明支出合计" in refused(bill.replace("-1.80", "-1.81")).message


def test_zip_with_names_in_gbk_and_the_summary_first() -> None:
    files = {
        "2088_账务明细(汇总).csv": "#支付宝账务汇总查询\n业务类型,收入合计,支出合计\n在线支付,1,2\n".encode(
            "gbk"
        ),
        "2088_账务明细.csv": alipay_fund(HAPPENED).encode("gb18030"),
    }
    statement = read(zipped(files))
    assert [line.amount for line in statement.lines] == [
        line.amount for line in true_lines(HAPPENED)
    ]
    assert any("2088_账务明细(汇总).csv" in each for each in statement.warnings)


def test_zip_with_a_password_says_where_the_password_is() -> None:
    error = refused(zipped({"微信支付账单.csv": b"x" * 100}, password=True))
    assert "有密码的压缩包" in error.message
    assert "先解压" in error.remedy
    assert "服务消息" in error.remedy


def test_broken_zip_is_refused() -> None:
    data = bytearray(zipped({"账单.csv": alipay_fund(HAPPENED).encode("gb18030")}))
    data[60:90] = bytes(30)
    assert "已损坏" in refused(bytes(data)).message


BANK = "某银行储蓄卡(0017)"


def event(
    kind: str,
    flag: str,
    amount: str,
    method: str,
    state: str,
    moved: str | None,
    goods: str = "停车费",
    number: str = "",
) -> Event:
    event.count += 1
    serial = number or f"1000{event.count:06}"
    return Event(kind, "某物业" if flag == "支出" else "住户甲", goods, flag, D(amount), method, state, serial, None if moved is None else D(moved))  # fmt: skip


event.count = 0

WECHAT_EVENTS = [
    event("商户消费", "支出", "28.80", "零钱", "支付成功", "-28.80"),
    event("转账", "收入", "300.00", "/", "已存入零钱", "300.00"),
    event("二维码收款", "收入", "5.00", "零钱", "已收钱", "5.00"),
    event("商户消费", "支出", "66.00", BANK, "支付成功", None),
    event("转账", "支出", "50.00", "零钱", "已全额退款", "-50.00"),
    event("转账-退款", "收入", "50.00", "零钱", "已全额退款", "50.00"),
    event("商户消费", "支出", "40.00", "零钱通", "已退款(￥10.00)", "-40.00"),
    event("商户消费-退款", "收入", "10.00", "零钱通", "已退款(￥10.00)", "10.00"),
    event("商户消费-退款", "收入", "6.00", BANK, "已全额退款", None),
    event("零钱提现", "/", "200.00", BANK, "提现已到账", "-200.00"),
    event("零钱充值", "/", "20.00", BANK, "充值完成", "20.00"),
    event("转入零钱通-来自零钱", "/", "30.00", "零钱", "支付成功", None),
    event("零钱通转出-到某银行(0017)", "/", "9.00", "零钱通", "支付成功", "-9.00"),
    event("购买理财通", "/", "11.00", "零钱", "支付成功", None),
    event("商户消费", "支出", "7.00", "零钱&某银行(0017)", "支付成功", None),
    event("转账", "支出", "3.00", "零钱", "对方已退还", "-3.00"),
    event("零钱提现", "/", "2.00", BANK, "提现失败，已退回零钱", None),
]
ALIPAY_EVENTS = [
    event("生活服务", "支出", "28.80", "余额", "交易成功", "-28.80"),
    event("转账红包", "收入", "300.00", "", "交易成功", "300.00"),
    event("日用百货", "支出", "21.40", "余额宝", "交易关闭", "-21.40", number="ALI1"),
    event("退款", "不计收支", "21.40", "余额宝", "退款成功", "21.40", "退款-门店购物", "ALI1_R1"),
    event("日用百货", "支出", "9.00", "余额", "交易关闭", None),
    event("日用百货", "支出", "80.00", "余额", "交易成功", "-80.00", number="ALI2"),
    event("退款", "不计收支", "8.00", "余额", "退款成功", "8.00", "退款-部分", "ALI2*7"),
    event("餐饮美食", "支出", "12.00", "花呗", "交易成功", None),
    event("退款", "不计收支", "12.00", BANK, "退款成功", None, "退款-餐饮"),
    event("账户存取", "不计收支", "150.00", BANK, "交易成功", "-150.00", "提现-实时提现"),
    event("账户存取", "不计收支", "60.00", BANK, "交易成功", "60.00", "充值-普通充值"),
    event("投资理财", "不计收支", "40.00", "余额", "交易成功", None, "余额宝-自动转入"),
    event("投资理财", "不计收支", "45.00", BANK, "交易成功", "45.00", "余额宝-单次转入"),
    event("投资理财", "不计收支", "46.00", "余额", "交易成功", None, "余额宝-单次转入"),
    event("投资理财", "不计收支", "0.01", "余额宝", "交易成功", "0.01", "余额宝-2026.01.07-收益发放"),
    event("投资理财", "不计收支", "500.00", "余额宝", "交易成功", None, "某基金-买入"),
    event("信用借还", "不计收支", "90.00", "", "还款失败", None, "花呗自动还款"),
    event("信用借还", "不计收支", "91.00", "余额", "还款成功", "-91.00", "花呗主动还款-2026年01月账单"),
    event("日用百货", "支出", "0.00", "余额", "支付成功", None),
    event("日用百货", "支出", "4.00", "", "支付成功", None),
]  # fmt: skip


def moved(events: list[Event]) -> list[tuple[str, Decimal]]:
    return [(each.number, each.moved) for each in events if each.moved is not None]


@pytest.mark.parametrize("form", ["2024", "2025", "2025-07", "2026"])
def test_personal_wechat_bill(form: str) -> None:
    statement = read(wechat_personal(WECHAT_EVENTS, form))
    assert statement.profile == "wechat-personal"
    assert [(line.serial, line.amount) for line in statement.lines] == moved(WECHAT_EVENTS)
    assert statement.first_date == datetime.date(2026, 1, 1)
    assert statement.last_date == datetime.date(2026, 1, 31)
    header = 18 if form == "2026" else 17
    size = len(WECHAT_EVENTS)
    row = {each.number: header + size - at for at, each in enumerate(WECHAT_EVENTS)}
    left = [row[each.number] for each in WECHAT_EVENTS if each.moved is None]
    assert statement.skipped_rows == tuple(sorted(left))
    said = "\n".join(statement.warnings)
    for at, why in [
        (3, "有 2 笔用的不是钱包里的钱"),
        (11, "只在钱包内部转移"),
        (13, "看不出钱是进是出"),
        (14, "几种方式合付"),
        (15, "还在处理中"),
        (16, "提现失败，已退回零钱"),
    ]:
        assert any(
            why in each and str(row[WECHAT_EVENTS[at].number]) in each
            for each in statement.warnings
        ), (why, said)


def test_personal_alipay_bill() -> None:
    statement = read(alipay_personal(ALIPAY_EVENTS))
    assert (statement.profile, statement.account) == ("alipay-personal", "yunshanyuan@example.com")
    assert [(line.serial, line.amount) for line in statement.lines] == moved(ALIPAY_EVENTS)
    assert len(statement.lines) + len(statement.skipped_rows) == len(ALIPAY_EVENTS)
    refunds = [line for line in statement.lines if "退款" in (line.text or "").split(" / ")]
    assert {line.serial for line in refunds} == {"ALI1_R1", "ALI2*7"}
    assert any("交易已关闭" in each for each in statement.warnings)
    assert any("没有写付款方式" in each for each in statement.warnings)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("28.80", "28.81", "声明支出合计"),
        ("300.00", "310.00", "声明收入合计"),
        ("共17笔记录", "共18笔记录", "声明总笔数 18 笔，表里有 17 笔"),
        ("中性交易：6笔", "中性交易：7笔", "声明不计收支的笔数 7 笔，表里有 6 笔"),
        ("¥200.00", "¥201.00", "声明不计收支的合计"),
        ("¥5.00", "", "有日期却没有发生额"),
    ],
)
def test_damaged_personal_wechat_bill_is_refused(old: str, new: str, message: str) -> None:
    bill = wechat_personal(WECHAT_EVENTS, "2024").decode()
    above, rows = bill.split("账单明细列表")
    if old.startswith(("共", "中")):
        above = above.replace(old, new)
    else:
        assert rows.count(old) == 1
        rows = rows.replace(old, new)
    assert message in refused(f"{above}账单明细列表{rows}").message


def test_damaged_personal_alipay_bill_is_refused() -> None:
    bill = alipay_personal(ALIPAY_EVENTS).decode("gb18030")
    for old, new, message in [
        ("80.00   ,余额", "81.00   ,余额", "声明支出合计"),
        ("8.00   ,余额,退款成功", "7.00   ,余额,退款成功", "合计"),
        ("共20笔", "共21笔", "声明总笔数"),
    ]:
        assert bill.count(old) == 1
        assert message in refused(bill.replace(old, new)).message


def test_bill_of_neutral_rows_only_has_sides_by_kind() -> None:
    events = [each for each in WECHAT_EVENTS if each.flag == "/"]
    statement = read(wechat_personal(events, "2024"))
    assert [(line.serial, line.amount) for line in statement.lines] == moved(events)


@settings(max_examples=40, deadline=None)
@given(
    picked=st.lists(st.sampled_from(range(len(WECHAT_EVENTS))), unique=True, min_size=1),
    form=st.sampled_from(["2024", "2025"]),
)
def test_each_row_of_a_personal_bill_counts_or_is_named(picked: list[int], form: str) -> None:
    events = [WECHAT_EVENTS[at] for at in picked]
    statement = read(wechat_personal(events, form))
    assert [(line.serial, line.amount) for line in statement.lines] == moved(events)
    assert len(statement.lines) + len(statement.skipped_rows) == len(events)


def test_samples_of_the_shops() -> None:
    folder = Path(__file__).parent / "samples"
    wechat = read((folder / "wechat_merchant_trade_all_utf8bom.csv").read_bytes())
    assert [str(line.amount) for line in wechat.lines] == [
        "300.00", "-1.80", "150.00", "-0.90", "-150.00", "0.90",
    ]  # fmt: skip
    alipay = read((folder / "alipay_merchant_trade_gb18030.csv").read_bytes())
    assert [line.amount for line in alipay.lines] == [line.amount for line in wechat.lines]
