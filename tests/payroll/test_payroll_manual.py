"""``docs/payroll.md`` names every column, item, table key and variable, and its example works."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from pathlib import Path

import payroll_people as people
import pytest

from owners_ledger.payroll.extras import COLUMNS, MINUS, PLUS, SPECIAL
from owners_ledger.rates import load_rates
from owners_ledger.registers import staff
from owners_ledger.rendering.payslip import Item, Row, Slip

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs/payroll.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", MANUAL))


def test_every_column_and_item_is_explained():
    assert set(staff.COLUMNS) | set(staff.OPTIONAL) <= WORDS
    assert {*PLUS, *MINUS, SPECIAL} <= WORDS
    assert ",".join(COLUMNS) in MANUAL


@pytest.mark.parametrize("file", ["iit", "social-重庆"])
def test_every_table_and_key_of_the_shipped_files_is_explained(file):
    for name, rows in load_rates(None).tables[file].items():
        assert f"[[{name}]]" in WORDS
        assert {key for row in rows for key in row.values} <= WORDS


def test_every_variable_of_the_templates_is_explained():
    for kind in (Slip, Row, Item):
        assert {field.name for field in dataclasses.fields(kind)} <= WORDS, kind


def test_the_example_of_a_city_pays_a_month(tmp_path):
    """5,000.00: 16 + 8 + 0.5 + 0.4 % and 8 + 2 + 0.5 %, the fund 5 % each."""
    (example,) = re.findall(r"```toml\n(\[\[base.*?)```", MANUAL, re.DOTALL)
    people.write(tmp_path, "ledger/rates/social-试样市.toml", example)
    pay = people.month(
        people.person("5000.00", employment="劳动合同"),
        rates=load_rates(tmp_path),
        city="试样市",
    )
    assert pay.employer_share == Decimal("1245.00") + Decimal("250.00")
    assert pay.own_share == Decimal("525.00") + Decimal("250.00")
