"""``verify``: a notice's figures against a book or a folder of notices."""

from __future__ import annotations

import datetime
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest
from click.testing import CliRunner

from owners_ledger.board.posting import Edition, Posted, content, record_file
from owners_ledger.cli import main
from owners_ledger.closing.figures import others

Verify = Callable[..., tuple[int, dict[str, str]]]
STEM = "monthly-2026-01-draft"
BOOK = """
2026-01-05 * "绿化"
  Assets:11库存现金   -20.00 CNY
  Expenses:30运行:33绿化      20.00 CNY

2026-01-20 * "收停车费"
  Assets:11库存现金    30.00 CNY
  Income:20公共收益:11地面停车月租  -30.00 CNY
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("books") / "book"
    asked = ["init", str(root), "--small", "--cash", "100.00", "--since", "2026-01-01"]
    assert CliRunner().invoke(main, asked).exit_code == 0
    (root / "ledger/2026").mkdir(exist_ok=True)
    (root / "ledger/2026/01-manual.beancount").write_text(BOOK, "utf-8")
    return root


@pytest.fixture(scope="module")
def notices(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notices")
    report = ["--book", str(root), "report", "monthly", "2026-01", "--draft"]
    done = CliRunner().invoke(main, [*report, "--format", "pdf,json,xlsx", "--output", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def verify(root: Path) -> Verify:
    def verified(*args: object) -> tuple[int, dict[str, str]]:
        asked = ["--book", str(root), "verify", *map(str, args), "--format", "json"]
        done = CliRunner().invoke(main, asked)
        return done.exit_code, json.loads(done.stdout)

    return verified


def with_figures(pdf: Path, figures: bytes, target: Path) -> Path:
    """The same pages with other figures inside."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(pdf).pages:
        writer.add_page(page)
    writer.add_attachment("monthly-2026-01.json", figures)
    writer.write(target)
    return target


@pytest.mark.parametrize("ending", ["pdf", "json", "xlsx"])
def test_what_the_books_say_matches(verify: Verify, notices: Path, ending: str) -> None:
    code, said = verify(notices / f"{STEM}.{ending}")
    assert (code, said["verdict"]) == (0, "matches"), said
    assert list(said) == ["file", "verdict", "reason", "seal"]
    assert (said["seal"] is None) == (ending == "xlsx")


def test_every_changed_figure_is_named(verify: Verify, notices: Path, tmp_path: Path) -> None:
    figures = json.loads((notices / f"{STEM}.json").read_text("utf-8"))
    figures["income"][0]["amount"] = "1.00"
    line = figures["income"][0]["line"]
    path = tmp_path / "other.json"
    path.write_text(json.dumps(figures), "utf-8")
    code, said = verify(path)
    assert (code, said["verdict"]) == (1, "differs")
    assert f"income[0].amount（{line}）" in said["reason"]
    assert verify(path, "--against", notices)[1]["verdict"] == "differs"
    assert verify(notices / f"{STEM}.pdf", "--against", notices)[1]["verdict"] == "matches"


def test_a_public_edition_is_no_book_although_it_has_a_ledger(
    verify: Verify, notices: Path, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    shutil.copytree(notices, public / "notices")
    (public / "edition.json").write_text("{}", "utf-8")
    (public / "ledger").mkdir()
    (public / "ledger/main.beancount").write_text("", "utf-8")
    code, said = verify(notices / f"{STEM}.pdf", "--against", public)
    assert (code, said["verdict"]) == (0, "matches"), said


def test_a_page_that_does_not_show_its_figures_differs(
    verify: Verify, notices: Path, tmp_path: Path
) -> None:
    pdf, data = notices / f"{STEM}.pdf", (notices / f"{STEM}.json").read_bytes()
    assert verify(with_figures(pdf, data, tmp_path / "same.pdf"))[1]["verdict"] == "matches"
    figures = json.loads(data)
    figures["closing"] = "999999.99"
    forged = with_figures(pdf, json.dumps(figures).encode(), tmp_path / "forged.pdf")
    code, said = verify(forged)
    assert (code, said["verdict"]) == (1, "differs")
    assert "核对码" in said["reason"]


def test_a_changed_cell_differs_and_a_saved_copy_matches(
    verify: Verify, notices: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(notices / f"{STEM}.xlsx")
    copy = tmp_path / f"{STEM}.xlsx"
    book.save(copy)
    assert verify(copy)[1]["verdict"] == "matches"
    sheet = book.worksheets[0]
    cell = next(
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
    )
    cell.value += 0.01
    book.save(copy)
    code, said = verify(copy)
    assert (code, said["verdict"]) == (1, "differs")
    assert str(cell.row) in said["reason"]


def test_what_is_no_notice_is_unknown(verify: Verify, notices: Path, tmp_path: Path) -> None:
    blank = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(blank)
    pdf = (notices / f"{STEM}.pdf").read_bytes()
    for name, data in (
        ("a.txt", b"x"),
        ("a.json", b"[]"),
        ("b.json", b'{"kind": "monthly"}'),
        ("c.json", b'{"kind": "nothing", "period": "2026-01"}'),
        ("d.json", b'{"kind": "monthly", "period": "1999-01"}'),
        ("e.json", b'{"kind": "monthly", "period": "../../x"}'),
        ("a.pdf", blank.getvalue()),
        ("b.pdf", pdf[:5000]),
        ("a.xlsx", b"PK\x03\x04"),
        ("monthly-2026-01.xlsx", b"PK\x03\x04"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        code, said = verify(path)
        assert (code, said["verdict"]) == (1, "unknown"), (name, said)
        assert said["reason"]
    assert verify(tmp_path / "not there.pdf")[1]["verdict"] == "unknown"


def test_a_print_that_was_kept_is_the_measure(root: Path, notices: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(root, book)
    file = notices / f"{STEM}.json"
    seal = json.loads(CliRunner().invoke(main, ["verify", str(file), "--format", "json"]).stdout)
    kept = Edition("", datetime.date(2026, 2, 8), seal["seal"])
    record = Posted("monthly", "2026-01", "2026年1月财务收支公示", "第 1 号", (kept,))
    path = record_file(book, record.stem)
    path.parent.mkdir()
    path.write_bytes(content(record))
    # The books go on; what hung was and remains this.
    (book / "ledger/2026/01-manual.beancount").write_text(BOOK.replace("30.00", "31.00"), "utf-8")
    asked = ["--book", str(book), "verify", "--format", "json"]
    same = json.loads(CliRunner().invoke(main, [*asked, str(file)]).stdout)
    assert (same["verdict"], "留底" in same["reason"]) == ("matches", True)
    # Of a print that was corrected since, a reader is told; a reprint does not hide the correction.
    later = [
        Edition(name, datetime.date(2026, 3, 1), "AAAA-BBBB-CCCC-DDDD-EEEE")
        for name in ("更正1", "补发1")
    ]
    path.write_bytes(content(replace(record, editions=(kept, *later))))
    old = json.loads(CliRunner().invoke(main, [*asked, str(file)]).stdout)
    assert (old["verdict"], "后来贴过更正1（2026-03-01）" in old["reason"]) == ("matches", True)
    other = tmp_path / "other.json"
    other.write_text(file.read_text("utf-8").replace("30.00", "31.00"), "utf-8")
    differs = json.loads(CliRunner().invoke(main, [*asked, str(other)]).stdout)
    assert differs["verdict"] == "differs"


def test_closed_books_and_books_changed_since(root: Path, notices: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "book")
    book = ["--book", str(tmp_path / "book")]
    two = ["--by", "出纳", "--approved-by", "监督小组"]
    closed = CliRunner().invoke(main, [*book, "close", "2026-01", *two])
    assert closed.exit_code == 0, closed.output
    asked = [*book, "verify", str(notices / f"{STEM}.json"), "--format", "json"]
    same = json.loads(CliRunner().invoke(main, asked).stdout)
    assert same["verdict"] == "matches"
    assert "账已结" in same["reason"]
    path = tmp_path / "book/ledger/2026/01-manual.beancount"
    path.write_text(BOOK.replace("绿化", "除草"), "utf-8")
    assert json.loads(CliRunner().invoke(main, asked).stdout)["verdict"] == "unknown"


def test_figures_that_only_one_side_has_do_not_count() -> None:
    given = {"a": "1.00", "rows": [{"line": "物业费", "amount": "2.00"}], "old": 1}
    assert list(others(given, {**given, "new": "3.00"})) == []
    (found,) = others(given, {"a": "1.00", "rows": [{"line": "物业费", "amount": "2.01"}]})
    assert (found.path, found.given, found.known) == ("rows[0].amount（物业费）", "2.00", "2.01")
    assert [one.path for one in others(given, {"rows": []})] == ["rows[0]"]
