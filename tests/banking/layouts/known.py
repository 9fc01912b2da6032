"""Header rows as banks write them, what stands under each name, and the rows around the table."""

from __future__ import annotations

from dataclasses import dataclass, field

from bank_files import ACCOUNT, HOLDER, Style, grouped

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Layout:
    """One way a bank writes an account.

    ``above`` and ``below`` may hold {opening}, {closing}, {out}, {in}, {n}, {n_out}, {n_in},
    {first}, {last}; the rows below are no transactions. ``lower`` is a second header row.
    """

    bank: str
    header: tuple[str, ...]
    style: Style = field(default_factory=Style)
    own: dict[str, str] = field(default_factory=dict)
    above: Rows = ()
    below: Rows = ()
    lower: tuple[str, ...] = ()
    has_account: bool = False
    is_declared: bool = False
    is_newest_first: bool = False

    @property
    def meanings(self) -> list[str]:
        found = []
        for at, label in enumerate(self.header):
            word = label.split("[")[0].replace("\u200b", "").strip() or f"under {at}"
            found.append(self.own.get(word, MEANINGS.get(word, "")))
        return found


MEANINGS = {
    **dict.fromkeys(["交易日期", "交易日", "日期", "发生日期", "记账日期", "入账日期", "会计日期", "账务日"], "day"),
    **dict.fromkeys(["入账时间"], "clock"),
    **dict.fromkeys(["交易时间", "交易时间戳"], "stamp"),
    **dict.fromkeys(["转出金额", "借方发生额", "借方金额", "支出金额", "借方发生额（支取）", "借方发生额(支取)", "借方发生额/元(支取)", "借方发生额（支出）", "借方金额（支出）", "借方金额(支出)", "借", "借方", "借方(支出)金额", "支出", "贷方金额（支）", "交易金额(借)"], "out"),
    **dict.fromkeys(["转入金额", "贷方发生额", "贷方金额", "收入金额", "贷方发生额（收入）", "贷方发生额(收入)", "贷方发生额/元(收入)", "贷方金额（收入）", "贷方金额(收入)", "存入金额", "贷", "贷方", "贷方(收入)金额", "收入", "借方金额（收）", "交易金额(贷)"], "in"),
    **dict.fromkeys(["发生额", "交易金额", "发生金额", "金额", "发生额（元）"], "abs"),
    **dict.fromkeys(["收支(元)"], "signed"),
    **dict.fromkeys(["借贷标志", "借/贷", "汇出汇入", "收入/支出", "借贷标志(收入/支出)", "收支标识", "收支标志", "收支状况", "借贷标记", "收入/支出标志", "借贷标志(1收2付)"], "flag"),
    **dict.fromkeys(["余额", "账户余额", "本次余额", "交易后余额", "余额/元", "余额(元)", "交易后余额（元）"], "balance"),
    **dict.fromkeys(["对方单位", "对方单位名称", "对方户名", "对方账户名", "对方账户名称", "对方账号名称", "对方名称", "对方姓名", "收(付)方名称"], "party"),
    **dict.fromkeys(["对方账号", "对方账户", "收(付)方账号"], "party account"),
    **dict.fromkeys(["付款账户名", "付款人名称", "付款户名", "付款人户名"], "payer"),
    **dict.fromkeys(["付款账号", "付款人账号", "付款人账户"], "payer account"),
    **dict.fromkeys(["收款账户名", "收款人名称", "收款户名", "收款人户名"], "payee"),
    **dict.fromkeys(["收款账号", "收款人账号", "收款人账户"], "payee account"),
    **dict.fromkeys(["用途", "交易用途"], "purpose"),
    **dict.fromkeys(["摘要", "交易摘要", "业务摘要", "摘要（备注）", "交易描述"], "summary"),
    **dict.fromkeys(["附言", "交易附言", "客户附言", "备注"], "note"),
    **dict.fromkeys(["交易流水号", "账户明细编号-交易流水号", "流水号", "主机交易流水号", "银行流水号", "柜员交易号", "核心流水号", "交易日志号", "账务流水号", "交易参考号"], "serial"),
    **dict.fromkeys(["本方账号", "账号", "交易账号", "本单位账号"], "account"),
    **dict.fromkeys(["账户名称", "户名", "账号名称"], "holder"),
    **dict.fromkeys(["币种", "交易货币"], "currency"),
    "凭证号": "voucher",
}  # fmt: skip
TEXTS = ("purpose", "summary", "note")


def _split(header: str) -> tuple[str, ...]:
    return tuple(header.split(","))


def _rows(text: str) -> Rows:
    """Rows of cells from lines with bars."""
    return tuple(tuple(line.split("|")) for line in text.splitlines())


ICBC_A = "凭证号,对方账号,交易时间,借贷标志,对方单位,对方行号,用途,摘要,附言,回单个性化信息"
CCB = "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号"
OWN_INFO = "".join(f",个性化信息名称{n}" for n in range(1, 11)) + "".join(
    f",个性化信息{n}" for n in range(1, 11)
)
CMB_TAIL = "收(付)方分行名,收(付)方名称,收(付)方账号,收(付)方开户行行号,收(付)方开户行名,收(付)方开户行地址,母(子)公司账号分行名,母(子)公司账号,母(子)公司名称,信息标志,有否附件信息,冲账标志,扩展摘要,交易分析码,票据号,商务支付订单号,内部编号"
CMB_36 = f"账号,账号名称,币种,交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,流程实例号,业务名称,用途,业务参考号,业务摘要,其它摘要,{CMB_TAIL},公司一卡通号"
CMB_31 = f"交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,用途,流水号,流程实例号,业务名称,业务参考号,业务摘要,其它摘要,{CMB_TAIL}"
BOC = "交易类型[ Transaction Type ],业务类型[ Business type ],付款人开户行号[ Account holding bank number of payer ],付款人开户行名[ Payer account bank ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人开户行行号[ Account holding bank number of beneficiary ],收款人开户行名[ Beneficiary account bank ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易货币[ Trade Currency ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],起息日期[ Value Date ],汇率[ Exchange rate ],交易流水号[ Transaction reference number ],客户申请号[ Online Banking Transaction Ref.(Bank Ref.) ],客户业务编号[ Customer Transaction Ref.(Customer Ref.) ],凭证类型[ Voucher type ],凭证号码[ Voucher number ],记录标识号[ Record ID ],摘要[ Reference ],用途[ Purpose ],交易附言[ Remark ],备注[ Remarks ]"
CITIC = "交易日期,交易时间,对方账号,对方账户名称,对方账号开户网点名称,借方发生额,贷方发生额,账户余额,摘要,退汇标识,退汇日期,柜员交易号,附言,币种,交易账号,交易账号开户网点名称,对账编号,单位结算卡号,发起方流水号,动账资金分簿,凭证类型,凭证号码"
COMPACT = Style(day="%Y%m%d", stamp="%Y%m%d %H:%M:%S", blank="0.00")
GROUPED = Style(money=grouped, blank="-")
ZERO = Style(blank="0.00")
DAYS = Style(day="%Y%m%d")
CLOCK = {"交易时间": "clock"}
HISTORY = _rows("[HISTORYDETAIL]")
_ICBC_HEAD = _rows(f"账号: |{ACCOUNT}\t\n户名: |{HOLDER}\n网点号: |0301\n币种: |人民币")
_BOC_HEAD = _rows(
    f"查询账号[ Inquirer account number ]|{ACCOUNT}\t\n总笔数[Total number ]|{{n}}\n"
    "借方发生总笔数[ Total Numbers of Debited Payments ]|{n_out}\n借方发生总额[ Total Debit Amount of Payments ]|{out}\n"
    "贷方发生总笔数[ Total Numbers of Credited Payments ]|{n_in}\n贷方发生总额[ Total Credit Amount of Payments ]|{in}\n"
    "查询时间范围[ Time Range ]|{first:%Y%m%d}-{last:%Y%m%d}"
)
_CCB_HEAD = _rows(
    f"中国建设银行\n明细查询结果\n明细查询结果下载 \n账　　号  |{ACCOUNT}|账户名称 |{HOLDER}\n"
    "期初余额 |{opening}|当前余额 |{closing}\n开户行名称 |中国建设银行重庆渝北支行|账户状态 |正常\n"
    "借方发生额 |{out}|借方交易笔数 |{n_out}\n贷方发生额 |{in}|贷方交易笔数 |{n_in}\n"
)
_CMB_HEAD = _rows(
    f"标题|账务明细|公司名称|{HOLDER}|银行码|CMB\n接口版本|1|文件类型|X|银行账号|{ACCOUNT}\n"
    "账户币种|人民币|生成日期|20260201|经办人|\n累计借金额|{out}|累计借总笔数|{n_out}|累计贷金额|{in}\n"
    "累计贷总笔数|{n_in}|对账单初期余额|{opening}|对账单余额|{closing}\n"
    "开户行地区|重庆|查询开始日期|{first:%Y%m%d}|查询结束日期|{last:%Y%m%d}\n记录条数|{n}\n"
)
_PSBC_HEAD = _rows(
    f"中国邮政储蓄银行账户交易明细\n账号|{ACCOUNT}|||户名|{HOLDER}\n收入总金额|{{in}}|||支出总金额|{{out}}\n"
    "收入总笔数|{n_in}笔|||支出总笔数|{n_out}笔"
)
_CMBC_HEAD = _rows(
    f"账户名称:|{HOLDER}\n账号:|{ACCOUNT}\n币种:|人民币\n起始日期:|{{first:%Y-%m-%d}}\n截止日期:|{{last:%Y-%m-%d}}\n"
    "\n借方累计笔数:|{n_out}|借方累计发生额:|{out}\n贷方累计笔数:|{n_in}|贷方累计发生额:|{in}"
)
_ABC_HEAD = _rows(
    f"账户明细\n账号: |{ACCOUNT}|户名: |{HOLDER}|||币种: |人民币|起止日期: |{{first:%Y%m%d}}-{{last:%Y%m%d}}"
)
_HXB_HEAD = _rows(
    f"账户交易明细\n账号：|{ACCOUNT}\n账户名称：|{HOLDER}\n查询日期：|{{first:%Y-%m-%d}}至{{last:%Y-%m-%d}}\n交易方向：|全部"
)
HXB = "序号,交易日期,交易时间,支出金额,收入金额,余额,对方账号,对方户名,对方行名,核心流水号,交易描述,摘要,凭证号码,明细标注,记账日期"

LAYOUTS = {
    "icbc A": Layout("中国工商银行", _split(f"{ICBC_A},余额,转出金额,转入金额,本方账号"), above=HISTORY),
    "icbc A swapped round": Layout("中国工商银行", _split(f"{ICBC_A},转入金额,转出金额,支付凭证种类,余额"), above=HISTORY),
    "icbc B": Layout("中国工商银行", _split("凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息"), GROUPED, above=HISTORY),
    "icbc C": Layout("中国工商银行", _split("日期,交易类型,凭证种类,凭证号,对方户名,对方账号,摘要,借方发生额,贷方发生额,余额"), GROUPED, {"日期": "stamp"}, _ICBC_HEAD, has_account=True),
    "icbc C with trailer": Layout("中国工商银行", _split("日期,交易类型,凭证种类,凭证号,对方户名,对方账号,摘要,借方发生额,贷方发生额,余额"), GROUPED, {}, (*_ICBC_HEAD, ("起始日期", "{first:%Y-%m-%d}")), _rows("截止日期：{last:%Y-%m-%d}"), has_account=True, is_declared=True),
    "icbc C old": Layout("中国工商银行", _split("日期,交易类型,对方户名,对方账号,摘要,借方发生额,贷方发生额,余额"), Style(), {}, _ICBC_HEAD, has_account=True),
    "icbc D": Layout("中国工商银行", _split(f"{ICBC_A},发生额,余额,币种"), above=HISTORY),
    "icbc E": Layout("中国工商银行", _split("凭证号,对方账号,交易时间,对方单位,用途,摘要,余额,转出金额,转入金额"), above=HISTORY),
    "icbc F": Layout("中国工商银行", _split("入账日期,入账时间,对方账号,对方单位,借贷标志,转入金额,转出金额,余额,本方账号"), above=HISTORY),
    "icbc few ticked, no mark": Layout("中国工商银行", _split("余额,转入金额,交易时间,转出金额,对方单位")),
    "ccb A": Layout("中国建设银行", _split("记账日期,  交易时间  ,凭证种类,凭证号,发生额/元, ,余额/元,钞汇标志,对方户名,对方账号,摘要,备注,账户明细编号-交易流水号,企业流水号,本方账号,本方账户名称,本方账户开户机构"), DAYS, {"交易时间": "clock", "发生额/元": "out", "under 5": "in"}, _rows("明细\n\n"), lower=("", "", "", "", "借方", "贷方", *[""] * 11)),
    "ccb B 17": Layout("中国建设银行", _split(CCB), COMPACT),
    "ccb B 18": Layout("中国建设银行", _split(CCB + ",关联账户"), COMPACT),
    "ccb B 37": Layout("中国建设银行", _split(CCB + OWN_INFO), COMPACT),
    "ccb B 38": Layout("中国建设银行", _split(CCB + OWN_INFO + ",交易介质编号"), COMPACT),
    "ccb C": Layout("中国建设银行", _split("交易时间   ,借方发生额/元(支取)  ,贷方发生额/元(收入)   ,余额  ,币种 ,对方户名 ,对方账号 ,对方开户机构 ,记账日期 ,摘要  ,备注  ,账户明细编号-交易流水号 ,企业流水号 ,凭证种类 ,凭证号 ,交易介质编号  "), COMPACT, {}, _CCB_HEAD, has_account=True),
    "abc 1a": Layout("中国农业银行", _split("交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易用途,对方开户行,摘要,交易说明"), Style(blank="0"), {}, _ABC_HEAD, _rows("汇总收入金额：{in}|汇总支出金额：{out}"), has_account=True, is_declared=True),
    "abc 1b": Layout("中国农业银行", _split("交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易用途,摘要"), COMPACT, {}, _rows("账户明细")),
    "abc 1c": Layout("中国农业银行", _split("交易时间,收入金额,支出金额,账户余额,交易行名,对方省市,对方账号,对方户名,交易用途,摘要,会计日期"), COMPACT, {}, _rows(f"账户号|{ACCOUNT}||账户名称|{HOLDER}"), has_account=True),
    "abc 2": Layout("中国农业银行", _split("交易日期,交易时间戳,收入金额,支出金额,本次余额,手续费总额,交易方式,交易行名,交易类别,对方省市,对方账号,对方户名,交易说明,交易摘要,交易附言,交易凭证号,交易日志号,账簿号,账簿名称"), Style(day="%Y%m%d", stamp="%Y%m%d%H%M%S123456")),
    "abc suzhou": Layout("中国农业银行", _split("\u200b发生日期,\u200b本方账号,\u200b对方账号,对方户名,借贷标志(收入/支出),发生金额,账户余额,附言"), Style(flags=("支出\u200b", "收入\u200b"))),
    "boc": Layout("中国银行", _split(BOC), Style(day="%Y%m%d", money=lambda amount: f"{amount:+.2f}", flags=("往账", "来账")), {"交易类型": "flag", "交易金额": "signed", "交易时间": "clock"}, _BOC_HEAD, has_account=True, is_declared=True),
    "bocom new": Layout("交通银行", _split("交易时间,借方发生额（支出）,贷方发生额（收入）,账户余额,对方账号,对方户名,摘要"), ZERO, {}, _rows(f"查询账号:|{ACCOUNT}|户  名:|{HOLDER}"), _rows("借方交易笔数:{n_out}|借方交易金额:{out}|贷方交易笔数:{n_in}|贷方交易金额:{in}"), has_account=True),
    "bocom old": Layout("交通银行", _split("交易时间,摘要,凭证种类,凭证号码,企业业务编号,发生额,币种,余额,对方账号,对方户名,借贷标志,卡号"), Style(), {}, _rows(f"查询账号:|{ACCOUNT}"), has_account=True),
    "bocom page": Layout("交通银行", _split("序号,交易日期,交易名称,凭证种类,凭证号码,借方发生额,贷方发生额,余额,卡号,交易地点,对方账号,对方户名,对方行名,摘要,流水号"), GROUPED, {}, (), _rows("本页累计借方发生额|{out}|本页累计贷方发生额|{in}")),
    "cmb 36": Layout("招商银行", _split(CMB_36), DAYS, CLOCK, _rows(f"招商银行交易明细\n\n\n\n账号名称||||{HOLDER}\n币种||人民币\n借方笔数||{{n_out}}||借方总额||{{out}}")),
    "cmb 31": Layout("招商银行", _split(CMB_31), Style(day="%Y%m%d", blank="-"), CLOCK, _CMB_HEAD, has_account=True, is_declared=True),
    "psbc old": Layout("中国邮政储蓄银行", _split("交易日期,交易时间,支出金额,收入金额,余额,对方账号,对方户名,对方行名,用途,附言,摘要,交易流水号"), Style(money=grouped, blank="0.00"), CLOCK, _PSBC_HEAD, has_account=True),
    "psbc new": Layout("中国邮政储蓄银行", _split("序号,交易日期,交易时间,记账日期,支出金额,收入金额,余额,对方账号,对方户名,对方行名,用途,附言,摘要,交易流水号"), Style(money=grouped, blank="0.00"), CLOCK, (*_PSBC_HEAD, ("起止日期", "{first:%Y-%m-%d}至{last:%Y-%m-%d}")), has_account=True, is_declared=True),
    "cqrcb new": Layout("重庆农村商业银行", _split("序号,交易流水号,交易日期,币种,收入金额,支出金额,余额,交易账号,对方银行,对方账户名,对方账号,交易渠道,用途,备注,摘要")),
    "cqrcb old": Layout("重庆农村商业银行", _split("序号,交易流水号,交易日期,交易时间,币种,汇出汇入,现转标志,交易金额,账户余额,交易开户行,交易账户名,交易账号,对方银行,对方账户名,对方账号,渠道,用途,备注,附言,交易信息,交易描述,交易说明,业务摘要"), Style(flags=("汇出", "汇入")), CLOCK),
    "cqrcb old, unknown columns": Layout("重庆农村商业银行", _split("甲,乙,交易日期,丙,丁,汇出汇入,现转标志,交易金额,账户余额,交易开户行,交易账户名,交易账号,对方银行,对方账户名,对方账号,渠道,用途,备注,附言,交易信息,交易描述,交易说明,业务摘要"), Style(flags=("汇出", "汇入"))),
    "rural core": Layout("农村商业银行", _split("交易日期,对方户名,收入金额,支出金额,余额,账号,币种,对方账号,用途,附言,核心流水号"), Style(), {}, _rows("交易明细\n\n\n")),
    "sichuan": Layout("四川农信", _split("交易日期,交易时间,收入/支出,收入金额,支出金额,账户余额,对方户名,对方账号,对方银行/机构,交易流水号,摘要"), Style(flags=("支出", "收入")), CLOCK, (("四川农信账户交易明细",), (f"户名：{HOLDER}\n账号：{ACCOUNT}\n开户行：某某县农村信用联社",)), has_account=True),
    "bank of chongqing": Layout("重庆银行", _split("交易日期,付款账号,付款账户名,,收入,,收款账号,,,收款账户名,支出,余额,交易渠道,,摘要（备注）"), Style(), {"收款账号": "", "under 7": "payee account"}, has_account=True),
    "citic": Layout("中信银行", _split(CITIC), GROUPED, CLOCK, _rows("\n" * 12)),
    "cib": Layout("兴业银行", _split("银行流水号,账号,户名,凭证代号,币种,现/转,借方金额（支出）,贷方金额（收入）,账户余额,摘要,对方账号,对方户名,对方银行,对方行号,记账日期,交易时间,用途,备注"), Style(), {}, _rows(f"活期账户：{ACCOUNT} 户名：{HOLDER}"), is_newest_first=True),
    "cib half width": Layout("兴业银行", _split("账号,户名,凭证代号,币种,现/转,借方金额(支出),贷方金额(收入),账户余额,摘要,对方账号,对方户名,对方银行,对方行号,记账日期,交易时间,用途,备注,唯一流水编号"), Style(), {"唯一流水编号": "serial"}, is_newest_first=True),
    "spdb 13": Layout("上海浦东发展银行", _split("交易日期,交易时间,账务日,凭证号,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,交易流水号,摘要,备注"), DAYS, CLOCK, _rows(f"账号|{ACCOUNT}\n账户名称|{HOLDER}\n总笔数|{{n}}\n借记总额|{{out}}|贷记总额|{{in}}"), has_account=True),
    "spdb 16": Layout("上海浦东发展银行", _split("交易日期,交易时间,申请日期,凭证号,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,交易流水号,传票序号,记录状态,摘要,交易附言,客户账户类型"), Style(day="%Y%m%d", clock="%H%M%S"), CLOCK, _rows(f"账号|{ACCOUNT}"), has_account=True),
    "cmbc": Layout("中国民生银行", _split("交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,客户附言,对方账号,对方账号名称,对方开户行"), ZERO, {}, _CMBC_HEAD, has_account=True, is_declared=True),
    "cmbc old": Layout("中国民生银行", _split("交易日期,主机交易流水号,借方发生额,贷方发生额,账户余额,凭证号,摘要,对方账号,对方账号名称,对方开户行,交易时间"), Style(), CLOCK),
    "cmbc chengdu": Layout("中国民生银行", _split("交易时间,支出金额,存入金额,账户余额,对方账号,对方名称,对方开户行,交易方式,摘要")),
    "pab 11": Layout("平安银行", _split("交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,单位结算卡号,摘要,用途"), ZERO, {"交易日期": "stamp"}, (("",),)),
    "pab 20": Layout("平安银行", _split("交易日期,账号,账户名称,银行名称,银行类型,借方(支出)金额,贷方(收入)金额,账户余额,币种,对方账号,对方账户名称,对方开户行,对方开户行类型,用途,审批状态,交易类型,银行流水号,摘要,明细来源,付款单备注")),
    "pab csv": Layout("平安银行", _split("交易日期,传票号,借方,贷方,余额,付款人账户,付款人名称,收款人账户,收款人名称,用途,摘要"), has_account=True),
    "hxb, header row 5": Layout("华夏银行", _split(HXB), GROUPED, CLOCK, _HXB_HEAD, has_account=True, is_declared=True, is_newest_first=True),
    "hxb, header row 7": Layout("华夏银行", _split(HXB), GROUPED, CLOCK, (*_HXB_HEAD, ("收入总金额：", "{in}"), ("支出总金额：", "{out}")), has_account=True, is_declared=True, is_newest_first=True),
    "hxb old": Layout("华夏银行", _split("交易日期,凭证号,交易金额(借),交易金额(贷),借贷标志,账户余额,摘要,对方账号,对方账号名称,对方行名"), Style(), {}, _rows("华夏银行账户明细")),
    "cbhb 1": Layout("渤海银行", _split("交易日期 ,交易时间,借方发生额,贷方发生额,账户余额,对方名称,对方账号,对方行名称,摘要,附言"), Style(), CLOCK, _rows(f"账号|{ACCOUNT}\n账户名称|{HOLDER}"), has_account=True),
    "cbhb 2": Layout("渤海银行", _split("交易流水号,交易日期,交易时间,收支标识,交易金额,账户余额,对方户名,对方账号,摘要,备注"), Style(flags=("支出", "收入")), CLOCK, _rows(f"账户名称：|{HOLDER}\n账号：|{ACCOUNT}（人民币）"), has_account=True),
    "cbhb 3, one column right": Layout("渤海银行", _split(",交易流水号,交易日期,收支标志,交易金额,账户余额,对方户名,对方账号,摘要,备注"), Style(flags=("支出", "收入")), {}, _rows(f"|账户名称：|{HOLDER}\n|账号：|{ACCOUNT}"), has_account=True),
    "mybank": Layout("浙江网商银行", _split("序号,账务流水号,提交时间,交易时间,交易名称,借方金额（收）,贷方金额（支）,余额,对方户名,对方账号,对方机构,备注"), ZERO, {}, _rows(f"浙江网商银行企业账户交易明细\n企业名称：{HOLDER}||||企业账号：{ACCOUNT}（人民币）"), has_account=True),
    "cdb": Layout("国家开发银行", _split("交易参考号,交易时间,收入/支出标志,收款账号,收款户名,付款账号,付款户名,摘要,发生额（元）,交易后余额（元）"), Style(flags=("支出", "收入")), has_account=True),
    "jiangsu": Layout("江苏银行", _split("序号,付款账号,付款户名,收款账号,收款户名,交易日期,借贷标记,交易金额,账户余额,摘要"), Style(), {}, _rows("江苏银行账户明细\n"), has_account=True),
    "zhongyuan": Layout("中原银行", _split("交易日期,交易渠道,凭证号,金额,收支状况,,币种,余额,对方行名,对方户名,对方账号,附言"), Style(flags=("支出", "收入")), {}, _rows(f"中原银行账户交易流水\n户名|{HOLDER}||||账号|{ACCOUNT}"), has_account=True),
    "jining": Layout("济宁银行", _split("交易时间,本单位账号,对方账号,收支(元),余额(元),对方行名,对方账户名,备注")),
    "changsha": Layout("长沙银行", _split("交易日期,凭证号,摘要,发生额,,账户余额,对方账号,对方姓名"), Style(day="%Y%m%d %H:%M:%S"), {"交易日期": "stamp", "发生额": "out", "under 4": "in"}, _rows("长沙银行单位账户明细"), lower=("", "", "", "支出", "收入", "", "", "")),
    "jiaxing": Layout("嘉兴银行", _split("本方账号,对方账号,对方户名,交易时间,借/贷,借方发生额,贷方发生额,账户余额")),
    "exim": Layout("中国进出口银行", _split("记账日期,借方发生额(支取),贷方发生额(收入),余额,币种,对方户名,对方账号,对方开户机构,业务发起时间,摘要"), COMPACT, {"业务发起时间": "stamp"}),
    "tailong": Layout("浙江泰隆商业银行", _split("序号,交易时间,对方账号,对方户名,对方开户行,支出金额,收入金额,账户余额,摘要,附言"), Style(), {}, _rows("泰隆银行账户明细")),
    "huishang": Layout("徽商银行", _split("交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,对方开户行,用途,流水号,附言,摘要"), ZERO, {}, _rows("徽商银行\n账户交易明细")),
}  # fmt: skip
WITHOUT_BALANCE = {
    "zheshang": Layout("浙商银行", _split("流水号,付款账号,付款人户名,收款账号,收款人户名,交易日期,交易金额,借贷标志(1收2付),备注"), Style(flags=("2", "1")), has_account=True),
    "kunlun": Layout("昆仑银行", _split("付款人户名,付款人账号,付款人开户银行,收款人户名,收款人账号,收款人开户银行,金额,币种,凭证号,收入/支出,摘要,渠道,记录网点,柜员,记账日期"), Style(flags=("支出", "收入")), {}, _rows("昆仑银行交易明细"), has_account=True),
}  # fmt: skip
