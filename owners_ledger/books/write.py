"""Writing into a book: staged beside the target, synced, committed by one rename."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from owners_ledger.books.closed import refuse_closed
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

GENERATED = "; 由 owners-ledger 生成；sha256 "


class WriteError(OwnersLedgerError):
    """A file could not be written; what was there before still is."""


def write_whole(path: Path, content: bytes) -> None:
    """Put a whole file in place by one rename; after a crash it is the old one or the new one.

    Raises:
        WriteError: the disk is full, or the folder cannot be written.
    """
    write_all([(path, content)])


def write_all(files: Sequence[tuple[Path, bytes]], *, mode: int = 0o644) -> None:
    """Put several whole files in place, each by one rename, in the order given.

    All are written out and synced before the first rename. A failure undoes the renames that were
    done; after a crash the first few are in place, so order them such that this does no harm.

    Raises:
        ClosedMonthError: a file would change entries of a closed month; nothing was written.
        WriteError: the disk is full, or a folder cannot be written; everything is as it was.
    """
    refuse_closed(files)
    staging = _Staging(mode)
    path = Path()
    try:
        for path, content in files:
            staging.add(path, content)
        for path, _content in files:
            staging.commit(path)
        for folder in {path.parent for path, _content in files}:
            sync_folder(folder)
        staging.done = True
    except OSError as error:
        raise WriteError(
            _("写不进文件（{why}），原有内容没有变动").format(why=error.strerror),
            remedy=_("请检查磁盘空间和文件夹的写入权限，再重新运行。"),
            file=str(path),
        ) from error
    finally:
        staging.close()


class _Staging:
    """Files beside their targets, and what is needed to undo each rename."""

    def __init__(self, mode: int) -> None:
        self.done = False
        self._mode = mode
        self._stages: dict[Path, Path] = {}
        self._backups: dict[Path, Path] = {}
        self._committed: list[Path] = []
        self._made: list[Path] = []

    def add(self, path: Path, content: bytes) -> None:
        folders = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        self._made += folders
        self._stages[path] = _stage(path.parent, content, self._mode)
        if path.exists():
            self._backups[path] = _stage(path.parent, path.read_bytes(), self._mode)

    def commit(self, path: Path) -> None:
        self._stages[path].replace(path)
        self._committed.append(path)

    def close(self) -> None:
        """Undo what was not done to the end; leave no stage behind."""
        if not self.done:
            for path in reversed(self._committed):
                with suppress(OSError):
                    if path in self._backups:
                        self._backups[path].replace(path)
                    else:
                        path.unlink()
        for stage in (*self._stages.values(), *self._backups.values()):
            stage.unlink(missing_ok=True)
        if not self.done:
            for folder in self._made:
                with suppress(OSError):  # somebody else has put something there
                    folder.rmdir()


def _stage(folder: Path, content: bytes, mode: int) -> Path:
    handle, name = tempfile.mkstemp(prefix=".stage-", dir=folder)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        stage.chmod(mode)
    except OSError:
        stage.unlink()
        raise
    return stage


def sync_folder(folder: Path) -> None:
    """Make the renames in a folder last through a power cut."""
    if os.name == "nt":
        return  # Windows keeps no directory handles to sync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stamped(text: str) -> str:
    """Generated text with its own hash in the first line, so that a hand's edit can be told."""
    return f"{GENERATED}{hashlib.sha256(text.encode()).hexdigest()}\n{text}"


def is_untouched(text: str) -> bool:
    """Whether a stamped text is as it was generated."""
    head, newline, body = text.partition("\n")
    return bool(newline) and head == stamped(body).partition("\n")[0]


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Only one writing command at a time in a book.

    Raises:
        WriteError: another one is at work.
    """
    path = root / "ledger" / ".lock"
    try:
        file = path.open("a+b")
    except OSError as error:
        raise WriteError(
            _("账本文件夹不能写入（{why}）").format(why=error.strerror),
            remedy=_("请检查文件夹的写入权限。"),
            file=str(path),
        ) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise
            raise WriteError(
                _("另一个 owners-ledger 正在写这本账"),
                remedy=_("请等它结束，再重新运行。"),
                file=str(root),
            ) from error
        yield


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl  # noqa: PLC0415 - exists on POSIX only

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
