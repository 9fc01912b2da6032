"""``owners-ledger register import units 房屋.xlsx``: a committee's own sheet, previewed first."""

from __future__ import annotations

import datetime
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import form_option
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.registers import Registers
    from owners_ledger.registers.importing.plan import Plan, Wishes
    from owners_ledger.registers.importing.words import Kind

KINDS = (
    "units", "households", "parking", "leases", "staff", "suppliers", "deposits", "concessions",
    "waiting", "common", "meters", "readings",
)  # fmt: skip


class _Register(click.Group):
    """Subcommands with their help in the reader's language."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, translated."""
        found = super().get_command(ctx, cmd_name)
        if found is not None:
            found.options_metavar = _("[选项]")
            found.help = found.help and _(found.help)
            for param in found.params:
                if isinstance(param, click.Option):
                    param.help = param.help and _(param.help)
                    param.metavar = param.metavar and _(param.metavar)
        return found


@click.group("register", cls=_Register, help=N_("登记簿：房屋、住户、车位、合同、员工、仪表等。"))
def command() -> None:
    """Hold the subcommands."""


@command.command(
    "import",
    help=N_("把业委会自己的表格（xlsx、xls、csv）收进一本登记簿；先预演，加 --write 才写。"),
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--write/--dry-run",
    "is_written",
    default=False,
    help=N_("写进登记簿；默认只预演"),
)
@click.option("--sheet", default="", metavar="NAME", help=N_("工作表的名字"))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar=N_("列=列名"),
    help=N_("登记簿的一列是表格里的哪一列，写列名或列标：--column 房号=户号"),
)
@click.option(
    "--set",
    "fixed",
    multiple=True,
    metavar=N_("列=值"),
    help=N_("表格里没有的一列，每一行都是这个值：--set 用途=住宅"),
)
@click.option(
    "--from",
    "start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("新增和改动从哪一天起；改动不改旧的一行，另立一行"),
)
@click.option("--skip-unclear", is_flag=True, help=N_("看不懂的行先不管，只收看懂的"))
@form_option
@pass_state
def import_(
    state: State,
    *,
    kind: str,
    file: Path,
    is_written: bool,
    sheet: str,
    columns: tuple[str, ...],
    fixed: tuple[str, ...],
    start: datetime.datetime | None,
    skip_unclear: bool,
    form: str,
) -> None:
    """Plan, show, refuse or write."""
    root = state.root()
    from owners_ledger.books.write import locked, write_whole  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers, registers_dir  # noqa: PLC0415 - own
    from owners_ledger.registers.importing import told  # noqa: PLC0415 - a command's own
    from owners_ledger.registers.importing.plan import Wishes  # noqa: PLC0415 - a command's own
    from owners_ledger.registers.importing.words import kind_of  # noqa: PLC0415 - a command's own

    target = kind_of(kind)
    wishes = Wishes(
        sheet,
        _pairs(columns, target.roles),
        _fixed(fixed, target),
        start.date() if start else None,
        datetime.datetime.now(tz=datetime.UTC).astimezone().date(),
    )
    with locked(root) if is_written else nullcontext():
        registers = load_registers(root)
        plan = _plan(root, registers, file, target, wishes)
        refusal = _refusal(registers, plan, target, str(file), skip_unclear=skip_unclear)
        path = registers_dir(root) / target.file
        is_done = is_written and refusal is None and bool(plan.text)
        if is_done:
            write_whole(path, plan.text.encode())
    written = [path.relative_to(root).as_posix()] if is_done else []
    if form == "json":
        said = {"kind": kind, "file": str(file), **told.as_json(plan), "written": written}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo(told.told(plan))
        for one in written:
            click.echo(_("已写入 {path}").format(path=one))
        if refusal is None and plan.difference.is_nothing:
            click.echo(_("登记簿里都有了，没有需要写的。"))
        elif refusal is None and not is_written:
            click.echo(_("只是预演，没有写入任何文件；核对无误后加 --write。"))
    if refusal is not None:
        raise refusal


def _plan(root: Path, registers: Registers, file: Path, kind: Kind, wishes: Wishes) -> Plan:
    from owners_ledger.banking.reading import door  # noqa: PLC0415 - heavy
    from owners_ledger.registers import FOLDER, registers_dir  # noqa: PLC0415 - own
    from owners_ledger.registers.importing.plan import choose, plan  # noqa: PLC0415 - own
    from owners_ledger.registers.importing.writing import newline_of  # noqa: PLC0415 - own
    from owners_ledger.registers.table import read_rows  # noqa: PLC0415 - own

    sheets = [(grid.name, grid.rows) for grid in door.read_grids(file)]
    table = choose(sheets, kind, wishes, str(file))
    path = registers_dir(root) / kind.file
    present = read_rows(path, kind.required, kind.columns, f"{FOLDER}/{kind.file}")
    return plan(
        table,
        kind,
        [unit.code for unit in registers.units],
        [row.cells for row in present],
        wishes,
        newline=newline_of(path.read_bytes() if path.exists() else None),
    )


def _refusal(
    registers: Registers, plan: Plan, kind: Kind, file: str, *, skip_unclear: bool
) -> Exception | None:
    """Why the plan must not be carried out, ``None`` where it may."""
    from owners_ledger.registers.importing.plan import refusal  # noqa: PLC0415 - own
    from owners_ledger.registers.importing.proof import new_errors  # noqa: PLC0415 - own

    errors = new_errors(registers, kind, plan.text) if plan.text else []
    return refusal(plan, errors, file, is_skipping=skip_unclear)


def _fixed(said: tuple[str, ...], kind: Kind) -> dict[str, str]:
    from owners_ledger.registers.importing.rows import converted  # noqa: PLC0415 - own
    from owners_ledger.registers.importing.unclear import UnclearError  # noqa: PLC0415 - own

    found = _pairs(said, kind.columns)
    try:
        return {column: converted(column, value) for column, value in found.items()}
    except UnclearError as error:
        raise UsageError(error.reason, remedy=_("请改正 --set。")) from None


def _pairs(said: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        column, equals, value = one.partition("=")
        column, value = column.strip(), value.strip(' "“”')
        if not equals or not value or column not in allowed:
            raise UsageError(
                _("“{said}”看不懂：应写成 列=内容").format(said=one[:60]),
                remedy=_("这本登记簿的列有：{columns}。").format(columns="、".join(allowed)),
            )
        found[column] = value
    return found
