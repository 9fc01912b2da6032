"""``docs/registers.md`` names every column of every register, and which may be left out."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from owners_ledger import registers
from owners_ledger.cli.register import KINDS as OFFERED
from owners_ledger.registers.importing.words import KINDS, kind_of, words
from owners_ledger.registers.table import REMARK

MANUAL = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
MODULES = [
    module
    for info in pkgutil.iter_modules(registers.__path__)
    if hasattr(module := importlib.import_module(f"owners_ledger.registers.{info.name}"), "COLUMNS")
]


def explained(file: str) -> list[tuple[str, str]]:
    section = MANUAL.partition(f"## {file}：")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| [^|]+ \| ?([^| ]*) ?\|$", section, re.MULTILINE)


@pytest.mark.parametrize("register", MODULES, ids=lambda module: module.FILE)
def test_the_manual_explains_every_column(register):
    found = explained(register.FILE)
    assert [column for column, _note in found] == [*register.COLUMNS, *register.OPTIONAL]
    assert [column for column, note in found if note == "可省"] == list(register.OPTIONAL)


def test_every_register_of_a_book_is_in_the_manual():
    files = {f"{name}.csv" for name in registers.Registers.__dataclass_fields__}
    assert {module.FILE for module in MODULES} == files
    assert set(re.findall(r"^## (\w+\.csv)：", MANUAL, re.MULTILINE)) == files


def test_every_kind_that_is_offered_can_be_imported():
    assert OFFERED == KINDS
    for name in KINDS:
        kind = kind_of(name)
        for column in (*kind.key, *kind.sums, *kind.fill, *kind.empties, *kind.resets):
            assert column in kind.columns
        for column in kind.required:
            assert column in {*words().types, *kind.headings}
            assert column in kind.headings[column] or kind.headings[column]


def test_every_spelling_of_a_choice_is_a_word_of_the_register():
    for name in KINDS:
        kind = kind_of(name)
        for column in set(kind.columns) & set(words().values) - {REMARK}:
            assert words().types[column] == "choice"


@pytest.mark.parametrize(
    ("module", "constant", "column"),
    [
        ("units", "USES", "用途"),
        ("households", "ROLES", "身份"),
        ("parking", "KINDS", "类型"),
        ("leases", "CYCLES", "付款周期"),
        ("leases", "COUNTED", "周期起算"),
    ],
)
def test_choices_are_those_of_the_registers(module, constant, column):
    allowed = getattr(importlib.import_module(f"owners_ledger.registers.{module}"), constant)
    assert set(words().values[column]) == set(allowed)
    assert all(word in spellings for word, spellings in words().values[column].items())
