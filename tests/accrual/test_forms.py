"""The forms as data: what is shipped is sound, a wrong one is refused, every surface prints them."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.cli.kinds import Asked, paper
from owners_ledger.config import ConfigError
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.rendering.produce import produce
from owners_ledger.reporting import disclose
from owners_ledger.reporting.accrual.eras import era_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("day", "era", "count"),
    [("2005-01-01", "2004", 48), ("2025-12-31", "2004", 48), ("2026-01-01", "2024", 56)],
)
def test_the_system_is_the_one_of_the_day(day: str, era: str, count: int) -> None:
    found = era_of(datetime.date.fromisoformat(day))
    assert (found.name, len(found.accounts)) == (era, count)
    assert bool(found.unverified) == (era == "2024")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("sum = [1, 2, 3, 4, 8, 9, 15, 18]", "sum = [1, 2, 3, 4, 8, 9, 15]"),
        ("sum = [20, 30, 40, 41, 51]", "sum = [20, 20, 30, 40, 41, 51]"),
        ('codes = ["1505"]', "codes = []"),
        ("row = 34, ", "row = 33, "),
        ("1505 = [27, 35]", ""),
        ('system = "', 'sistem = "'),
    ],
)
def test_a_form_that_cannot_add_up_is_refused(tmp_path: Path, was: str, now: str) -> None:
    folder = tmp_path / "reports" / "npo"
    shutil.copytree(ROOT / "reports" / "npo", folder)
    path = folder / "2004.toml"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")
    with pytest.raises(ConfigError) as caught:
        era_of(datetime.date(2025, 1, 1), tmp_path)
    assert caught.value.file == str(path)


def test_the_committees_own_form_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "npo"
    folder.mkdir(parents=True)
    text = (ROOT / "reports" / "npo" / "2024.toml").read_text("utf-8")
    text = re.sub(r'unverified = ".*"', 'unverified = ""', text)
    (folder / "2024.toml").write_text(text, "utf-8")
    assert era_of(datetime.date(2026, 1, 1), tmp_path).unverified == ""


def test_every_surface_of_the_sample_says_the_same() -> None:
    books, registers = load_books(ROOT), load_registers(ROOT)
    period = Period.parse("2026-Q1")
    asked = Asked("statements", ROOT, books, registers, "2026-Q1", period, False)
    made = produce(
        paper(asked), books.committee, registers, book=ROOT, formats=("json", "html", "xlsx")
    )
    said = json.loads(made.files["json"])
    closing = f"{disclose(books, registers, period).closing:.2f}"
    money = next(one for one in said["balance"]["assets"] if one["title"] == "货币资金")
    assert said["cash_flows"]["closing"] == money["closing"] == closing
    assert said["balance"]["assets_total"][1] == said["balance"]["claims"][-1]["closing"]
    page = made.files["html"].decode()
    for one in ("资产负债表", "业务活动表", "现金流量表", "两种口径对照", f"{float(closing):,.2f}"):
        assert one in page
    assert "未核实" in page
    # A reader who adds and takes away what the words say arrives at the total.
    reasons = page.split("lines npo-reasons", 1)[1].split("</table>", 1)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th><td class="now">(.*?)</td>', reasons)
    steps = [
        (-1 if "减：" in title else 1, Decimal(figure.replace(",", "").replace("−", "-")))
        for title, figure in rows
    ]
    assert all(figure >= 0 for _sign, figure in steps[3:-1])
    assert sum(sign * figure for sign, figure in (*steps[:2], *steps[3:-1])) == steps[-1][1]
