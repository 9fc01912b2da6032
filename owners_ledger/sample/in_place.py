"""Putting a generated book in place: whole or not at all, and never over a real one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from owners_ledger.books.write import WriteError
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.resources import data_dir

STAMP = "# 样例小区，全部虚构（由 owners-ledger sample 生成）。\n"


def refuse_taken(root: Path, *, replace: bool) -> None:
    """Say no where a book stands already, unless it is a sample and may be replaced.

    Raises:
        UsageError: a book stands there.
    """
    ledger = root / "ledger"
    if not ledger.exists() or (ledger.is_dir() and not any(ledger.iterdir())):
        return
    if not _is_sample(ledger):
        raise UsageError(
            _("{folder} 里已经有账本，没有动它").format(folder=root),
            remedy=_("请换一个文件夹，例如 owners-ledger sample 示例小区"),
        )
    if not replace:
        raise UsageError(
            _("{folder} 里已经有示例账本").format(folder=root),
            remedy=_("要重新生成就加上 --replace，里面的改动会丢失；否则请换一个文件夹。"),
        )


def place(root: Path, files: Iterable[tuple[str, bytes]], *, replace: bool = False) -> int:
    """Write the files of a book into ``root/ledger``, all together.

    Args:
        root: the book's folder, made when missing.
        files: path within ``ledger/`` and bytes.
        replace: whether a sample that stands there may go.

    Returns:
        How many files there are.

    Raises:
        UsageError: a book stands there.
        WriteError: the folder cannot be written; what was there still is.
    """
    refuse_taken(root, replace=replace)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".stage-", dir=root) as stage:
            made = Path(stage) / "ledger"
            count = 0
            for name, content in files:
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                count += 1
            _keep_others(root / "ledger", made)
            _swap(made, root / "ledger", Path(stage) / "old")
        config = root / "importers" / "config.py"
        if not config.exists():
            config.parent.mkdir(exist_ok=True)
            shutil.copyfile(data_dir("importers") / "config.py", config)
    except OSError as error:
        raise WriteError(
            _("写不进 {folder}（{why}）").format(folder=root, why=error.strerror),
            remedy=_("请检查磁盘空间和文件夹的写入权限。"),
            file=str(root),
        ) from error
    return count


def _keep_others(ledger: Path, made: Path) -> None:
    """Carry over files beside the main file that are none of the sample's (a licence)."""
    for path in ledger.iterdir() if ledger.is_dir() else ():
        if path.is_file() and not path.name.startswith(".") and not (made / path.name).exists():
            shutil.copyfile(path, made / path.name)


def _swap(made: Path, target: Path, aside: Path) -> None:
    """Put a folder in another's place; if that fails, the other comes back."""
    there = target.exists()
    if there:
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if there:
            aside.rename(target)
        raise


def _is_sample(ledger: Path) -> bool:
    committee = ledger / "committee.toml"
    return committee.is_file() and committee.read_bytes().startswith(STAMP.encode())
