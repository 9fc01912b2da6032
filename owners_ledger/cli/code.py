"""``owners-ledger code``: household codes for the owners' site, issued, revoked, listed."""

from __future__ import annotations

import datetime
import json
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

_SHEETS = "private"
_output = click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help=N_("放在哪个文件夹")
)


@click.group("code", help=N_("业主看账的口令：发、换、作废，和各户封好的对账单。"))
def command() -> None:
    """Household codes."""


@command.command("issue", help=N_("给住户发口令，印成每户一页；已有口令的换新的，旧的作废。"))
@click.option("--unit", "units", multiple=True, metavar="UNIT", help=N_("房号，可以写几个"))
@click.option("--all", "every", is_flag=True, help=N_("全部还没有口令的住户"))
@click.option("--address", metavar="URL", help=N_("印在纸上的网址，默认 committee.toml 的 website"))
@_output
@pass_state
def issue(
    state: State, *, units: tuple[str, ...], every: bool, address: str | None, output: Path | None
) -> None:
    """New codes, on paper before they count."""
    if every == bool(units):
        raise UsageError(
            _("请写 --unit 房号，或 --all"),
            remedy=_("例如 owners-ledger code issue --unit 3-1-502。"),
        )
    root = state.root()
    demand_typesetting()
    from owners_ledger.books.write import locked, write_all  # noqa: PLC0415 - heavy
    from owners_ledger.config import load_committee  # noqa: PLC0415 - a command's own
    from owners_ledger.rendering.batch import PROCESSES, Batch  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.code_sheets import CodeSheet, to_pdf  # noqa: PLC0415 - heavy
    from owners_ledger.web.codes import code, register  # noqa: PLC0415 - slow import

    committee = load_committee(root)
    with Batch(1 if len(units) == 1 else PROCESSES) as batch, locked(root):
        known = register.load(root)
        wanted = _wanted(root, units, {u for u, one in known.issued.items() if one.is_open})
        if not wanted:
            click.echo(_("每一户都已经有口令。要换的，用 --unit 房号。"))
            return
        with click.progressbar(
            length=len(wanted), label=_("发口令"), file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            after, made = known.issue(wanted, _today(), lambda: bar.update(1))
        sheets = [
            CodeSheet(unit, code.shown(made[unit]), after.issued[unit].generation)
            for unit in wanted
        ]
        site = committee.website if address is None else address
        content = to_pdf(sheets, committee, root, site, batch)
        folder = output or root / _SHEETS
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        whose = wanted[0] if len(wanted) == 1 else f"{len(wanted)}户"
        path = folder / f"code-{whose}-{_today()}-{secrets.token_hex(3)}.pdf"
        write_all([(path, content)], mode=0o600)
        register.save(root, after)
    click.echo(_("已给 {count} 户发口令：{path}").format(count=len(wanted), path=path))
    click.echo(_("请印出来一户一张封好交给住户，印完就删掉这个文件：口令只在里面，别处没有。"))
    _remind()


@command.command("revoke", help=N_("让一户的口令作废。"))
@click.argument("unit")
@pass_state
def revoke(state: State, *, unit: str) -> None:
    """End a household's code."""
    root = state.root()
    from owners_ledger.books.write import locked  # noqa: PLC0415 - heavy
    from owners_ledger.web.codes import register  # noqa: PLC0415 - slow import

    with locked(root):
        register.save(root, register.load(root).revoke(unit, _today()))
    click.echo(_("{unit} 的口令已经作废。").format(unit=unit))
    _remind()


@command.command("list", help=N_("哪几户有口令；口令本身哪里也没有存。"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=N_("输出的样子"),
)
@pass_state
def list_(state: State, *, form: str) -> None:
    """Who has one."""
    from owners_ledger.web.codes import register  # noqa: PLC0415 - slow import

    known = register.load(state.root()).issued.values()
    if form == "json":
        plain = [
            {
                "unit": one.unit,
                "generation": one.generation,
                "day": one.day.isoformat(),
                "open": one.is_open,
            }
            for one in known
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for one in known:
        word = _("有效") if one.is_open else _("作废")
        click.echo(f"{one.unit}\t{word}\t{one.day}\t{one.generation}")
    click.echo(
        _("{count} 户有有效的口令。").format(count=sum(one.is_open for one in known)), err=True
    )


@command.command("statements", help=N_("各户的对账单，用各户的口令封好，供网站用。"))
@click.option("--from", "first", metavar="2026-01", help=N_("从哪个月起；默认当年一月"))
@click.option("--to", "last", metavar="2026-06", help=N_("到哪个月止；默认最后收到款的月份"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=N_("放在哪个文件夹"),
)
@pass_state
def statements(state: State, *, first: str | None, last: str | None, output: Path) -> None:
    """Seal a statement for every code."""
    root = state.root()
    from owners_ledger.billing.accounts import Accounts  # noqa: PLC0415 - heavy
    from owners_ledger.books.broken import refuse_broken  # noqa: PLC0415 - heavy
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own
    from owners_ledger.web.codes import register, shelf  # noqa: PLC0415 - slow import
    from owners_ledger.web.codes.statements import statements as pages  # noqa: PLC0415 - heavy

    books = load_books(root)
    refuse_broken(books.errors, root)
    began = Period.parse(first) if first else None
    ended = Period.parse(last) if last else None
    accounts = Accounts.read(books, load_registers(root), began, ended)
    known = register.load(root)
    count = shelf.put(output.absolute(), known, pages(root, accounts, known))
    click.echo(_("已封好 {count} 户的对账单：{path}").format(count=count, path=output))
    click.echo(_("把这个文件夹整个放到网站的电脑上；里面没有房号，没有口令，没有口令打不开。"))


@command.command("key", help=N_("生成网站的会话密钥，只有网站的用户能读。"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def key(file: Path) -> None:
    """A key for cookies."""
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise UsageError(
            _("{path} 已经有了").format(path=file),
            remedy=_("换密钥会让所有人重新输口令；确实要换的，先删去它。"),
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(f"{secrets.token_hex(32)}\n")
    click.echo(_("已写入 {path}").format(path=file))


def _wanted(root: Path, units: Sequence[str], having: set[str]) -> list[str]:
    """The households that get a code, in order.

    Raises:
        UsageError: there is no such household.
    """
    from owners_ledger.billing.order import natural  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    known = load_registers(root).unit_terms
    for unit in units:
        if unit not in known:
            raise UsageError(
                _("没有房号 {code}").format(code=unit), remedy=_("请对照登记簿 units.csv。")
            )
    return sorted(set(units) or set(known) - having, key=natural)


def _remind() -> None:
    click.echo(_("要让网站知道，请再运行 owners-ledger code statements，把结果放到网站上。"))


def _today() -> datetime.date:
    return datetime.date.today()  # noqa: DTZ011 - the day on the committee's own calendar
