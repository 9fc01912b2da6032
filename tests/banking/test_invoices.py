"""Invoices and bank receipts: read with every sum proved, attached only where it is certain."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from beancount.core import data as ledger
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from import_book import BASIC, make_book
from invoice_files import BKER, BUYER, SHUDIAN, einv, invoice, number
from standard_files import BKRS, ofd, pdf

from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.reading.standards.receipt import Receipt
from owners_ledger.banking.vouchers.attach import Rules, attach_all
from owners_ledger.banking.vouchers.capitals import read_capitals
from owners_ledger.banking.vouchers.desk import Desk, Given, Outcome
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import Payment
from owners_ledger.banking.vouchers.reading import read_voucher
from owners_ledger.books.load import load_books
from owners_ledger.books.write import is_untouched
from owners_ledger.checks import CHECKS
from owners_ledger.checks.facts import gather
from owners_ledger.cli import main
from owners_ledger.money import capitals
from owners_ledger.registers import Registers

GARDEN, FIRE, SHOP = "重庆青禾园林有限公司", "重庆安岭消防技术有限公司", "渝北区固杉建材经营部"


def read(content: str | bytes) -> Invoice | Receipt:
    return read_voucher(content if isinstance(content, bytes) else content.encode(), "f")[0]


# Reading


def test_the_sample_reads_as_a_person_reads_it() -> None:
    found = read(SHUDIAN)
    assert isinstance(found, Invoice)
    assert found.number == "26509900000000000017"
    assert (found.issued.isoformat(), found.kind, found.is_red) == ("2026-01-05", "普通", False)
    assert found.seller == "重庆城南桐电梯工程有限公司"
    assert found.seller_account == "31009900900100000022"
    assert (found.buyer, found.buyer_id) == (
        "重庆市渝北区云杉苑小区业主委员会",
        "54500999MJ9900001X",
    )
    assert (found.net, found.tax, found.total) == (
        Decimal("3525.25"),
        Decimal("35.25"),
        Decimal("3560.50"),
    )
    assert found.items == ("*劳务*电梯曳引轮更换",)
    assert "郑知行" not in repr(found)  # who drew it is nobody's business here


def several(*contents: str) -> bytes:
    """An archive of several documents, and the picture beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("dzfp_26509900000000000017/dzfp.pdf", pdf(None))
        for at, content in enumerate(contents):
            archive.writestr(f"dzfp_26509900000000000017/{at}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("wrap", [str, ofd, pdf, several], ids=["xml", "ofd", "pdf", "zip"])
def test_every_container_holds_the_same_invoice(wrap) -> None:
    assert read(wrap(SHUDIAN)) == read(SHUDIAN)


def test_the_ministrys_empty_form_beside_the_invoice_does_not_matter() -> None:
    empty = re.sub(r"(contextRef[^>]*>)[^<]+<", r"\1<", einv(1, "9.00", GARDEN, "2026-01-05"))
    assert read(several(empty, SHUDIAN)) == read(SHUDIAN)
    with pytest.raises(StatementError, match="没有发票的数据"):
        read(several(empty))


def test_namespaces_and_encodings_do_not_count() -> None:
    spaced = SHUDIAN.replace("<EInvoice>", '<EInvoice xmlns="urn:x">')
    assert read(spaced) == read(SHUDIAN)
    assert read(SHUDIAN.replace('"utf-8"', '"gb18030"').encode("gb18030")) == read(SHUDIAN)


@pytest.mark.parametrize(
    ("form", "kind"), [("einv_ord_receiver", "普通"), ("einv_spcl_receiver", "专用")]
)
def test_the_ministrys_instance_agrees_with_the_tax_bureaus(form: str, kind: str) -> None:
    found, bare = read(einv(1, "1000.00", GARDEN, "2026-01-05", form)), read(invoice(1, "1000.00"))
    assert isinstance(found, Invoice)
    assert isinstance(bare, Invoice)
    assert (found.core, found.kind) == (bare.core, kind)


def test_red_invoices_name_what_they_take_back_in_a_field_or_in_the_remark() -> None:
    remark = f"被红冲蓝字数电票号码：{number(1)} 红字发票信息确认单编号：50010826010000000001"
    for found in (
        read(invoice(2, "-300.00", original=number(1))),
        read(invoice(2, "-300.00", remark=remark)),
    ):
        assert isinstance(found, Invoice)
        assert (found.is_red, found.total, found.original) == (True, Decimal(-300), number(1))


def changed(old: str, new: str, text: str = SHUDIAN) -> str:
    assert old in text
    return text.replace(old, new, 1)


BROKEN = {
    "19 digits": (SHUDIAN.replace("26509900000000000017", "2650990000000000001"), "号码"),
    "two numbers": (changed("<EIid>26", "<EIid>27"), "号码（文件里有两个）"),
    "no day": (changed("<IssueTime>2026-01-05", "<IssueTime>2026-13-05"), "开票日期不对：2026-13"),
    "net": (changed("<TotalAmWithoutTax>3525.25", "<TotalAmWithoutTax>3525.26"), "应为 3,560.51"),
    "line": (changed("<Amount>3525.25", "<Amount>3525.24"), "1 行明细的金额合计是 3,525.24"),
    "line tax": (changed("<ComTaxAm>35.25", "<ComTaxAm>***"), "1 行明细的税额合计是 0.00"),
    "no lines": (re.sub("<IssuItem.*</IssuItemInformation>", "", SHUDIAN), "明细不对：空"),
    "capitals": (changed("叁仟伍佰陆拾圆", "叁仟伍佰陆拾壹圆"), "大写金额.*与小写 3,560.50 不符"),
    "no capitals": (changed("叁仟伍佰陆拾圆伍角整", ""), "大写金额不对：空"),
    "capitals of nothing": (changed("叁仟伍佰陆拾圆伍角整", "圆整"), "大写金额不对：圆整"),
    "1E3": (changed("Amount>3560.50", "Amount>3.5605E3"), "价税合计不对：3.5605E3"),
    "full width": (changed("Amount>3560.50", "Amount>３560.50"), "价税合计不对"),
    "part of a fen": (changed("<TotalTaxAm>35.25", "<TotalTaxAm>35.251"), "税额不对：35.251"),
    "colour": (changed("<LabelCode>Y<", "<LabelCode>N<"), "标为红字，价税合计却是 3,560.50"),
    "no colour": (changed("<LabelCode>Y<", "<LabelCode>?<"), "蓝字、红字标志不对"),
    "red of nothing": (invoice(2, "-300.00"), "被红冲的原发票号码不对：空"),
    "red of two": (
        invoice(2, "-300.00", original=number(1), remark=f"对应蓝字发票号码:{number(3)}"),
        "被红冲的原发票号码",
    ),
    "no seller": (re.sub("<SellerName>.*</SellerName>", "", SHUDIAN), "销售方名称不对：空"),
    "turned name": (changed("<SellerName>重庆", "<SellerName>重\u202e庆"), "看不见的字符"),
    "hidden sign": (changed("<BuyerName>重庆", "<BuyerName>重\u200b庆"), "购买方名称里有看不见"),
    "tax number": (changed("<BuyerIdNum>54", "<BuyerIdNum>=54"), "购买方税号不对"),
    "dtd": ('<!DOCTYPE a [<!ENTITY x "y">]>' + SHUDIAN.partition("?>")[2], "文档类型"),
    "deep": ("<EInvoice>" + "<a>" * 100_000, "多得不正常"),
    "cut": (SHUDIAN[:1500], "XML 已损坏"),
    "bomb": (ofd(b"<EInvoice>" + b" " * (60 << 20)), "OFD 容器不正常"),
    "page only": (ofd(None), "只有版面"),
    "picture": (pdf(None), "只有版面"),
    "empty facts": (
        re.sub(r"(contextRef[^>]*>)[^<]+<", r"\1<", einv(1, "1000.00", GARDEN, "2026-01-05")),
        "没有发票的数据",
    ),
    "a statement": (BKRS, "bkrs 电子凭证"),
    "a fiscal bill": (einv(1, "9.00", GARDEN, "2026-01-05").replace('/einv"', '/efi"'), "efi 电子"),
    "two invoices": (several(SHUDIAN, invoice(1, "1000.00")), "几张不同的凭证"),
    "something else": ("日期,金额\n", "不是数电票"),
    "other xml": ("<a/>", "不是数电票"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_hold_is_refused_and_named(name: str) -> None:
    content, message = BROKEN[name]
    with pytest.raises(StatementError, match=message) as caught:
        read(content)
    assert caught.value.remedy


SEEDS = [
    SHUDIAN.encode(),
    invoice(2, "-300.00", original=number(1)).encode(),
    einv(1, "1000.00", GARDEN, "2026-01-05").encode(),
    BKER.encode(),
    ofd(SHUDIAN),
    several(SHUDIAN),
]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_is_a_refusal_or_still_adds_up(data: st.DataObject) -> None:
    seed = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(seed) - 1))
        end = start + data.draw(st.integers(0, 40))
        seed[start:end] = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b"0", b"9."]))
        if not seed:
            return
    try:
        found = read(bytes(seed))
    except StatementError:
        return
    if isinstance(found, Invoice):
        assert found.net + found.tax == found.total != 0
        assert re.fullmatch("[0-9]{20}", found.number)


@given(st.integers(0, 10**14 - 1))
def test_capitals_are_read_back(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert read_capitals(capitals(amount)) == amount
    assert read_capitals("（负数）" + capitals(amount).replace("元", "圆")) == -amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("贰万零叁佰圆零伍分", "20300.05"),
        ("人民币壹拾万元整", "100000.00"),
        ("拾元整", "10.00"),
        ("叁角整", "0.30"),
        ("叁仟叁仟圆", None),
        ("伍佰叁仟圆整", None),
        ("五百元", None),
        ("整", None),
    ],
)
def test_capitals_as_people_write_them(text: str, amount: str | None) -> None:
    assert read_capitals(text) == (None if amount is None else Decimal(amount))


# Attaching


def line(ref: str, day: str, amount: str, payee: str, *, account: str = "", meta: str = "") -> str:
    extra = f'\n    bank-account: "{account}"' if account else ""
    said = f"\n  {meta}" if meta else ""
    return f"""{day} * "{payee}" "付款"{said}
  {BASIC}  {amount} CNY
    bank-ref: "01/{ref}"{extra}
  Expenses:30运行:33绿化  {Decimal(amount) * -1} CNY

"""


LEDGER = (
    line("S1", "2026-01-10", "-1000.00", GARDEN)
    + line("S2", "2026-02-10", "-3560.50", FIRE, account="5000 1990 0001")
    + line("S3", "2026-02-12", "-300.00", SHOP)
    + line("S4", "2026-02-13", "-300.00", SHOP)
    + line("S5", "2026-03-01", "300.00", GARDEN)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", files={"2026/01-test.beancount": LEDGER})


def put(root: Path, name: str, content: str | bytes) -> Path:
    path = root.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(root: Path, *args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--book", str(root), "invoice", *map(str, args)])
    assert result.exit_code == code, result.output
    return result


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def attached(root: Path) -> list[tuple[str, str, Decimal]]:
    """Number, payment and amount of what stands in the books, which must be in order."""
    books = load_books(root)
    assert books.errors == []
    assert list(CHECKS["invoices"](gather(books.entries, books.options))) == []
    return [
        (entry.meta["invoice"], entry.meta["payment"], entry.meta["amount"])
        for entry in books.entries
        if isinstance(entry, ledger.Document)
    ]


def test_a_certain_invoice_is_copied_and_attached_once(root: Path) -> None:
    path = put(root, "../../合同;rm -rf.xml".replace("/", "_"), invoice(1, "1000.00"))
    before = tree(root)
    found = json.loads(run(root, path, "--format", "json").stdout)
    assert found["vouchers"][0]["state"] == "attached"
    copy, ledger = found["written"]
    assert copy == f"ledger/documents/2026/invoice-{number(1)}.xml"
    assert (root / copy).read_bytes() == path.read_bytes()
    assert re.fullmatch(r"ledger/2026/01-invoices-[0-9a-f]{8}\.beancount", ledger)
    assert is_untouched((root / ledger).read_text("utf-8"))
    assert "郑知行" not in (root / ledger).read_text("utf-8")
    assert attached(root) == [(number(1), "01/S1", Decimal(1000))]
    after = tree(root)
    assert {name: after[name] for name in before} == before
    run(root, path)
    run(root, put(root, "again.pdf", pdf(invoice(1, "1000.00"))))
    assert tree(root) == after


def test_a_preview_writes_nothing(root: Path) -> None:
    before = tree(root)
    run(root, put(root, "a.xml", invoice(1, "1000.00")), "--dry-run")
    assert tree(root) == before


def test_the_account_number_tells_the_seller_too(root: Path) -> None:
    other = invoice(1, "3560.50", "重庆安岭消防技术有限公司渝北分公司", account="500019900001")
    run(root, put(root, "a.xml", other))
    assert attached(root) == [(number(1), "01/S2", Decimal("3560.50"))]


def test_invoices_of_one_command_that_make_up_a_payment(root: Path) -> None:
    run(root, put(root, "a.xml", invoice(1, "600.00")), put(root, "b.xml", invoice(2, "400.00")))
    assert sorted(attached(root)) == [
        (number(1), "01/S1", Decimal(600)),
        (number(2), "01/S1", Decimal(400)),
    ]


@pytest.mark.parametrize(
    ("content", "said", "candidates"),
    [
        pytest.param(invoice(1, "300.00", SHOP), "有 2 笔付款", ["01/S3", "01/S4"], id="two"),
        pytest.param(invoice(1, "600.00"), "没有一笔付款", ["01/S1"], id="other amount"),
        pytest.param(invoice(1, "1000.00", FIRE), "没有一笔付款", ["01/S1", "01/S2"], id="seller"),
        pytest.param(
            invoice(1, "1000.00", day="2026-06-01"), "没有一笔付款", ["01/S1"], id="too late"
        ),
        pytest.param(
            invoice(1, "-300.00", original=number(7)), "请先附上原发票", [], id="red of unknown"
        ),
    ],
)
def test_what_is_uncertain_is_shown_and_nothing_is_written(
    root: Path, content: str, said: str, candidates: list[str]
) -> None:
    before = tree(root)
    certain = put(root, "sure.xml", invoice(5, "3560.50", FIRE, "2026-02-10"))
    found = run(root, put(root, "a.xml", content), certain, "--format", "json", code=1)
    first, second = json.loads(found.stdout)["vouchers"]
    assert (first["state"], second["state"]) == ("uncertain", "attached")
    assert said in first["said"]
    assert [ref for ref in first["candidates"] if ref in candidates] == candidates
    assert tree(root) == before
    if candidates:
        assert f"--payment {first['candidates'][0]}" in found.stderr


def test_a_payment_that_has_its_invoice_is_no_candidate(root: Path) -> None:
    run(root, put(root, "a.xml", invoice(1, "1000.00")))
    other = put(root, "b.xml", invoice(2, "1000.00"))
    assert "没有一笔付款" in run(root, other, code=1).stdout
    assert "还能附 0.00 元" in run(root, other, "--payment", "01/S1", code=1).output
    assert "01/S5 是收款" in run(root, other, "--payment", "01/S5", code=1).output
    assert "没有编号为 01/S77" in run(root, other, "--payment", "01/S77", code=1).output


def test_each_on_its_own_or_all_on_one_is_for_a_person_to_say(tmp_path: Path) -> None:
    text = LEDGER + line("S8", "2026-01-11", "-600.00", GARDEN)
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": text})
    files = [put(root, "a.xml", invoice(1, "600.00")), put(root, "b.xml", invoice(2, "400.00"))]
    assert run(root, *files, code=1).stdout.count("可以各附一笔，也可以合起来附一笔") == 2
    run(root, *files, "--payment", "01/S1")
    assert {ref for _number, ref, _amount in attached(root)} == {"01/S1"}


def test_a_memo_that_names_the_invoice_decides(tmp_path: Path) -> None:
    text = LEDGER.replace('"01/S4"', f'"01/S4"\n    bank-text: "发票{number(1)}"')
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": text})
    run(root, put(root, "a.xml", invoice(1, "300.00", SHOP)))
    assert attached(root) == [(number(1), "01/S4", Decimal(300))]


def test_two_invoices_for_one_payment_are_rivals(root: Path) -> None:
    found = run(
        root,
        put(root, "a.xml", invoice(1, "1000.00")),
        put(root, "b.xml", invoice(2, "1000.00")),
        code=1,
    )
    assert "有 2 张发票都对得上" in found.stdout
    assert attached(root) == []


def test_two_names_of_one_account_are_rivals_too(root: Path) -> None:
    """The second seller is known by the account number only."""
    found = run(
        root,
        put(root, "a.xml", invoice(1, "3560.50", FIRE, "2026-02-10")),
        put(root, "b.xml", invoice(2, "3560.50", GARDEN, "2026-02-10", account="500019900001")),
        code=1,
    )
    assert found.stdout.count("有 2 张发票都对得上") == 2
    assert attached(root) == []


def test_an_invoice_paid_in_parts_where_the_treasurer_says_so(root: Path) -> None:
    path = put(root, "a.xml", invoice(1, "600.00", SHOP))
    for ref in ("01/S3", "01/S4"):
        run(root, path, "--payment", ref)
    assert attached(root) == [
        (number(1), "01/S3", Decimal(300)),
        (number(1), "01/S4", Decimal(300)),
    ]
    assert "已经附在 01/S3" in run(root, path, "--payment", "01/S1", code=1).output


def test_one_number_is_one_invoice(root: Path) -> None:
    path = put(root, "a.xml", invoice(1, "1000.00"))
    run(root, path)
    before = tree(root)
    other = run(root, put(root, "b.xml", invoice(1, "600.00")), code=1)
    assert re.search(r"b\.xml: .*2026/01-invoices-\w+\.beancount:2", other.output)
    elsewhere = run(root, path, "--payment", "01/S2", code=1)
    assert re.search(r"01/S1.*01-invoices-\w+\.beancount:2.*01/S2", elsewhere.output)
    twins = [put(root, f"{at}.xml", invoice(9, one)) for at, one in enumerate(("300.00", "400.00"))]
    assert "内容却不同" in run(root, *twins, code=1).output
    assert tree(root) == before


def test_a_number_noted_by_hand_names_the_payment(tmp_path: Path) -> None:
    note = f'invoice: "{number(1)}; {number(2)}"'
    text = LEDGER + line("S9", "2026-04-01", "-300.00", "报销", meta=note)
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": text})
    path = put(root, "a.xml", invoice(1, "300.00", SHOP))
    assert "2026/01-test.beancount:" in run(root, path, "--payment", "01/S3", code=1).output
    run(root, path)
    assert attached(root) == [(number(1), "01/S9", Decimal(300))]


def test_a_number_noted_on_a_cash_payment_is_known(tmp_path: Path) -> None:
    cash = f"""2026-01-10 * "文具" "现金"
  invoice: "{number(1)}"
  Assets:11库存现金  -1000.00 CNY
  Expenses:30运行:33绿化  1000.00 CNY
"""
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": LEDGER + cash})
    before = tree(root)
    assert "那一笔不是银行流水" in run(root, put(root, "a.xml", invoice(1, "1000.00"))).output
    assert tree(root) == before


def test_a_red_invoice_stands_on_the_refund(root: Path) -> None:
    blue = put(root, "a.xml", invoice(1, "1000.00"))
    red = put(root, "b.xml", invoice(2, "-300.00", day="2026-02-20", original=number(1)))
    run(root, red, blue)
    assert sorted(attached(root)) == [
        (number(1), "01/S1", Decimal(1000)),
        (number(2), "01/S5", Decimal(-300)),
    ]


def test_of_refunds_only_the_sellers_own_and_only_one(tmp_path: Path) -> None:
    foreign = LEDGER.replace(f'2026-03-01 * "{GARDEN}"', f'2026-03-01 * "{FIRE}"')
    two = LEDGER + line("S6", "2026-03-02", "300.00", GARDEN)
    blue, red = invoice(1, "1000.00"), invoice(2, "-300.00", original=number(1))
    other = make_book(tmp_path / "other", files={"2026/01-test.beancount": foreign})
    run(other, put(other, "a.xml", blue), put(other, "b.xml", red))
    assert (number(2), "01/S1", Decimal(-300)) in attached(other)
    both = make_book(tmp_path / "both", files={"2026/01-test.beancount": two})
    files = [put(both, "a.xml", blue), put(both, "b.xml", red)]
    assert "有 2 笔退款都对得上" in run(both, *files, code=1).stdout
    run(both, files[0])
    for ref, said in (("01/S3", "不能附到 01/S3"), ("01/S2", "不能附到 01/S2")):
        assert said in run(both, files[1], "--payment", ref, code=1).output
    run(both, files[1], "--payment", "01/S6")
    assert (number(2), "01/S6", Decimal(-300)) in attached(both)


def test_red_invoices_of_one_command_take_back_no_more_than_there_is(root: Path) -> None:
    reds = [put(root, f"{at}.xml", invoice(at, "-600.00", original=number(1))) for at in (2, 3)]
    found = run(root, put(root, "a.xml", invoice(1, "1000.00")), *reds, code=1)
    assert "剩下的 400.00" in found.output
    assert attached(root) == []


def test_a_red_invoice_comes_off_every_payment_of_its_original(root: Path) -> None:
    blue = put(root, "a.xml", invoice(1, "600.00", SHOP))
    for ref in ("01/S3", "01/S4"):
        run(root, blue, "--payment", ref)
    run(root, put(root, "b.xml", invoice(2, "-400.00", SHOP, original=number(1))))
    assert [one for one in attached(root) if one[0] == number(2)] == [
        (number(2), "01/S3", Decimal(-100)),
        (number(2), "01/S4", Decimal(-300)),
    ]


def test_without_a_refund_it_is_taken_off_the_payment_which_is_open_again(root: Path) -> None:
    run(root, put(root, "a.xml", invoice(1, "1000.00")))
    run(root, put(root, "b.xml", invoice(2, "-400.00", original=number(1))))
    assert (
        "剩下的 600.00"
        in run(root, put(root, "c.xml", invoice(3, "-700.00", original=number(1))), code=1).output
    )
    run(root, put(root, "d.xml", invoice(4, "-600.00", original=number(1))))
    run(root, put(root, "e.xml", invoice(5, "1000.00", day="2026-01-20")))
    assert sum(amount for _number, ref, amount in attached(root) if ref == "01/S1") == 1000


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"buyer": "某某有限公司"}, 1, "开给了“某某有限公司”"),
        ({"buyer": "某某", "buyer_id": "54500999mj9900001x"}, 0, ""),
        ({"buyer": BUYER, "buyer_id": "91500999MA0000000X"}, 1, "购买方税号是 91500999MA0000000X"),
        ({"buyer": "松柏里小区 业主委员会"}, 0, ""),
    ],
)
def test_the_buyer_is_the_committee(
    root: Path, change: dict[str, str], code: int, said: str
) -> None:
    toml = root / "ledger" / "committee.toml"
    toml.write_text('tax-id = "54500999MJ9900001X"\n' + toml.read_text("utf-8"), "utf-8")
    result = run(root, put(root, "a.xml", invoice(1, "1000.00", **change)), code=code)
    assert said in result.output


def test_no_person_gets_into_the_books(root: Path) -> None:
    run(root, put(root, "a.xml", invoice(1, "1000.00", "郑知行")), "--payment", "01/S1")
    (ledger,) = (root / "ledger" / "2026").glob("*-invoices-*")
    assert "郑知行" not in ledger.read_text("utf-8")
    assert attached(root) == [(number(1), "01/S1", Decimal(1000))]


SELLERS = (GARDEN, FIRE)
PAID = st.tuples(st.sampled_from(SELLERS), st.sampled_from([3, 6, 9]), st.integers(0, 200))
BILLED = st.tuples(st.sampled_from(SELLERS), st.sampled_from([3, 6]), st.integers(0, 200))


@settings(max_examples=200, deadline=None)
@given(st.lists(PAID, max_size=5), st.lists(BILLED, max_size=4), st.randoms(use_true_random=False))
def test_whatever_the_order_the_same_is_certain(
    paid: list[tuple[str, int, int]], billed: list[tuple[str, int, int]], random: Random
) -> None:
    first = datetime.date(2026, 1, 1)
    payments = {
        f"01/S{at}": Payment(
            f"01/S{at}",
            BASIC,
            first + datetime.timedelta(day),
            Decimal(-100 * amount),
            frozenset([seller]),
            frozenset(),
            seller,
        )
        for at, (seller, amount, day) in enumerate(paid)
    }
    vouchers = [
        Given(
            str(at),
            Invoice(
                number(at),
                first + datetime.timedelta(day),
                "",
                seller,
                "",
                "",
                BUYER,
                "",
                Decimal(100 * amount),
                Decimal(0),
                Decimal(100 * amount),
                "",
                (),
            ),
            b"",
            ".xml",
            str(at),
        )
        for at, (seller, amount, day) in enumerate(billed)
    ]

    def attach(several: list[Given]) -> dict[str, Outcome]:
        desk = Desk(payments, (), ())
        outcomes = attach_all(several, desk, Rules(Registers(), (), 90), {})
        return {one.given.number: one for one in outcomes}

    found = attach(vouchers)
    random.shuffle(vouchers)
    again = attach(vouchers)
    assert {key: (one.state, one.parts) for key, one in found.items()} == {
        key: (one.state, one.parts) for key, one in again.items()
    }
    # Attached parts make up their payments exactly, and the payee is the seller.
    sums: dict[str, Decimal] = {}
    for one in found.values():
        assert isinstance(one.given.voucher, Invoice)
        for part in one.parts:
            assert one.given.voucher.seller in part.payment.names
            assert abs(part.payment.date - one.given.voucher.issued).days <= 90
            sums[part.payment.ref] = sums.get(part.payment.ref, Decimal(0)) + part.amount
    assert all(-payments[ref].amount == amount for ref, amount in sums.items())


# Receipts


def test_a_receipt_of_another_account_finds_no_line(tmp_path: Path) -> None:
    text = line("S90000002", "2026-01-05", "-3560.50", "重庆城南桐电梯工程有限公司")
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": text})
    path = put(root, "a.xml", BKER)  # of the fees account, the line is of the basic one
    assert "请先导入那个月的对账单" in run(root, path, code=1).stdout
    ours = put(root, "b.xml", BKER.replace("50050199009900000017", "3101019901200099017"))
    run(root, ours)
    assert "已有" in run(root, ours).stdout


def test_a_receipt_stands_on_its_line_and_is_no_statement(tmp_path: Path) -> None:
    receipt = BKER.replace("50050199009900000017", "3101019901200099017")
    text = line("S90000001", "2026-01-05", "-3560.50", FIRE) + line(
        "S90000002", "2026-01-05", "-3560.50", FIRE
    )
    root = make_book(tmp_path / "book", files={"2026/01-test.beancount": text})
    path = put(root, "回单.pdf", pdf(receipt))
    text = text.replace(BASIC, "Assets:10银行存款:02收费户").replace("01/S", "02/S")
    (root / "ledger" / "2026" / "02-other.beancount").write_text(text, "utf-8")
    nameless = receipt.replace(">90000002<", "><").replace(">B90000002<", "><")
    assert "对方户名与回单不同" in run(root, put(root, "n.xml", nameless), code=1).stdout
    written = json.loads(run(root, path, "--format", "json").stdout)["written"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert written[0] == f"ledger/documents/2026/receipt-{digest[:12]}.pdf"
    (entry,) = (one for one in load_books(root).entries if isinstance(one, ledger.Document))
    assert (entry.meta["payment"], "invoice" in entry.meta) == ("01/S90000002", False)
    before = tree(root)
    run(root, put(root, "b.ofd", ofd(receipt)))
    other = receipt.replace("90000002<", "90000003<").replace("3560.50", "1.00")
    wrong = run(root, put(root, "c.xml", other), "--payment", "01/S90000001", code=1)
    assert "不是这一笔" in wrong.output
    foreign = BKER.replace("50050199009900000017", "6217000")
    assert "内容与这份文件不同" in run(root, put(root, "d.xml", foreign), code=1).output
    foreign = foreign.replace(">202601059900000000000090000002<", ">1<")
    assert "不是委员会的账户" in run(root, put(root, "e.xml", foreign), code=1).output
    imported = CliRunner().invoke(main, ["--book", str(root), "import", str(path)])
    assert imported.exit_code == 1
    assert "owners-ledger invoice" in imported.output
    assert tree(root) == before
    shown = CliRunner().invoke(main, ["statement", "--format", "json", str(path)])
    (one,) = json.loads(shown.stdout)["lines"]
    assert (one["amount"], one["balance"], one["serial"]) == ("-3560.50", None, "90000002")
    assert "只证明这一笔" in shown.stdout
