"""Workbooks, xlsx and xls: looked into, then read; what is wrong with one, for a person."""

from __future__ import annotations

import struct

from owners_ledger.banking.reading import readers_zip
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.workbook import Sheet, WorkbookError, sheets
from owners_ledger.i18n import _

_BOF = b"\x09\x08\x10\x00"
_DATEMODE = 0x22
_EOF = 0x0A
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xlsx workbook.

    Raises:
        StatementError: the archive is no workbook, is hostile, or is broken.
    """
    readers_zip.inspect(data, file)
    return _sheets(data, file, is_xlsx=True)


def read_xls(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xls workbook (BIFF), also one that the first reader finds broken.

    Raises:
        StatementError: the workbook is protected or broken.
    """
    if any(mark in data for mark in _ENCRYPTED):
        raise _protected(file)
    if _is_of_1904(data):
        raise readers_zip.of_1904(file)
    return _sheets(data, file, is_xlsx=False)


def _is_of_1904(data: bytes) -> bool:
    """Whether the first records of the workbook say that days count from 1904."""
    at = data.find(_BOF)
    while 0 <= at <= len(data) - 6:
        kind, length, value = struct.unpack_from("<HHH", data, at)
        if kind in (_DATEMODE, _EOF):
            return bool(kind == _DATEMODE and value == 1)
        at += 4 + length
    return False


def _sheets(data: bytes, file: str, *, is_xlsx: bool) -> list[Sheet]:
    try:
        return sheets(data, is_xlsx=is_xlsx)
    except WorkbookError as error:
        raise _REFUSALS[error.args[0]](file) from None


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


_REFUSALS = {"protected": _protected, "large": _large, "broken": _broken}
