"""What an import would do, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from owners_ledger.i18n import _
from owners_ledger.registers.importing.plan import Plan
from owners_ledger.registers.importing.totals import Sum

SHOWN = 30


def told(plan: Plan, *, most: int = SHOWN) -> str:
    """The columns, the sums and the difference, long lists cut at ``most`` lines."""
    return "\n".join(
        [*_columns(plan), *_sums(plan), *_difference(plan, most), *_unclear(plan, most)]
    )


def as_json(plan: Plan) -> dict[str, Any]:
    """The same, whole."""
    table, found = plan.table, plan.difference
    return {
        "sheet": table.name,
        "header_row": table.top,
        "columns": [
            {"column": one.role, "heading": one.title, "letter": one.letter}
            for one in table.columns.values()
        ],
        "unused": list(table.unused),
        "sums": [
            {
                "of": one.of or None,
                "count": one.count,
                **{column: str(value) for column, value in one.sums.items()},
            }
            for one in plan.sums
        ],
        "same": found.same,
        "new": [{"row": number, "key": key} for number, key in found.new],
        "changed": [
            {
                "row": one.number,
                "key": one.key,
                "column": one.column,
                "old": one.old,
                "new": one.new,
                "from": one.start or None,
            }
            for one in found.changes
        ],
        "gone": list(found.gone),
        "unclear": [
            {"row": one.number, "what": one.what, "reason": one.reason} for one in plan.unclear
        ],
        "mismatches": [{"row": one.number, "message": one.message} for one in plan.mismatches],
        "needs_from": bool(found.needs_start),
    }


def _columns(plan: Plan) -> Iterator[str]:
    table = plan.table
    yield _("表头在第 {row} 行：").format(row=table.top) + "、".join(
        _("{role} ← {letter} 列“{title}”").format(
            role=one.role, letter=one.letter, title=_clean(one.title)
        )
        for one in sorted(table.columns.values(), key=lambda column: column.place)
    )
    if table.unused:
        yield _("没有用到的列：{columns}").format(columns="、".join(map(_clean, table.unused)))


def _sums(plan: Plan) -> Iterator[str]:
    whole, *parts = plan.sums
    yield _("看懂 {count} 行{sums}，请与纸面核对").format(count=whole.count, sums=_values(whole))
    for one in parts:
        yield _("  {building} 栋 {count} 行{sums}").format(
            building=one.of, count=one.count, sums=_values(one)
        )


def _values(one: Sum) -> str:
    return "".join(
        _("，{column}合计 {sum}").format(column=column, sum=f"{value:,.2f}")
        for column, value in one.sums.items()
    )


def _difference(plan: Plan, most: int) -> Iterator[str]:
    found = plan.difference
    yield _(
        "与登记簿相同 {same} 行，新增 {new} 行，改动 {changed} 处，登记簿里有而表里没有 {gone} 行"
    ).format(same=found.same, new=len(found.new), changed=len(found.changes), gone=len(found.gone))
    yield from _cut(
        [_("  新增 {key}（第 {row} 行）").format(key=key, row=row) for row, key in found.new], most
    )
    yield from _cut(
        [
            _("  改动 {key}（第 {row} 行）{column}：“{old}”→“{new}”{start}").format(
                key=one.key,
                row=one.number,
                column=one.column,
                old=one.old,
                new=one.new,
                start=_("，从 {day} 起另立一行").format(day=one.start) if one.start else "",
            )
            for one in found.changes
        ],
        most,
    )
    yield from _cut([_("  表里没有 {key}，登记簿不动").format(key=key) for key in found.gone], most)


def _unclear(plan: Plan, most: int) -> Iterator[str]:
    yield from _cut(
        [
            _("  看不懂第 {row} 行（{what}）：{reason}").format(
                row=one.number, what=one.what, reason=one.reason
            )
            for one in plan.unclear
        ],
        most,
    )


def _cut(lines: list[str], most: int) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield _("  ……另有 {count} 行（--format json 列出全部）").format(count=len(lines) - most)


def _clean(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:40]
