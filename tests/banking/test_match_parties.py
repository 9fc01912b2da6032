"""Lines of own accounts, tenants, suppliers, staff, authorities; returned payments; rules."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from import_book import BASIC, FEES, NUMBERS, line, make_book

from owners_ledger.banking.booking.importing import matcher_of
from owners_ledger.banking.match import Match, Matcher
from owners_ledger.banking.match.rules import load_rules
from owners_ledger.banking.match.text import name_key
from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.load import load_books
from owners_ledger.config import ConfigError

WORKS = "Assets:30在建工程:01消防改造"
FILES = {
    "registers/leases.csv": """合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目
L-01,架空层,1栋架空层,重庆小松幼儿园有限公司,50001990000000000101,24000.00,季,12000.00,2021-07-01,,Assets:20应收款:03架空层租金
L-02,广告,电梯轿厢,重庆桥岭传媒有限公司,,12800.00,季,,2021-07-01,,Assets:20应收款:05广告费
L-03,广告,大门道闸,重庆桥岭传媒有限公司,,6000.00,年,,2021-07-01,,Assets:20应收款:05广告费
L-05,设施,快递柜,重庆双柏超市有限公司,,1000.00,月,,2021-07-01,,Assets:20应收款:06设施场地费
L-06,公共用房,双柏库房,重庆双柏超市有限公司,,2000.00,月,,2021-07-01,,Assets:20应收款:04公共用房租金
L-04,公共用房,南门小卖部,何店主,6217990000000900003,1800.00,月,,2021-07-01,,Assets:20应收款:04公共用房租金
""",
    "registers/suppliers.csv": """编号,名称,别名,账号,科目,说明,起,止
V-01,重庆松岭供电有限公司,松岭供电;国网松岭,50001990000000000201,Expenses:30运行:32公共水电,公共用电，每月,2020-01-01,
V-02,重庆固安消防工程有限公司,,50001990000000000213,Assets:30在建工程:01消防改造,消防设施改造,2020-01-01,
V-03,渝北区杂货商店,,,,杂项,2020-01-01,
V-04,财付通支付科技有限公司,财付通,50001990000000000219,Income:20公共收益:12临时停车,微信收款结算,2020-01-01,
V-05,重庆旧绿化有限公司,,,Expenses:30运行:33绿化,绿化,2020-01-01,2024-12-31
""",
    "registers/staff.csv": """工号,姓名,岗位,用工,月薪,账号,起,止
S01,孟小满,保洁,劳动合同,2600.00,6217990000000800001,2020-01-01,
""",
    "projects.toml": f"""[[project]]
code = "P-01"
name = "消防设施改造"
resolution = "2025-03"
contractor = "重庆固安消防工程有限公司"
account = "{WORKS}"
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("book"), account=BASIC, files=FILES)


@pytest.fixture
def matcher(root: Path) -> Matcher:
    return matcher_of(load_books(root))


def ask(
    matcher: Matcher,
    amount: str,
    text: str | None = None,
    bank: str = BASIC,
    day: str = "10",
    **other: str,
) -> Match:
    account = next(one for one in matcher.committee.banks if one.account == bank)
    return matcher.match(line(f"2025-03-{day}", amount, text, **other), account)


@pytest.mark.parametrize(
    ("amount", "text", "other", "leg"),
    [
        (
            "24000.00",
            "二季度租金",
            {"name": "重庆小松幼儿园有限公司"},
            ("Assets:20应收款:03架空层租金", {"lease": "L-01"}),
        ),
        (
            "23000.00",
            None,
            {"account": "5000 1990 0000 0000 0101"},
            ("Assets:20应收款:03架空层租金", {"lease": "L-01"}),
        ),
        (
            "12000.00",
            "押金",
            {"name": "重庆小松幼儿园有限公司"},
            ("Liabilities:20押金:02租赁押金", {"lease": "L-01"}),
        ),
        (
            "6000.00",
            "广告费",
            {"name": "重庆桥岭传媒有限公司"},
            ("Assets:20应收款:05广告费", {"lease": "L-03"}),
        ),
        (
            "-3500.10",
            "电费",
            {"name": "国网松岭"},
            ("Expenses:30运行:32公共水电", {"supplier": "V-01"}),
        ),
        (
            "-90000.00",
            "进度款",
            {"name": "重庆固安消防工程有限公司", "account": "50001990000000000213"},
            (WORKS, {"supplier": "V-02", "project": "P-01", "resolution": "2025-03"}),
        ),
        (
            "931.00",
            "微信支付结算0601",
            {"name": "财付通支付科技有限公司"},
            ("Income:20公共收益:12临时停车", {"supplier": "V-04"}),
        ),
        (
            "-2400.00",
            "3月工资",
            {"name": "孟小满"},
            ("Liabilities:10应付工资", {"staff": "S01", "post": "保洁"}),
        ),
        (
            "-500.00",
            "资金归集",
            {"name": "任何名称", "account": NUMBERS[FEES]},
            ("Assets:10银行存款:09在途资金", {}),
        ),
        ("12.34", "结息", {}, ("Income:30其他收入:11利息", {})),
        ("-20.00", "账户管理费", {}, ("Expenses:50管理:54银行手续费", {})),
        ("-25929.97", "代发工资", {}, ("Liabilities:10应付工资", {})),
        (
            "-10126.05",
            "2025年2月社保费",
            {"name": "国家金库重庆市渝北区支库"},
            ("Liabilities:11应交社保公积金", {}),
        ),
        (
            "-14.78",
            "个人所得税",
            {"name": "待报解预算收入"},
            ("Liabilities:12应交个人所得税", {}),
        ),
        (
            "-3000.00",
            "汇缴",
            {"name": "重庆市住房公积金管理中心"},
            ("Liabilities:11应交社保公积金", {}),
        ),
    ],
)
def test_certain(
    matcher: Matcher,
    amount: str,
    text: str | None,
    other: dict[str, str],
    leg: tuple[str, dict[str, str]],
) -> None:
    match = ask(matcher, amount, text, **other)
    assert match.certain, match.review
    assert [(one.account, dict(one.meta), one.amount) for one in match.legs] == [
        (*leg, -Decimal(amount))
    ]
    assert "孟小满" not in match.payee + match.narration


@pytest.mark.parametrize(
    ("amount", "text", "other", "candidate"),
    [
        ("3000.00", "往来款", {"name": "重庆桥岭传媒有限公司"}, "L-02"),
        ("3000.00", "租金", {"name": "重庆双柏超市有限公司"}, "L-06"),
        ("24000.00", "水电费", {"name": "重庆小松幼儿园有限公司"}, "L-01"),
        ("9000.00", "押金", {"name": "重庆小松幼儿园有限公司"}, "L-01"),
        ("-12000.00", "退押金", {"name": "重庆小松幼儿园有限公司"}, "L-01"),
        (
            "-3500.10",
            "电费",
            {"name": "重庆松岭供电有限公司", "account": "6217990000009999999"},
            "V-01",
        ),
        ("3500.10", "电费", {"name": "重庆松岭供电有限公司"}, "V-01"),
        ("-88.00", "采购", {"name": "渝北区杂货商店"}, "V-03"),
        ("-88.00", "绿化", {"name": "重庆旧绿化有限公司"}, "V-05"),
        ("-88.00", "报销", {"name": "孟小满"}, "S01"),
        ("-500.00", "归集", {"name": "松柏里小区业主委员会"}, "在途"),
        ("-4000.00", "扣款", {"name": "国家金库重庆市渝北区支库"}, "应交税费"),
        ("600.00", "现金存入", {}, "库存现金"),
        ("-700.00", "货款", {"name": "没有登记的公司"}, ""),
    ],
)
def test_flagged(
    matcher: Matcher, amount: str, text: str | None, other: dict[str, str], candidate: str
) -> None:
    match = ask(matcher, amount, text, **other)
    assert not match.certain
    assert [leg.account for leg in match.legs] == [SUSPENSE]
    assert match.review
    assert candidate in "；".join(match.candidates)
    assert "孟小满" not in match.review + "".join(match.candidates)


def test_a_person_who_rents_is_named_by_the_contract(matcher: Matcher) -> None:
    match = ask(matcher, "1800.00", "房租", name="何店主")
    assert (match.payee, match.certain) == ("L-04", True)
    assert "何店主" not in match.narration


def test_two_contracts_paid_at_once(matcher: Matcher) -> None:
    match = ask(matcher, "18800.00", "广告费", name="重庆桥岭传媒有限公司")
    assert match.certain
    assert [(leg.meta["lease"], str(leg.amount)) for leg in match.legs] == [
        ("L-02", "-12800.00"),
        ("L-03", "-6000.00"),
    ]


def test_returned_payment_goes_back_where_it_came_from(matcher: Matcher) -> None:
    payee = {"name": "重庆松岭供电有限公司", "account": "50001990000000000201"}
    ask(matcher, "-3500.10", "电费", **payee)
    match = ask(matcher, "3500.10", "退汇 账号户名不符", day="11", **payee)
    assert match.certain
    assert [(leg.account, leg.amount, leg.meta["supplier"]) for leg in match.legs] == [
        ("Expenses:30运行:32公共水电", Decimal("-3500.10"), "V-01")
    ]
    again = ask(matcher, "3500.10", "退汇", day="12", **payee)
    assert not again.certain


def test_returned_payment_with_two_originals_is_flagged(matcher: Matcher) -> None:
    for _number in range(2):
        ask(matcher, "-100.00", "电费", name="松岭供电")
    match = ask(matcher, "100.00", "退汇", name="松岭供电")
    assert not match.certain
    assert len(match.candidates) == 1  # both on one day


def test_large_payment_promises_its_document(matcher: Matcher) -> None:
    small = ask(matcher, "-999.99", "电费", name="松岭供电")
    large = ask(matcher, "-1000.00", "电费", name="松岭供电")
    wages = ask(matcher, "-25929.97", "代发工资")
    assert "document-due" not in small.meta
    assert large.meta["document-reason"]
    assert large.meta["document-due"] == datetime.date(2025, 6, 8)
    assert "document-due" not in wages.meta


def test_own_rules_come_first_and_over_a_doubtful_register(tmp_path: Path) -> None:
    root = make_book(tmp_path, account=BASIC, files=FILES)
    rules = root / "importers" / "rules"
    rules.mkdir(parents=True)
    (rules / "own.toml").write_text(
        """[[rule]]
name = "灯泡"
to = "Expenses:30运行:36日常维修"
narration = "换灯泡"
payee = "杂货商店"
certain = true
when.direction = "out"
when.counterparty = ["杂货"]
when.text = ["灯泡"]
when.amount-to = "100.00"
""",
        "utf-8",
    )
    matcher = matcher_of(load_books(root))
    assert ask(matcher, "-88.00", "买灯泡", name="渝北区杂货商店").narration == "换灯泡"
    assert not ask(matcher, "-188.00", "买灯泡", name="渝北区杂货商店").certain
    assert not ask(matcher, "88.00", "灯泡", name="渝北区杂货商店").certain


def test_rule_for_an_account_the_book_lacks_only_suggests(tmp_path: Path) -> None:
    root = make_book(tmp_path, account=BASIC)
    chart = root / "ledger" / "accounts.beancount"
    chart.write_text(
        chart.read_text("utf-8").replace(
            "open Income:30其他收入:11利息", "open Income:30其他收入:19别的"
        )
    )
    match = ask(matcher_of(load_books(root)), "12.34", "结息")
    assert not match.certain
    assert "Income:30其他收入:11利息" in match.review


@pytest.mark.parametrize(
    "text",
    [
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\nwhen.regex='.*'",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'",
        "[[rule]]\nname='x'\nnarration='n'\nwhen.text=['a']",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\nwhen.text='a'",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\nwhen.direction='up'",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\nwhen.amount='1e5'",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\ncertain='yes'\nwhen.text=['a']",
        "[[purpose]]\nname='x'\nwords=['a']\nkind='tax'\naccount='A'",
        "[[purpose]]\nname='x'\nwords=['a']",
        "[[rule]]\nname='x'\nto='A'\nnarration='n'\nwhen.text=['a']\nposting.Wrong='1'",
        "[[wish]]\nname='x'",
        "rule = 3",
        "[[rule",
    ],
)
def test_wrong_rules_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "importers" / "rules" / "own.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules(tmp_path)
    assert caught.value.file is not None
    assert caught.value.file.endswith("own.toml")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("amount", "text", "other"),
    [
        ("-200.00", "电梯年检手续费", {"name": "重庆某电梯检测有限公司"}),
        ("100.00", "借款利息收入", {"name": "重庆某投资有限公司"}),
        ("-3000.00", "代发工资", {"name": "陌生人"}),
        ("-900.00", "代发工资服务费", {"name": "重庆某劳务有限公司"}),
        ("-2600.00", "工资", {"name": "孟小满", "account": "6217990000000899999"}),
        ("300.00", "停车费", {"name": "重庆小松幼儿园有限公司"}),
        ("300.00", "退还多付款", {"name": "重庆小松幼儿园有限公司"}),
        ("-5000.00", "退还投标保证金", {"name": "重庆松岭供电有限公司"}),
    ],
)
def test_a_word_or_a_name_alone_is_not_enough(
    matcher: Matcher, amount: str, text: str, other: dict[str, str]
) -> None:
    match = ask(matcher, amount, text, **other)
    assert not match.certain, match.legs


def test_a_return_from_nobody_undoes_nothing_by_itself(matcher: Matcher) -> None:
    assert ask(matcher, "-5.00", "手续费", day="05").certain
    assert not ask(matcher, "5.00", "退汇 账号有误", day="07").certain


def test_brackets_of_any_kind(matcher: Matcher) -> None:
    assert ask(matcher, "24000.00", "租金", name="【重庆小松幼儿园有限公司】").certain is False
    assert name_key("甲〔重庆〕公司") == name_key("甲（重庆）公司") == name_key("甲[重庆]公司")
