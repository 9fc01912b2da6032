"""People stand in registers and bank metadata, nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.checks.people import People
from owners_ledger.config import committee_of
from owners_ledger.registers import Registers

CHECK = "personal_data"
NOBODY = People.of(Registers(), committee_of({"name": "测试苑", "body": "测试苑业主委员会"}))


def test_codes_posts_and_companies_are_in_order(found):
    """
    2026-01-01 note Assets:11库存现金 "库存现金盘点，无差异"

    2026-01-05 * "1-1-101" "物业费 2026-01-01 至 2026-03-31" #fee ^inv-2026-0105
      document: "documents/2026/2026-01-凭证册.pdf"
      voucher: "记-12"
      Assets:11库存现金          64.00 CNY
        bank-payer: "欧阳试样"
        bank-account: "6217990000100000033"
        bank-text: "欧阳试样 13900001234 渝A12345"
      Assets:20应收款:01物业费   -64.00 CNY
        unit: "1-1-101"

    2026-01-06 * "欧阳试样园艺有限公司" "安全检查与绿化（发票 25500000000012345678）"
      Expenses:30运行:33绿化   10.00 CNY
      Assets:11库存现金       -10.00 CNY

    2026-01-31 custom "bank-statement" Assets:10银行存款:01基本户
      file: "statements/3101019901200099017_2026-01.csv"
      sha256: "13912345678a1390000123413900001234b11010519491231002X13900001234"
    """
    assert [(error.severity, error.source["lineno"]) for error in found] == [("warning", 13)]


PLACES = [
    pytest.param('2026-01-05 * "{}" "付款"\n', 1, id="payee"),
    pytest.param('2026-01-05 * "公司" "付{}款"\n', 1, id="narration"),
    pytest.param('2026-01-05 * "付款"\n  review: "可能是 {}"\n', 1, id="transaction metadata"),
    pytest.param('2026-01-05 * "付款"\n  document: "documents/{}.pdf"\n', 1, id="document"),
]
POSTINGS = '  Expenses:30运行:33绿化   10.00 CNY\n    supplier: "V-01"\n  Assets:11库存现金       -10.00 CNY\n'


@pytest.mark.parametrize(("text", "line"), PLACES)
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("13912345678", "手机号"),
        ("139 1234 5678", "手机号"),
        ("１３９１２３４５６７８", "手机号"),
        ("11010519491231002X", "身份证号"),
        ("6222 0200 0000 0000 00", "银行卡号"),
        ("4111111111111111", "银行卡号"),
        ("渝A12345", "车牌"),
        ("渝AD12345", "车牌"),
        ("渝A·12345", "车牌"),
        ("欧阳试样", "人名"),
        ("司徒甲", "人名"),
    ],
)
def test_personal_data_is_found_wherever_it_stands(book, text, line, data, kind):
    book.ledger(text.format(data) + POSTINGS)
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == line
    assert kind in error.said
    assert data not in error.message


@pytest.mark.parametrize(
    "ledger",
    [
        '2026-01-05 * "付款"\n' + POSTINGS.replace("V-01", "13912345678"),
        '2026-01-05 * "付款" #t13912345678\n' + POSTINGS,
        '2026-01-05 * "付款" ^p-13912345678\n' + POSTINGS,
        '2026-01-05 note Assets:11库存现金 "联系 13912345678"\n',
        '2026-01-05 custom "memo" "13912345678"\n',
        '2026-01-05 event "phone" "13912345678"\n',
        "2020-01-01 open Assets:22其他应收款:13912345678 CNY\n",
    ],
)
def test_also_in_tags_links_notes_postings_and_accounts(book, ledger):
    book.ledger(ledger)
    errors = book.run(CHECK)
    assert len(errors) == 1
    assert errors[0].severity == "error"


def test_of_a_document_only_the_file_name_counts(book):
    book.write("ledger/documents/司徒甲/盘点.pdf", "%PDF")
    book.ledger('2026-01-05 document Assets:11库存现金 "../documents/司徒甲/盘点.pdf"\n')
    assert book.run(CHECK) == []


def test_every_place_of_the_same_text_is_found(book):
    book.ledger(
        '2026-01-05 * "司徒甲" "付款"\n' + POSTINGS + '\n2026-01-06 * "司徒甲" "付款"\n' + POSTINGS
    )
    assert [error.source["lineno"] for error in book.run(CHECK)] == [1, 6]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("安全", "error"),
        ("退 安全 押金", "error"),
        ("安全检查", "warning"),
        ("加强安全", "warning"),
    ],
)
def test_a_name_of_two_signs_inside_words_is_only_a_warning(book, text, severity):
    book.ledger(f'2026-01-05 * "{text}"\n' + POSTINGS)
    assert [error.severity for error in book.run(CHECK)] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        "发票 25500000000012345678",
        "2026-01-01 2026-03-31",
        "电费户号 5001234567",
        "21391234567890",
        "12345678901",
        "110105194912310021",  # card-like, wrong check digit of an identity number
        "新A座1栋",
        "1-1-101、1-1-102、1-1-103",
    ],
)
def test_other_numbers_are_no_certain_finding(text):
    assert not any(found.certain for found in NOBODY.find(text))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read(text):
    NOBODY.find(text)


@settings(deadline=None)
@given(st.integers(10**16, 10**17 - 1), st.sampled_from("0123456789X"))
def test_one_check_digit_of_eleven_makes_an_identity_number(body, digit):
    head = f"110105{1950 + body % 50}{1 + body % 12:02d}{1 + body % 28:02d}{body % 1000:03d}"
    weights = [pow(2, 17 - place, 11) for place in range(17)]  # ISO 7064 MOD 11-2
    total = sum(int(sign) * weight for sign, weight in zip(head, weights, strict=True))
    right = "0123456789X"[(12 - total) % 11]
    kinds = [found.kind for found in NOBODY.find(head + digit)]
    assert ("身份证号" in kinds) == (digit == right)
