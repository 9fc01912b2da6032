"""What stands against closing a month, gathered from the rooms that know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from owners_ledger.i18n import _
from owners_ledger.money import show
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.books.load import Books

WHY = "why"


def obstacles(
    books: Books, wanted: Period
) -> tuple[tuple[str, ...], Mapping[Period, tuple[str, ...]]]:
    """What must be put right first, and the reasons of what may stay open, by month."""
    reasons: dict[Period, tuple[str, ...]] = {}
    found = [*_errors(books)]
    for month in wanted.each_month():
        open_lines, said = _flagged(books, month)
        found += open_lines
        reasons[month] = said
        found += _bank(books, month)
        found += _ceilings(books, month)
    return tuple(found), reasons


def notice_code(root: Path, month: Period) -> str:
    """核对码 of the month's notice as it was posted, "" where it was not."""
    from owners_ledger.board.posting import posted  # noqa: PLC0415 - a command's own

    record = posted(root, f"monthly-{month}")
    return record.kept.seal if record is not None and record.kept is not None else ""


def _errors(books: Books) -> Iterator[str]:
    from owners_ledger.checks.findings import findings_of  # noqa: PLC0415 - loads beancount

    for one in findings_of(books):
        if one.severity == "error":
            place = f"{one.file}:{one.line}" if one.line else one.file
            yield _("{place}: [{check}] {message}").format(
                place=place, check=one.check, message=one.message
            )


def _flagged(books: Books, month: Period) -> tuple[list[str], tuple[str, ...]]:
    missing, said = [], []
    for entry in books.transactions:
        if entry.flag != "!" or entry.date not in month:
            continue
        why = str(entry.meta.get(WHY) or "").strip()
        if why:
            said.append(f"{entry.date} {why}")
            continue
        file = Path(str(entry.meta.get("filename", "")))
        name = file.relative_to(books.root).as_posix() if file.is_relative_to(books.root) else ""
        missing.append(
            _('{place}: 待核实（!），没有写明原因 {why}: "…"').format(
                place=f"{name}:{entry.meta.get('lineno', 0)}", why=WHY
            )
        )
    return missing, tuple(said)


def _bank(books: Books, month: Period) -> Iterator[str]:
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.reconciliation import reconcile  # noqa: PLC0415 - heavy

    for sheet in reconcile(books, load_registers(books.root), month).accounts:
        if not sheet.is_wrong:
            continue
        if sheet.difference is None:
            yield _("{month} {account}：对账单没有到月底").format(
                month=month.title, account=sheet.name
            )
        else:
            yield _("{month} {account}：与银行差 {difference} 元，原因不明").format(
                month=month.title, account=sheet.name, difference=show(sheet.difference)
            )


def _ceilings(books: Books, month: Period) -> Iterator[str]:
    from owners_ledger.commitments.ceilings import overruns  # noqa: PLC0415 - heavy

    for one in overruns(books, month):
        yield _("{said}；要有新的决议").format(said=one.said)
