"""Bills that come packed: a zip with tables in it, as Alipay and WeChat send them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from owners_ledger.banking.reading.readers_zip import ENTRY_LIMIT, RATIO_LIMIT
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

_TABLES = frozenset([".csv", ".txt", ".xls", ".xlsx"])
_INFLATED_LIMIT = 64 * 1024 * 1024
_SMALL = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_IS_UTF8 = 0x800
_IS_ENCRYPTED = 0x1


def members(data: bytes, file: str) -> list[tuple[str, bytes]] | None:
    """The tables in a zip by name, ``None`` where it is a workbook or holds no table.

    Raises:
        StatementError: the zip has a password, is broken, or inflates beyond what bills do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRY_LIMIT or any(entry.filename == _WORKBOOK for entry in entries):
                return None
            tables = [(name, entry) for entry in entries if _is_table(name := _name(entry))]
            if not tables:
                return None
            if any(entry.flag_bits & _IS_ENCRYPTED for _name_, entry in tables):
                raise _protected(file)
            total = sum(entry.file_size for _name_, entry in tables)
            if total > _INFLATED_LIMIT or (total > _SMALL and total > RATIO_LIMIT * len(data)):
                raise refuse(_("压缩包解开后大得不正常"), file=file)
            return [(name, archive.read(entry)) for name, entry in tables]
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError):
        raise refuse(_("压缩包已损坏（文件可能没有下载完整）"), file=file) from None
    except (NotImplementedError, ValueError, OSError):
        return None


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in _TABLES and not path.name.startswith(".")


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name; without the mark for UTF-8 it is GBK, whatever the standard says."""
    if entry.flag_bits & _IS_UTF8:
        return entry.filename
    return entry.filename.encode("cp437", "replace").decode("gb18030", "replace")


def _protected(file: str) -> Exception:
    return refuse(
        _("这是有密码的压缩包"),
        file=file,
        remedy=_(
            "请先解压，再读里面的账单；密码是 6 位数字：微信发在“微信支付”的服务消息里，"
            "支付宝发在支付宝的消息里"
        ),
    )
