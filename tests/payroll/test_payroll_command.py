"""``owners-ledger payroll``: what is written where, and what a frightened person reads."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from owners_ledger.registers import load_registers

ROOT = Path(__file__).parents[2]
JULY = "ledger/2026/07-payroll.beancount"
STAFF = "ledger/registers/staff.csv"
EXTRAS = "工号,项目,金额,说明\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The sample estate's wages, paid until June, without its bank and charges."""
    root = tmp_path / "书"
    leave = shutil.ignore_patterns(
        *("statements", "documents", "inbox", "0[789]-*"),
        *("*-bank-*", "*-charges*", "*-manual*"),
    )
    shutil.copytree(ROOT / "ledger", root / "ledger", ignore=leave)
    return root


def run(book: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(book), "payroll", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What it says, which is never a traceback."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return said


def files(book: Path) -> dict[str, bytes]:
    """All files of a book but the lock."""
    return {
        path.relative_to(book).as_posix(): path.read_bytes()
        for path in book.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def edit(book: Path, name: str, old: str, new: str) -> None:
    text = (book / name).read_text(encoding="utf-8-sig")
    assert old in text
    (book / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def extras(book: Path, month: str, *rows: str) -> None:
    path = book / "ledger/payroll" / f"{month}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(EXTRAS + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def test_a_month_is_booked_once_and_its_batch_is_private(book: Path) -> None:
    before = files(book)
    done = run(book, "2026-07")
    assert done.returncode == 0, done.stderr
    new = files(book)
    batch = "private/payroll/2026-07-代发工资"
    assert set(new) - set(before) == {
        JULY,
        "private/.gitignore",
        f"{batch}.csv",
        f"{batch}.xlsx",
    }
    assert new["private/.gitignore"] == b"*\n"
    there = (ROOT / JULY).read_text(encoding="utf-8").splitlines()[1:]
    made = new[JULY].decode().splitlines()[1:]
    assert made == [line for line in there if not line.startswith('  document: "')]
    again = run(book, "2026-07")
    assert again.returncode == 0
    assert "没有需要写的" in again.stdout
    assert files(book) == new


def test_the_batch_has_every_account_as_text_and_the_sum_that_is_owed(book: Path) -> None:
    edit(book, STAFF, "6217990000000800002", "")
    edit(book, STAFF, "云松", "=HYPERLINK(云松)")
    done = run(book, "2026-07")
    assert "S02 没有登记账号，不在代发文件里，共 2,017.45 元要另付" in done.stderr
    raw = (book / "private/payroll/2026-07-代发工资.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert head == ["收款账号", "收款户名", "金额", "用途"]
    assert len(rows) == 8
    assert sum(Decimal(row[2]) for row in rows) == Decimal("25929.97") - Decimal("2017.45")
    assert rows[0] == ["6217990000000800001", "苏海", "2017.45", "2026年7月工资"]
    assert "'=HYPERLINK(云松)" in [row[1] for row in rows]
    with zipfile.ZipFile(book / "private/payroll/2026-07-代发工资.xlsx") as archive:
        assert "6217990000000800001" in archive.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_rehearsal_writes_nothing(book: Path) -> None:
    before = files(book)
    done = run(book, "2026-07", "--dry-run", "--slips", "--sheet")
    assert done.returncode == 0, done.stderr
    assert "没有写入任何文件" in done.stdout
    assert files(book) == before


def test_json_for_programs(book: Path) -> None:
    done = run(book, "2026-07", "--format", "json", "--output", str(book / "别处"))
    found = json.loads(done.stdout)
    assert (found["gross"], found["net"], found["tax"]) == ("30000.00", "25929.97", "14.78")
    assert [one["staff"] for one in found["pays"]][:3] == ["S01", "S02", "S04"]
    assert found["written"][0] == JULY
    assert "苏海" not in done.stdout
    assert (book / "别处/2026-07-代发工资.csv").is_file()
    assert not (book / "private").exists()


def test_a_register_changed_afterwards_is_refused_by_code_and_amount(book: Path) -> None:
    edit(book, STAFF, "3900.00", "4900.00")
    before = files(book)
    for month in ("2026-06", "2026-07"):  # July builds upon what was withheld until June
        done = run(book, month)
        assert done.returncode == 1
        said = told(done)
        assert "没有写入任何文件" in said
        assert "S09 文员：账上 3,900.00，应为 4,900.00，差 1,000.00" in said
        assert "补发" in said
        assert files(book) == before


def test_a_raise_on_a_row_of_its_own_and_the_arrears_by_the_next_month(book: Path) -> None:
    """The clerk's raise of 1,000.00 from June was forgotten: paid with July."""
    edit(
        book,
        STAFF,
        "S09,于晓洁,文员,劳动合同,3900.00,6217990000000800009,2020-01-01,",
        "S09,于晓洁,文员,劳动合同,3900.00,6217990000000800009,2020-01-01,2026-06-30\n"
        "S09,于晓洁,文员,劳动合同,4900.00,6217990000000800009,2026-07-01,",
    )
    extras(book, "2026-07", "S09,补发,1000.00,6月涨薪")
    done = run(book, "2026-07")
    assert done.returncode == 0, done.stderr
    # 5,900.00 less 10.5 % and 5 % of 4,900.00
    assert "S09 文员：应发 5,900.00，个人社保公积金 759.50，个税 0.00，实发 5,140.50" in done.stdout


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("S99,奖金,100.00,", "ledger/payroll/2026-07.csv:2: 第 2 行的工号 S99 不在职工登记簿里"),
        ("S03,加班费,100.00,", "S03 在 2026-07 不在职"),
        ("S04,缺勤扣款,2400.01,", "S04 2026-07 的实发是负数 −0.01"),
        ("S04,红包,100.00,", "应填加班费"),
        ("S04,奖金,-100.00,", "金额"),
    ],
)
def test_a_wrong_addition_is_named_with_file_and_row(book: Path, row: str, said: str) -> None:
    extras(book, "2026-07", row)
    before = files(book)
    done = run(book, "2026-07")
    assert done.returncode == 1
    assert said in told(done)
    assert files(book) == before


@pytest.mark.parametrize("name", ["2026-7.csv", "2026-07.xlsx", "七月.csv"])
def test_a_file_of_additions_that_would_be_overlooked_is_refused(book: Path, name: str) -> None:
    extras(book, "2026-07", "S04,奖金,100.00,")
    (book / "ledger/payroll" / name).write_text(EXTRAS, encoding="utf-8")
    (book / "ledger/payroll/~$2026-07.csv").write_text("", encoding="utf-8")
    done = run(book, "2026-07")
    assert done.returncode == 1
    assert f"ledger/payroll/{name}" in told(done)
    assert not (book / JULY).exists()


@pytest.mark.parametrize("period", ["2026-Q1", "2026", "2026-13", "七月"])
def test_what_is_no_month_is_refused(book: Path, period: str) -> None:
    done = run(book, period)
    assert done.returncode == 2
    assert "2026-03" in told(done)


def test_without_staff_there_is_nothing_to_pay(book: Path) -> None:
    (book / STAFF).unlink()
    before = files(book)
    done = run(book, "2026-07")
    assert (done.returncode, done.stderr) == (1, done.stderr)
    assert "S01" in told(done)  # June is booked, and the register knows nobody
    for path in (book / "ledger").rglob("*-payroll.beancount"):
        path.unlink()
    done = run(book, "2026-07")
    assert done.returncode == 0, done.stderr
    assert "2026-07 没有在职的职工，没有写入任何文件" in done.stdout
    assert set(files(book)) <= set(before)


def test_a_month_left_out_is_pointed_at(book: Path) -> None:
    (book / "ledger/2026/06-payroll.beancount").unlink()
    done = run(book, "2026-07")
    assert done.returncode == 0, done.stderr
    assert "2026-06 还没有记工资" in done.stderr


def test_a_file_of_that_name_with_something_else_is_left_alone(book: Path) -> None:
    (book / JULY).write_text("; 手工\n", encoding="utf-8")
    done = run(book, "2026-07")
    assert done.returncode == 1
    assert JULY in told(done)
    assert (book / JULY).read_text(encoding="utf-8") == "; 手工\n"


def test_what_a_crash_left_out_is_written_by_the_next_run(book: Path) -> None:
    """The ledger file goes first: with it in place, only the batch is missing."""
    run(book, "2026-07")
    whole = files(book)
    shutil.rmtree(book / "private")
    assert run(book, "2026-07").returncode == 0
    assert files(book) == whole


def text_of(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of four, with slips and the sheet of July."""
    root = tmp_path_factory.mktemp("papers")
    leave = shutil.ignore_patterns("statements", "documents", "inbox", "20[0-9][0-9]")
    shutil.copytree(ROOT / "ledger", root / "ledger", ignore=leave)
    (root / "ledger/2026").mkdir()
    (root / "ledger/2026/01-first.beancount").write_text("; 空\n", encoding="utf-8")
    lines = (root / STAFF).read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if line[:3] in ("工号,", "S01", "S04", "S08")]
    kept.append("S11,郑试样,维修,劳务,3000.00,6217990000000800011,2026-07-01,")
    (root / STAFF).write_text("\n".join(kept) + "\n", encoding="utf-8")
    extras(root, "2026-07", "S08,加班费,200.00,")
    done = run(root, "2026-07", "--slips", "--sheet")
    assert done.returncode == 0, done.stderr
    return root


def test_a_slip_tells_one_person_everything_and_nothing_of_anybody_else(papers: Path) -> None:
    folder = papers / "private/payroll/2026-07-工资条"
    staff = load_registers(papers).staff
    assert sorted(path.stem for path in folder.iterdir()) == sorted(one.code for one in staff)
    for one in staff:
        said = text_of(folder / f"{one.code}.pdf")
        raw = (folder / f"{one.code}.pdf").read_bytes()
        assert one.name in said
        assert one.account not in said
        assert f"尾号{one.account[-4:]}" in said
        for other in staff:
            if other is not one:
                assert other.name not in said
                assert other.code not in said
                assert other.account.encode() not in raw
    mechanic = text_of(folder / "S08.pdf")
    # 7 × 6,500.00 + 200.00; 7 × 1,007.50; 7 × 5,000.00; 3,647.50 at 3 %; 14.775 × 6 before
    for figure in ("45,700.00", "−7,052.50", "−35,000.00", "3,647.50", "109.43", "88.65", "20.78"):
        assert figure in mechanic, figure
    for figure in ("520.00", "325.00", "5,671.72", "1,040.00", "8,689.00"):
        assert figure in mechanic, figure
    labourer = text_of(folder / "S11.pdf")
    assert "劳务报酬" in labourer
    assert "440.00" in labourer  # 3,000.00 less 800.00 at 20 %
    assert "累计" not in labourer


def test_all_slips_in_one_file_have_a_page_each(papers: Path) -> None:
    pages = PdfReader(papers / "private/payroll/2026-07-工资条.pdf").pages
    names = [one.name for one in load_registers(papers).staff]
    found = [[name for name in names if name in page.extract_text()] for page in pages]
    assert found == [[name] for name in names]


def test_the_sheet_has_a_line_to_sign_for_everybody(papers: Path) -> None:
    said = text_of(papers / "private/payroll/2026-07-工资发放表.pdf")
    for one in load_registers(papers).staff:
        assert f"{one.code}{one.name}" in said
    for word in ("签名", "制表", "出纳", "不公示", "4人"):
        assert word in said
    # 2,017.45 + 2,400.00 + 5,671.72 + 2,560.00
    assert "12,649.17" in said


def test_the_papers_come_out_the_same_again(papers: Path) -> None:
    before = files(papers)
    done = run(papers, "2026-07", "--sheet")
    assert "没有需要写的" in done.stdout
    assert files(papers) == before
