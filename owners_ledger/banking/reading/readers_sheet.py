"""Workbooks, xlsx and xls, read by a child process that may break without harm."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from owners_ledger.banking.reading import readers_zip
from owners_ledger.banking.reading.readers_text import shared
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

Sheet = tuple[str, list[list[Any]]]

_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_CHILD = Path(__file__).with_name("workbook_child.py")
_SECONDS = 40


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xlsx workbook.

    Raises:
        StatementError: the archive is no workbook, is hostile, or is broken.
    """
    return _sheets(data, file, readers_zip.inspect)


def read_xls(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xls workbook (BIFF), also one that the first reader finds broken.

    Raises:
        StatementError: the workbook is protected or broken.
    """
    if any(mark in data for mark in _ENCRYPTED):
        raise _protected(file)
    return _sheets(data, file)


def _sheets(
    data: bytes, file: str, inspect: Callable[[bytes, str], None] | None = None
) -> list[Sheet]:
    """What the child reads; it starts up while the archive is looked into."""
    with subprocess.Popen(
        [sys.executable, "-I", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            if inspect:
                inspect(data, file)
            answer = child.communicate(data, timeout=_SECONDS)[0]
            found = _joined(answer)
        except (subprocess.TimeoutExpired, ValueError):
            raise _broken(file) from None
        finally:
            child.kill()
    if isinstance(found, str):
        raise _REFUSALS.get(found, _broken)(file)
    return found


def _joined(answer: bytes) -> list[Sheet] | str:
    """The child's pieces as sheets, or the reason it gives for reading none.

    Raises:
        ValueError: the child broke off.
    """
    sheets: list[Sheet] = []
    for line in io.BytesIO(answer):
        piece = json.loads(line)
        if isinstance(piece, dict):
            return str(piece["error"])
        name, rows = piece
        if name or not sheets:
            sheets.append((name, []))
        sheets[-1][1].extend(shared(rows))
    if not sheets:
        raise ValueError(answer[:20])
    return sheets


def _protected(file: str) -> Exception:
    return refuse(
        _("工作簿有密码保护，读不了"),
        file=file,
        remedy=_("请下载不带密码的文件，或用表格软件打开后去掉密码再另存为 xlsx"),
    )


def _large(file: str) -> Exception:
    return refuse(
        _("工作表的范围大得不正常（超过 20 万行，或远处有单元格）"),
        file=file,
        remedy=_("请分月下载；或在表格软件里只留流水表另存为 xlsx"),
    )


def _broken(file: str) -> Exception:
    return refuse(_("工作簿已损坏，读不了（文件可能没有下载完整）"), file=file)


_REFUSALS = {"protected": _protected, "large": _large}
