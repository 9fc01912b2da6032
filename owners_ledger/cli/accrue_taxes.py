"""``owners-ledger accrue 2026-Q1 --taxes``: the computation line by line, and its entries."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.writing import books_to_write, put
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import N_, _
from owners_ledger.money import ZERO, show, total
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from owners_ledger.accruals.tax_run import TaxRun
    from owners_ledger.accruals.taxes import Line

_TAXES = {
    "vat": N_("增值税"),
    "city": N_("城市维护建设税"),
    "education": N_("教育费附加"),
    "local-education": N_("地方教育附加"),
    "property": N_("房产税"),
    "stamp": N_("印花税"),
}
_KINDS = {
    "lease": N_("出租不动产（含停车、广告位）"),
    "general": N_("服务和货物"),
    "exempt": N_("免税"),
    "none": N_("不征税"),
}


class TaxesDifferError(OwnersLedgerError):
    """Taxes stand in the books otherwise than they are computed now, or by somebody's hand."""


def accrue_taxes(
    root: Path,
    period: Period,
    *,
    correct: datetime.date | None,
    beside: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Plan, write, tell.

    Raises:
        UsageError: ``[taxes]`` is not set, or the period is not the payer's.
        TaxesDifferError: the books hold other taxes for the period.
    """
    from owners_ledger.accruals.tax_run import payer, tax_run  # noqa: PLC0415 - heavy
    from owners_ledger.config import load_committee  # noqa: PLC0415 - with the others

    who = payer(load_committee(root).raw)
    if who is None:
        empty = {"period": str(period), "payer": "none", "taxes": [], "written": []}
        click.echo(
            json.dumps(empty, ensure_ascii=False)
            if form == "json"
            else _("committee.toml 写明不缴这些税，没有要计提的。")
        )
        return
    with books_to_write(root, dry_run=dry_run) as books:
        found = tax_run(books, period, who, correct_on=correct, beside=beside)
        written = put(root, found.file, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(_as_json(found, written), ensure_ascii=False))
    else:
        _tell(found, written, dry_run=dry_run)
    _refuse(found, root, beside=beside, corrected=correct is not None, dry_run=dry_run)


def _refuse(found: TaxRun, root: Path, *, beside: bool, corrected: bool, dry_run: bool) -> None:
    if found.differences and not corrected:
        raise TaxesDifferError(
            _("账上已计提的税费与现在算的不同：\n{list}").format(
                list="\n".join(
                    _("  {tax}：差 {amount} 元").format(
                        tax=_(_TAXES.get(tax, tax)), amount=show(amount)
                    )
                    for tax, amount in found.differences.items()
                )
            ),
            remedy=_("已记的账不改。确认收入和税率无误后，加 --correct 和更正的日期。"),
        )
    if found.by_hand and found.new and not beside and not dry_run:
        first = found.by_hand[0]
        path = Path(str(first.meta.get("filename", "")))
        raise TaxesDifferError(
            _("这一期已有手工计提的税费（{day} 等 {count} 笔），没有再记").format(
                day=first.date, count=len(found.by_hand)
            ),
            remedy=_("核对手工那笔就够了；确要另记的，加 --beside，并把重复的部分冲掉。"),
            file=path.relative_to(root).as_posix() if path.is_relative_to(root) else None,
            line=int(first.meta.get("lineno", 0)) or None,
        )


def _tell(found: TaxRun, written: list[str], *, dry_run: bool) -> None:
    sources: dict[str, int] = {}
    for text in (*_income(found), *_steps(found, sources), *_owed(found, sources)):
        click.echo(text)
    click.echo(_("依据（写“未核实”的，请对照官方文本）："))
    for source, number in sources.items():
        click.echo(f"  [{number}] {source}")
    for path in written:
        click.echo(_("已写入 {path}").format(path=path))
    if dry_run:
        if found.by_hand:
            click.echo(_("这一期账上已有 {count} 笔手工计提。").format(count=len(found.by_hand)))
        click.echo(_("只是预演，没有写入任何文件。"))
    elif not written and not found.new and not found.differences:
        click.echo(_("这一期的税费都已在账上，没有需要写的。"))


def _income(found: TaxRun) -> Iterator[str]:
    yield _("收入（含税，按账上确认的）：")
    for one in found.taxes.incomes:
        yield f"  {one.account}  {show(one.gross)}  {_(_KINDS[one.vat])}"


def _steps(found: TaxRun, sources: dict[str, int]) -> Iterator[str]:
    taxes = found.taxes
    for sale in taxes.sales:
        if sale.gross:
            yield _("{kind}：含税 {gross}，征收率 {rate}，不含税 {net} {mark}").format(
                kind=_(_KINDS[sale.kind]),
                gross=show(sale.gross),
                rate=_percent(sale.rate),
                net=show(sale.net),
                mark=_mark(sale.source, sources),
            )
    said = (
        _("不含税销售额 {turnover} 元，标准 {limit} 元：达到，全额计税 {mark}")
        if taxes.is_taxed
        else _("不含税销售额 {turnover} 元，标准 {limit} 元：没有达到，免增值税 {mark}")
    )
    yield said.format(
        turnover=show(taxes.turnover),
        limit=show(taxes.limit),
        mark=_mark(taxes.threshold, sources),
    )
    for line in taxes.lines:
        yield _line(line, sources)


def _line(line: Line, sources: dict[str, int]) -> str:
    of = _(_KINDS[line.of]) if line.of in _KINDS else line.of
    name = _(_TAXES[line.tax]) + (f" {of}" if of else "")
    mark = _mark(line.source, sources)
    if line.is_exempt:
        return _("  {name}：免征 {mark}").format(name=name, mark=mark)
    times = f" × {_percent(line.rate)}" + ("" if line.factor == 1 else f" × {line.factor}")
    return f"  {name}: {show(line.base)}{times} = {show(line.amount)} {mark}"


def _owed(found: TaxRun, sources: dict[str, int]) -> Iterator[str]:
    amounts = found.taxes.amounts
    for tax, due in found.due.items():
        yield _("{tax} {amount} 元，{day} 前申报缴纳（遇节假日顺延，以税务局为准）{mark}").format(
            tax=_(_TAXES[tax]),
            amount=show(amounts[tax]),
            day=due.day,
            mark=_mark(due.source, sources),
        )
    yield _("合计 {amount} 元").format(amount=show(total(amounts.values())))
    for note in found.notes:
        yield _("注意：{note}").format(note=note)


def _mark(source: str, sources: dict[str, int]) -> str:
    """``[1]`` … of the rules a figure comes from; the rules are listed below."""
    return "".join(
        f"[{sources.setdefault(one, len(sources) + 1)}]" for one in source.split("\n") if one
    )


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


def _as_json(found: TaxRun, written: list[str]) -> dict[str, object]:
    taxes = found.taxes
    return {
        "period": str(taxes.period),
        "payer": "small",
        "turnover": str(taxes.turnover),
        "limit": str(taxes.limit),
        "taxed": taxes.is_taxed,
        "incomes": [
            {
                "account": one.account,
                "gross": str(one.gross),
                "vat": one.vat,
                "property": one.is_rent,
            }
            for one in taxes.incomes
        ],
        "lines": [
            {
                "tax": line.tax,
                "of": line.of or None,
                "base": str(line.base),
                "rate": str(line.rate),
                "factor": str(line.factor),
                "amount": str(line.amount),
                "exempt": line.is_exempt,
                "source": line.source,
            }
            for line in taxes.lines
        ],
        "taxes": [
            {
                "tax": tax,
                "amount": str(amount),
                "due": found.due[tax].day.isoformat(),
                "booked": str(found.booked.get(tax, ZERO)),
            }
            for tax, amount in taxes.amounts.items()
        ],
        "notes": list(found.notes),
        "by_hand": len(found.by_hand),
        "differences": {tax: str(amount) for tax, amount in found.differences.items()},
        "written": written,
    }
