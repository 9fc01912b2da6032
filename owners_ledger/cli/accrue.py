"""``owners-ledger accrue 2026-03``: what arises over time, into the books; again is nothing new."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.cli.writing import books_to_write, put
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.money import show
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from pathlib import Path

    from owners_ledger.accruals.accrue import Accrual
    from owners_ledger.accruals.items import Item
    from owners_ledger.accruals.payables import Owed
    from owners_ledger.accruals.plan import Difference

_SHOWN = 20


class AccrualDiffersError(OwnersLedgerError):
    """Something is booked otherwise than registers and tables say now."""


@click.command(
    "accrue",
    help=N_("按登记簿记一个月的待摊、应付款和折旧；加 --taxes 计提税费。再记一次不会重复。"),
)
@click.argument("period")
@click.option("--taxes", is_flag=True, help=N_("按收入计提这一期的税费（期间写季度，如 2026-Q1）"))
@click.option("--beside", is_flag=True, help=N_("账上已有手工计提的税费，仍然另记一笔"))
@click.option(
    "--correct",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("登记簿、收入或税率后来改过的，用这一天的更正分录补记差额"),
)
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    *,
    period: str,
    taxes: bool,
    beside: bool,
    correct: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Plan, write, tell.

    Raises:
        OwnersLedgerError: something is booked otherwise and no correction is asked for.
    """
    root = state.root()
    wanted = Period.parse(period)
    day = correct.date() if correct else None
    if beside and not taxes:
        raise UsageError(
            _("--beside 只和 --taxes 一起用"), remedy=_("请去掉 --beside，或加上 --taxes。")
        )
    if taxes:
        from owners_ledger.cli.accrue_taxes import accrue_taxes  # noqa: PLC0415 - a command's own

        accrue_taxes(root, wanted, correct=day, beside=beside, dry_run=dry_run, form=form)
    else:
        _accrue(root, wanted, day, dry_run=dry_run, form=form)


def _accrue(
    root: Path, month: Period, correct: datetime.date | None, *, dry_run: bool, form: str
) -> None:
    from owners_ledger.accruals.accrue import accrue  # noqa: PLC0415 - heavy

    with books_to_write(root, dry_run=dry_run) as books:
        found = accrue(books, month, correct_on=correct)
        written = put(root, found.file, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(_as_json(found, written), ensure_ascii=False))
    else:
        _tell(found, written, dry_run=dry_run)
    if found.plan.differences and correct is None:
        raise AccrualDiffersError(
            _("{count} 项与账上已记的不同（登记簿后来改过）：\n{list}").format(
                count=len(found.plan.differences),
                list="\n".join(map(_difference, found.plan.differences[:_SHOWN])),
            ),
            remedy=_(
                "已记的账不改。确认登记簿无误后，加 --correct 和更正的日期，差额另记一笔更正。"
            ),
        )


def _tell(found: Accrual, written: list[str], *, dry_run: bool) -> None:
    for one in found.plan.items:
        click.echo(
            _("{code} {what}：{amount} 元，{how}").format(
                code=one.code, what=one.narration, amount=show(one.amount), how=_how(one, found)
            )
        )
    if not found.plan.items:
        click.echo(_("按登记簿，这个月没有待摊、应付和折旧。"))
    if found.plan.gaps:
        months = dict.fromkeys(str(one.month) for one in found.plan.gaps)
        click.echo(
            _(
                "以前的月份还有 {count} 项没有记：{months}。请先运行 owners-ledger accrue {first}。"
            ).format(count=len(found.plan.gaps), months="、".join(months), first=min(months))
        )
    if found.owed:
        click.echo(_("还没付的应付款："))
        for bill in found.owed:
            due = _("没有写到期日") if bill.due is None else _("{day} 到期").format(day=bill.due)
            click.echo(
                _("  {code} {supplier}：{open} 元，{due}").format(
                    code=bill.code, supplier=bill.supplier, open=show(bill.open), due=due
                )
            )
    for path in written:
        click.echo(_("已写入 {path}").format(path=path))
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))
    elif found.file is None and not found.plan.differences:
        click.echo(_("这个月的都已在账上，没有需要写的。"))


def _how(one: Item, found: Accrual) -> str:
    if one in found.plan.new:
        return _("新记")
    if one in found.plan.by_hand:
        return _("已有手工分录，不再记")
    if any(other.key == one.key for other in found.plan.differences):
        return _("与账上不同")
    return _("已记")


def _difference(one: Difference) -> str:
    return _("  {code} {what}：{rows}").format(
        code=one.key[1],
        what=one.narration,
        rows=_("；").join(
            _("{account} 差 {amount}").format(account=account, amount=show(amount))
            for account, amount in one.missing.items()
        ),
    )


def _as_json(found: Accrual, written: list[str]) -> dict[str, object]:
    return {
        "period": str(found.plan.month),
        "items": [_item(one, found) for one in found.plan.items],
        "differences": [
            {
                "kind": one.key[0],
                "code": one.key[1],
                "missing": {account: str(amount) for account, amount in one.missing.items()},
            }
            for one in found.plan.differences
        ],
        "gaps": [
            {"kind": one.kind, "code": one.code, "period": str(one.month)}
            for one in found.plan.gaps
        ],
        "payables": [_bill(one) for one in found.owed],
        "written": written,
    }


def _item(one: Item, found: Accrual) -> dict[str, object]:
    state = "booked"
    if one in found.plan.new:
        state = "new"
    elif one in found.plan.by_hand:
        state = "by-hand"
    elif any(other.key == one.key for other in found.plan.differences):
        state = "differs"
    return {
        "kind": one.kind,
        "code": one.code,
        "narration": one.narration,
        "amount": str(one.amount),
        "state": state,
    }


def _bill(one: Owed) -> dict[str, object]:
    return {
        "payable": one.code,
        "supplier": one.supplier,
        "open": str(one.open),
        "due": one.due.isoformat() if one.due else None,
    }
