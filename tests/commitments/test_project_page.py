"""A project from vote to warranty, by hand; its photographs tell nothing but the picture."""

from __future__ import annotations

import base64
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from owners_ledger.board.toml_text import BoardError
from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.commitments.load import load_commitments
from owners_ledger.errors import UsageError
from owners_ledger.registers import load_registers
from owners_ledger.rendering.project_tables import photographs
from owners_ledger.reporting.project import find_project, project_page

SAMPLE = Path(__file__).parents[2]
WORKS = "Assets:30在建工程:01消防"
PROJECT = """\
[[project]]
code = "P-01"
name = "消防设施改造"
resolution = "2026-01"
contractor = "固安消防工程有限公司"
contract = "1000.00"
account = "Assets:30在建工程:01消防"
state = "施工中"
[project.subsidy]
account = "Liabilities:26补助"
amount = "400.00"
source = "街道办事处"
[[project.acceptance]]
date = 2026-02-20
by = "监理、业委会"
result = "合格"
[[project.acceptance]]
date = 2026-09-20
by = "监理、业委会"
result = "竣工"

[[project]]
code = "P-02"
name = "消防门更换"
contract = "50.00"
"""
RESOLUTION = """\
[[resolution]]
number = "2026-01"
date = 2026-01-05
title = "消防改造"
ceiling = "1100.00"
body = "业主大会"
matter = "改建重建"
[resolution.vote]
owners = 300
owners-area = "9000.00"
took-part = 200
took-part-area = "6000.00"
for = 150
for-area = "4500.00"
"""
CONTRACT = """\
[[contract]]
code = "C-1"
supplier = "V-02"
account = "Assets:30在建工程:01消防"
project = "P-01"
resolution = "2026-01"
total = "1000.00"
from = 2026-01-10
to = 2026-08-31
[[contract.instalment]]
due = 2026-01-20
amount = "300.00"
what = "预付款"
[[contract.instalment]]
due = 2026-08-20
amount = "650.00"
what = "验收款"
[contract.retention]
due = 2027-08-31
amount = "50.00"
"""


@pytest.fixture
def works(book):
    book.write("ledger/resolutions.toml", RESOLUTION)
    book.write("ledger/contracts.toml", CONTRACT)
    book.write("ledger/projects.toml", PROJECT)
    book.ledger(
        f"""
        2026-01-20 * "固安消防工程有限公司" "预付款"
          Assets:11库存现金  -300.00 CNY
          {WORKS}  300.00 CNY

        2026-02-01 * "补助"
          Assets:11库存现金  400.00 CNY
          Liabilities:26补助  -400.00 CNY

        2026-03-20 * "固安消防工程有限公司" "进度款，提前"
          Assets:11库存现金  -200.00 CNY
          {WORKS}  200.00 CNY
            project: "P-01"
        """
    )
    return book


def page(book, name: str = "消防改造"):
    known = load_commitments(book.root)
    return project_page(book.load(), load_registers(book.root), known, find_project(known, name))


def test_by_hand(works) -> None:
    found = page(works)
    assert (found.paid, found.left, found.left_under_ceiling) == (
        Decimal("500.00"),
        Decimal("500.00"),
        Decimal("100.00"),
    )
    assert [(one.what, one.paid, one.left, str(one.share)) for one in found.parts] == [
        ("预付款", Decimal("300.00"), Decimal("0.00"), "30.0"),
        ("验收款", Decimal("200.00"), Decimal("450.00"), "65.0"),
        ("质保金", Decimal("0.00"), Decimal("50.00"), "5.0"),
    ]
    assert [(str(one.date), one.amount, str(one.share)) for one in found.payments] == [
        ("2026-01-20", Decimal("300.00"), "30.0"),
        ("2026-03-20", Decimal("200.00"), "20.0"),
    ]
    # Of 500 paid, 400 were the subsidy.
    assert (found.subsidy_received, found.subsidy_used, found.own_money) == (
        Decimal("400.00"),
        Decimal("400.00"),
        Decimal("100.00"),
    )
    assert found.retention == Decimal("50.00")
    assert [one.result for one in found.acceptances] == ["合格"]
    (resolution,) = found.resolutions
    assert [(one.heads, str(one.share_heads), str(one.share_area)) for one in resolution.votes] == [
        (300, "None", "None"),
        (200, "66.66", "66.66"),
        (150, "75.00", "75.00"),
    ]
    assert resolution.verdict == "“改建、重建建筑物及其附属设施”所需的人数和面积都已达到。"
    assert found.said == (
        "合同价 1,000.00 元，已付 500.00 元（50.0%），还要付 500.00 元；"
        "决议限额内还余 100.00 元。施工中。"
    )


def test_unspent_subsidy_is_what_the_notices_call_not_free(works) -> None:
    chart = works.root / "ledger/accounts.beancount"
    text = chart.read_text(encoding="utf-8")
    line = "open Liabilities:26补助 CNY\n"
    chart.write_text(text.replace(line, line + '  earmark: "专款"\n'), encoding="utf-8")
    works.write(
        "ledger/2026/04-test.beancount",
        """\
        2026-03-10 * "补助按进度转收入"
          Liabilities:26补助  150.00 CNY
          Income:10物业服务费  -150.00 CNY
        """,
    )
    found = page(works)
    assert (found.subsidy_received, found.subsidy_used, found.subsidy_unused, found.own_money) == (
        Decimal("400.00"),
        Decimal("150.00"),
        Decimal("250.00"),
        Decimal("350.00"),
    )


def test_a_project_is_found_by_code_name_or_signs(works) -> None:
    known = load_commitments(works.root)
    assert find_project(known, "P-02").name == "消防门更换"
    assert find_project(known, "消防门更换").code == "P-02"
    with pytest.raises(UsageError, match="几个"):
        find_project(known, "消防")
    with pytest.raises(UsageError, match="没有工程") as refused:
        find_project(known, "电梯")
    assert "P-01 消防设施改造" in refused.value.remedy


def test_photographs_lose_place_camera_and_size(tmp_path) -> None:
    big = Image.new("RGB", (3000, 1500), "red")
    told = Image.Exif()
    told[0x010F] = "CAMERA-MAKER"
    told[0x8825] = {1: "N", 2: (29.0, 33.0, 1.0)}
    big.save(tmp_path / "a.jpg", exif=told, comment=b"WHO-AND-WHERE")
    assert b"CAMERA-MAKER" in (tmp_path / "a.jpg").read_bytes()
    address = photographs(tmp_path, ["a.jpg"])["a.jpg"]
    head, _comma, text = address.partition(",")
    content = base64.b64decode(text)
    assert head == "data:image/jpeg;base64"
    assert b"CAMERA-MAKER" not in content
    assert b"WHO-AND-WHERE" not in content
    with Image.open(io.BytesIO(content)) as small:
        assert small.size == (900, 450)
        assert not small.getexif()


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"", b"<svg/>", b"\x89PNG\r\n\x1a\nxx"])
def test_what_is_no_photograph_is_refused(tmp_path, content) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(BoardError):
        photographs(tmp_path, ["a.jpg"])


def test_an_enormous_picture_is_refused_before_it_is_drawn(tmp_path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "a.png")
    assert (tmp_path / "a.png").stat().st_size < 1_000_000
    with pytest.raises(BoardError, match="像素"):
        photographs(tmp_path, ["a.png"])


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a\\\\..\\\\b.jpg"])
def test_a_photograph_lies_in_the_book(works, path) -> None:
    text = PROJECT.replace(
        '\n[[project]]\ncode = "P-02"',
        f'[[project.photograph]]\npath = "{path}"\n\n[[project]]\ncode = "P-02"',
    )
    works.write("ledger/projects.toml", text)
    (said,) = works.run("resolutions")
    assert "照片的路径要在 ledger 文件夹里" in said.said


@pytest.mark.parametrize("kind", [("budget", "2026"), ("project", "消防改造")])
def test_every_format_of_the_sample(tmp_path, kind) -> None:
    words = ["--book", str(SAMPLE), "report", *kind, "--format", "pdf,html,xlsx,json"]
    result = CliRunner().invoke(main, [*words, "--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".html", ".xlsx", ".json"}
    html = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert re.findall(r"""(?:src|href)=["'](?!data:|#)""", html) == []


def test_the_sample_says_what_the_files_say() -> None:
    books, known = load_books(SAMPLE), load_commitments(SAMPLE)
    found = project_page(books, load_registers(SAMPLE), known, find_project(known, "P-01"))
    # 30 % and 40 % of 386,000.00; ceiling 400,000.00.
    assert found.paid == Decimal("270200.00")
    assert found.left == Decimal("115800.00")
    assert found.left_under_ceiling == Decimal("14000.00")
    assert [one.paid for one in found.parts] == [
        *map(Decimal, ("115800.00", "154400.00", "0.00", "0.00"))
    ]
    assert found.remarks == ()
