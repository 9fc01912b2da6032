"""``owners-ledger unit 3-1-502``: statement of account, receipts, reminders, arrears."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.billing.accounts import Accounts
    from owners_ledger.rendering.batch import Batch
    from owners_ledger.rendering.household import Letter
    from owners_ledger.rendering.household_letters import Order

PRIVATE = "private"


@click.command("unit", help=N_("一户的对账单、收据、催费通知；--all 是全部住户。"))
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help=N_("全部住户"))
@click.option("--building", help=N_("只要这一栋"))
@click.option("--from", "first", metavar="2026-01", help=N_("从哪个月起；默认当年一月"))
@click.option("--to", "last", metavar="2026-06", help=N_("到哪个月止；默认最后收到款的月份"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "pdf"]),
    default="text",
    show_default=True,
    help=N_("输出的样子"),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("放在哪个文件夹；默认账本里的 private"),
)
@click.option("--each", is_flag=True, help=N_("每户一个文件，不合成一份"))
@click.option("--with-name", is_flag=True, help=N_("写上业主姓名；默认只写房号"))
@click.option("--receipt", metavar="REF", help=N_("收据：银行流水号或收据号；all 是期内全部"))
@click.option("--reminders", is_flag=True, help=N_("催费通知，只给有逾期欠费的"))
@click.option(
    "--tone",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help=N_("语气：1 提醒，2 催交，3 正式通知"),
)
@click.option("--min-days", type=click.IntRange(1), default=1, help=N_("最早一笔逾期满多少天才催"))
@click.option("--arrears", is_flag=True, help=N_("欠费名单按账龄，和可以张贴的按楼汇总"))
@pass_state
def command(
    state: State,
    *,
    code: str | None,
    every: bool,
    building: str | None,
    first: str | None,
    last: str | None,
    form: str,
    output: Path | None,
    each: bool,
    with_name: bool,
    receipt: str | None,
    reminders: bool,
    tone: int,
    min_days: int,
    arrears: bool,
) -> None:
    """Read, put together, print or write."""
    _refuse_mixed(
        code,
        receipt,
        many=every or building is not None,
        to_owing=reminders or arrears,
        printed_to_files=form in ("text", "json") and (output is not None or each),
    )
    root = state.root()
    with contextlib.ExitStack() as stack:
        batch = None
        if form == "pdf":
            demand_typesetting()
            from owners_ledger.rendering.batch import (  # noqa: PLC0415 - a command's own
                PROCESSES,
                Batch,
            )

            batch = stack.enter_context(Batch(1 if code else PROCESSES))
        from owners_ledger.rendering.household_letters import (  # noqa: PLC0415 - heavy
            Order,
            letters,
            to_json,
            to_text,
        )

        accounts = _read(root, first, last)
        wanted = Order(code, building, with_name, receipt, tone if reminders else None, min_days)
        if arrears:
            _arrears(accounts, wanted, form)
            return
        found = letters(accounts, wanted)
        if not found:
            click.echo(_("没有符合的住户。"), err=True)
        elif form == "json":
            click.echo(to_json(found, wanted), nl=False)
        elif form == "text":
            for text in to_text(found, accounts):
                click.echo(text)
        else:
            _write(found, accounts, wanted, batch, output or root / PRIVATE, each=each)


def _refuse_mixed(
    code: str | None, receipt: str | None, *, many: bool, to_owing: bool, printed_to_files: bool
) -> None:
    """Options that do not go together.

    Raises:
        UsageError: they were given together, or nothing was chosen.
    """
    if not (code or many or to_owing) or (code and many):
        raise UsageError(
            _("请写一个房号，或用 --all、--building 选全部住户或一栋"),
            remedy=_("例如 owners-ledger unit 3-1-502，或 owners-ledger unit --all。"),
        )
    if printed_to_files:
        raise UsageError(
            _("--output 和 --each 要与 --format html 或 pdf 一起用"),
            remedy=_("文字和 JSON 直接显示；要存成文件，用 > 文件名。"),
        )
    if receipt and to_owing:
        raise UsageError(_("--receipt 不能与 --reminders、--arrears 一起用"))


def _read(root: Path, first: str | None, last: str | None) -> Accounts:
    from owners_ledger.billing.accounts import Accounts  # noqa: PLC0415 - heavy
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    began = Period.parse(first) if first else None
    ended = Period.parse(last) if last else None
    if began and ended and began.first > ended.last:
        raise UsageError(
            _("起止月份反了：{first} 在 {last} 之后").format(first=first, last=last),
            remedy=_("请检查 --from 和 --to。"),
        )
    books = load_books(root)
    refuse_broken(books.errors, root)
    return Accounts.read(books, load_registers(root), began, ended)


def _arrears(accounts: Accounts, wanted: Order, form: str) -> None:
    """The treasurer's list and the public table, as text or JSON."""
    from owners_ledger.billing.ageing import aged, public_table  # noqa: PLC0415 - heavy
    from owners_ledger.rendering import household_json, household_text  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.household_letters import Order, holders  # noqa: PLC0415 - heavy

    chosen = set(holders(accounts, wanted))
    every = [accounts.of(one) for one in holders(accounts, Order())]
    found = [
        late
        for one in every
        if one.holder in chosen
        and (late := aged(one)) is not None
        and late.oldest >= wanted.min_days
    ]
    # Of all buildings always: small groups are merged across them.
    public = public_table(every, accounts.last)
    if form == "json":
        both = {
            "as_of": accounts.last.isoformat(),
            "private": household_json.plain(found),
            "public": household_json.plain(public),
        }
        click.echo(json.dumps(both, ensure_ascii=False, indent=1))
        return
    if form != "text":
        raise UsageError(_("欠费名单只有 text 和 json 两种样子"))
    click.echo(household_text.arrears(found, public, accounts.last), nl=False)


def _write(
    found: Sequence[Letter],
    accounts: Accounts,
    wanted: Order,
    batch: Batch | None,
    folder: Path,
    *,
    each: bool,
) -> None:
    """Into the private folder, all or nothing, a bar on a terminal meanwhile."""
    from owners_ledger.books.write import write_all  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.household_letters import to_files  # noqa: PLC0415 - heavy

    with contextlib.ExitStack() as stack:
        done: Callable[[int], object] = abs
        if sys.stderr.isatty():
            bar = click.progressbar(length=len(found), label=_("排版"), file=sys.stderr)
            done = stack.enter_context(bar).update
        files = to_files(found, accounts, wanted, batch=batch, each=each, done=done)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_all([(folder / name, content) for name, content in files.items()])
    if len(files) == 1:
        click.echo(_("已写入 {path}").format(path=folder / next(iter(files))))
    else:
        click.echo(_("已写入 {count} 个文件到 {path}").format(count=len(files), path=folder))
    click.echo(_("这些是住户的私人单据，不要张贴，也不要放进公开的账本。"))
