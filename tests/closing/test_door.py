"""Nothing a command generates gets into a closed month."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger.books.closed import ClosedMonthError
from owners_ledger.books.write import write_all
from owners_ledger.cli import main

ROOT = Path(__file__).parents[2]
ENTRY = '2026-03-05 * "绿化"\n  Assets:11库存现金  -1.00 CNY\n  Expenses:30运行   1.00 CNY\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    closed = tmp_path / "ledger" / "closed"
    closed.mkdir(parents=True)
    (closed / "2026-03.toml").touch()
    (closed / "reopened.toml").touch()
    return tmp_path / "ledger" / "2026"


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        ENTRY.replace(" * ", " ! "),
        ENTRY.replace(" * ", " txn "),
        "2026-03-31 balance Assets:11库存现金  1.00 CNY\n",
        '2026-03-31 note Assets:11库存现金 "x"\n',
        "2026-03-31 pad Assets:11库存现金 Equity:10期初净资产\n",
        '2026-03-31 custom "bank-statement" "a"\n',
        f"; 说明\n\n{ENTRY.replace('2026-03', '2026-04')}\n{ENTRY}",
    ],
)
def test_entries_of_a_closed_month_are_refused_before_anything_is_written(
    folder: Path, text: str
) -> None:
    with pytest.raises(ClosedMonthError) as refused:
        write_all([(folder / "a.csv", b"x"), (folder / "03-a.beancount", text.encode())])
    assert "2026-03" in refused.value.message
    assert "reopen 2026-03" in refused.value.remedy
    assert not folder.exists()


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.replace("2026-03", "2026-04"),
        ENTRY.replace("2026-03", "2025-03"),
        "2026-03-31 open Assets:12备用金 CNY\n",
        '2026-03-31 document Assets:11库存现金 "documents/a.pdf"\n',
        f"; {ENTRY}".replace("\n", "\n; "),
    ],
)
def test_other_months_accounts_and_documents_pass(folder: Path, text: str) -> None:
    write_all([(folder / "a.beancount", text.encode())])
    assert (folder / "a.beancount").read_text("utf-8") == text


def test_a_file_may_be_written_anew_as_long_as_the_closed_month_stays(folder: Path) -> None:
    folder.mkdir()
    path = folder / "a.beancount"
    path.write_text(ENTRY, "utf-8")
    april = ENTRY.replace("2026-03", "2026-04")
    write_all([(path, f"; 前言\n{april}\n{ENTRY}".encode())])
    for gone in (april, ENTRY.replace("1.00", "2.00")):
        with pytest.raises(ClosedMonthError):
            write_all([(path, gone.encode())])
    assert path.read_text("utf-8") == f"; 前言\n{april}\n{ENTRY}"


@pytest.mark.parametrize(
    ("part", "command"), [("charges", "bill"), ("payroll", "payroll"), ("bank-*", "import")]
)
def test_commands_refuse_and_leave_everything_as_it_was(
    part: str, command: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "ledger", tmp_path / "ledger")
    (generated,) = (tmp_path / "ledger" / "2026").glob(f"06-{part}.beancount")
    generated.unlink()
    closed = tmp_path / "ledger" / "closed"
    closed.mkdir()
    (closed / "2026-06.toml").touch()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    asked = ["2026-06"]
    if command == "import":
        months = (tmp_path / "ledger" / "statements").rglob("*2026-06*")
        asked = [str(next(path for path in sorted(months) if path.is_file()))]
    done = CliRunner().invoke(main, ["--book", str(tmp_path), command, *asked])
    assert done.exit_code == 1, done.output
    assert "2026-06 已经结账" in done.stderr
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    before.setdefault(tmp_path / "ledger" / ".lock", b"")
    after.setdefault(tmp_path / "ledger" / ".lock", b"")
    assert after == before
