"""Workbooks, xlsx and xls, read by a child process that may break without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from owners_ledger.banking import readers_zip
from owners_ledger.banking.refusal import refuse
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
    readers_zip.inspect(data, file)
    return _sheets(data, file)


def read_xls(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xls workbook (BIFF), also one that the first reader finds broken.

    Raises:
        StatementError: the workbook is protected or broken.
    """
    if any(mark in data for mark in _ENCRYPTED):
        raise _protected(file)
    return _sheets(data, file)


def _sheets(data: bytes, file: str) -> list[Sheet]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise _broken(file) from None
    if isinstance(found, dict):
        raise _protected(file) if found["error"] == "protected" else _broken(file)
    return [(name, rows) for name, rows in found]


def _protected(file: str) -> Exception:
    return refuse(
        _("工作簿有密码保护，读不了"),
        file=file,
        remedy=_("请下载不带密码的文件，或用表格软件打开后去掉密码再另存为 xlsx"),
    )


def _broken(file: str) -> Exception:
    return refuse(_("工作簿已损坏，读不了（文件可能没有下载完整）"), file=file)
