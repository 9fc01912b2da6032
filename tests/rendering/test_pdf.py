"""The finished PDF: what it says, that it lasts, that it fetches nothing."""

import dataclasses
import datetime
import hashlib
import io
import itertools
import logging
import re
import socket
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest
import samples
import setting
from pypdf import PdfReader

from owners_ledger.money import show
from owners_ledger.rendering import page, pdf, view
from owners_ledger.rendering.document import Document, Embedded, RenderError
from owners_ledger.reporting.model import Disclosure, Earmark, MoneyAccount, Note, Payment

DAY = datetime.date(2026, 3, 31)


def amounts(figures: Disclosure) -> set[str]:
    """Every amount a reader must find, as printed."""
    lines = (*figures.income, *figures.spending)
    moved = [line for line in lines if line.amount or line.year_to_date]
    found = {figures.opening, figures.income_total, figures.spending_total, figures.closing}
    found |= {
        figures.free,
        *(e.amount for e in figures.earmarks),
        *(a.book for a in figures.accounts),
    }
    found |= {line.amount for line in moved} | {line.year_to_date for line in moved}
    found |= {item.amount for account in figures.accounts for item in account.in_transit}
    found |= {owed.amount for owed in figures.arrears}
    found |= {abs(row.amount) for row in figures.vouchers or figures.payments}
    found |= {c.received for c in figures.contracts} | {w.gross for w in figures.wages}
    return {show(amount) for amount in found}


def test_the_monthly_notice_says_everything(monthly):
    pages = setting.texts(monthly)
    whole = "".join(pages)
    figures = samples.disclosure()

    assert not {amount for amount in amounts(figures) if amount not in whole}
    assert len(pages) in {2, 3}
    assert not monthly.warnings
    equation = "期初余额412,806.35+本月收入96,482.10−本月支出81,930.77=期末余额427,357.68"
    assert equation in re.sub(r"总\d", "", pages[0])
    assert "基本户（尾号0156）：对账单84行，已入账84行，差额0.00。" in pages[0]
    assert "有疑问怎么办" in pages[0]
    assert "023-00000002" in pages[0]
    assert "期末余额（大写）：肆拾贰万柒仟叁佰伍拾柒元陆角捌分" in pages[-1]
    assert all("制表出纳复核（监督小组）主任（盖章）".find(word) >= 0 for word in ("制表", "主任"))
    for number, text in enumerate(pages, start=1):
        assert f"第{number}页/共{len(pages)}页" in text
        assert "公示〔2026〕第7号" in text


def test_the_front_holds_income_and_spending(monthly):
    front = setting.texts(monthly)[0]
    assert "收入合计96,482.10" in front
    assert "支出合计81,930.77" in front


def test_the_quarter_lists_every_voucher_and_carries_the_sums(quarterly):
    pages = setting.texts(quarterly)
    whole = "".join(pages)
    figures = samples.disclosure("quarterly", vouchers=samples.vouchers(400))
    assert not {amount for amount in amounts(figures) if amount not in whole}
    assert all(f"记-{n + 1}" in whole for n in range(400))

    annex = [text for text in pages if "过次页" in text or "合计（共400笔）" in text]
    leaves = view.variables(figures, samples.committee(), draft=False)["sheet"].leaves
    assert len(annex) == len(leaves), "a leaf ran over its page"
    for before, after in itertools.pairwise(annex):
        carried = before.partition("过次页")[2].partition("公示")[0]
        assert carried
        assert after.partition("承前页")[2].startswith(carried)
    into = sum((row.amount for row in figures.vouchers if row.amount > 0), Decimal(0))
    assert f"合计（共400笔）{show(into)}" in pages[-1]
    assert not quarterly.warnings


def long_words() -> Disclosure:
    text = "因地下室排污泵房被暴雨倒灌，三台泵先后损坏，临时租用移动泵车抢排，" * 8
    figures = samples.disclosure()
    lines = tuple(
        dataclasses.replace(
            line, note=text[: 20 + 30 * n], derived="重庆明杉会计师事务所（普通合伙）等 3 家"
        )
        for n, line in enumerate(figures.spending)
    )
    return dataclasses.replace(
        figures, spending=lines, headline=text[:120] + "。", notes=(Note("other", "其他", text),)
    )


def large_sums() -> Disclosure:
    factor = Decimal(1000)
    figures = samples.disclosure("quarterly")

    def grown(value: object) -> object:
        if isinstance(value, Decimal):
            return value * factor
        if isinstance(value, tuple):
            return tuple(grown(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(
                value, **{f.name: grown(getattr(value, f.name)) for f in dataclasses.fields(value)}
            )
        return value

    made = grown(figures)
    assert isinstance(made, Disclosure)
    return dataclasses.replace(made, collection=Decimal("93.1"))


def small_yard() -> Disclosure:
    figures = samples.disclosure(headline="本月结余 320.00 元。")
    income = (
        dataclasses.replace(
            figures.income[0],
            line="车位费",
            amount=Decimal("620.00"),
            year_to_date=Decimal("1860.00"),
            budget=None,
            months=(Decimal("620.00"),),
            derived="",
            note="",
        ),
    )
    spending = (
        dataclasses.replace(
            income[0], line="门卫补贴", amount=Decimal("300.00"), months=(Decimal("300.00"),)
        ),
    )
    return dataclasses.replace(
        figures,
        income=income,
        spending=spending,
        opening=Decimal("1000.00"),
        income_total=Decimal("620.00"),
        spending_total=Decimal("300.00"),
        closing=Decimal("1320.00"),
        income_year=Decimal("1860.00"),
        spending_year=Decimal("1860.00"),
        income_budget=None,
        spending_budget=None,
        previous_number="",
        earmarks=(),
        free=Decimal("1320.00"),
        accounts=(
            MoneyAccount(
                "现金", "", Decimal("1000.00"), Decimal("1320.00"), None, None, 0, 0, None
            ),
        ),
        payments=(),
        arrears=(),
        history=figures.history[-1:],
        notes=(),
        review_count=0,
        review_amount=Decimal("0.00"),
        collection=None,
    )


def many_lines() -> Disclosure:
    figures = samples.disclosure()
    income = tuple(
        dataclasses.replace(figures.income[n % 8], line=f"收入项目第 {n} 项") for n in range(30)
    )
    spending = tuple(
        dataclasses.replace(figures.spending[n % 9], line=f"支出项目第 {n} 项", note="")
        for n in range(40)
    )
    earmarks = tuple(
        Earmark(f"{n} 栋 {n} 单元电梯加装专款", Decimal("1000.00"), n) for n in range(12)
    )
    return dataclasses.replace(
        figures, income=income, spending=spending, earmarks=earmarks, notes=()
    )


@pytest.mark.parametrize(
    ("make", "pages"),
    [(long_words, (3, 5)), (large_sums, (4, 8)), (small_yard, (1, 1)), (many_lines, (3, 6))],
)
def test_odd_notices_are_still_whole(make, pages):
    figures = make()
    document = setting.set_notice(figures)
    found = "".join(setting.texts(document))
    assert pages[0] <= document.pages <= pages[1]
    assert not document.warnings
    assert not {amount for amount in amounts(figures) if amount not in found}
    assert "".join(figures.headline.split()) in found
    assert all("".join(note.text.split()) in found for note in figures.notes)


def test_no_page_ends_with_a_heading_and_no_voucher_leaf_runs_over():
    words = "更换 2 栋 A 座 1-3 层 DN100 排水管 PVC-U 三通、弯头 12 个，含 24 h 抢修人工"
    rows = tuple(
        Payment(
            DAY,
            f"收费户-{2600 + n} 等",
            "清洁与垃圾清运",
            (words * 5)[: 7 * (n % 25)] or "x",
            "重庆净源桐环境服务有限公司沙坪坝分公司"[: n % 20],
            Decimal(-100 - n),
            n % 3,
            "2026-03" if n % 5 == 0 else "",
            flagged=n % 7 == 0,
        )
        for n in range(150)
    )
    figures = samples.disclosure("quarterly", vouchers=rows)
    document = setting.set_notice(figures)
    pages = setting.texts(document)
    leaves = view.variables(figures, samples.committee(), draft=False)["sheet"].leaves
    assert len([text for text in pages if "过次页" in text]) == len(leaves) - 1
    assert sum("承前页" in text for text in pages) == len(leaves) - 1
    assert "合计（共150笔）" in pages[-1]
    for text in pages:
        body = text.partition("公示〔2026〕第7号云杉苑")[0]
        assert not body.endswith(("说明", "逐笔", "按合同", "专项工程", "项目", "支出"))


def test_a3_is_the_same_sheet_enlarged(monthly):
    large = setting.set_notice(samples.disclosure(), paper="a3")
    sheet = PdfReader(io.BytesIO(large.content)).pages[0].mediabox
    assert (round(sheet.width / 72 * 25.4), round(sheet.height / 72 * 25.4)) == (297, 420)
    assert setting.texts(large) == setting.texts(monthly)


def test_a_draft_says_so():
    assert (
        "草稿，未经复核，不得张贴"
        in setting.texts(setting.set_notice(samples.disclosure(), draft=True))[0]
    )


def make(**more: object) -> Document:
    figures = samples.disclosure()
    sheet = page.printed(None, "monthly", view.variables(figures, samples.committee(), draft=False))
    file = Embedded("monthly-2026-03.json", "figures", b'{"closing":"427357.68"}')
    return pdf.make_pdf(sheet.html, sheet.styles, day=DAY, embedded=(file,))


def test_tagged_archival_and_without_traces():
    reader = PdfReader(io.BytesIO(make().content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-Hans"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/K"]
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Data"
    xmp = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert 'pdfuaid:part="1"' in xmp
    assert set(reader.metadata or {}) == {"/Producer", "/Title"}
    assert reader.metadata.title == "云杉苑小区 2026年3月财务收支公示（公示〔2026〕第 7 号）"
    assert reader.attachments == {"monthly-2026-03.json": [b'{"closing":"427357.68"}']}
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for sheet in reader.pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert len(fonts) <= 2, "one family in two weights"


def test_the_same_input_gives_the_same_bytes_in_this_process_and_in_others():
    here = hashlib.sha256(make().content).hexdigest()
    assert hashlib.sha256(make().content).hexdigest() == here
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import hashlib, test_pdf\n"
        "print(hashlib.sha256(test_pdf.make().content).hexdigest())"
    )
    folder = str(Path(__file__).parent)
    there = {
        subprocess.run(
            [sys.executable, "-c", code, folder],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"},
        ).stdout.strip()
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima"))
    }
    assert there == {here}


@pytest.fixture
def listener():
    """A server that counts who knocks."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    calls: list[object] = []
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            calls.append(address)
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    stop.set()
    thread.join()
    server.close()


VECTORS = {
    "img": '<img src="{u}" alt="x">',
    "img-srcset": '<img srcset="{u} 2x" src="{u}" alt="x">',
    "link-css": '<link rel="stylesheet" href="{u}">',
    "style-import": "<style>@import url({u});</style>",
    "style-background": '<style>p {{ background: url("{u}") }}</style>',
    "style-content": '<style>p::before {{ content: url("{u}") }}</style>',
    "style-list": '<style>p {{ display: list-item; list-style-image: url("{u}") }}</style>',
    "style-border": '<style>p {{ border: 1px solid; border-image: url("{u}") 1 }}</style>',
    "font-face": '<style>@font-face {{ font-family: x; src: url("{u}") }} p {{ font-family: x }}</style>',
    "inline-style": '<p style="background: url({u})">x</p>',
    "object": '<object data="{u}"></object>',
    "embed": '<embed src="{u}">',
    "svg-image": '<svg width="9" height="9"><title>x</title><image href="{u}" width="9" height="9"/></svg>',
    "svg-use": '<svg width="9" height="9"><title>x</title><use href="{u}#a"/></svg>',
    "attachment-link": '<link rel="attachment" href="{u}">',
    "attachment-anchor": '<a rel="attachment" href="{u}">x</a>',
    "base": '<base href="{u}/"><img src="x.png" alt="x">',
}
SHEETS = {
    "sheet-import": '@import url("{u}");',
    "sheet-background": 'p {{ background: url("{u}") }}',
    "sheet-font": '@font-face {{ font-family: x; src: url("{u}") }} p {{ font-family: x }}',
    "sheet-page": '@page {{ background: url("{u}") }}',
}


@pytest.mark.parametrize("name", [*VECTORS, *SHEETS])
def test_nothing_is_fetched(name, listener, tmp_path):
    address, calls = listener
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>CANARY</text></svg>')
    for target in (f"{address}/x.png", secret.as_uri(), str(secret)):
        body = VECTORS.get(name, "").format(u=target)
        sheet = SHEETS.get(name, "").format(u=target)
        html = f'<html lang="zh-Hans"><title>x</title>{body}<p>x</p></html>'
        try:
            made = pdf.make_pdf(html, (sheet,), day=DAY).content
        except RenderError:
            continue
        whole = PdfReader(io.BytesIO(made))
        assert not whole.attachments
        assert "CANARY" not in "".join(sheet.extract_text() for sheet in whole.pages)
        assert b"CANARY" not in made
    assert not calls


def test_what_the_setter_does_not_understand_is_told_and_logged_nowhere(caplog):
    with caplog.at_level(logging.WARNING):
        made = pdf.make_pdf(
            '<html lang="zh"><title>x</title><p>x</p></html>', ("p { colour: red }",), day=DAY
        )
    assert len(made.warnings) == 1
    assert "colour" in made.warnings[0]
    assert not caplog.records
