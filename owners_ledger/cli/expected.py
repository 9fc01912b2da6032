"""``owners-ledger report expected 2026-Q1``: what common property should bring, and what it did.

For the treasurer, on the screen: places that bring nothing and cannot say why are named here,
and counted only on the notice.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.money import show
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.billing.expected import Expected, ExpectedIncome, Sums

FORMATS = ("table", "json")


def report(root: Path, period: Period, form: str) -> None:
    """Compute and tell.

    Raises:
        UsageError: the format is none of this report's.
    """
    if form not in FORMATS:
        raise UsageError(
            _("不认识的格式：{text}").format(text=form),
            remedy=_("可用的格式：{known}。").format(known=", ".join(FORMATS)),
        )
    from owners_ledger.billing.expected import expected  # noqa: PLC0415 - heavy
    from owners_ledger.billing.tariffs import load_tariffs  # noqa: PLC0415 - a command's own
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    books = load_books(root)
    refuse_broken(books.errors, root)
    found = expected(books, load_registers(root), load_tariffs(root), period)
    if form == "json":
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: ExpectedIncome) -> list[str]:
    from owners_ledger.billing.expected import total_of  # noqa: PLC0415 - heavy

    bays = [one for one in found.rows if one.space.bay]
    lines = [_counts(found), "", *(_row(one) for one in found.rows if not one.space.bay)]
    if bays:
        lines.append(_line(_("地面车位 {count} 个").format(count=len(bays)), total_of(bays)))
    lines.append(_line(_("合计"), found.total))
    if matters := [one for one in found.rows if one.matter]:
        lines += ["", _("要问清楚的 {count} 处：").format(count=len(matters))]
        lines += [_matter(one) for one in matters]
    if found.derived:
        lines += [
            "",
            _(
                "没有公共资源登记簿 ledger/registers/common.csv：这里的资源是从车位和合同推出来的，"
                "从来没有租出去的地方不在其中。"
            ),
        ]
    return lines


def _counts(found: ExpectedIncome) -> str:
    counts = found.counts
    return _(
        "{period} 公共资源 {total} 处：出租 {let}（其中免租 {free}，应收而一分未收 {silent}），"
        "空置 {vacant}（有原因），无合同也无原因 {unexplained}"
    ).format(
        period=found.period,
        total=len(found.rows),
        let=counts["let"] + counts["rent-free"],
        free=counts["rent-free"],
        silent=counts["no-income"],
        vacant=counts["vacant"],
        unexplained=counts["unexplained"],
    )


def _line(name: str, sums: Sums) -> str:
    return _(
        "{name}：按天应得 {worth}，到期 {due}，已记应收 {charged}，已收 {received}，"
        "到期末还欠（连以前的） {missing}"
    ).format(
        name=name,
        worth=show(sums.worth),
        due=show(sums.due),
        charged=show(sums.charged),
        received=show(sums.received),
        missing=show(sums.missing),
    )


def _row(one: Expected) -> str:
    line = _line(one.space.name or one.space.kind, one.sums)
    if one.space.state == "vacant":
        return _("{line}；空置：{reason}").format(line=line, reason=one.space.reason)
    return _("{line}；免租期").format(line=line) if one.space.state == "rent-free" else line


def _matter(one: Expected) -> str:
    if one.matter == "no-contract":
        return _("  {kind} {name}：没有合同，也没有写空置原因").format(
            kind=one.space.kind, name=one.space.name
        )
    if not one.sums.worth:
        return _("  {kind} {name}：有合同，租金却是 0").format(
            kind=one.space.kind, name=one.space.name
        )
    return _("  {kind} {name}：有合同，这一期没有收到钱，还欠 {missing} 元").format(
        kind=one.space.kind, name=one.space.name, missing=show(one.sums.missing)
    )


def _as_json(found: ExpectedIncome) -> dict[str, object]:
    return {
        "period": str(found.period),
        "derived": found.derived,
        "counts": dict(found.counts),
        "total": _sums(found.total),
        "places": [
            {
                "code": one.space.code or None,
                "kind": one.space.kind,
                "place": one.space.place or None,
                "bay": one.space.bay or None,
                "leases": list(one.space.leases),
                "state": one.space.state,
                "reason": one.space.reason or None,
                **_sums(one.sums),
                "matter": one.matter or None,
            }
            for one in found.rows
        ],
    }


def _sums(sums: Sums) -> dict[str, str]:
    return {
        "expected": str(sums.worth),
        "due": str(sums.due),
        "charged": str(sums.charged),
        "received": str(sums.received),
        "missing": str(sums.missing),
    }
