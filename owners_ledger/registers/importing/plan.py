"""A committee's sheets and a register: what an import would do, before anything is done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from owners_ledger.errors import Finding, OwnersLedgerError, harmless
from owners_ledger.i18n import _
from owners_ledger.registers.importing import rooms, sheet, totals, writing
from owners_ledger.registers.importing.compare import compare
from owners_ledger.registers.importing.difference import Difference
from owners_ledger.registers.importing.heads import Cells
from owners_ledger.registers.importing.rows import Unclear, read
from owners_ledger.registers.importing.sheet import Table
from owners_ledger.registers.importing.words import Kind


class ImportingError(OwnersLedgerError):
    """The sheet cannot be taken into the register as it is, or not without a word from the user."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes:
        table: the sheet as it was understood.
        difference: against the present register.
        unclear: rows not understood, in the order of the sheet.
        sums: what the understood rows add up to, the whole first.
        mismatches: total rows of the sheet that say otherwise.
        text: the register's file afterwards, "" where nothing changes.
    """

    table: Table
    difference: Difference
    unclear: tuple[Unclear, ...]
    sums: tuple[totals.Sum, ...]
    mismatches: tuple[totals.Mismatch, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said.

    Attributes:
        sheet: the sheet's name, "" for the only one that fits.
        columns: headings or letters by register column.
        fixed: values by register column, where the sheet has none.
        start: first day of what is new or changed.
        today: which terms are present without it.
    """

    sheet: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    start: datetime.date | None
    today: datetime.date


def choose(
    sheets: Sequence[tuple[str, Sequence[Cells]]], kind: Kind, wishes: Wishes, file: str
) -> Table:
    """The table to import.

    Raises:
        ImportingError: no sheet has one, several have, or a column cannot be told.
    """
    wanted = [(name, rows) for name, rows in sheets if wishes.sheet in ("", name)]
    if not wanted:
        raise ImportingError(
            _("没有叫“{sheet}”的工作表").format(sheet=wishes.sheet[:40]),
            remedy=_("这份文件里有：{sheets}。").format(sheets=_names(name for name, _r in sheets)),
            file=file,
        )
    tables = [
        table
        for name, rows in wanted
        if (table := sheet.find(name, rows, kind, wishes.columns)) is not None
    ]
    if not tables:
        raise ImportingError(
            _("没有找到表头：前 {rows} 行里没有一行写着{columns}和别的列名").format(
                rows=sheet.SCANNED, columns="、".join(f"“{one}”" for one in kind.needed)
            ),
            remedy=_("请用 --column 指明，例如 --column {column}=表格里的列名。").format(
                column=kind.needed[0]
            ),
            file=file,
        )
    if len(tables) > 1 and sum(bool(table.lines) for table in tables) > 1:
        raise ImportingError(
            _("有几张工作表都像：{sheets}").format(sheets=_names(one.name for one in tables)),
            remedy=_("请用 --sheet 指明一张。"),
            file=file,
        )
    table = max(tables, key=lambda one: len(one.lines))
    for role, rivals in table.ambiguous.items():
        raise ImportingError(
            _("有几列都可能是“{role}”：{columns}").format(
                role=role, columns=_names(f"{one.letter} {one.title}" for one in rivals)
            ),
            remedy=_("请用 --column {role}=列标 指明一列，例如 --column {role}={letter}。").format(
                role=role, letter=rivals[0].letter
            ),
            file=file,
            line=table.top,
        )
    for role, said in wishes.columns.items():
        if role not in table.columns:
            raise ImportingError(
                _("表头里没有“{said}”这一列，不能当作“{role}”").format(said=said[:40], role=role),
                remedy=_("表头里有：{titles}。").format(
                    titles=_names([*(one.title for one in table.columns.values()), *table.unused])
                ),
                file=file,
                line=table.top,
            )
    return table


def plan(
    table: Table,
    kind: Kind,
    codes: Sequence[str],
    present: Sequence[Mapping[str, str]],
    wishes: Wishes,
    *,
    newline: str,
) -> Plan:
    """What importing the table would do.

    Args:
        table: the sheet's.
        kind: the register.
        codes: the room numbers of the register of units.
        present: the register's rows in the order of the file.
        wishes: what the user said.
        newline: the line ends of the file.
    """
    found = read(table, kind, rooms.Known.of(codes), wishes.fixed)
    entries = found.entries
    unclear = list(found.unclear)
    absent = [
        column
        for column in kind.required
        if column not in table.columns and column not in wishes.fixed
    ]
    while True:
        difference = compare(
            entries, present, kind, found.entries, start=wishes.start, today=wishes.today
        )
        refused = [*difference.unclear, *writing.unproved(difference, kind, absent)]
        if not refused:
            break
        unclear += refused
        bad = {one.number for one in refused}
        entries = tuple(entry for entry in entries if entry.number not in bad)
    rows = [cells for _number, cells in difference.rows]
    text = ""
    if not difference.is_nothing:
        text = writing.text(writing.header(present, kind, rows), rows, newline=newline)
    return Plan(
        table,
        difference,
        tuple(sorted(unclear, key=lambda one: one.number)),
        totals.sums(entries, kind),
        tuple(totals.mismatches(table, kind)),
        text,
    )


def refusal(
    plan: Plan, errors: Sequence[Finding], file: str, *, is_skipping: bool
) -> ImportingError | None:
    """Why the plan must not be carried out, ``None`` where it may.

    Args:
        plan: what would be done.
        errors: what would then be wrong with the registers.
        file: how messages call the spreadsheet.
        is_skipping: rows that are not understood are left out.
    """
    if plan.mismatches:
        return ImportingError(
            "；".join(one.message for one in plan.mismatches),
            remedy=_("请在表格里查出多了、少了或改过的行，改好再来；没有写入任何文件。"),
            file=file,
            line=plan.mismatches[0].number,
        )
    if plan.unclear and not is_skipping:
        return ImportingError(
            _("有 {count} 行看不懂，没有写入任何文件").format(count=len(plan.unclear)),
            remedy=_("请按上面的原因改表格；也可以加 --skip-unclear，只收看懂的行。"),
            file=file,
            line=plan.unclear[0].number,
        )
    if plan.difference.needs_start:
        return ImportingError(
            _("有 {count} 行新增或改动，不知道从哪一天起").format(
                count=len(set(plan.difference.needs_start))
            ),
            remedy=_("请加 --from YYYY-MM-DD：旧的一行到前一天止，新的一行从这一天起。"),
            file=file,
            line=plan.difference.needs_start[0],
        )
    if errors:
        return ImportingError(
            _("收进来以后登记簿会有 {count} 处错误：{first}").format(
                count=len(errors), first="；".join(one.message for one in errors[:5])
            ),
            remedy=errors[0].remedy,
            file=file,
        )
    return None


def _names(names: Iterable[str]) -> str:
    shown = [f"“{harmless(name[:40])}”" for name in names if name]
    return "、".join(shown[:40])
