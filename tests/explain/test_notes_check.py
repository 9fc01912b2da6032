"""``check`` reads the sentences: names nothing has, and words that give no reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.checks.findings import findings_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "ledger", tmp_path / "ledger")
    return tmp_path


def found(book: Path) -> list[tuple[str, int, str]]:
    return [
        (one.file.rpartition("/")[2], one.line, one.message + one.remedy)
        for one in findings_of(load_books(book))
        if one.check == "notes"
    ]


def test_the_sample_estates_sentences_are_in_order(book: Path) -> None:
    assert found(book) == []


def test_every_mistake_is_named_with_its_line(book: Path) -> None:
    place = book / "ledger/notes"
    (place / "2026-06.toml").write_text(
        'line = "x"\n[lines]\n"公共水店" = "夏季用电多。"\n"保险" = "正常"\n'
        '[payees]\n"某某公司" = ""\n[totals]\n"总收入" = "物业费多收了。"\n',
        encoding="utf-8",
    )
    (place / "六月.toml").write_text("[lines]\n", encoding="utf-8")
    (place / "2026-05.toml").write_text("[lines\n", encoding="utf-8")
    said = found(book)
    assert [(file, line) for file, line, _text in said] == [
        ("2026-05.toml", 1),
        ("2026-06.toml", 1),
        ("2026-06.toml", 3),
        ("2026-06.toml", 4),
        ("2026-06.toml", 6),
        ("2026-06.toml", 8),
        ("六月.toml", 1),
    ]
    texts = [text for _file, _line, text in said]
    assert "是不是“lines”" in texts[1]
    assert "是不是“公共水电”" in texts[2]
    assert "没有写原因" in texts[3]
    assert "没有写原因" in texts[4]
    assert "是不是“收入”" in texts[5]
