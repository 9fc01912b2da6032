"""Writing a new book: staged in a sibling folder, put in place by one rename."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from owners_ledger.books.write import WriteError, write_whole
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _


def refuse_taken(folder: Path) -> None:
    """Say no to a folder that holds something, or in which one stands.

    Raises:
        UsageError: it is a file, not empty, or the current folder.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            _("{folder} 已经有内容，没有动它").format(folder=folder),
            remedy=_("请换一个新文件夹名，例如 owners-ledger init 我们小区账本"),
        )
    if folder.resolve() == Path.cwd().resolve():
        raise UsageError(
            _("不能建在当前文件夹本身"), remedy=_("请给新账本起个文件夹名，程序会建好它。")
        )


def create(folder: Path, files: Mapping[str, str]) -> None:
    """Put all files in place together; after a failure there is nothing.

    Raises:
        UsageError: the folder is taken.
        WriteError: it cannot be written.
    """
    refuse_taken(folder)
    stage: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".stage-", dir=folder.parent))
        for name, text in files.items():
            if name.endswith("/"):
                (stage / name).mkdir(parents=True)
            else:
                write_whole(stage / name, text.encode())
        stage.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        stage.rename(folder)
        stage = None
    except OSError as error:
        raise WriteError(
            _("建不了账本（{why}）").format(why=error.strerror),
            remedy=_("请检查磁盘空间和上层文件夹的写入权限。"),
            file=str(folder),
        ) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
