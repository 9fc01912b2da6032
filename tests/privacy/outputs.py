"""Everything that leaves the canaries' book, as files: editions, reports, exports, logs."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click.testing
import pytest

from owners_ledger.cli import main

REPORTS = (
    ("monthly", "2026-04"),
    ("quarterly", "2026-Q1"),
    ("halfyear", "2026-H1"),
    ("annual", "2026"),
    ("statements", "2026-Q1"),
    ("funds", "2026-Q1"),
    ("budget", "2026"),
    ("project", "消防改造"),
    ("reconcile", "2026-06"),
    ("special", "招租1"),
)
EXPORTS = ("hledger", "ledger", "beancount", "csv")


@dataclass
class Outputs:
    """What came out.

    Attributes:
        folder: of all files.
        public: the edition.
        said: command → what it wrote on the screen.
        codes: command → exit code.
        left: names of files left in the folder for temporary files.
    """

    folder: Path
    public: Path
    said: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file and every screen, named from the folder of the outputs."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(self.folder).as_posix(), path.read_bytes()
        for command, text in self.said.items():
            yield f"screen of {command}", text.encode()


def git(root: Path, author: str, mail: str) -> None:
    """Put the book under git as its treasurer does."""
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "账"]):
        subprocess.run(
            ["git", "-c", f"user.name={author}", "-c", f"user.email={mail}", *command],
            cwd=root,
            check=True,
            capture_output=True,
        )


def pretend(patch: pytest.MonkeyPatch, user: str, host: str, temporary: Path) -> None:
    """Make this process, and those it starts, that of a user on a machine with private names."""
    temporary.mkdir(parents=True, exist_ok=True)
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        patch.setenv(name, user)
    for name in ("HOSTNAME", "COMPUTERNAME"):
        patch.setenv(name, host)
    patch.setenv("TMPDIR", str(temporary))
    patch.setattr(tempfile, "tempdir", str(temporary))
    patch.setattr(socket, "gethostname", lambda: host)
    patch.setattr(socket, "getfqdn", lambda _name="": host)
    known = os.uname()
    patch.setattr(
        os, "uname", lambda: os.uname_result((known[0], host, known[2], known[3], known[4]))
    )


def run(outputs: Outputs, root: Path, *command: str) -> int:
    """One command, its screen kept."""
    done = click.testing.CliRunner().invoke(main, ["--book", str(root), *command])
    name = " ".join(command[:3])
    # The screen is the treasurer's own: the book's place on the disk may stand there.
    outputs.said[name] = done.output.replace(str(root), "").replace(str(outputs.folder), "")
    outputs.codes[name] = done.exit_code
    return done.exit_code


def build_all(root: Path, folder: Path) -> Outputs:
    """The edition, every report in every format, the overview, the exports."""
    outputs = Outputs(folder, folder / "公开" / "public")
    outputs.public.parent.mkdir(parents=True)
    run(outputs, root, "publish", "--output", str(outputs.public))
    for kind, period in REPORTS:
        draft = ["--draft"] if kind == "annual" else []  # its year is not over
        run(outputs, root, "report", kind, period, *draft, "--format", "pdf,html,xlsx,json",
            "--output", str(folder / "报告"))  # fmt: skip
    for form in EXPORTS:
        run(outputs, root, "export", "--format", form, str(folder / f"导出.{form}"))
    if outputs.public.exists():
        run(outputs, root, "overview", str(outputs.public), "--format", "html,xlsx,json",
            "--output", str(folder / "并排"))  # fmt: skip
    run(outputs, root, "check")
    run(outputs, root, "calendar")
    return outputs
