"""An edition as files: its manifest, its archive, and the one step by which it becomes current.

An edition is a new folder beside the public one, written and synced whole; then the public name
is switched to it in one step. A reader sees the old edition or the new one, never a mixture; a
failure or a kill half-way leaves the old one.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from owners_ledger.books.write import WriteError, sync_folder
from owners_ledger.i18n import _

MANIFEST = "edition.json"
SCHEMA = 1
_KEPT = 2  # the current edition and the one before it
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can say


@dataclass(frozen=True, slots=True)
class Switched:
    """What became of an edition.

    Attributes:
        folder: where it lies.
        is_new: whether it differs from the one that was current.
    """

    folder: Path
    is_new: bool


def with_manifest(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> dict[str, bytes]:
    """The files and ``edition.json``: every file's size and SHA-256, and the facts.

    Args:
        files: content by relative path with ``/``.
        facts: plain JSON values: estate, last month, key figures.
    """
    listed = [
        {"path": path, "size": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(files)
    ]
    manifest = {"schema": SCHEMA, **facts, "files": listed}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return {**files, MANIFEST: text.encode()}


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP: the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            packed.writestr(member, files[path])
    return buffer.getvalue()


def put(output: Path, files: Mapping[str, bytes]) -> Switched:
    """Write an edition beside ``output`` and make ``output`` lead to it.

    Args:
        output: the public name (``public``).
        files: everything, the manifest included.

    Raises:
        WriteError: it cannot be written, or ``output`` is a folder that is no edition.
    """
    _refuse_escape(files)
    digest = hashlib.sha256(files[MANIFEST]).hexdigest()[:16]
    shelf = output.parent / f"{output.name}.editions"
    folder = shelf / digest
    try:
        if _leads_to(output, folder) and _is_whole(folder, files):
            return Switched(folder, is_new=False)
        _refuse_foreign(output)
        if not _is_whole(folder, files):
            _write(folder, files)
        _switch(output, folder)
        _clear(shelf, folder)
    except OSError as error:
        raise WriteError(
            _("公开账本写不进去（{why}），原来的一份没有变动").format(why=error.strerror or error),
            remedy=_("请检查磁盘空间和文件夹的写入权限，再重新运行。"),
            file=str(output),
        ) from error
    return Switched(folder, is_new=True)


def _refuse_escape(files: Mapping[str, bytes]) -> None:
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise WriteError(
                _("公开账本里不能有这样的文件名：{name}").format(name=name),
                remedy=_("没有写入任何内容。请把这条信息发给维护者。"),
            )


def _leads_to(output: Path, folder: Path) -> bool:
    return output.exists() and folder.exists() and output.resolve() == folder.resolve()


def _is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    there = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return there.keys() == files.keys() and all(
        path.read_bytes() == files[name] for name, path in there.items()
    )


def _refuse_foreign(output: Path) -> None:
    """A folder that somebody filled by hand is not thrown away."""
    if output.is_symlink() or not output.exists():
        return
    if not (output / MANIFEST).is_file():
        raise WriteError(
            _("{path} 不是以前公开的账本，不能换掉").format(path=output),
            remedy=_("请用 --output 换一个文件夹，或先把它移走。"),
            file=str(output),
        )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    stage = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for name, content in files.items():
            path = stage.joinpath(*PurePosixPath(name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        stage.replace(folder)
        sync_folder(folder.parent)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _switch(output: Path, folder: Path) -> None:
    """One rename of a link; where there are no links, two renames of folders."""
    link = output.with_name(f".{output.name}-{os.getpid()}")
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(os.path.relpath(folder, output.parent), target_is_directory=True)
    except OSError:
        _swap(output, folder)
    else:
        if output.exists() and not output.is_symlink():
            output.rename(output.with_name(f"{output.name}.editions") / f"old-{os.getpid()}")
        link.replace(output)
    sync_folder(output.parent)


def _swap(output: Path, folder: Path) -> None:
    fresh = output.with_name(f".{output.name}-new-{os.getpid()}")
    shutil.copytree(folder, fresh)
    old = output.with_name(f".{output.name}-old-{os.getpid()}")
    if output.exists():
        output.rename(old)
    fresh.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _clear(shelf: Path, current: Path) -> None:
    """Keep the current edition and the one before it; remove older ones and broken stages."""
    known = sorted(
        (path for path in shelf.iterdir() if path.is_dir() and path != current),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    whole = [path for path in known if not path.name.startswith((".", "old-"))]
    for path in known:
        if path not in whole[: _KEPT - 1]:
            shutil.rmtree(path, ignore_errors=True)
