"""``docs/committee.md`` names every key that ``committee.toml`` may have, and its default."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from owners_ledger.accruals.tax_run import payer
from owners_ledger.checks.ceilings import threshold
from owners_ledger.checks.deposits import days_of
from owners_ledger.closing.people import people
from owners_ledger.config import ConfigError, committee_of
from owners_ledger.duties import jurisdiction_of
from owners_ledger.duties.known import ahead_of, is_registered, term_ends
from owners_ledger.errors import UsageError
from owners_ledger.payroll.month import city_of
from owners_ledger.registers import Registers
from owners_ledger.rendering.privacy import Guard
from owners_ledger.reporting.whole.compose import annual_above, members_of

MANUAL = (Path(__file__).parents[1] / "docs" / "committee.md").read_text(encoding="utf-8")
FULL = {
    "name": "梧桐里",
    "body": "梧桐里业主委员会",
    "bank": [
        {
            "code": "01",
            "account": "Assets:10银行存款:01基本户",
            "name": "基",
            "bank": "b",
            "number": "1",
        }
    ],
    "contact": [{"label": "业委会", "phone": "1"}],
    "rules": {"resolve-above": "10000.00"},
    "posting": {},
    "term": {},
    "duties": {},
    "closing": {},
    "privacy": {},
    "payroll": {},
    "taxes": {"payer": "small", "place": "市区"},
}


class Watched(dict[str, Any]):
    """A table that remembers which of its keys were asked for."""

    def __init__(self, name: str, values: dict[str, Any], asked: set[tuple[str, str]]) -> None:
        super().__init__(values)
        self.name, self.asked = name, asked

    def _wrap(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return Watched(key, value, self.asked)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [Watched(key, one, self.asked) for one in value]
        self.asked.add((self.name, key))
        return value

    def __getitem__(self, key: str) -> Any:
        return self._wrap(key, super().__getitem__(key))

    def get(self, key: str, default: Any = None) -> Any:
        return self._wrap(key, super().get(key, default))


def documented() -> Iterator[tuple[str, str, str]]:
    """Table, key and default of every row of the manual."""
    table = ""
    for line in MANUAL.splitlines():
        if line.startswith("## "):
            heading = re.match(r"## `\[+([a-z]+)\]+`", line)
            table = heading[1] if heading else ""
        elif row := re.match(r"\| `([a-z-]+)` \| .* \| (.*) \|$", line):
            yield table, row[1], row[2]


def test_every_key_that_is_read_is_in_the_manual_and_no_other() -> None:
    asked: set[tuple[str, str]] = set()
    raw = Watched("", FULL, asked)
    Guard.of(Registers(), committee_of(raw))
    for reading in (
        payer,
        days_of,
        city_of,
        jurisdiction_of,
        ahead_of,
        is_registered,
        term_ends,
        threshold,
        members_of,
        lambda raw: annual_above(raw, Decimal(1000)),
    ):
        reading(raw)
    people(raw, None, None)
    assert {(table, key) for table, key, _default in documented()} == asked


@pytest.mark.parametrize(("table", "key", "default"), [*documented()])
def test_what_must_be_written_is_demanded(table: str, key: str, default: str) -> None:
    raw = {
        name: [dict(one) for one in value] if isinstance(value, list) else value
        for name, value in FULL.items()
    }
    place = raw[table][0] if table in ("bank", "contact") else raw
    if table in ("rules", "posting", "privacy", "payroll", "term", "duties", "closing"):
        assert default != "必填"
        return
    if table == "taxes":
        taxes = {name: value for name, value in FULL["taxes"].items() if name != key}
        if default == "必填":
            with pytest.raises(UsageError):
                payer({"taxes": taxes})
        else:
            assert payer({"taxes": taxes | {key: default.strip('`"')}}) == payer({"taxes": taxes})
        return
    place.pop(key, None)
    if default == "必填":
        with pytest.raises(ConfigError, match=key):
            committee_of(raw)
    else:
        committee_of(raw)


def test_defaults_are_those_of_the_manual() -> None:
    said = {
        key: default.strip('`"')
        for table, key, default in documented()
        if table in ("rules", "posting", "duties")
    }
    committee = committee_of(FULL)
    assert str(committee.disclose_above) == said["disclose-above"]
    assert str(committee.document_above) == said["document-above"]
    assert str(committee.document_days) == said["document-days"]
    assert str(days_of(FULL)) == said["deposit-days"]
    assert str(committee.swing) == said["swing-percent"]
    assert str(committee.swing_year) == said["swing-year"]
    assert str(committee.swing_month) == said["swing-month"]
    assert str(committee.swing_above) == said["swing-above"]
    assert str(committee.other_above) == said["other-above"]
    assert str(committee.posting_days) == said["days"]
    assert str(ahead_of(FULL)) == said["ahead"]
    assert str(is_registered(FULL)).lower() == said["registered"]
    assert committee.posting_kind == said["kind"]
    assert str(committee.posting_lag) == said["lag"]
    assert str(committee.answer_days) == said["answer-days"]
    assert "、".join(committee.signatures) == said["signatures"]
