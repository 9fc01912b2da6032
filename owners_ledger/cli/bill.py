"""``owners-ledger bill 2026-03``: the month's charges into the books, again is nothing new."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.cli.writing import books_to_write, put
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show, total
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.billing.bill import Bill
    from owners_ledger.billing.plan import Difference

_SHOWN = 20


class BillDiffersError(OwnersLedgerError):
    """Charges were billed before otherwise than registers and tariffs say now."""


@click.command("bill", help=N_("按登记簿和收费标准记一个月的应收；再记一次不会重复。"))
@click.argument("period")
@click.option(
    "--correct",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("登记簿或标准后来改过的，用这一天的更正分录补记差额"),
)
@dry_run_option
@form_option
@pass_state
def command(
    state: State, *, period: str, correct: datetime.datetime | None, dry_run: bool, form: str
) -> None:
    """Plan, write, tell."""
    month = Period.parse(period)
    root = state.root()

    from owners_ledger.billing.bill import bill  # noqa: PLC0415 - heavy

    with books_to_write(root, dry_run=dry_run) as books:
        found = bill(books, month, correct_on=correct.date() if correct else None)
        written = put(root, found.file, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(_as_json(found, written), ensure_ascii=False))
    else:
        click.echo(_table(found))
        for one in found.uncharged:
            click.echo(
                _("没有记：{name} {what}：{reason}").format(
                    name=found.names.get(one.tariff, one.tariff), what=one.what, reason=one.reason
                )
            )
        for path in written:
            click.echo(_("已写入 {path}").format(path=path))
        if dry_run:
            click.echo(_("只是预演，没有写入任何文件。"))
        elif found.file is None and not found.plan.differences:
            click.echo(_("这个月的应收都已在账上，没有需要写的。"))
    if found.plan.differences and correct is None:
        raise BillDiffersError(
            _("{count} 项应收与账上已记的不同（登记簿或收费标准后来改过）：\n{list}").format(
                count=len(found.plan.differences),
                list="\n".join(map(_difference, found.plan.differences[:_SHOWN])),
            ),
            remedy=_(
                "已记的账不改。确认登记簿无误后，加 --correct 和更正的日期，差额另记一笔更正。"
            ),
        )


def _difference(one: Difference) -> str:
    _tariff, unit, lease, bay, _account = one.key
    return _("  {who}：账上 {booked}，应为 {computed}，差 {missing}").format(
        who=" ".join(filter(None, (unit or lease, bay))),
        booked=show(one.booked),
        computed=show(one.computed),
        missing=show(one.missing),
    )


def _table(found: Bill) -> str:
    lines = []
    for tariff in dict.fromkeys(one.tariff for one in found.plan.charges):
        charges = [one for one in found.plan.charges if one.tariff == tariff]
        new = [one for one in found.plan.new if one.tariff == tariff]
        lines.append(
            _("{name}：{count} 笔，合计 {total} 元，其中新记 {new} 笔 {sum} 元").format(
                name=found.names.get(tariff, tariff),
                count=len(charges),
                total=show(total(one.amount for one in charges)),
                new=len(new),
                sum=show(total(one.amount for one in new)),
            )
        )
    return "\n".join(lines) or _("按登记簿和收费标准，这个月没有应收。")


def _as_json(found: Bill, written: list[str]) -> dict[str, object]:
    return {
        "period": str(found.plan.month),
        "tariffs": [
            {
                "tariff": tariff,
                "name": found.names.get(tariff, tariff),
                "charges": len([one for one in found.plan.charges if one.tariff == tariff]),
                "total": str(
                    total(one.amount for one in found.plan.charges if one.tariff == tariff)
                ),
                "new": len([one for one in found.plan.new if one.tariff == tariff]),
            }
            for tariff in dict.fromkeys(one.tariff for one in found.plan.charges)
        ],
        "differences": [
            {
                "tariff": one.key[0],
                "unit": one.key[1] or None,
                "lease": one.key[2] or None,
                "bay": one.key[3] or None,
                "booked": str(one.booked),
                "computed": str(one.computed),
            }
            for one in found.plan.differences
        ],
        "uncharged": [
            {"tariff": one.tariff, "what": one.what, "reason": one.reason}
            for one in found.uncharged
        ],
        "written": written,
    }
