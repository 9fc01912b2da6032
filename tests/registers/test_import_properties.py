"""What holds for every sheet: nothing crashes, nothing is imported twice, no history is lost."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.registers import Registers, units, validate
from owners_ledger.registers.importing.plan import Wishes, choose, plan
from owners_ledger.registers.importing.told import as_json, told
from owners_ledger.registers.importing.words import KINDS, kind_of
from owners_ledger.registers.table import make_rows

UNITS = kind_of("units")
STYLES = ("{}-{}-{}", "{}#{}-{}", "{}栋{}单元{}室", "{}幢-{}-{}", "{}号楼{}单元{}")
CODES = st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(101, 104))
AREAS = st.decimals("0.01", "5000", places=2)
CELLS = st.one_of(
    st.sampled_from(
        ["", "1-1-101", "合计", "小计", "80元/月", "=1", "2026-02-30", "2026-03-01", "A-01", "公共",
         "业主", "住宅", "注：", "0", "-1", "测甲", "十", "\u202e", "\x00", "x" * 300]
    ),
    st.text(max_size=6),
    st.floats(),
    st.booleans(),
    st.none(),
)  # fmt: skip


def wishes(start: datetime.date | None) -> Wishes:
    return Wishes("", {}, {"用途": "住宅"}, start, datetime.date(2026, 1, 1))


def imported(sheet, present, start):
    """The plan, and the register's rows after it."""
    table = choose([("", sheet)], UNITS, wishes(start), "u.csv")
    codes = [row["房号"] for row in present]
    found = plan(table, UNITS, codes, present, wishes(start), newline="\n")
    if not found.text:
        return found, present
    return found, list(csv.DictReader(found.text.removeprefix("\ufeff").splitlines()))


def listed(areas, style):
    return [["房号", "面积"], *([style.format(*code), f"{area}㎡"] for code, area in areas.items())]


@given(
    st.dictionaries(CODES, AREAS, min_size=1, max_size=8),
    st.dictionaries(CODES, AREAS, min_size=1, max_size=8),
    st.sampled_from(STYLES),
    st.sampled_from(STYLES),
)
def test_a_second_list_changes_only_what_differs_and_keeps_the_past(first, second, one, other):
    begin, later = datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)
    _plan, rows = imported(listed(first, one), [], begin)
    again, same = imported(listed(first, other), rows, later)
    assert again.difference.is_nothing
    assert same == rows

    found, after = imported(listed(second, other), rows, later)
    name = "{}-{}-{}".format
    changed = {name(*code) for code in first.keys() & second if first[code] != second[code]}
    assert {one.key for one in found.difference.changes} == changed
    assert {key for _row, key in found.difference.new} == {
        name(*code) for code in second.keys() - first
    }
    assert set(found.difference.gone) == {name(*code) for code in first.keys() - second}
    grid = [list(after[0]), *(list(row.values()) for row in after)]
    register = Registers(units=make_rows(grid, units.COLUMNS, units.of, "u", optional=["备注"]))
    assert [one for one in validate(register) if one.severity == "error"] == []
    for code, area in first.items():
        assert register.unit(name(*code), datetime.date(2026, 2, 28)).area == area
    for code, area in {**first, **second}.items():
        assert register.unit(name(*code), later).area == Decimal(area)
    assert imported(listed(second, one), after, later)[0].difference.is_nothing


@settings(max_examples=200)
@given(st.sampled_from(KINDS), st.data())
def test_any_cells_give_a_preview_or_a_named_refusal(name, data):
    kind = kind_of(name)
    roles = data.draw(st.lists(st.sampled_from(kind.roles), max_size=6))
    head = [kind.headings[role][0] for role in dict.fromkeys((*kind.needed, *roles))]
    row = st.lists(CELLS, min_size=len(head), max_size=len(head))
    sheet = [["标题"], head, *data.draw(st.lists(row, max_size=5))]
    said = Wishes("", {}, {}, datetime.date(2026, 1, 1), datetime.date(2026, 1, 1))
    try:
        table = choose([("", sheet)], kind, said, "any.xlsx")
        found = plan(table, kind, ["1-1-101"], [], said, newline="\n")
    except OwnersLedgerError as error:
        assert error.file == "any.xlsx"  # noqa: PT017
        return
    shown = told(found)
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    assert len(as_json(found)["unclear"]) == len(found.unclear)
    placed = len(found.difference.new) + found.difference.same + len(found.unclear)
    assert placed >= len({line.number for line in table.lines})
