"""XML vouchers inside what people can look at: OFD (a zip) and PDF (an embedded file)."""

from __future__ import annotations

import io
import json
import posixpath
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from owners_ledger.banking.reading.readers_text import decode
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import pdf_child
from owners_ledger.banking.reading.standards.xmltree import Node, parse
from owners_ledger.i18n import _

ENTRY_LIMIT = 5_000
INFLATED_LIMIT = 50 * 1024 * 1024
ATTACHMENT_LIMIT = 50
XBRL = "xbrl"

_CHILD = Path(__file__).with_name("pdf_child.py")
_SECONDS = 40
_HEAD = 4096
_ATTACHED = re.compile(r"/attach(?:s|ments?)?/")


def in_ofd(data: bytes, file: str, mark: str = XBRL) -> list[str] | None:
    """The documents attached to an OFD; ``None``: the archive is no OFD.

    Args:
        data: the file's bytes.
        file: for messages.
        mark: what the head of a document must hold.

    Raises:
        StatementError: the archive is broken or made to exhaust a reader.
    """
    if b"OFD.xml" not in data:
        return None
    with _opened(data, file) as package:
        if "OFD.xml" not in package.names:
            return None
        return [each for each in package.documents() if mark in each[:_HEAD]]


def in_zip(data: bytes, file: str) -> list[str]:
    """The XML documents in a plain archive, at most ``ATTACHMENT_LIMIT``.

    Raises:
        StatementError: the archive is broken or made to exhaust a reader.
    """
    with _opened(data, file) as package:
        return package.loose()


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[_Package]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {each.filename.lstrip("/"): each for each in archive.infolist()}
            if len(names) > ENTRY_LIMIT or len(names) != len(archive.infolist()):
                raise _hostile(file)
            yield _Package(archive, names, file)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError):
        raise refuse(_("压缩容器已损坏（文件可能没有下载完整）"), file=file) from None
    except (RuntimeError, NotImplementedError):
        raise _hostile(file) from None


class _Package:
    """The parts of an OFD; paths lead to members of the archive and nowhere else."""

    def __init__(
        self, archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], file: str
    ) -> None:
        self.archive = archive
        self.names = names
        self.file = file
        self.left = INFLATED_LIMIT

    def documents(self) -> list[str]:
        listed = [path for path in self._listed() if path in self.names]
        lying = [
            name
            for name in self.names
            if _ATTACHED.search(f"/{name.lower()}")
            and name.lower().endswith(".xml")
            and not name.lower().endswith("/attachments.xml")
        ]
        paths = [
            path
            for path in dict.fromkeys([*listed, *lying])
            if path.lower().endswith((".xml", ".xbrl"))
        ]
        return [self._text(path) for path in paths[:ATTACHMENT_LIMIT]]

    def loose(self) -> list[str]:
        """Every XML, wherever it lies."""
        paths = [name for name in self.names if name.lower().endswith(".xml")]
        return [self._text(path) for path in paths[:ATTACHMENT_LIMIT]]

    def _listed(self) -> list[str]:
        """What ``Attachments.xml`` of each document names."""
        paths = []
        for root in self._node("OFD.xml").all("DocBody/DocRoot"):
            document = _beside("OFD.xml", root.text)
            if document not in self.names:
                continue
            for each in self._node(document).all("Attachments"):
                table = _beside(document, each.text)
                if table in self.names:
                    paths += [
                        _beside(table, place.text)
                        for place in self._node(table).all("Attachment/FileLoc")
                    ]
        return paths

    def _node(self, path: str) -> Node:
        return parse(self._text(path), self.file)

    def _text(self, path: str) -> str:
        with self.archive.open(self.names[path]) as member:
            content = member.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise _hostile(self.file)
        return decode(content, self.file)


def in_pdf(data: bytes, file: str, mark: str = XBRL) -> list[str]:
    """The XML documents embedded in a PDF; none where the PDF is broken or has none.

    A process of its own looks for them: a PDF can keep its reader busy for ever.
    """
    found = _embedded(data)
    texts = [decode(each, file) for each in found[:ATTACHMENT_LIMIT]]
    return [each for each in texts if mark in each[:_HEAD]]


def _embedded(data: bytes) -> list[bytes]:
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
        return [bytes.fromhex(each) for each in json.loads(child.stdout)]
    except PermissionError:  # this is the bounded process already and may start no other
        return pdf_child.embedded(data)
    except (subprocess.TimeoutExpired, ValueError):
        return []


def _beside(path: str, place: str) -> str:
    """A location as OFD writes it: from the package's root, or beside the part that names it."""
    if place.startswith("/"):
        return posixpath.normpath(place.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), place))


def _hostile(file: str) -> StatementError:
    return refuse(
        _("OFD 容器不正常（文件太多、重名、有密码或解开后过大）"),
        file=file,
        remedy=_("请从网上银行重新下载，或改为下载 Excel、CSV 格式的账户明细"),
    )
