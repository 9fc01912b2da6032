"""The TOML files beside the books: read as written, wrong ones named."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from owners_ledger.config import ConfigError
from owners_ledger.periods import Period
from owners_ledger.reporting import Sources, load_sources

FILES = {
    "budget/2026.toml": 'resolution = "2025-12"\n[income]\n"物业服务费" = "538000.00"\n[spending]\n"绿化" = "42000"\n',
    "notes/2026-Q1.toml": 'headline = "换了水泵"\n[lines]\n"绿化" = "春季补栽。"\n',
    "resolutions.toml": '[[resolution]]\nnumber = "2025-03"\ndate = 2025-03-22\ntitle = "消防"\nceiling = "400000.00"\n',
    "projects.toml": '[[project]]\ncode = "P-01"\nname = "消防"\ncontract = "386000.00"\n',
    "tariffs.toml": '[[property-fee]]\nrate = "0.90"\nfrom = 2026-02-01\n[[property-fee]]\nrate = "0.80"\nfrom = 2020-01-01\n',
}


def write(root, files):
    for name, text in files.items():
        path = root / "ledger" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_all_files_are_read(tmp_path):
    found = load_sources(write(tmp_path, FILES), Period.parse("2026-Q1"))
    assert found.budget.income == {"物业服务费": Decimal("538000.00")}
    assert found.budget.spending == {"绿化": Decimal("42000.00")}
    assert (found.notes.headline, found.notes.lines) == ("换了水泵", {"绿化": "春季补栽。"})
    assert found.resolutions[0].ceiling == Decimal("400000.00")
    assert found.works[0].contract == Decimal("386000.00")
    rates = [found.tariff("property-fee", datetime.date(2026, month, 28)).rate for month in (1, 2)]
    assert rates == [Decimal("0.80"), Decimal("0.90")]
    assert found.tariff("property-fee", datetime.date(2019, 1, 1)) is None


def test_a_book_without_them_and_another_periods_notes_are_empty(tmp_path):
    assert load_sources(tmp_path, Period.parse("2026-Q1")) == Sources()
    notes = {"notes/2026-Q1.toml": FILES["notes/2026-Q1.toml"]}
    assert load_sources(write(tmp_path, notes), Period.parse("2026-03")) == Sources()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("budget/2026.toml", '[income]\n"绿化" = "1.005"\n', "1.005"),
        ("budget/2026.toml", "income = 3\n", "budget|2026.toml"),
        ("projects.toml", '[[project]]\ncode = "P-01"\nname = "x"\n', "contract"),
        ("resolutions.toml", '[[resolution]]\ntitle = "x"\n', "number"),
        ("tariffs.toml", '[[property-fee]]\nrate = "0.80"\n', "from"),
        ("tariffs.toml", '[[property-fee]]\nrate = "八角"\nfrom = 2020-01-01\n', "tariffs.toml"),
        ("notes/2026-Q1.toml", "lines = [\n", "文件格式有误"),
        ("notes/2026-Q1.toml", "lines = 3\n", "lines|2026-Q1.toml"),
    ],
)
def test_a_wrong_file_is_named(tmp_path, name, text, says):
    with pytest.raises(ConfigError, match=says) as caught:
        load_sources(write(tmp_path, {name: text}), Period.parse("2026-Q1"))
    assert caught.value.file.endswith(name)
