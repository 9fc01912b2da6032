"""Tables of rates: every row dated and with its source, the committee's own file first."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.rates import RateError, load_rates

DAY = datetime.date(2026, 3, 31)
ROW = 'from = 2026-01-01\nmonthly = "5000.00"\nsource = "某号文"\n'


def own(root: Path, text: str, name: str = "iit"):
    path = root / "ledger/rates" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_rates(root)


def test_every_shipped_row_of_wages_has_its_source_and_stands_once():
    """What nobody has checked against the official text says so."""
    tables = load_rates(None).tables
    assert {"iit", "social-重庆", "social-上海", "social-四川"} <= set(tables)
    for file, by_name in tables.items():
        if file != "iit" and not file.startswith("social-"):
            continue
        for name, rows in by_name.items():
            keys = [(one.values.get("kind"), one.values.get("up-to"), one.first) for one in rows]
            assert len(set(keys)) == len(keys), (file, name)
            for row in rows:
                assert len(row.source) > 8
                if file.startswith("social-") and name != "fund":
                    assert "未核实" in row.source, (file, name, row.source)
    assert "未核实" in tables["iit"]["labour-bracket"][0].source
    assert "未核实" in tables["iit"]["whole-year"][0].source


def test_the_committee_s_own_file_comes_before_the_shipped_one(tmp_path):
    rates = own(tmp_path, f"[[wage]]\n{ROW}".replace("5000", "6000"))
    assert rates.one("iit", "wage", DAY).number("monthly") == Decimal("6000.00")
    assert rates.rows("iit", "bracket") == ()  # the whole file is theirs
    assert rates.rows("social-重庆", "share")


def test_a_row_holds_from_its_first_to_its_last_day(tmp_path):
    rates = own(
        tmp_path, f"[[wage]]\n{ROW}to = 2026-03-31\n[[wage]]\n{ROW.replace('01-01', '04-01')}"
    )
    first, second = rates.rows("iit", "wage")
    assert rates.one("iit", "wage", DAY) == first
    assert rates.one("iit", "wage", DAY + datetime.timedelta(days=1)) == second
    assert rates.on("iit", "wage", datetime.date(2025, 12, 31)) == ()


@pytest.mark.parametrize("text", ["", f"[[wage]]\n{ROW}[[wage]]\n{ROW}"])
def test_none_or_several_for_a_day_are_refused_with_the_file_to_write(tmp_path, text):
    with pytest.raises(RateError) as refused:
        own(tmp_path, text).one("iit", "wage", DAY)
    assert "ledger/rates/iit.toml" in refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        '[[wage]]\nmonthly = "5000"\nsource = "某号文"\n',
        '[[wage]]\nfrom = 2026-01-01\nmonthly = "5000"\n',
        '[[wage]]\nfrom = 2026-01-01\nsource = "  "\n',
        '[[wage]]\nfrom = "2026-01-01"\nsource = "某号文"\n',
        '[[wage]]\nfrom = 2026-01-01T00:00:00Z\nsource = "某号文"\n',
        f"[[wage]]\n{ROW}to = 2025-12-31\n",
        f"[[wage]]\n{ROW}to = 2026-12-31T00:00:00\n",
        f"[wage]\n{ROW}",
        "wage = [1, 2]\n",
        "wage = 5000\n",
        "[[wage]\n",
    ],
)
def test_a_file_that_is_not_in_order_is_refused(tmp_path, text):
    with pytest.raises(OwnersLedgerError) as refused:
        own(tmp_path, text)
    assert "iit" in str(refused.value.file)


@pytest.mark.parametrize("value", ["5000.5", "true", '"五千"', '"NaN"', '"Infinity"', "[1]"])
def test_a_figure_is_text_or_a_whole_number(tmp_path, value):
    row = own(tmp_path, f"[[wage]]\n{ROW}".replace('"5000.00"', value)).one("iit", "wage", DAY)
    with pytest.raises(RateError, match="monthly"):
        row.number("monthly")
