"""The program as a person meets it: help, wrong usage, exit codes, crashes without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from owners_ledger import __version__
from owners_ledger.cli import COMMANDS

ROOT = Path(__file__).parents[2]
HEAVY = ("beancount", "beangulp", "fava", "jinja2", "weasyprint")


def run(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", *args],
        cwd=cwd or ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **env},
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    source = (
        "import sys, owners_ledger.cli\n"
        "try: owners_ledger.cli.main([%r])\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source % option], capture_output=True, text=True, check=True
    )
    assert not {name for name in done.stderr.split() if name.partition(".")[0] in HEAVY}


def test_help_speaks_chinese_and_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "用法：" in done.stdout
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


def test_help_in_english() -> None:
    done = run("--lang", "en", "--help")
    assert "Usage:" in done.stdout
    assert not [sign for sign in done.stdout if "一" <= sign <= "鿿"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"用法： owners-ledger {name} [选项]")


def test_version() -> None:
    assert run("--version").stdout == f"owners-ledger {__version__}\n"


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["nonsense"], "没有“nonsense”这个命令"),
        (["--nonsense"], "没有“--nonsense”这个选项"),
        (["--lang", "fr", "check"], "'zh', 'en'"),
        (["--book"], "后面要写"),
        (["doctor", "extra"], "多出来的内容：extra"),
        (["calendar", "--from", "2026-13-01"], "日期写成 2026-03-01 这样"),
    ],
)
def test_wrong_usage_exits_2_and_says_so_in_chinese(args: list[str], what: str) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert what in done.stderr


def test_no_book_is_wrong_usage(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "都没有账本" in done.stderr
    assert "owners-ledger init" in done.stderr


def test_a_folder_that_is_no_book_is_wrong_usage(tmp_path: Path) -> None:
    done = run("--book", str(tmp_path), "check")
    assert done.returncode == 2
    assert "ledger/main.beancount" in done.stderr


def test_the_folder_ledger_itself_is_understood() -> None:
    assert run("--book", "ledger", "doctor").returncode == 0


CRASHING = """
import sys, click
import owners_ledger.cli as cli
from owners_ledger.errors import OwnersLedgerError

@click.command()
def crash(): {statement}

cli.Commands.get_command = lambda self, ctx, name: crash
cli.main(sys.argv[1:])
"""


def crash(statement: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CRASHING.format(statement=statement), *args, "crash"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_error_of_the_books_is_a_sentence_and_1() -> None:
    done = crash("raise OwnersLedgerError('坏了', remedy='修', file='a', line=3)")
    assert (done.returncode, done.stderr) == (1, "错误：a:3: 坏了\n  → 修\n")


def test_a_crash_is_a_sentence_and_1() -> None:
    done = crash("1 / 0")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_crash_with_traceback() -> None:
    assert "Traceback" in crash("1 / 0", "--traceback").stderr


def test_ctrl_c_is_130() -> None:
    done = crash("raise KeyboardInterrupt")
    assert (done.returncode, done.stderr.strip()) == (130, "已取消。")


def test_a_reader_that_goes_away_is_quiet() -> None:
    done = subprocess.run(
        f"{sys.executable} -m owners_ledger --help | true",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
