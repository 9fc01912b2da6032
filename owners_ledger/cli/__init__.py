"""The command line: a click group whose commands are imported only when they are called.

``--help`` and ``--version`` import none of the heavy libraries: the short help of every command
stands in ``COMMANDS`` and the module behind it is imported by ``Commands.get_command``.
"""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import click

from owners_ledger import __version__
from owners_ledger.cli.context import State
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import N_, _, language, set_language

_LOCALE_DIR = Path(__file__).parent.parent / "locale"
_TRACEBACK = "OWNERS_LEDGER_TRACEBACK"
_INTERRUPTED = 130


class Entry(NamedTuple):
    """A command: the module whose ``command`` it is, and one line about it."""

    module: str
    summary: str


COMMANDS = {
    "init": Entry("init", N_("建一本新账")),
    "statement": Entry("statement", N_("读银行或钱包的流水文件，只看不记账")),
    "import": Entry("import_", N_("把银行流水记进账本，每一行恰好一次")),
    "register": Entry("register", N_("登记簿：把业委会自己的表格收进来")),
    "bill": Entry("bill", N_("按登记簿和收费标准记一个月的应收")),
    "unit": Entry("unit", N_("一户的对账单、收据、催费通知")),
    "payroll": Entry("payroll", N_("算一个月的工资、社保和个税")),
    "accrue": Entry("accrue", N_("记一个月的待摊、应付、折旧，或计提税费")),
    "budget": Entry("budget", N_("一年的预算，写成 Fava 看得到的样子")),
    "review": Entry("review", N_("待核实的分录：确认、记到科目、拆开、先放着")),
    "invoice": Entry("invoice", N_("把数电票和银行电子回单附到付款上")),
    "check": Entry("check", N_("检查账本：账、银行和规则是否相符")),
    "reconcile": Entry("reconcile", N_("银行存款余额调节表：账面和对账单两边调节")),
    "report": Entry("report", N_("出公示：月度、季度，PDF、网页、表格、JSON")),
    "trace": Entry("trace", N_("按编号追查公示上的一个数字：分录和银行流水")),
    "close": Entry("close", N_("结账：给一个月贴上封条")),
    "reopen": Entry("reopen", N_("重开已结账的月份，留下记录")),
    "verify": Entry("verify", N_("核对一张公示：数字是不是账上的")),
    "calendar": Entry("calendar", N_("什么事哪天到期：公示、报税、年检、审计")),
    "post": Entry("post", N_("登记公示的张贴，把张贴的一份留底")),
    "question": Entry("question", N_("业主对公示的提问和答复")),
    "export": Entry("export", N_("导出账本，给 hledger、ledger、beancount、表格软件")),
    "publish": Entry("publish", N_("做出公开的一份：账本、公示、网页、数据")),
    "overview": Entry("overview", N_("许多小区的公开账本并排看")),
    "serve": Entry("serve", N_("在浏览器里看账（Fava，只在本机）；--public 给业主看")),
    "code": Entry("code", N_("业主在网上看账的口令：发、作废、各户的对账单")),
    "sample": Entry("sample", N_("生成虚构的示例小区账本")),
    "doctor": Entry("doctor", N_("检查这台电脑缺什么，并给出补上的命令")),
}


class Commands(click.Group):
    """Commands by name, imported when called; errors become messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the treasurer's month."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module behind a name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"owners_ledger.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = module.command
        _translate(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of ``--help``, without importing anything."""
        with formatter.section(_("命令")):
            formatter.write_dl([(name, _(entry.summary)) for name, entry in COMMANDS.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave with 0 in order, 1 not in order, 2 wrong usage, 130 interrupted."""
        _choose_language(sys.argv[1:] if args is None else args)
        _prepare_terminal()
        _translate(self)
        self.subcommand_metavar = _("命令 …")
        code = 0
        try:
            value = super().main(
                args,
                prog_name or "owners-ledger",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
        except click.Abort as error:
            if not standalone_mode:
                raise
            click.echo(_("已取消。"), err=True)
            code = _INTERRUPTED if isinstance(error.__cause__, KeyboardInterrupt) else 1
        except click.ClickException as error:
            if not standalone_mode:
                raise
            error.show()
            code = error.exit_code
        except OwnersLedgerError as error:
            if not standalone_mode:
                raise
            click.echo(_("错误：{error}").format(error=error), err=True)
            code = 2 if isinstance(error, UsageError) else 1
        else:
            if not standalone_mode:
                return value
            code = value if isinstance(value, int) else 0
        sys.exit(code or _flush())


def _translate(command: click.Command) -> None:
    """Put help that was written before the language was known into the reader's language."""
    command.options_metavar = _("[选项]")
    command.help = command.help and _(command.help)
    for param in command.params:
        if isinstance(param, click.Option):
            param.help = param.help and _(param.help)


def _choose_language(args: Sequence[str]) -> None:
    """Look for ``--lang`` before anything is parsed: click makes its own help while it parses."""
    chosen = None
    for word, following in zip(args, [*args[1:], ""], strict=True):
        option, equals, value = word.partition("=")
        if option == "--lang":
            chosen = value if equals else following
    set_language(chosen)


def _prepare_terminal() -> None:
    """Unprintable signs become ``?``, click speaks the reader's language, crashes a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    gettext.textdomain("click")
    gettext.bindtextdomain("click", str(_LOCALE_DIR))
    os.environ["LANGUAGE"] = language()
    sys.excepthook = _report_crash


def _flush() -> int:
    """Write out what is left; a reader that went away (``| head``) is no error worth a message."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _report_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if os.environ.get(_TRACEBACK):
        sys.__excepthook__(kind, error, trace)
        return
    what = f"{kind.__name__}: {error}" if str(error) else kind.__name__
    sys.stderr.write(
        _("程序出了意料之外的错误（{what}）。").format(what=what)
        + "\n  → "
        + _("这是程序的毛病。请加上 --traceback 再运行一次，把显示的内容和所用的命令发给维护者。")
        + "\n"
    )


def _want_traceback(_ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        os.environ[_TRACEBACK] = "1"


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"owners-ledger {__version__}")
        ctx.exit()


@click.command(
    cls=Commands,
    help=N_("业主账本：小区自管的明白账。"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=N_("界面语言（默认中文）"),
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("账本文件夹（里面有 ledger/）；默认从当前文件夹往上找"),
)
@click.option(
    "--traceback",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_want_traceback,
    help=N_("程序出错时显示详情，供维护者查找原因"),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("显示版本"),
)
@click.pass_context
def main(ctx: click.Context, lang: str | None, book: Path | None) -> None:
    """Hold what every command needs."""
    ctx.obj = State(book, lang or language())
