"""The text layer of a PDF: every visible mark with its place, nothing left out in silence.

The library is forgiving: it skips what it cannot read. A statement must not lose its last rows
that way, so a cut file, a damaged page and a missing page are looked for here and refused.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, int_value
from pdfminer.psexceptions import PSException

from owners_ledger.banking.reading.pdf_device import (
    Collector,
    DamagedPageError,
    Interpreter,
    PageLimitError,
)
from owners_ledger.banking.reading.pdf_page import Page, lines_of
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

PAGE_LIMIT = 200
TOTAL_LIMIT = 1_500_000

_END = b"%%EOF"
_TAIL = 2048
_BROKEN = (
    *(PSException, zlib.error, struct.error, ArithmeticError, AssertionError, AttributeError),
    *(EOFError, LookupError, MemoryError, OSError, RecursionError, NotImplementedError),
    *(TypeError, ValueError),
)

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # its warnings are no news to users


def read_pages(data: bytes, file: str, remedy: str) -> list[Page]:
    """All pages of a PDF.

    Args:
        data: the file.
        file: for messages.
        remedy: which file to take instead.

    Raises:
        StatementError: the file is protected, broken, cut, or beyond the limits.
    """
    if _END not in data[-_TAIL:]:
        raise refuse(_("PDF 没有结尾，文件没有下载完整"), file=file, remedy=remedy)
    try:
        return list(_pages(data, file, remedy))
    except PDFEncryptionError:
        message = _("PDF 有打开密码，读不了")
        raise refuse(message, file=file, remedy=remedy) from None
    except PageLimitError:
        message = _("PDF 一页上的内容太多，不是流水")
        raise refuse(message, file=file, remedy=remedy) from None
    except _BROKEN:
        raise refuse(_("PDF 已损坏，读不了"), file=file, remedy=remedy) from None


def _pages(data: bytes, file: str, remedy: str) -> Iterator[Page]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = Collector(manager)
    interpreter = Interpreter(manager, device)
    number = total = 0
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > PAGE_LIMIT:
            message = _("PDF 超过 {limit} 页").format(limit=PAGE_LIMIT)
            raise refuse(message, file=file, remedy=_("请分月下载"))
        try:
            _show(page, interpreter, device)
        except DamagedPageError:
            message = _("PDF 第 {page} 页已损坏，文件可能没有下载完整").format(page=number)
            raise refuse(message, file=file, remedy=remedy) from None
        total += len(device.marks)
        if total > TOTAL_LIMIT:
            raise PageLimitError
        verticals = tuple((x, y, top) for x, y, right, top in device.edges if top - y > right - x)
        yield Page(
            number,
            tuple(lines_of(device.marks, verticals)),
            verticals,
            tuple((y, x, right) for x, y, right, top in device.edges if top - y <= right - x),
            has_image=device.has_image,
            has_hidden=device.has_hidden,
        )
    if number != _declared(document):
        raise refuse(_("PDF 里缺页，文件已损坏"), file=file, remedy=remedy)


def _show(page: PDFPage, interpreter: Interpreter, device: Collector) -> None:
    """Collect a page's marks; a page that lies on its side is turned until its text stands."""
    for turn in (page.rotate, 0, 90, 180, 270):
        page.rotate = turn
        interpreter.process_page(page)
        if device.marks or not device.has_turned:
            return


def _declared(document: PDFDocument) -> int:
    """How many pages the file says it has."""
    return int_value(dict_value(document.catalog["Pages"])["Count"])
