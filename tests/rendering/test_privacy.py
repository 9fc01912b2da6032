"""Planted personal data stops the build; ordinary words and figures do not."""

import dataclasses
import datetime
import io

import pytest
import samples
from pypdf import PdfReader

from owners_ledger.registers import Bay, Household, Lease, Registers, Staff, Supplier
from owners_ledger.rendering import produce
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.privacy import Guard, PrivacyError, refuse

DAY = datetime.date(2024, 1, 1)
ZERO = samples.D("0.00")


def registers() -> Registers:
    return Registers(
        households=(
            Household("1-1-101", "欧阳靖宇", "业主", "13900001111", DAY, None, 2),
            Household("1-1-102", "高平", "业主", "023-69998887", DAY, None, 3),
            Household("1-1-103", "水费", "租户", "", DAY, None, 4),
        ),
        parking=(Bay("A-017", "公共", "1-1-101", "渝A9K3L7", samples.D("80.00"), DAY, None, 2),),
        leases=(
            Lease(
                "L-02",
                "公共用房",
                "门旁",
                "郑小满",
                "6217000011112222",
                ZERO,
                "月",
                ZERO,
                DAY,
                None,
                "Assets:20应收款:04公共用房租金",
                2,
            ),
            Lease(
                "L-01",
                "架空层",
                "3 栋",
                "高平幼儿园有限公司",
                "",
                ZERO,
                "季",
                ZERO,
                DAY,
                None,
                "Assets:20应收款:03架空层租金",
                3,
            ),
        ),
        staff=(
            Staff(
                "S01",
                "邓长贵",
                "保洁",
                "劳务",
                samples.D("3000.00"),
                "6222020011113333",
                DAY,
                None,
                2,
            ),
        ),
        suppliers=(Supplier("V-01", "重庆市高平园林有限公司", (), "", "", "", DAY, None, 2),),
    )


GUARD = Guard.of(registers(), samples.committee(), ["公共水费", "水费"])


def kinds(text: str, *, strict: bool = False) -> set[str]:
    return {kind for kind, _what in GUARD.look_through(text, strict=strict)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话13812345678。", "电话"),
        ("138-1234-5678", "电话"),
        ("138 1234 5678", "电话"),
        ("１３８１２３４５６７８", "电话"),
        ("023-69998887", "电话"),
        ("02369998887", "电话"),
        ("50010519900307123X", "身份证号"),
        ("6217000011112222", "账号"),
        ("6217 0000 1111 2223", "银行卡号或账号"),
        ("6217-0000-1111-2223-444", "银行卡号或账号"),
        ("62170000111122234", "银行卡号或账号"),
        ("渝A9K3L7", "车牌"),
        ("渝 A·9K3L8", "车牌"),
        ("渝AD12345", "车牌"),
        ("沪C1234学", "车牌"),
        ("收欧阳靖宇装修押金", "姓名"),
        ("收欧阳\n靖 宇装修押金", "姓名"),
        ("付邓长贵", "姓名"),
        ("高平", "姓名"),
        ("业主（高平）", "姓名"),
        ("0101010120010000156", "账号"),
    ],
)
def test_it_is_seen_on_a_page(text, kind):
    assert kind in kinds(f"前 {text} 后") | kinds(text)


@pytest.mark.parametrize("text", ["付高平工资", "退高平"])
def test_a_short_name_always_counts_in_a_single_field(text):
    assert kinds(text, strict=True) == {"姓名"}
    assert kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31 2026-04-08 12,601.00 1,234,567,890,123.45",
        "公示〔2026〕第 7 号 023-0000 0001 收费户-2606 等",
        "核对码 7K4Q-2MZD-X9RT-0B5W-HN3C",
        "1234-5678-9012",
        "京 A 座、渝 B2 栋 川 C 区 12 部",
        "公共水费 2 月",
        "重庆市高平园林有限公司、高平幼儿园有限公司",
        "46,120.40139,884.20557,000.00",
        "13812345678901",
        "鄂尔多斯",
    ],
)
def test_ordinary_words_and_figures_pass(text):
    assert kinds(text, strict=True) == set()


def test_the_published_telephone_may_be_a_mobile():
    committee = samples.committee(contact=[{"label": "业委会", "phone": "139 0000 2222"}])
    guard = Guard.of(registers(), committee)
    assert not set(guard.look_through("业委会 139 0000 2222 或 13900002222"))
    assert set(guard.look_through("13900001111"))


def test_the_committee_can_allow_a_word():
    committee = samples.committee(privacy={"words": ["高平路"]})
    guard = Guard.of(registers(), committee)
    assert not set(guard.look_through("高平路口补路面", strict=True))
    assert set(guard.look_through("高平路口补路面，付高平", strict=True))


def test_the_message_names_kind_and_place_but_not_the_find():
    with pytest.raises(PrivacyError) as caught:
        refuse(GUARD, [("PDF 第 2 页", "电话 13812345678，邓长贵", False)])
    assert "PDF 第 2 页有电话（138********）" in caught.value.message
    assert "姓名（邓**）" in caught.value.message
    assert "没有生成任何文件" in caught.value.remedy


@pytest.mark.parametrize(
    "leak",
    ["13812345678", "50010519900307123X", "6217000011112223", "渝A12345", "邓长贵", "付高平"],
)
@pytest.mark.parametrize("format_", ["pdf", "html", "xlsx", "json"])
def test_a_leak_in_the_figures_stops_every_format(leak, format_):
    figures = samples.disclosure()
    payments = (
        dataclasses.replace(figures.payments[0], summary=f"付{leak}款"),
        *figures.payments[1:],
    )
    with pytest.raises(PrivacyError):
        produce.produce(
            notice(dataclasses.replace(figures, payments=payments), samples.committee()),
            samples.committee(),
            registers(),
            book=None,
            formats=[format_],
        )


def test_a_leak_in_the_committees_own_template_stops_the_build(tmp_path):
    (tmp_path / "reports").mkdir()
    template = '<html lang="zh"><title>x</title><p>第一页</p><p style="break-before: page">联系 欧阳靖宇 13812345678</p></html>'
    (tmp_path / "reports/monthly.html").write_text(template, encoding="utf-8")
    for format_, place in (("pdf", "PDF 第 2 页"), ("html", "HTML")):
        with pytest.raises(PrivacyError, match=place):
            produce.produce(
                notice(samples.disclosure(), samples.committee()),
                samples.committee(),
                registers(),
                book=tmp_path,
                formats=[format_],
            )


def test_what_is_clean_is_produced_in_all_formats():
    made = produce.produce(
        notice(samples.disclosure(), samples.committee()),
        samples.committee(),
        registers(),
        book=None,
        formats=produce.FORMATS,
        words=["公共水费"],
    )
    assert set(made.files) == set(produce.FORMATS)
    assert not made.warnings
    assert made.files["pdf"].startswith(b"%PDF-1.7")
    assert PdfReader(io.BytesIO(made.files["pdf"])).attachments == {
        "monthly-2026-03.json": [made.files["json"]]
    }
