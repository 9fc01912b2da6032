"""Text files: encoding, separator, records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

_SEPARATORS = (",", "\t", "|", ";")
_LOOKED_AT = 60
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_LONGEST_CHARACTER = 4


def decode(data: bytes, file: str) -> str:
    """The text, by byte order mark, else strict UTF-8, else strict GB18030.

    Raises:
        StatementError: the bytes are none of these; nothing is guessed or replaced.
    """
    for encoding in _candidates(data):
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError as error:
            size = len(error.object)  # without the mark at the start
            is_end = error.end >= size and error.start >= size - _LONGEST_CHARACTER
            if is_end and _is_text(error.object[: error.start], encoding):
                raise _cut(file) from None
    raise refuse(
        _("文件不是能识别的文字（UTF-8、UTF-16、GB18030 都不成立）"),
        file=file,
    )


def _is_text(found: bytes, encoding: str) -> bool:
    """Whether bytes that decode are a text that was cut, and not the start of something else."""
    if encoding.startswith("utf-16"):
        return "\x00" not in found.decode(encoding)
    return bool(found) and not _BINARY.search(found)


def _cut(file: str) -> Exception:
    return refuse(_("文件在半个字处断了，没有下载完整"), file=file)


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    head = data[:2000]
    if head.count(0) > len(head) // 8:
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "gb18030")


def read_delimited(content: str, file: str) -> list[list[str]]:
    """The records of comma, tab, bar or semicolon separated text.

    Raises:
        StatementError: a quotation mark is not closed, or a record is malformed.
    """
    if "\n`" in content:
        return _read_marked(content, file)
    if "\n" not in content and "\r" not in content:
        content = _LINE_ENDS.sub("\n", content)
    separator = _separator(content)
    if separator != "\t" and '"\t' in content:
        content = content.replace(f'"\t{separator}', f'"{separator}').replace('"\t\r', '"\r')
    reader = csv.reader(_lines(content), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(shared(reader))
    except csv.Error as error:
        if "field limit" in str(error):
            row = len(rows) + 1
            message = _("第 {row} 行：一格的内容过长").format(row=row)
            raise refuse(message, file=file, row=row) from None
        raise _broken(file, len(rows) + 1) from None
    if content.count('"') % 2 and _is_quoted(content, separator):
        raise _broken(file, _odd_row(rows))
    return rows


def _read_marked(content: str, file: str) -> list[list[str]]:
    """Records whose every field begins with a backtick: only ``,`` before one ends a field.

    Names of goods may hold commas and quotation marks, and nothing is quoted (WeChat Pay's bills);
    a line that a spreadsheet program has quoted is read as usual.
    """
    rows = []
    for line in _lines(content):
        record = line.rstrip("\r\n")
        if not record.startswith("`") or ',"`' in record:
            rows += read_delimited(record, file) if record else [[]]
        else:
            rows.append(record[1:].split(",`"))
    return list(shared(rows))


def shared(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The rows; a cell equal to the one above it becomes the same object, which spares memory."""
    above: list[Any] = []
    for row in rows:
        if len(row) == len(above):
            pairs = zip(above, row, strict=True)
            row[:] = [old if old == cell and type(cell) is str else cell for old, cell in pairs]
        above = row
        yield row


def _lines(content: str) -> Iterable[str]:
    """The lines with their ends; cut out one by one, which spares a copy of the whole."""
    if "\r" in content.replace("\r\n", ""):
        return io.StringIO(content, newline="")
    return _cut_out(content)


def _cut_out(content: str) -> Iterator[str]:
    start = 0
    while end := content.find("\n", start) + 1:
        yield content[start:end]
        start = end
    if start < len(content):
        yield content[start:]


def _separator(content: str) -> str:
    """The separator that cuts some line, the header, into the most words without digits.

    Separators as such may be counted in amounts: ``1,000,000.00`` in a file with tabs.
    """
    lines = list(islice(_lines(content), _LOOKED_AT))
    return max(
        _SEPARATORS,
        key=lambda mark: max(sum(map(_is_word, line.split(mark))) for line in lines),
    )


def _is_word(field: str) -> bool:
    return bool(field.strip(' "\r\n\t')) and not any("0" <= mark <= "9" for mark in field)


def _is_quoted(content: str, separator: str) -> bool:
    return f'"{separator}' in content or f'{separator}"' in content


def _odd_row(rows: list[list[str]]) -> int:
    odd = (at for at, row in enumerate(rows, 1) if any(cell.count('"') % 2 for cell in row))
    return next(odd, len(rows))


def _broken(file: str, row: int) -> Exception:
    return refuse(
        _("第 {row} 行的引号不成对，文件可能没有下载完整").format(row=row), file=file, row=row
    )
