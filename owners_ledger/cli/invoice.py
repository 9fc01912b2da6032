"""``owners-ledger invoice FILE…``: invoices and bank receipts, each on its payment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from owners_ledger.banking.vouchers.desk import Outcome
    from owners_ledger.banking.vouchers.plan import Plan


@click.command(
    name="invoice", help=_("把数电票和银行电子回单附到付款上；拿不准的不附，列出可能的付款。")
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--payment", metavar="REF", help=_("指明附到哪一笔付款（分录里 bank-ref 的编号）"))
@dry_run_option
@form_option
@pass_state
def command(
    state: State, files: tuple[Path, ...], *, payment: str | None, dry_run: bool, form: str
) -> None:
    """Plan, write, tell.

    Raises:
        OwnersLedgerError: a voucher is uncertain; nothing was written.
    """
    root = state.root()
    from owners_ledger.banking.vouchers.plan import attach_vouchers  # noqa: PLC0415 - --help does without

    plan, written = attach_vouchers(root, files, payment, dry_run=dry_run)
    if form == "json":
        click.echo(json.dumps(plan.as_json(written), ensure_ascii=False))
    else:
        for line in _lines(plan):
            click.echo(line)
        for path in written:
            click.echo(_("已写入 {path}").format(path=path))
        if dry_run:
            click.echo(_("只是预演，没有写入任何文件。"))
        elif not written and not plan.uncertain:
            click.echo(_("这些凭证都已附在账上，没有需要写的。"))
    if plan.uncertain:
        raise _undecided(plan)


def _undecided(plan: Plan) -> OwnersLedgerError:
    """Why nothing was written, and how to name the payment."""
    remedy = _(
        "请先把提示里缺的补上，再一起附；不是从银行付的，把文件放进 ledger/documents/，"
        "在分录下写 document: 和 invoice:。"
    )
    named = next((one for one in plan.uncertain if one.candidates), None)
    if named is not None:
        remedy = _(
            "请核对后一张一张指明付款，例如 "
            "owners-ledger invoice {file} --payment {ref}；其余的再一起附。"
        ).format(file=named.given.file, ref=named.candidates[0].ref)
    return OwnersLedgerError(
        _("有 {count} 张拿不准，一张也没有附").format(count=len(plan.uncertain)), remedy=remedy
    )


def _lines(plan: Plan) -> Iterator[str]:
    words = {"attached": _("附上"), "known": _("已有"), "uncertain": _("拿不准")}
    for one in plan.outcomes:
        yield f"{words[one.state.value]}  {_voucher(one)}"
        for part in one.parts:
            yield f"      → {part.payment.shown}"
        if one.said:
            yield f"      {one.said}"
        for candidate in one.candidates:
            yield _("      可能是 {what}").format(what=candidate.shown)
    if any(one.given.is_invoice for one in plan.outcomes):
        yield _("没有核验税务局的签名：真伪请到税务局的发票查验网站查。")


def _voucher(one: Outcome) -> str:
    from owners_ledger.banking.vouchers.invoice import Invoice  # noqa: PLC0415 - --help does without

    voucher = one.given.voucher
    if isinstance(voucher, Invoice):
        word = _("红字发票") if voucher.is_red else _("发票")
        return f"{word} {voucher.number}  {voucher.issued}  {show(voucher.total)}  {voucher.seller}"
    receipt = _("回单 {number}  {date}  {amount}  {name}").format(
        number=one.given.number,
        date=voucher.date,
        amount=show(voucher.amount),
        name=voucher.counterparty or "",
    )
    return receipt.rstrip()
