"""What only a year has: fixed assets, archive, passages of the committee, next year's budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from beancount.core import data

from owners_ledger.accruals.depreciation import depreciation
from owners_ledger.books.load import Books
from owners_ledger.commitments.model import Budget, Resolution
from owners_ledger.config import ConfigError, load_toml
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers import Registers
from owners_ledger.reporting.accounts import Statement
from owners_ledger.reporting.model import ReportLine
from owners_ledger.reporting.whole.model import (
    ArchiveClass,
    Decision,
    FixedAsset,
    NextBudget,
    Planned,
    Saying,
)

SAYINGS: Mapping[str, str] = {
    "words": "业委会的话",
    "audit": "审计",
    "audit-follow-up": "审计意见的落实",
    "related": "关联方",
    "commitments": "承诺和未了事项",
    "restricted": "限定用途的钱",
    "events": "年后的大事",
    "plan": "下一年的打算",
}
_PERMANENT = "永久"
_MONTHS, _NOTICES = 12, 18


def fixed_assets(registers: Registers, period: Period, rates: Rates) -> tuple[FixedAsset, ...]:
    """Assets of the register that were there in the period.

    Raises:
        RateError: the tables say nothing of the day one came into use or was disposed of.
    """
    found = []
    for one in registers.assets:
        if one.start >= period.end or (one.end is not None and one.end < period.first):
            continue
        parts = [part for part in depreciation(one, rates) if part.month.first < period.end]
        off = total(part.amount for part in parts)
        gone = one.end if one.end is not None and one.end < period.end else None
        found.append(
            FixedAsset(
                code=one.code,
                name=one.name,
                since=one.start,
                cost=one.cost,
                charged=total(p.amount for p in parts if p.month.first >= period.first),
                written_off=off,
                value=one.cost - off,
                gone=gone,
            )
        )
    return tuple(sorted(found, key=lambda asset: asset.code))


def archive(
    books: Books,
    statements: Mapping[str, Sequence[Statement]],
    period: Period,
    rates: Rates,
    *,
    vouchers: int,
) -> tuple[ArchiveClass, ...]:
    """Papers of the year by class, and how long they are kept (``rates/data/archive.toml``).

    Raises:
        RateError: a row of the table has no figure of years.
    """
    inside = [
        one
        for chain in statements.values()
        for one in chain
        if one.first < period.end and one.last >= period.first
    ]
    counts = {
        "vouchers": vouchers,
        "originals": _originals(books, period),
        "books": 1,
        "statements": len(inside),
        "reconciliations": _MONTHS * len(statements),
        "periodic": _NOTICES,
        "annual": 1,
    }
    found = []
    for row in rates.on("archive", "kept", period.last):
        count = counts.get(str(row.values.get("class")), 0)
        years = int(row.number("years"))
        if count:
            found.append(
                ArchiveClass(
                    name=str(row.values.get("name", "")),
                    count=count,
                    unit=str(row.values.get("unit", "份")),
                    kept=f"{years} 年" if years else _PERMANENT,
                    source=row.source,
                )
            )
    return tuple(found)


def _originals(books: Books, period: Period) -> int:
    """Documents that entries of the period name, and those attached to its bank lines."""
    named = {
        str(value)
        for entry in books.transactions
        if entry.date in period
        for key, value in entry.meta.items()
        if key == "document" or key.startswith("document-")
    }
    attached = {
        entry.filename
        for entry in books.entries
        if isinstance(entry, data.Document) and entry.date in period
    }
    return len(named) + len(attached)


def sayings(root: Path, year: int) -> tuple[Saying, ...]:
    """``ledger/annual/<year>.toml``: a passage by key, in the order of ``SAYINGS``.

    Raises:
        ConfigError: the file is no TOML, or holds a key that is not known.
    """
    path = root / "ledger" / "annual" / f"{year}.toml"
    if not path.is_file():
        return ()
    table = load_toml(path)
    if unknown := sorted(set(table) - set(SAYINGS)):
        raise ConfigError(
            _("annual/{file} 里不认识“{key}”").format(file=path.name, key=unknown[0]),
            remedy=_("可以写的有：{known}。").format(known="、".join(SAYINGS)),
            file=str(path),
        )
    texts = {key: str(text).strip() for key, text in table.items()}
    return tuple(Saying(title, texts[key]) for key, title in SAYINGS.items() if texts.get(key))


def next_budget(
    year: int,
    budget: Budget | None,
    income: Sequence[ReportLine],
    spending: Sequence[ReportLine],
) -> NextBudget | None:
    """Next year's budget beside this year's lines.

    Args:
        year: of the budget.
        budget: ``None`` where there is none yet.
        income: this year's lines.
        spending: likewise.
    """
    if budget is None:
        return None
    sides = {
        side: _planned(side, planned, lines)
        for side, planned, lines in (
            ("income", budget.income, income),
            ("spending", budget.spending, spending),
        )
    }
    return NextBudget(
        year=year,
        resolution=budget.resolution,
        income=sides["income"],
        spending=sides["spending"],
        income_total=total(one.amount for one in sides["income"]),
        spending_total=total(one.amount for one in sides["spending"]),
    )


def _planned(
    side: str, planned: Mapping[str, Decimal], lines: Sequence[ReportLine]
) -> tuple[Planned, ...]:
    known = {line.line: line for line in lines}
    rows = [
        Planned(
            side,
            name,
            amount,
            known[name].amount if name in known else ZERO,
            known[name].budget if name in known else None,
        )
        for name, amount in planned.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.amount, one.line)))


def decisions(resolutions: Sequence[Resolution], period: Period) -> tuple[Decision, ...]:
    """Resolutions of the period, by date and number."""
    found = [
        Decision(one.number, one.date, one.title, one.ceiling)
        for one in resolutions
        if one.date is not None and one.date in period
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.number)))
