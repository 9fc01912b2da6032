"""The same engine behind beangulp and Fava's import page."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import beangulp
import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import printer
from click.testing import CliRunner
from fava.application import create_app
from import_book import BASIC, FEES, NUMBERS, ccb, line, make_book

from owners_ledger.banking.booking.importing import import_statements
from owners_ledger.books.load import load_books

CONFIG = Path(__file__).parents[2] / "importers" / "config.py"
LINES = [
    line("2025-03-01", "300.00", "物业费", name="甲", serial="1"),
    line("2025-03-01", "300.00", "物业费", name="甲", serial="2"),
    line("2025-03-31", "12.34", "结息", serial="3"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_book(tmp_path / "book")
    (root / "importers").mkdir()
    shutil.copy(CONFIG, root / "importers")
    return root


@pytest.fixture
def march(tmp_path: Path) -> Path:
    return ccb(tmp_path / "三月.csv", "1000.00", LINES)


def importers(root: Path) -> list[beangulp.Importer]:
    found = runpy.run_path(str(root / "importers" / "config.py"))
    assert found["HOOKS"] == []
    return found["CONFIG"]


def test_one_importer_for_each_account_of_the_book(root: Path, march: Path, tmp_path: Path) -> None:
    basic, fees = importers(root)
    assert [FEES in fees.name, BASIC in basic.name] == [True, True]
    assert [one.identify(str(march)) for one in (basic, fees)] == [False, True]
    assert fees.account(str(march)) == FEES
    assert str(fees.date(str(march))) == "2025-03-31"
    assert fees.filename(str(march)) == "收费户.csv"
    other = ccb(tmp_path / "别家.csv", "1.00", LINES, "62220000000000004321")
    text = tmp_path / "不是.txt"
    text.write_text("hello", "utf-8")
    assert not any(one.identify(str(path)) for one in (basic, fees) for path in (other, text))


def test_what_is_booked_is_left_out_and_twins_stay(root: Path, march: Path, tmp_path: Path) -> None:
    _basic, fees = importers(root)
    entries = fees.extract(str(march), load_books(root).entries)
    lines = [one for one in entries if isinstance(one, data.Transaction)]
    assert len(lines) == 3
    fees.deduplicate(entries, load_books(root).entries)
    assert not any("__duplicate__" in one.meta for one in entries)
    import_statements(root, [march])
    again = fees.extract(str(march), load_books(root).entries)
    assert again == []
    fees.deduplicate(entries, load_books(root).entries)
    assert all("__duplicate__" in one.meta for one in lines)
    longer = ccb(
        tmp_path / "四月.csv",
        "1000.00",
        [*LINES, line("2025-04-01", "300.00", name="甲", serial="4")],
    )
    (fourth, *_rest) = [
        one
        for one in fees.extract(str(longer), load_books(root).entries)
        if isinstance(one, data.Transaction)
    ]
    assert fourth.postings[0].meta["bank-no"] == "4"


def test_what_is_extracted_loads_with_the_book(root: Path, march: Path) -> None:
    _basic, fees = importers(root)
    entries = fees.extract(str(march), [])  # without the caller's books, those on disk
    text = "".join(printer.format_entry(entry) for entry in entries)
    (root / "ledger" / "2025").mkdir()
    (root / "ledger" / "2025" / "03-fava.beancount").write_text(text, "utf-8")
    _entries, errors, _options = loader.load_file(str(root / "ledger" / "main.beancount"))
    assert errors == []


def test_beangulps_own_commands(root: Path, march: Path, tmp_path: Path) -> None:
    ingest = beangulp.Ingest(importers(root), [])
    run = CliRunner().invoke
    assert FEES in run(ingest.cli, ["identify", str(march)]).output
    extracted = run(
        ingest.cli, ["extract", "-e", str(root / "ledger" / "main.beancount"), str(march)]
    )
    assert extracted.exit_code == 0, extracted.output
    assert extracted.output.count("300.00 CNY") >= 2
    assert not [one for one in extracted.output.splitlines() if one.startswith("; 2025")]
    gap = ccb(tmp_path / "五月.csv", "5.00", LINES[:1], NUMBERS[FEES])
    refused = run(ingest.cli, ["extract", "-e", str(root / "ledger" / "main.beancount"), str(gap)])
    assert refused.exit_code == 1
    (tmp_path / "out").mkdir()
    archived = run(ingest.cli, ["archive", "-o", str(tmp_path / "out"), str(march)])
    assert archived.exit_code == 0, archived.output
    assert [path.name for path in (tmp_path / "out").rglob("*.csv")] == ["2025-03-31.收费户.csv"]


def test_favas_import_page_and_the_command_after_it(tmp_path: Path) -> None:
    """Fava writes the lines; the command then finds them known and files the original."""
    root = make_book(tmp_path / "book", checked=True)
    (root / "importers").mkdir()
    shutil.copy(CONFIG, root / "importers")
    ledger = root / "ledger"
    (ledger / "inbox").mkdir()
    file = ccb(ledger / "inbox" / "三月.csv", "1000.00", LINES)
    (ledger / "2025").mkdir()
    hand = ledger / "2025" / "03-fava.beancount"
    hand.write_text("; 在 Fava 里导入的\n", "utf-8")
    with (ledger / "main.beancount").open("a", encoding="utf-8") as main:
        main.write(
            '2020-01-01 custom "fava-option" "import-config" "../importers/config.py"\n'
            '2020-01-01 custom "fava-option" "import-dirs" "inbox"\n'
            '2020-01-01 custom "fava-option" "default-file" "2025/03-fava.beancount"\n'
        )
    client = create_app([str(ledger / "main.beancount")], load=True).test_client()
    base = client.get("/").headers["Location"].split("/")[1]
    (found,) = (
        importer
        for one in client.get(f"/{base}/api/imports").json["data"]
        for importer in one["importers"]
    )
    query = {"filename": str(file), "importer": found["importer_name"]}
    entries = client.get(f"/{base}/api/extract", query_string=query).json["data"]
    assert client.put(f"/{base}/api/add_entries", json={"entries": entries}).status_code == 200
    assert hand.read_text("utf-8").count("bank-ref") == len(LINES)
    plan, written = import_statements(root, [file])
    assert [plan.counts(one)["new"] for one in plan.placed] == [0]
    assert len(written) == 2
    assert [error.message for error in load_books(root).errors] == []
    assert import_statements(root, [file])[1] == []
