"""Every header row known of a bank reads the same nine true lines, in every container."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_files import ACCOUNT, CONTAINERS, HOLDER, Style, golden, grouped, plain, rows

from owners_ledger.banking.reading.read import read_statements

COMPACT = Style(day="%Y%m%d", stamp="%Y%m%d %H:%M:%S", blank="0.00")
GROUPED = Style(money=grouped, blank="-")
WORDS = {
    "凭证号": "voucher", "本方账号": "account", "账号": "account", "交易账号": "account", "对方账号": "party account",
    "交易时间": "stamp", "借贷标志": "flag", "借/贷": "flag", "对方单位": "party", "对方单位名称": "party",
    "对方户名": "party", "对方账户名": "party", "对方账户名称": "party", "对方账号名称": "party", "对方名称": "party",
    "收(付)方名称": "party", "收(付)方账号": "party account", "对方账户": "party account",
    "用途": "purpose", "交易用途": "purpose", "摘要": "purpose", "附言": "purpose", "余额": "balance", "账户余额": "balance",
    "本次余额": "balance", "交易后余额": "balance", "余额/元": "balance", "转出金额": "out", "转入金额": "in",
    "借方发生额": "out", "贷方发生额": "in", "借方金额": "out", "贷方金额": "in", "支出金额": "out", "收入金额": "in",
    "借方发生额（支取）": "out", "贷方发生额（收入）": "in", "借方发生额/元(支取)": "out", "贷方发生额/元(收入)": "in",
    "借方发生额（支出）": "out", "借方金额（支出）": "out", "贷方金额（收入）": "in", "存入金额": "in", "借": "out", "贷": "in",
    "借方": "out", "贷方": "in", "借方(支出)金额": "out", "贷方(收入)金额": "in", "收入": "in", "支出": "out",
    "发生额": "abs", "交易金额": "abs", "发生金额": "abs", "日期": "day", "交易日期": "day", "交易日": "day", "发生日期": "day",
    "记账日期": "day", "入账日期": "day", "入账时间": "clock", "会计日期": "day", "账务日": "day", "币种": "currency",
    "账户名称": "holder", "户名": "holder", "交易流水号": "serial", "账户明细编号-交易流水号": "serial", "流水号": "serial",
    "主机交易流水号": "serial", "银行流水号": "serial", "柜员交易号": "serial", "核心流水号": "serial", "交易日志号": "serial",
    "付款账号": "payer account", "付款账户名": "payer", "收款账号": "payee account", "收款账户名": "payee",
    "付款人账号": "payer account", "付款人账户": "payer account", "付款人名称": "payer", "收款人账号": "payee account",
    "收款人账户": "payee account", "收款人名称": "payee", "交易时间戳": "stamp", "汇出汇入": "flag", "收入/支出": "flag",
    "借贷标志(收入/支出)": "flag", "卡号": "account", "查询账号": "account",
}  # fmt: skip

ICBC_A = "凭证号,对方账号,交易时间,借贷标志,对方单位,对方行号,用途,摘要,附言,回单个性化信息"
CCB = "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号"
CUSTOM = "," + ",".join(f"个性化信息名称{n}" for n in range(1, 11)) + "," + ",".join(
    f"个性化信息{n}" for n in range(1, 11)
)  # fmt: skip
CMB_TAIL = "收(付)方分行名,收(付)方名称,收(付)方账号,收(付)方开户行行号,收(付)方开户行名,收(付)方开户行地址,母(子)公司账号分行名,母(子)公司账号,母(子)公司名称,信息标志,有否附件信息,冲账标志,扩展摘要,交易分析码,票据号,商务支付订单号,内部编号"
BOC = "交易类型[ Transaction Type ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],交易流水号[ Transaction reference number ],摘要[ Reference ],用途[ Purpose ]"

# name: (bank, header row, style, own meanings of columns, what stands above the header)
LAYOUTS = {
    "icbc A": ("工商", f"{ICBC_A},余额,转出金额,转入金额,本方账号", Style(), {}, [["[HISTORYDETAIL]"]]),
    "icbc A swapped round": ("工商", f"{ICBC_A},转入金额,转出金额,支付凭证种类,余额", Style(), {}, [["[HISTORYDETAIL]"]]),
    "icbc B": ("工商", "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息", GROUPED, {}, [["[HISTORYDETAIL]"]]),
    "icbc C": ("工商", "日期,交易类型,凭证种类,凭证号,对方户名,对方账号,摘要,借方发生额,贷方发生额,余额", GROUPED, {"日期": "stamp"}, [["账号: ", ACCOUNT + "\t"], ["户名: ", HOLDER], ["网点号: ", "0301"], ["币种: ", "人民币"]]),
    "icbc C old": ("工商", "日期,交易类型,对方户名,对方账号,摘要,借方发生额,贷方发生额,余额", Style(), {}, [["账号:", ACCOUNT], ["户名:", HOLDER], ["网点号:", "1"], ["币种:", "人民币"]]),
    "icbc D": ("工商", f"{ICBC_A},发生额,余额,币种", Style(), {}, [["[HISTORYDETAIL]"]]),
    "icbc E": ("工商", "凭证号,对方账号,交易时间,对方单位,用途,摘要,余额,转出金额,转入金额", Style(), {}, [["[HISTORYDETAIL]"]]),
    "icbc F": ("工商", "入账日期,入账时间,对方账号,对方单位,借贷标志,转入金额,转出金额,余额,本方账号", Style(), {}, [["[HISTORYDETAIL]"]]),
    "icbc few ticked, no mark": ("工商", "余额,转入金额,交易时间,转出金额,对方单位", Style(), {}, []),
    "ccb B 17": ("建设", CCB, COMPACT, {}, []),
    "ccb B 18": ("建设", CCB + ",关联账户", COMPACT, {}, []),
    "ccb B 37": ("建设", CCB + CUSTOM, COMPACT, {}, []),
    "ccb B 38": ("建设", CCB + CUSTOM + ",交易介质编号", COMPACT, {}, []),
    "ccb C": ("建设", "交易时间   ,借方发生额/元(支取)  ,贷方发生额/元(收入)   ,余额  ,币种 ,对方户名 ,对方账号 ,对方开户机构 ,记账日期 ,摘要  ,备注  ,账户明细编号-交易流水号 ,企业流水号 ,凭证种类 ,凭证号 ,交易介质编号  ", COMPACT, {}, [["中国建设银行"], ["明细查询结果"], ["明细查询结果下载 "], ["账　　号  ", ACCOUNT, "账户名称 ", HOLDER], ["期初余额 ", "10,000.00", "当前余额 ", "65,526.67"], ["开户行名称 ", "中国建设银行重庆分行"], ["借方发生额 ", "5,565.50", "借方交易笔数 ", "3"], ["贷方发生额 ", "61,092.17", "贷方交易笔数 ", "6"], [""]]),
    "abc 1a": ("农业", "交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易用途,对方开户行,摘要,交易说明", Style(blank="0"), {}, [["账户明细"], ["账号: ", ACCOUNT, "户名: ", HOLDER, "", "币种: ", "人民币", "起止日期: ", "20260101-20260131"]]),
    "abc 1b": ("农业", "交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易用途,摘要", COMPACT, {}, [["账户明细"]]),
    "abc 1c": ("农业", "交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途,摘要,会计日期", COMPACT, {}, [["账户号", ACCOUNT, "", "账户名称", HOLDER]]),
    "abc 2": ("农业", "交易日期,交易时间戳,收入金额,支出金额,本次余额,手续费总额,交易方式,交易行名,交易类别,对方省市,对方账号,对方户名,交易说明,交易摘要,交易附言,交易凭证号,交易日志号,账簿号,账簿名称", Style(day="%Y%m%d", stamp="%Y%m%d%H%M%S123456"), {}, []),
    "abc suzhou": ("农业", "\u200b发生日期,\u200b本方账号,\u200b对方账号,对方户名,借贷标志(收入/支出),发生金额,账户余额,附言", Style(flags=("支出\u200b", "收入\u200b")), {}, []),
    "boc": ("中国银行", BOC, Style(day="%Y%m%d", money=lambda amount: f"{amount:+.2f}", flags=("往账", "来账")), {"交易类型": "flag", "交易金额": "signed", "交易时间": "clock"}, [["查询账号[ Inquirer account number ]", ACCOUNT], ["总笔数[Total number ]", "9"], ["借方发生总笔数[ Total Numbers of Debited Payments ]", "3"], ["借方发生总额[ Total Debit Amount of Payments ]", "5565.50"], ["贷方发生总笔数[ Total Numbers of Credited Payments ]", "6"], ["贷方发生总额[ Total Credit Amount of Payments ]", "61092.17"], ["查询时间范围[ Time Range ]", "20260101-20260131"]]),
    "bocom new": ("交通", "交易时间,借方发生额（支出）,贷方发生额（收入）,账户余额,对方账号,对方户名,摘要", Style(blank="0.00"), {}, [["查询账号:", ACCOUNT, "户  名:", HOLDER]]),
    "bocom old": ("交通", "交易时间,摘要,凭证种类,凭证号码,企业业务编号,发生额,币种,余额,对方账号,对方户名,借贷标志,卡号", Style(), {"卡号": ""}, [["查询账号:", ACCOUNT]]),
    "bocom page": ("交通", "序号,交易日期,交易名称,凭证种类,凭证号码,借方发生额,贷方发生额,余额,卡号,交易地点,对方账号,对方户名,对方行名,摘要,流水号", GROUPED, {}, []),
    "cmb 36": ("招商", "账号,账号名称,币种,交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,流程实例号,业务名称,用途,业务参考号,业务摘要,其它摘要," + CMB_TAIL + ",公司一卡通号", Style(day="%Y%m%d"), {"交易时间": "clock"}, [["招商银行交易明细"], [], [], [], ["账号名称", "", "", "", HOLDER], ["币种", "", "人民币"], ["借方笔数", "", "3", "", "借方总额", "", "5565.50"]]),
    "cmb 31": ("招商", "交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,用途,流水号,流程实例号,业务名称,业务参考号,业务摘要,其它摘要," + CMB_TAIL, Style(day="%Y%m%d", blank="-"), {"交易时间": "clock"}, [["标题", "账务明细", "公司名称", HOLDER, "银行码", "CMB"], ["接口版本", "1", "文件类型", "X", "银行账号", ACCOUNT], ["累计借金额", "5,565.50", "累计借总笔数", "3", "累计贷金额", "61,092.17"], ["累计贷总笔数", "6", "对账单初期余额", "10,000.00", "对账单余额", "65,526.67"], ["开户行地区", "重庆", "查询开始日期", "20260101", "查询结束日期", "20260131"], ["记录条数", "9"], []]),
    "psbc old": ("邮政", "交易日期,交易时间,支出金额,收入金额,余额,对方账号,对方户名,对方行名,用途,附言,摘要,交易流水号", Style(money=grouped, blank="0.00"), {"交易时间": "clock"}, [["中国邮政储蓄银行账户交易明细"], ["账号", ACCOUNT, "", "", "户名", HOLDER], ["收入总金额", "61,092.17", "", "", "支出总金额", "5,565.50"], ["收入总笔数", "6笔", "", "", "支出总笔数", "3笔"]]),
    "psbc new": ("邮政", "序号,交易日期,交易时间,记账日期,支出金额,收入金额,余额,对方账号,对方户名,对方行名,用途,附言,摘要,交易流水号", Style(money=grouped, blank="0.00"), {"交易时间": "clock"}, [["中国邮政储蓄银行账户交易明细"], ["账号", ACCOUNT], ["起止日期", "2026-01-01至2026-01-31"]]),
    "cqrcb new": ("重庆农村商业", "序号,交易流水号,交易日期,币种,收入金额,支出金额,余额,交易账号,对方银行,对方账户名,对方账号,交易渠道,用途,备注,摘要", Style(), {}, []),
    "cqrcb old": ("重庆农村商业", "序号,交易流水号,交易日期,交易时间,币种,汇出汇入,现转标志,交易金额,账户余额,交易开户行,交易账户名,交易账号,对方银行,对方账户名,对方账号,渠道,用途,备注,附言,交易信息,交易描述,交易说明,业务摘要", Style(flags=("汇出", "汇入")), {"交易时间": "clock"}, []),
    "cqrcb old, unknown columns": ("重庆农村商业", "甲,乙,交易日期,丙,丁,汇出汇入,现转标志,交易金额,账户余额,交易开户行,交易账户名,交易账号,对方银行,对方账户名,对方账号,渠道,用途,备注,附言,交易信息,交易描述,交易说明,业务摘要", Style(flags=("汇出", "汇入")), {}, []),
    "rural core": ("农村商业", "交易日期,对方户名,收入金额,支出金额,余额,账号,币种,对方账号,用途,附言,核心流水号", Style(), {}, [["交易明细"], [], [], []]),
    "sichuan": ("四川农信", "交易日期,交易时间,收入/支出,收入金额,支出金额,账户余额,对方户名,对方账号,对方银行/机构,交易流水号,摘要", Style(flags=("支出", "收入")), {"交易时间": "clock"}, [["四川农信账户交易明细"], [f"户名：{HOLDER}\n账号：{ACCOUNT}\n开户行：某支行"]]),
    "bank of chongqing": ("重庆银行", "交易日期,付款账号,付款账户名,收入,收款账号,收款账户名,支出,余额,交易渠道,摘要（备注）", Style(), {}, []),
    "citic": ("中信", "交易日期,交易时间,对方账号,对方账户名称,对方账号开户网点名称,借方发生额,贷方发生额,账户余额,摘要,退汇标识,退汇日期,柜员交易号,附言,币种,交易账号,交易账号开户网点名称,对账编号,单位结算卡号,发起方流水号,动账资金分簿,凭证类型,凭证号码", GROUPED, {"交易时间": "clock"}, [[""]] * 13),
    "cib": ("兴业", "银行流水号,账号,户名,凭证代号,币种,现/转,借方金额（支出）,贷方金额（收入）,账户余额,摘要,对方账号,对方户名,对方银行,对方行号,记账日期,交易时间,用途,备注", Style(), {}, [[f"活期账户：{ACCOUNT} 户名：{HOLDER}"]]),
    "spdb 13": ("浦东", "交易日期,交易时间,账务日,凭证号,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,交易流水号,摘要,备注", Style(day="%Y%m%d"), {"交易时间": "clock"}, [["账号", ACCOUNT], ["账户名称", HOLDER], ["总笔数", "9"], ["借记总额", "5565.50", "贷记总额", "61092.17"]]),
    "spdb 16": ("浦东", "交易日期,交易时间,申请日期,凭证号,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,交易流水号,传票序号,记录状态,摘要,交易附言,客户账户类型", Style(day="%Y%m%d", clock="%H%M%S"), {"交易时间": "clock"}, [["账号", ACCOUNT]]),
    "cmbc": ("民生", "交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,客户附言,对方账号,对方账号名称,对方开户行", Style(blank="0.00"), {}, [["账户名称:", HOLDER], ["账号:", ACCOUNT], ["借方累计笔数:", "3", "借方累计发生额:", "5565.50"]]),
    "cmbc old": ("民生", "交易日期,主机交易流水号,借方发生额,贷方发生额,账户余额,凭证号,摘要,对方账号,对方账号名称,对方开户行,交易时间", Style(), {}, []),
    "cmbc chengdu": ("民生", "交易时间,支出金额,存入金额,账户余额,对方账号,对方名称,对方开户行,交易方式,摘要", Style(), {}, []),
    "pab 11": ("平安", "交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,单位结算卡号,摘要,用途", Style(blank="0.00"), {"交易日期": "stamp"}, [[""]]),
    "pab 20": ("平安", "交易日期,账号,账户名称,银行名称,银行类型,借方(支出)金额,贷方(收入)金额,账户余额,币种,对方账号,对方账户名称,对方开户行,对方开户行类型,用途,审批状态,交易类型,银行流水号,摘要,明细来源,付款单备注", Style(), {}, []),
    "pab csv": ("平安", "交易日期,传票号,借方,贷方,余额,付款人账户,付款人名称,收款人账户,收款人名称,用途,摘要", Style(), {}, []),
}  # fmt: skip


def table_of(name: str, lines: list | None = None) -> list[list[str]]:
    _bank, header, style, own, above = LAYOUTS[name]
    names = header.split(",")
    words = [label.split("[")[0].replace("\u200b", "").strip() for label in names]
    meanings = [own.get(word, WORDS.get(word, "")) for word in words]
    return [list(row) for row in above] + rows(names, meanings, lines or golden(), style)


def assert_true(statement, name: str) -> None:
    lines = golden()
    assert [(line.date, line.amount, line.balance) for line in statement.lines] == [
        (each.when.date(), each.amount, each.balance) for each in lines
    ]
    header = LAYOUTS[name][1]
    for line, each in zip(statement.lines, lines, strict=True):
        assert line.time in (None, each.when.time())
        assert line.counterparty == (each.party or None)
        if "对方账" in header or "账号" in header or "付款人" in header:
            assert line.counterparty_account == (each.party_account or None)
        assert line.serial in (None, f"S{each.serial}")
    assert (statement.opening, statement.closing) == (10000, lines[-1].balance)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_reads_the_nine_true_lines(name: str, container: str, tmp_path: Path) -> None:
    file = tmp_path / "明细"
    file.write_bytes(CONTAINERS[container](table_of(name)))
    (statement,) = read_statements(file)
    assert LAYOUTS[name][0] in statement.bank
    assert_true(statement, name)
    unproved = [warning for warning in statement.warnings if "只有一个来源" in warning]
    assert list(statement.warnings) == unproved
    assert bool(unproved) is (name == "bank of chongqing")
    with_serial = {"serial"} & {WORDS.get(word) for word in LAYOUTS[name][1].split(",")}
    if with_serial:
        assert all(line.serial for line in statement.lines)


@pytest.mark.parametrize("name", LAYOUTS)
def test_newest_first_is_turned_round(name: str, tmp_path: Path) -> None:
    table = table_of(name)
    top = len(table) - 9
    file = tmp_path / "明细.xls"
    file.write_bytes(CONTAINERS["csv gb18030"](table[:top] + table[top:][::-1]))
    (statement,) = read_statements(file)
    assert_true(statement, name)


def test_two_header_rows_of_old_ccb(tmp_path: Path) -> None:
    upper = [
        "记账日期",
        "  交易时间  ",
        "凭证种类",
        "凭证号",
        "发生额/元",
        " ",
        "余额/元",
        "钞汇标志",
        "对方户名",
        "对方账号",
        "摘要",
        "备注",
        "账户明细编号-交易流水号",
        "企业流水号",
        "本方账号",
        "本方账户名称",
        "本方账户开户机构",
    ]
    lower = ["", "", "", "", "借方", "贷方"] + [""] * 11
    meanings = [
        "day",
        "clock",
        "",
        "",
        "out",
        "in",
        "balance",
        "",
        "party",
        "party account",
        "purpose",
        "",
        "serial",
        "",
        "account",
        "holder",
        "",
    ]
    body = rows(upper, meanings, golden(), Style(day="%Y%m%d"))
    for container in CONTAINERS.values():
        file = tmp_path / "old"
        file.write_bytes(container([["明细"], [], [], *body[:1], lower, *body[1:]]))
        (statement,) = read_statements(file)
        assert "建设" in statement.bank
        assert [line.amount for line in statement.lines] == [each.amount for each in golden()]
        assert statement.account == ACCOUNT


def test_a_value_may_stand_right_of_its_merged_name(tmp_path: Path) -> None:
    names = [
        "交易日期",
        "付款账号",
        "付款账户名",
        "",
        "收入",
        "",
        "收款账号",
        "",
        "",
        "收款账户名",
        "支出",
        "余额",
        "交易渠道",
        "",
        "摘要（备注）",
    ]
    meanings = [
        "day",
        "payer account",
        "payer",
        "",
        "in",
        "",
        "",
        "payee account",
        "",
        "payee",
        "out",
        "balance",
        "",
        "",
        "purpose",
    ]
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["xls"](rows(names, meanings, golden(), Style())))
    (statement,) = read_statements(file)
    assert_true(statement, "bank of chongqing")
    assert statement.account == ACCOUNT


def test_unknown_bank_is_read_by_names_and_balance(tmp_path: Path) -> None:
    names = ["业务日期", "摘要", "借方", "贷方", "结余", "对手名称"]
    meanings = ["day", "purpose", "out", "in", "balance", "party"]
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["csv utf-8"](rows(names, meanings, golden(), Style(money=plain))))
    (statement,) = read_statements(file)
    assert statement.profile == "generic"
    assert [line.amount for line in statement.lines] == [each.amount for each in golden()]


def test_sides_named_the_other_way_round_are_found_out(tmp_path: Path) -> None:
    names = ["交易时间", "借方金额（收）", "贷方金额（付）", "账户余额", "对方户名"]
    names[1:3] = ["借方金额", "贷方金额"]
    file = tmp_path / "x"
    meanings = ["stamp", "in", "out", "balance", "party"]
    file.write_bytes(CONTAINERS["csv utf-8"](rows(names, meanings, golden(), Style())))
    (statement,) = read_statements(file)
    assert [line.amount for line in statement.lines] == [each.amount for each in golden()]
    assert any("相反" in warning for warning in statement.warnings)
