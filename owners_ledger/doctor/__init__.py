"""Is this machine ready: what the program needs, what is missing, the command that mends it.

Nothing here imports the libraries it looks for: a missing one is an answer, not a crash.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from owners_ledger.doctor.native import (
    FONTCONFIG,
    PANGO,
    PANGOFT2,
    SUBSET,
    chinese_fonts,
    find_library,
)
from owners_ledger.doctor.remedies import remedy
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

PYTHON = (3, 11)
_CHECKOUT = Path(__file__).parents[2]


# Parts of a path that a file-syncing program leaves, in lower case.
SYNC_FOLDERS = {
    "onedrive": "OneDrive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "wps cloud": "WPS云盘",
}


class MachineError(OwnersLedgerError):
    """This machine lacks something the command needs."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at.

    Attributes:
        check: its name, stable (``pango``, ``chinese-font`` …).
        ok: whether it is in order.
        needed: whether the program cannot do its work without it.
        message: what was found.
        remedy: the command, or the step, that mends it; "" where there is nothing to mend.
    """

    check: str
    ok: bool
    needed: bool
    message: str
    remedy: str = ""


Finder = Callable[[Sequence[str]], ctypes.CDLL | None]


def examine(book: Path | None, find: Finder | None = None) -> list[Diagnosis]:
    """Look at this machine, and at a book's folder where there is one."""
    look = find or find_library
    result = [
        _python(sys.version_info[:2]),
        _library("pango", look(PANGO) and look(PANGOFT2), _("Pango（排版 PDF）")),
        _library("harfbuzz-subset", look(SUBSET), _("HarfBuzz 字体裁剪（没有它，PDF 慢十倍）")),
        _font(chinese_fonts(look(FONTCONFIG))),
    ]
    if book is not None:
        result += [_writable(book), _synced(book)]
    result.append(_program("git", _("保存账本的历次版本")))
    if (_CHECKOUT / "tests").is_dir():
        result.append(_program("chromium", _("开发者跑测试")))
    return result


def demand_typesetting() -> None:
    """Say what is missing before the typesetter stumbles over it.

    Raises:
        MachineError: Pango is missing.
    """
    missing = _library("pango", find_library(PANGO) and find_library(PANGOFT2), "Pango")
    if not missing.ok:
        raise MachineError(missing.message, remedy=missing.remedy)


def _python(version: tuple[int, ...]) -> Diagnosis:
    shown = ".".join(map(str, version))
    if version >= PYTHON:
        return Diagnosis("python", True, True, _("Python {version}").format(version=shown))
    return Diagnosis(
        "python",
        False,
        True,
        _("Python {version} 太旧，需要 3.11 或更新").format(version=shown),
        remedy("python"),
    )


def _library(check: str, library: ctypes.CDLL | None, name: str) -> Diagnosis:
    if library is not None:
        return Diagnosis(check, True, True, name)
    return Diagnosis(check, False, True, _("没有找到 {name}").format(name=name), remedy(check))


def _font(fonts: int | None) -> Diagnosis:
    if fonts:
        return Diagnosis("chinese-font", True, True, _("中文字体 {count} 种").format(count=fonts))
    message = (
        _("没有找到 fontconfig，不知道有没有中文字体（补上 Pango 后再看）")
        if fonts is None
        else _("没有中文字体，PDF 上的汉字会变成方框")
    )
    return Diagnosis(
        "chinese-font", False, True, message, remedy("pango" if fonts is None else "chinese-font")
    )


def _writable(book: Path) -> Diagnosis:
    try:
        with tempfile.TemporaryFile(dir=book / "ledger"):
            pass
    except OSError as error:
        return Diagnosis(
            "writable",
            False,
            True,
            _("账本文件夹 {book} 不能写入（{why}）").format(book=book, why=error.strerror),
            _("请把账本搬到自己的文件夹（如“文档”），或在文件夹属性里去掉“只读”。"),
        )
    return Diagnosis("writable", True, True, _("账本文件夹可以写入"))


def sync_program(folder: Path) -> str | None:
    """The syncing program in whose folder a path lies, told by the names along it."""
    for part in folder.parts:
        for mark, name in SYNC_FOLDERS.items():
            if mark in part.lower():
                return name
    return None


def _synced(book: Path) -> Diagnosis:
    program = sync_program(book.resolve())
    if program is None:
        return Diagnosis("sync-folder", True, True, _("账本不在同步网盘里"))
    return Diagnosis(
        "sync-folder",
        False,
        True,
        _("账本放在 {program} 的同步文件夹里：两台电脑同时改，会悄悄丢掉一方的账").format(
            program=program
        ),
        _("请把整个账本文件夹移到网盘之外；备份另外拷一份到网盘或 U 盘即可。"),
    )


def _program(name: str, purpose: str) -> Diagnosis:
    if shutil.which(name):
        return Diagnosis(name, True, False, f"{name}（{purpose}）")
    return Diagnosis(
        name,
        False,
        False,
        _("没有 {name}（可有可无，用来{purpose}）").format(name=name, purpose=purpose),
        remedy(name),
    )
