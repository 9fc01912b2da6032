"""Statements on PDF pages: read where there is text, believed where the running balance proves it.

A page says nothing about cells, so what is read from one is a reading, not a fact. It counts
only if every row's balance follows from the one before; all else is refused, with the export
to take instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from owners_ledger.banking.reading.bank_names import bank_above
from owners_ledger.banking.reading.grid import Grid
from owners_ledger.banking.reading.header import known_names
from owners_ledger.banking.reading.pdf_header import CHOICES
from owners_ledger.banking.reading.pdf_page import UNREADABLE, Page
from owners_ledger.banking.reading.pdf_rows import Stops, UnclearRowsError
from owners_ledger.banking.reading.pdf_table import PdfTable, has_table, read_table
from owners_ledger.banking.reading.profile import GENERIC, Profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _

MAGIC = b"%PDF"
RECEIPT = "回单"

_FEWEST_MARKS = 20
_TITLE_LINES = 12
_SHOWN = 100
_UNREADABLE_SHARE = 0.05
_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]", re.ASCII)
_PADDED = re.compile(r"[0-9]{4}[-/.](?:0[0-9][-/.][0-9]|[0-9]{1,2}[-/.]0)", re.ASCII)
_FULL = re.compile(r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}(?:[^0-9]|\Z)", re.ASCII)

Read = Callable[[Sequence[Grid]], tuple[Statement, ...]]


def read(
    data: bytes, file: str, profiles: Mapping[str, Profile], of_grids: Read
) -> tuple[Statement, ...]:
    """The statements on the pages of a PDF.

    Args:
        data: the file.
        file: for messages.
        profiles: the banks' layouts by name.
        of_grids: reads tables of cells to proved statements. Rows are numbered through all
            pages, headers and page totals included.

    Raises:
        StatementError: there is no text, no table, or the table does not prove itself.
    """
    # pdfminer is slow to import and only wanted here
    from owners_ledger.banking.reading.pdf_words import read_pages  # noqa: PLC0415 - see above

    pages = read_pages(data, file, _other_file(""))
    text = "\n".join(line.text for page in pages for line in page.lines)
    remedy = _other_file(_bank(pages, profiles))
    known = known_names(profiles)
    _check_text(pages, text, file, remedy)
    if not has_table(pages, known):
        raise _no_table(text, file, remedy)
    try:
        return _proved(pages, known, _stops(profiles), of_grids, file, remedy)
    except UnclearRowsError as error:
        message = _(
            "PDF 第 {page} 页有些字分不清属于哪一笔（折行太密，或这一页的列与前面的不同）"
        ).format(page=error.page)
        raise refuse(message, file=file, remedy=remedy) from None


def _other_file(bank: str) -> str:
    """What to download instead."""
    if bank:
        return _(
            "请登录{bank}的网上银行，在“账户明细”里选好日期，用“导出”或“下载”取 Excel 或 CSV 文件"
        ).format(bank=bank)
    return _("请登录网上银行，在“账户明细”里选好日期，用“导出”或“下载”取 Excel 或 CSV 文件")


def _bank(pages: Sequence[Page], profiles: Mapping[str, Profile]) -> str:
    """The bank that the first lines name, "" where they name none."""
    top = [line.text for page in pages[:1] for line in page.lines[:_TITLE_LINES]]
    named = bank_above([text] for text in top)
    if named:
        return named
    banks = {each.bank for each in profiles.values() if each.name != GENERIC}
    return next((bank for text in top for bank in sorted(banks) if bank in text), "")


def _check_text(pages: Sequence[Page], text: str, file: str, remedy: str) -> None:
    """Refuse pages that are pictures, and text that cannot be told what it says."""
    marks = sum(not mark.isspace() for mark in text)
    if marks < _FEWEST_MARKS:
        raise refuse(_("PDF 里没有文字可读，多半是扫描的图片"), file=file, remedy=remedy)
    for page in pages:
        if not page.lines and (page.has_image or page.has_hidden):
            message = _("PDF 第 {page} 页没有文字可读，是扫描的图片").format(page=page.number)
            raise refuse(message, file=file, remedy=remedy)
    if text.count(UNREADABLE) > _UNREADABLE_SHARE * marks:
        message = _("PDF 的字体没有文字对照表，看得见字，取不出文字")
        raise refuse(message, file=file, remedy=remedy)


def _no_table(text: str, file: str, remedy: str) -> StatementError:
    if RECEIPT in text:
        message = _("这是单笔的银行回单，不是账户明细；回单可作凭证附件，不能当流水导入")
        return refuse(message, file=file, remedy=remedy)
    message = _("PDF 里认不出流水表头：没有找到带日期和金额列名的一行")
    return refuse(message, file=file, remedy=remedy)


def _stops(profiles: Mapping[str, Profile]) -> Stops:
    generic = profiles[GENERIC]
    labels = frozenset(name for names in generic.labels.values() for name in names)
    return Stops(generic.trailers, labels)


def _proved(  # noqa: PLR0917 - what one reading needs
    pages: Sequence[Page],
    known: Mapping[str, str],
    stops: Stops,
    of_grids: Read,
    file: str,
    remedy: str,
) -> tuple[Statement, ...]:
    """The first reading of the columns that proves itself."""
    failed: StatementError | None = None
    for table in _readings(pages, known, stops):
        try:
            found = of_grids([Grid("", table.rows, ragged=False)])
            _check_proof(found, file, remedy)
            _check_dates(table, file, remedy)
        except StatementError as error:
            failed = failed or _unreliable(error, table, file, remedy)
            continue
        return tuple(map(_with_warnings, found))
    assert failed is not None
    raise failed


def _readings(pages: Sequence[Page], known: Mapping[str, str], stops: Stops) -> Iterator[PdfTable]:
    seen: set[PdfTable] = set()
    for choose in CHOICES:
        table = read_table(pages, known, stops, choose)
        if table not in seen:
            seen.add(table)
            yield table


def _check_proof(found: Sequence[Statement], file: str, remedy: str) -> None:
    for each in found:
        if not each.lines:
            raise refuse(_("PDF 里没有读到交易"), file=file, remedy=remedy)
        if any(line.balance is None for line in each.lines):
            message = _("PDF 的表里没有余额列，读得对不对无法证明")
            raise refuse(message, file=file, remedy=remedy)
        if not _holds(each.lines):
            message = _("PDF 的余额不是逐笔接上的，读得对不对无法证明")
            raise refuse(message, file=file, remedy=remedy)


def _check_dates(table: PdfTable, file: str, remedy: str) -> None:
    """A day without its leading zero, where others have theirs, has lost a digit to a line break.

    The balance proves amounts; of a date ``2026-01-1`` only its neighbours tell that it is cut.
    """
    dates = [
        (number, cell)
        for number, row in enumerate(table.rows, 1)
        for cell in row
        if _DATE.match(cell)
    ]
    if any(_PADDED.match(cell) for _number, cell in dates):
        for number, cell in dates:
            if not _FULL.match(cell):
                message = _("日期“{text}”不完整").format(text=cell[:30])
                raise refuse(message, file=file, row=number, remedy=remedy)


def _holds(lines: Sequence[Line]) -> bool:
    """Whether the chain holds without exception, whatever a profile allows its own files."""
    return all(
        one.balance is not None and one.balance + other.amount == other.balance
        for one, other in pairwise(lines)
    )


def _unreliable(error: StatementError, table: PdfTable, file: str, remedy: str) -> StatementError:
    row = error.line
    if row is None or not 0 < row <= len(table.pages):
        return refuse(error.message, file=file, remedy=remedy)
    message = _("PDF 第 {page} 页读不可靠，没有采用：{message}（这一行读作：{shown}）").format(
        page=table.pages[row - 1],
        message=error.message,
        shown=" | ".join(cell for cell in table.rows[row - 1] if cell)[:_SHOWN],
    )
    return refuse(message, file=file, row=row, remedy=remedy)


def _with_warnings(statement: Statement) -> Statement:
    warnings = list(statement.warnings)
    if len(statement.lines) == 1:
        warnings.append(_("PDF 里只有一笔，没有前后余额可对；请与银行的余额核对"))
    told = [text for line in statement.lines for text in (line.counterparty, line.text) if text]
    if any(UNREADABLE in text for text in told):
        warnings.append(_("有些字 PDF 没有给出文字，以“〓”代替"))
    return replace(statement, warnings=tuple(warnings))
