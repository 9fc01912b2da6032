"""Statements on PDF pages: read as they were printed, or refused with the export to take."""

from __future__ import annotations

import datetime
import io
import random
import re
import zlib
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from bank_files import ACCOUNT, Style, Truth, grouped, rows
from pdf_files import BARE, LINES_BELOW, RULES, Look, as_pdf, raw, written
from PIL import Image

from owners_ledger.banking.reading.pdf_page import readable
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

HEADER = ["交易日期", "对方户名", "对方账号", "借方", "贷方", "余额", "摘要"]
MEANING = ["day", "party", "party account", "out", "in", "balance", "purpose"]
NARROW = (17, 30, 24, 22, 22, 26, 20)
MONEY = (3, 4, 5)
LEFTS = (30, 110, 330, 460, 560, 660, 760)
PARTIES = (
    "重庆云杉苑物业管理服务有限责任公司第二分公司",
    "张三",
    "李四（停车）",
    "国网重庆市电力公司",
    "",
)
PROFILES = load_profiles(None)


@pytest.fixture(autouse=True)
def _no_files_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look for embedded files has tests of its own and starts a process each time."""
    monkeypatch.setattr(
        "owners_ledger.banking.reading.standards.containers.in_pdf", lambda *_given: []
    )


def history(count: int, seed: int = 1) -> list[Truth]:
    chance = random.Random(seed)
    balance = Decimal(10000)
    when = datetime.datetime.fromisoformat("2026-01-05T08:00")
    lines = []
    for number in range(count):
        when += datetime.timedelta(hours=chance.randint(1, 15))
        amount = Decimal(chance.choice([-1, 1]) * chance.randint(1, 999_999)) / 100
        balance += amount
        party = chance.choice(PARTIES)
        account = str(chance.randint(10**15, 10**18)) if party else ""
        lines.append(Truth(when, amount, balance, party, account, str(1000 + number)))
    return lines


LINES = history(36)


def table(lines: list[Truth], header: list[str] = HEADER) -> list[list[str]]:
    return rows(header, MEANING, lines, Style(money=grouped))


def read(pdf: bytes) -> Statement:
    (statement,) = read_bytes(pdf, "流水.pdf", PROFILES)
    return statement


def refused(pdf: bytes) -> StatementError:
    with pytest.raises(StatementError) as caught:
        read_bytes(pdf, "流水.pdf", PROFILES)
    return caught.value


def told(lines: list[Truth]) -> list[tuple[object, ...]]:
    return [
        (
            line.when.date(),
            line.amount,
            line.balance,
            line.party or None,
            line.party_account or None,
            "停车费" if line.party else None,
        )
        for line in lines
    ]


def found(statement: Statement) -> list[tuple[object, ...]]:
    return [
        (
            line.date,
            line.amount,
            line.balance,
            line.counterparty,
            line.counterparty_account,
            line.text,
        )
        for line in statement.lines
    ]


def changed(pdf: bytes, **encryption: str) -> bytes:
    """The file as another program writes it: encrypted, with an open action and an attachment."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf))
    writer.add_attachment("附件.txt", b"2026-01-01")
    if encryption:
        writer.encrypt(algorithm="AES-256", **encryption)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


SHORT = table(LINES[:9])


def places(cells: list[list[str]]) -> list[tuple[float, float, str]]:
    return [
        (left, 560 - 14 * number, cell)
        for number, row in enumerate(cells)
        for left, cell in zip(LEFTS, row, strict=False)
        if cell
    ]


def by_hand(cells: list[list[str]], title: str = "期初余额：10,000.00", **how: object) -> bytes:
    """One page of words put in their places, which is quicker made."""
    return written([(30, 580, title), *places(cells)], **how)  # type: ignore[arg-type]


LOOKS = {
    "ruled": Look(css=RULES),
    "lines below rows": Look(css=LINES_BELOW, right=MONEY),
    "no ruling lines, amounts to the right": Look(css=BARE, right=MONEY),
    "narrow: every cell wraps": Look(css=RULES, widths=NARROW, size="A4", middle=True),
    "narrow, no lines": Look(css=BARE, widths=NARROW, size="A4", right=MONEY),
    "narrow, no lines, in the middle": Look(css=BARE, widths=NARROW, size="A4", middle=True),
    "header only once": Look(css=BARE, head=False),
    "shaded": Look(css="tr:nth-child(even) { background: #eee } th { background: #ccc }"),
    "cells touch": Look(css=BARE, extra="td, th { padding: 0 !important }"),
    "watermark": Look(
        extra="h2 { position: fixed; top: 80mm; left: 60mm; transform: rotate(-30deg);"
        " font-size: 40pt; color: #ccc }"
    ),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_pages_are_read_as_printed(look: Look) -> None:
    statement = read(as_pdf(table(LINES), look))

    assert found(statement) == told(LINES)
    assert statement.account == ACCOUNT
    assert statement.opening == Decimal(10000)


SHAPES = {
    "signed, newest first": (["交易日期", "交易金额", "余额"], ["day", "signed", "balance"]),
    "flag": (["交易时间", "借贷标志", "发生额", "余额"], ["stamp", "flag", "abs", "balance"]),
    "wrapped header": (
        ["交易日期", "借方发生额（支取）", "贷方发生额（收入）", "账户余额"],
        ["day", "out", "in", "balance"],
    ),
    "letters apart": (["日 期", "支 出", "收 入", "余　　额"], ["day", "out", "in", "balance"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_layouts(shape: str) -> None:
    header, meaning = SHAPES[shape]
    lines = LINES[:12]
    cells = rows(header, meaning, lines, Style())
    cells[1:] = cells[:0:-1] if shape == "signed, newest first" else cells[1:]
    statement = read(as_pdf(cells, Look(css=BARE, widths=(30, 20, 20, 26), size="A5")))

    assert [(each.date, each.amount) for each in statement.lines] == [
        (each.when.date(), each.amount) for each in lines
    ]


def test_page_totals_and_notes_are_counted_not_read() -> None:
    cells = table(LINES)
    paged = [cells[0]]
    for start in range(1, len(cells), 15):
        if start > 1:
            paged.append(["承前页", "", "", "", "", cells[start - 1][5], ""])
        paged += cells[start : start + 15]
        paged.append(["本页合计", "", "", "1,000.00", "2,000.00", "", ""])
    look = Look(css=BARE, after="<p>总笔数：36 笔　打印日期：2026-03-01</p>")
    statement = read(as_pdf(paged, look))

    assert found(statement) == told(LINES)
    # three totals, two carried balances, the note; each page but the last has its number
    assert len(statement.skipped_rows) >= 3 + 2 + 1 + 1


CMAPS = {
    "GBK-EUC-H": "gbk",
    "GBKp-EUC-H": "gbk",
    "GBK2K-H": "gb18030",
    "UniGB-UCS2-H": "utf-16-be",
    "UniGB-UTF16-H": "utf-16-be",
}


@pytest.mark.parametrize(("cmap", "encoding"), CMAPS.items())
def test_fonts_that_are_named_but_not_embedded(cmap: str, encoding: str) -> None:
    lines = LINES[:20]

    assert found(read(by_hand(table(lines), cmap=cmap, encoding=encoding))) == told(lines)


def test_text_printed_twice_to_look_bold_counts_once() -> None:
    lines = LINES[:10]
    once = places(table(lines))
    twice = [(left + 0.3, base, cell) for left, base, cell in once]

    assert found(read(written([*once, *twice]))) == told(lines)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read(turn: int) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(by_hand(SHORT)))
    writer.pages[0].rotate(turn)
    out = io.BytesIO()
    writer.write(out)

    assert found(read(out.getvalue())) == told(LINES[:9])


def test_two_accounts_in_one_file() -> None:
    both = [(left, base + 10, cell) for left, base, cell in places(SHORT)]
    other = [(left, base - 200, cell) for left, base, cell in places(table(history(8, seed=2)))]
    placed = [(30, 585, "账号：5005000000000001"), (30, 375, "账号：5005000000000002")]
    statements = read_bytes(written([*placed, *both, *other]), "流水.pdf", PROFILES)

    assert [(each.account, len(each.lines)) for each in statements] == [
        ("5005000000000001", 9),
        ("5005000000000002", 8),
    ]


@pytest.mark.parametrize("column", MONEY)
def test_a_damaged_amount_is_refused_with_its_page_and_row(column: int) -> None:
    cells = table(LINES)
    at = next(at for at in range(20, len(cells)) if cells[at][column])
    cells[at][column] = "9" + cells[at][column].replace(",", "")
    error = refused(by_hand(cells))

    assert "第 1 页读不可靠" in error.message
    assert cells[at][column] in error.message
    assert "Excel 或 CSV" in error.remedy


def test_a_missing_row_is_refused() -> None:
    cells = table(LINES)
    del cells[20]

    assert "接不上" in refused(by_hand(cells)).message


def test_a_cut_date_is_refused() -> None:
    cells = table(LINES)
    at = next(at for at, row in enumerate(cells) if row[0] == "2026-01-12")
    cells[at][0] = "2026-01-1"

    assert "不完整" in refused(by_hand(cells)).message


def test_lines_that_may_belong_to_either_row_are_refused() -> None:
    look = Look(
        css=BARE,
        middle=True,
        widths=(22, 20, 30, 18, 18, 26, 20),
        size="A4",
        extra="td, th { padding: 0 !important }",
    )

    assert "属于哪一笔" in refused(as_pdf(table(LINES), look)).message


def test_a_page_whose_columns_stand_elsewhere_is_refused() -> None:
    cells = table(LINES[:9])
    moved = "<table style='margin-left: 70mm; margin-top: 20mm; width: 60%'>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[8:]
    )
    look = Look(css=BARE, after=f"{moved}</table>")

    assert "第 1 页" in refused(as_pdf(cells[:8], look)).message


def form_cut() -> bytes:
    """A statement whose page is one form, the packed content of which ends too early."""
    content = zlib.compress(b"BT /F1 9 Tf 50 500 Td (2026-01-01 12.00) Tj ET " * 50)[:-9]
    form = (
        "<</Type/XObject/Subtype/Form/BBox[0 0 842 595]/Filter/FlateDecode"
        f"/Length {len(content)}>>stream\n{content.decode('latin-1')}\nendstream"
    )
    return raw("/Fm Do", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", form).replace(
        b"/Resources<<", b"/Resources<</XObject<</Fm 6 0 R>>"
    )


def bomb() -> bytes:
    content = zlib.compress(b" " * 40 * 1024 * 1024)
    plain = raw("BT ET")
    return plain.replace(
        b"<</Length 5>>stream\nBT ET",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b" % (len(content), content),
    )


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PDF")
    return out.getvalue()


def statement_and_scan() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(by_hand(SHORT)))
    writer.append(io.BytesIO(scan()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PDF = as_pdf(table(LINES), Look(title="重庆农村商业银行账户明细"))
NO_MAP = "".join(f"BT /F1 9 Tf {x} {y} Td <{code:04x}{code + 7:04x}> Tj ET " for x, y, code in [
    (50 + 60 * at, 500 - 20 * row, 300 + 31 * at + row) for at in range(6) for row in range(20)
])  # fmt: skip
TYPE0 = (
    "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+S/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
    (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+S/DW 1000/FontDescriptor 7 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    ),
    (
        "<</Type/FontDescriptor/FontName/ABCDEF+S/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        "/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"
    ),
)

REFUSED = {
    "a scan": (scan(), "扫描的图片"),
    "a scan behind a statement": (statement_and_scan(), "第 2 页没有文字"),
    "a scanner's invisible text": (by_hand(SHORT, mode=3), "扫描的图片"),
    "no character map": (raw(NO_MAP, *TYPE0), "对照表"),
    "a password": (changed(PDF, user_password="geheim"), "密码"),
    "cut in the middle": (PDF[: len(PDF) // 2], "没有下载完整"),
    "cut, with an end": (PDF[: len(PDF) // 2] + b"\nstartxref\n0\n%%EOF", "损坏|缺页"),
    "only a beginning": (b"%PDF-1.7\n...", "没有下载完整"),
    "only both ends": (b"%PDF-1.7\n%%EOF", "损坏"),
    "a form cut short": (form_cut(), "第 1 页已损坏"),
    "a page that unpacks to 40 MB": (bomb(), "内容太多"),
    "no page": (raw("").replace(b"/Kids[3 0 R]", b"/Kids[]     "), "没有文字"),
    "pages that go round": (raw("").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "没有文字"),
    "a page less than declared": (raw("").replace(b"/Count 1", b"/Count 2"), "缺页"),
    "another paper": (by_hand([["项目", "说明"], ["清扫", "每日两次，请各位业主互相转告"]]), "表头"),
    "a receipt": (by_hand([["付款人", "收款人", "金额"], ["张三", "业主委员会", "12.00"]], "电子回单"), "回单"),
    "no balances": (by_hand([row[:5] for row in SHORT]), "没有余额列"),
    "no rows": (by_hand(SHORT[:1], "期初余额：10,000.00，本月没有发生任何交易"), "没有读到交易"),
}  # fmt: skip


@pytest.mark.parametrize(("pdf", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_the_export_to_take(pdf: bytes, message: str) -> None:
    error = refused(pdf)

    assert re.search(message, error.message)
    assert "“账户明细”" in error.remedy
    assert "Excel 或 CSV" in error.remedy


def test_the_bank_is_named_where_the_pages_name_it() -> None:
    cells = table(LINES)
    cells[10][5] = "1.00"

    assert "重庆农村商业银行" in refused(by_hand(cells, "重庆农村商业银行账户明细")).remedy


def test_protection_against_printing_and_attachments_do_no_harm() -> None:
    statement = read(changed(PDF, user_password="", owner_password="nobody"))

    assert found(statement) == told(LINES)


def test_one_row_is_read_with_a_warning() -> None:
    (warning,) = read(by_hand(SHORT[:2])).warnings

    assert "只有一笔" in warning


def test_a_character_without_text_is_shown_as_such() -> None:
    cells = table(LINES[:9])
    at = next(at for at, row in enumerate(cells) if row[1] == "张三")
    cells[at][1] = "张\ue123三"
    statement = read(as_pdf(cells))

    assert statement.lines[at - 1].counterparty == "张〓三"
    assert any("〓" in warning for warning in statement.warnings)


def test_characters_named_by_their_radicals_are_the_characters() -> None:
    # browsers print 户, 日, 方, 车 like this where a font shares one glyph
    assert "".join(map(readable, "⼾名⽇期对⽅停⻋费⻓江")) == "户名日期对方停车费长江"


def test_damage_is_refused_or_without_consequence() -> None:
    lines = LINES[:15]
    whole = by_hand(table(lines))
    chance = random.Random(7)
    kept = 0
    for _each in range(120):
        damaged = bytearray(whole)
        at = chance.randrange(len(damaged))
        if chance.random() < 0.5:
            damaged[at] ^= 1 << chance.randrange(8)
        else:
            del damaged[at : at + chance.choice([1, 5, 50])]
        try:
            (statement,) = read_bytes(bytes(damaged), "流水.pdf", PROFILES)
        except StatementError:
            continue
        kept += 1
        assert [(each.amount, each.balance) for each in statement.lines] == [
            (each.amount, each.balance) for each in lines
        ]
    assert 0 < kept < 120


def test_a_pdf_of_any_name(tmp_path: Path) -> None:
    file = tmp_path / "流水.xls"
    file.write_bytes(PDF)
    (statement,) = read_bytes(file.read_bytes(), str(file), PROFILES)

    assert len(statement.lines) == len(LINES)
