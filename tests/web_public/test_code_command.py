"""``owners-ledger code``: from the register to a printed sheet and a sealed statement."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from small_edition import tree

from owners_ledger.cli import main
from owners_ledger.web.codes import code, keys
from owners_ledger.web.codes.shelf import Shelf

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path):
    book = tmp_path / "book"
    shutil.copytree(
        REPOSITORY / "ledger", book / "ledger", ignore=shutil.ignore_patterns("private")
    )

    def ask(*words, status=0):
        answer = CliRunner().invoke(main, ["--book", str(book), "code", *map(str, words)])
        assert answer.exit_code == status, answer.output
        return answer.output

    ask.book = book
    return ask


def printed(book):
    [path] = (book / "private").glob("code-*.pdf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    pages = [page.extract_text() for page in PdfReader(path).pages]
    path.unlink()
    return {
        re.search(r"\d-\d-\d+", page)[0]: re.search(r"\w{4}-\w{4}-\w{4}", page)[0] for page in pages
    }


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint's own
def test_issue_seal_revoke(run, tmp_path):
    before = tree(run.book)
    run("issue", "--unit", "3-1-502", "--unit", "1-1-101", "--address", "https://a.example")
    codes = printed(run.book)
    assert set(codes) == {"3-1-502", "1-1-101"}
    changed = {name for name, one in tree(run.book).items() if before.get(name) != one}
    assert {name for name in changed if "." in name} <= {
        "ledger/private/codes.toml",
        "ledger/.lock",
    }

    output = tmp_path / "sealed"
    assert "已封好 2 户" in run("statements", "--output", output)
    shelf = Shelf(output)
    mine = keys.keys_of(code.meant(codes["3-1-502"]), shelf.marks().cost)
    page = shelf.letter(mine).decode()
    assert "3-1-502" in page
    assert "1-1-101" not in page

    run("revoke", "3-1-502")
    listed = json.loads(run("list", "--format", "json"))
    assert [(one["unit"], one["generation"], one["open"]) for one in listed] == [
        ("1-1-101", 1, True), ("3-1-502", 2, False)
    ]  # fmt: skip
    assert not re.search("|".join(codes.values()), run("list"))
    run("statements", "--output", output)
    assert mine.mark not in shelf.marks().generations
    assert shelf.letter(mine) is None
    assert len(list(output.glob("*.sealed"))) == 1


def test_mistakes_are_sentences_and_change_nothing(run, tmp_path):
    before = tree(run.book)
    assert "没有房号 9-9-999" in run("issue", "--unit", "9-9-999", status=2)
    assert "--unit" in run("issue", status=2)
    assert "没有有效的口令" in run("revoke", "1-1-101", status=1)
    after = tree(run.book)
    assert {n: one[:2] for n, one in after.items() if "lock" not in n} == {
        n: one[:2] for n, one in before.items() if "lock" not in n
    }
    key = tmp_path / "key"
    run("key", key)
    assert "已经有了" in run("key", key, status=2)
