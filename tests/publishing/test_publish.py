"""``owners-ledger publish`` on the sample estate and on what must stop it."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from beancount import loader
from click.testing import CliRunner
from PIL import Image

from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.periods import Period
from owners_ledger.publishing import lint
from owners_ledger.publishing.build import build
from owners_ledger.registers import load_registers
from owners_ledger.rendering.privacy import Guard, PrivacyError
from owners_ledger.reporting.sources import load_sources
from owners_ledger.reporting.whole.compose import full_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "ledger", root / "ledger")
    return root


@pytest.fixture(scope="module")
def public(book) -> Path:
    done = publish(book)
    assert done.returncode == 0, done.stderr
    return book / "public"


def publish(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(root), "publish", *more],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_anybody_can_verify_what_was_published(public):
    done = subprocess.run(
        [sys.executable, "-I", str(public / "verify.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "✓ 文件完整" in done.stdout


def test_the_public_ledger_loads_in_any_beancount(public):
    entries, errors, options = loader.load_file(str(public / "ledger" / "main.beancount"))
    assert not errors
    assert options["plugin"] == []
    assert len(options["include"]) == 1
    assert len(entries) > 1000


def test_each_month_is_there_and_ends_as_its_notice_says(public):
    said = json.loads((public / "edition.json").read_text(encoding="utf-8"))
    months = [one["month"] for one in said["months"]]
    assert (months[0], months[-1], len(months)) == ("2025-01", "2026-06", 18)
    for one in said["months"]:
        notice = json.loads((public / f"notices/monthly-{one['month']}.json").read_bytes())
        assert (notice["opening"], notice["closing"]) == (one["opening"], one["closing"])
        assert one["bank_agrees"] is True


def test_publishing_again_changes_nothing(book, public):
    before = tree(book)
    again = publish(book)
    assert "没有变动" in again.stdout
    assert tree(book) == before


def test_a_rehearsal_writes_nothing(book, public):
    before = tree(book)
    done = publish(book, "--through", "2026-03", "--dry-run", "--format", "json")
    said = json.loads(done.stdout)
    assert (said["through"], said["new"]) == ("2026-03", False)
    assert tree(book) == before


@pytest.mark.parametrize(
    ("wanted", "code", "said"),
    [
        ("2026-09", 1, "还没有收付款"),
        ("2024-05", 1, "账本里有 2025年1月 到 2026年6月"),
        ("2026-Q1", 2, "--through 要写月份"),
        ("三月", 2, "不是会计期间"),
    ],
)
def test_a_month_that_cannot_be_published_is_refused(book, wanted, code, said):
    done = CliRunner().invoke(main, ["--book", str(book), "publish", "--through", wanted])
    assert done.exit_code == code
    assert said in done.output


def test_books_with_errors_are_not_published(book, tmp_path):
    root = tmp_path / "broken"
    shutil.copytree(book / "ledger", root / "ledger")
    file = root / "ledger/2026/06-manual.beancount"
    file.write_text(
        file.read_text("utf-8").replace("Assets:11库存现金 ", "Assets:12没有 ", 1), "utf-8"
    )
    before = tree(root)
    done = CliRunner().invoke(main, ["--book", str(root), "publish"])
    assert done.exit_code == 1
    assert tree(root) == before


def test_a_name_in_the_committees_own_template_stops_it_and_the_file_is_named(book, tmp_path):
    root = tmp_path / "leak"
    shutil.copytree(book / "ledger", root / "ledger")
    people = (root / "ledger/registers/households.csv").read_text("utf-8-sig").splitlines()
    name = next(row.split(",")[1] for row in people[1:] if len(row.split(",")[1]) == 3)
    (root / "reports").mkdir()
    (root / "reports/monthly.html").write_text(
        f'{{% extends "_page.html" %}}{{% block content %}}<p>有疑问请找{name}</p>{{% endblock %}}',
        encoding="utf-8",
    )
    done = CliRunner().invoke(main, ["--book", str(root), "publish"])
    assert done.exit_code == 1
    assert "notices/monthly-2025-01.html 里有姓名" in done.output
    assert name not in done.output
    assert not (root / "public").exists()


def test_heads_and_reopenings_are_for_everybody_to_see(book, tmp_path):
    root = tmp_path / "sealed"
    shutil.copytree(book / "ledger", root / "ledger")
    for command in (
        ["close", "2025-01"],
        ["close", "2025-02"],
        ["reopen", "2025-02", "--reason", "电费记重了一次", "--by", "会计"],
    ):
        done = CliRunner().invoke(main, ["--book", str(root), *command])
        assert done.exit_code == 0, done.output
    made = build(root, None)
    assert [one.month for one in made.book.heads] == ["2025-01"]
    seal = json.loads(made.files["seals/2025-01.json"])
    assert set(seal["sealed"]) == {"month", "day", "previous", "reopenings", "notice", "private"}
    page = made.files["check.html"].decode()
    assert made.book.heads[0].head in page
    assert "重开过 2025 年 2 月 的账：电费记重了一次（会计）" in page
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    year = full_report(
        load_books(root),
        load_registers(root),
        Period(today.year, 1, 12),
        load_sources(root, Period(today.year, 1, 12)),
        draft=True,
    )
    assert [(one.month, one.reason) for one in year.parts.reopened] == [
        ("2025年2月", "电费记重了一次")
    ]


def picture() -> bytes:
    buffer = io.BytesIO()
    one = Image.new("RGB", (60, 40), "white")
    exif = Image.Exif()
    exif[0x010E] = "秘密的拍摄说明"
    one.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def release(root: Path, content: bytes, digest: str | None = None, name: str = "a.jpg") -> None:
    folder = root / "ledger/released"
    folder.mkdir()
    (folder / name).write_bytes(content)
    digest = digest or hashlib.sha256(content).hexdigest()
    (folder / "released.toml").write_text(
        f'[[copy]]\nfile = "{name}"\nsha256 = "{digest}"\nvoucher = "基本户-312"\n'
        'about = "2026年公众责任险"\napproved-by = "监督小组"\n',
        encoding="utf-8",
    )


def test_a_released_voucher_is_published_as_points_alone(book, tmp_path):
    root = tmp_path / "released"
    shutil.copytree(book / "ledger", root / "ledger")
    release(root, picture())
    made = build(root, None)
    (copy,) = made.book.released
    assert (copy.voucher, copy.about) == ("基本户-312", "2026年公众责任险")
    shown = Image.open(io.BytesIO(made.files[copy.file]))
    assert (shown.size, dict(shown.getexif())) == ((60, 40), {})
    assert "秘密".encode() not in made.files[copy.file]


@pytest.mark.parametrize(
    ("content", "digest", "said"),
    [
        (picture(), "0" * 64, "不是业委会放行的那一份"),
        (b"%PDF-1.7 not a picture", None, "不是照片"),
    ],
)
def test_what_was_not_released_stays_private(book, tmp_path, content, digest, said):
    root = tmp_path / "other"
    shutil.copytree(book / "ledger", root / "ledger")
    release(root, content, digest)
    done = CliRunner().invoke(main, ["--book", str(root), "publish"])
    assert done.exit_code == 1
    assert said in done.output
    assert not (root / "public").exists()


def test_a_hash_that_looks_like_a_card_does_not_stop_it():
    guard = Guard(frozenset(), {}, frozenset(), ())
    digits = "6501" * 5
    hashes = {"seals/2025-01.json": digits.encode()}
    page = {"check.html": f"封账码 {' '.join(['6501'] * 5)}".encode()}
    lint.look_at_files(guard, hashes, frozenset(), ())
    lint.look_at_files(guard, page, frozenset(), [" ".join(["6501"] * 5)])
    with pytest.raises(PrivacyError):
        lint.look_at_files(guard, page, frozenset(), ())
