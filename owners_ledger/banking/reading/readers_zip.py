"""A look into an xlsx archive before a spreadsheet reader may touch it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

ENTRY_LIMIT = 200
INFLATED_LIMIT = 256 * 1024 * 1024
RATIO_LIMIT = 100
CELL_LIMIT = 8_000_000

_KINDS = {"xl/workbook.bin": "xlsb", "content.xml": "ods/odt", "word/document.xml": "Word"}
_SMALL = 1024 * 1024
_HEAD = 8192
_LOCAL_HEADER = struct.Struct("<26xHH")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?ref\s*=\s*[\"']([^\"']*)", re.DOTALL)
_COUNTS = re.compile(rb"<(?:\w+:)?sst\b[^>]*", re.DOTALL)
_COUNT = re.compile(rb"[cC]ount\s*=\s*[\"'](\d+)")
_1904 = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)", re.IGNORECASE)
_CORNER = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]{1,9})\Z")


def inspect(data: bytes, file: str) -> None:
    """Let pass only a moderate xlsx; what lies about its size meets the child's bounds.

    Raises:
        StatementError: no workbook, too large when inflated, or made to exhaust a reader.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OSError):
        raise refuse(_("压缩容器已损坏（文件可能没有下载完整）"), file=file) from None
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > ENTRY_LIMIT or len(set(map(str.lower, names))) != len(names):
        raise _hostile(file, _("容器里的文件太多或重名"))
    kind = next((_KINDS[name] for name in names if name in _KINDS), None)
    if kind:
        raise refuse(
            _("这是 {kind} 文档，不是 xlsx 工作簿").format(kind=kind),
            file=file,
            remedy=_("请在网上银行下载 Excel 或 CSV 格式的账户明细，或在表格软件里另存为 xlsx"),
        )
    if "xl/workbook.xml" not in {name.replace("\\", "/").lower().lstrip("/") for name in names}:
        raise refuse(
            _("这是压缩包或别的文档，不是 xlsx 工作簿"),
            file=file,
            remedy=_("若是压缩包请先解压，再读里面的流水文件"),
        )
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse(
                _("工作簿有密码保护，读不了"),
                file=file,
                remedy=_("请下载不带密码的文件，或用表格软件打开后去掉密码再另存为 xlsx"),
            )
        total += entry.file_size
        if total > INFLATED_LIMIT or (total > _SMALL and total > RATIO_LIMIT * len(data)):
            raise _hostile(file, _("容器解开后大得不正常"))
        if entry.filename.lower().endswith((".xml", ".rels")):
            _inspect_head(_head(data, entry, file), file)


def _head(data: bytes, entry: zipfile.ZipInfo, file: str) -> bytes:
    start = entry.header_offset
    try:
        name_length, extra_length = _LOCAL_HEADER.unpack_from(data, start)
        start += _LOCAL_HEADER.size + name_length + extra_length
        packed = data[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            return packed[:_HEAD]
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, _HEAD)
    except (struct.error, zlib.error):
        raise refuse(_("压缩容器已损坏（文件可能没有下载完整）"), file=file) from None
    raise _hostile(file, _("容器用了不认识的压缩方法"))


def _inspect_head(head: bytes, file: str) -> None:
    if _DOCTYPE.search(head) or (head[:2] in (b"\xff\xfe", b"\xfe\xff")):
        raise _hostile(file, _("工作簿里有文档类型定义"))
    found = _DIMENSION.search(head)
    if found and _cells(found.group(1)) > CELL_LIMIT:
        raise _hostile(file, _("工作表声明的范围大得不正常"))
    if _1904.search(head):
        raise of_1904(file)
    table = _COUNTS.search(head)
    if table and any(int(count[:12]) > CELL_LIMIT for count in _COUNT.findall(table.group())):
        raise _hostile(file, _("工作簿声明的文字数量大得不正常"))


def _cells(reference: bytes) -> int:
    last = _CORNER.match(reference.rpartition(b":")[2].strip())
    if not last:
        return CELL_LIMIT + 1
    column = 0
    for letter in last.group(1):
        column = column * 26 + letter - 64
    return column * int(last.group(2))


def of_1904(file: str) -> Exception:
    """The refusal of a workbook that counts days from 1904: plain day numbers look 4 years old."""
    return refuse(_("工作簿用的是 1904 日期系统，日期会差四年"), file=file)


def _hostile(file: str, why: str) -> Exception:
    return refuse(
        why,
        file=file,
        remedy=_("银行的流水不会这样；请重新下载，或在表格软件里只留流水表另存为 xlsx"),
    )
