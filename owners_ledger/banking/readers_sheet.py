"""Workbooks: xlsx and xls through calamine, broken xls through xlrd."""

from __future__ import annotations

import importlib
import io
from typing import Any

from owners_ledger.banking import readers_zip
from owners_ledger.banking.refusal import refuse
from owners_ledger.i18n import _

Sheet = tuple[str, list[list[Any]]]

_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xlsx workbook.

    Raises:
        StatementError: the archive is no workbook, is hostile, or is broken.
    """
    readers_zip.inspect(data, file)
    try:
        return _calamine(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's panics are no Exception
        raise _broken(file) from error


def read_xls(data: bytes, file: str) -> list[Sheet]:
    """The sheets of an xls workbook (BIFF), also one that calamine finds broken.

    Raises:
        StatementError: the workbook is protected or broken.
    """
    if any(mark in data for mark in _ENCRYPTED):
        raise _protected(file)
    try:
        return _calamine(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _protected(file) from error
    return _xlrd(data, file)


def _calamine(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - text files do without

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in workbook.sheet_names
    ]


def _xlrd(data: bytes, file: str) -> list[Sheet]:
    xlrd: Any = importlib.import_module("xlrd")  # only for files calamine cannot read
    try:
        book = xlrd.open_workbook(
            file_contents=data, ignore_workbook_corruption=True, logfile=io.StringIO()
        )
        return [
            (
                sheet.name,
                [_xlrd_row(xlrd, sheet.row(at), book.datemode) for at in range(sheet.nrows)],
            )
            for sheet in book.sheets()
        ]
    except Exception as error:  # xlrd lets struct, index and assertion errors through
        if "encrypted" in str(error).lower():
            raise _protected(file) from error
        raise _broken(file) from error


def _xlrd_row(xlrd: Any, row: Any, datemode: int) -> list[Any]:
    return [
        xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        if cell.ctype == xlrd.XL_CELL_DATE
        else cell.value
        for cell in row
    ]


def _protected(file: str) -> Exception:
    return refuse(
        _("工作簿有密码保护，读不了"),
        file=file,
        remedy=_("请下载不带密码的文件，或用表格软件打开后去掉密码再另存为 xlsx"),
    )


def _broken(file: str) -> Exception:
    return refuse(_("工作簿已损坏，读不了（文件可能没有下载完整）"), file=file)
