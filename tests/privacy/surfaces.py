"""An output taken apart: everything in it that could hold a text, packed things unpacked."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_DATA = re.compile(
    rb"data:[a-z0-9.+/-]*(?:;[a-z0-9=-]+)*;base64,([A-Za-z0-9+/=\s]{16,})", re.IGNORECASE
)
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]{0,4000}>")
# Blanks, soft hyphens, invisible and direction signs.
_NOTHING = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


@dataclass(frozen=True)
class Piece:
    """Bytes to be searched and where they are."""

    where: str
    data: bytes


def pieces(where: str, data: bytes, seen: set[bytes]) -> Iterator[Piece]:
    """A file and all that is inside, however deep.

    Args:
        where: its name.
        data: its content.
        seen: hashes of what need not be read again; what is read is added.
    """
    waiting = [Piece(where, data), Piece(f"{where}: name", where.encode())]
    while waiting:
        piece = waiting.pop()
        digest = hashlib.sha256(piece.data).digest()
        if digest in seen:
            continue
        seen.add(digest)
        yield piece
        waiting += _inside(piece)


def _inside(piece: Piece) -> Iterator[Piece]:
    data, where = piece.data, piece.where
    if data.startswith(b"%PDF"):
        yield from _pdf(where, data)
    elif data.startswith(b"PK\x03\x04"):
        yield from _zip(where, data)
    elif data.startswith(b"\x1f\x8b"):
        yield Piece(f"{where}: gzip", gzip.decompress(data))
    elif data.startswith(_IMAGES):
        yield from _image(where, data)
    for match in _DATA.finditer(data):
        try:
            yield Piece(f"{where}: data URI", base64.b64decode(match[1]))
        except binascii.Error:
            continue


def _zip(where: str, data: bytes) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        yield Piece(f"{where}: comment", packed.comment)
        for member in packed.infolist():
            yield Piece(f"{where}: name of a member", member.filename.encode())
            yield Piece(f"{where}: extra of a member", member.extra + member.comment)
            yield Piece(f"{where}!{member.filename}", packed.read(member))


def _image(where: str, data: bytes) -> Iterator[Piece]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            told = [*exif.values(), *picture.info.values()]
            for block in (0x8769, 0x8825, 0xA005):
                told += exif.get_ifd(block).values()
    except (UnidentifiedImageError, OSError):
        return
    for value in told:
        if isinstance(value, str):  # Pillow reads the bytes of a text chunk as Latin-1
            yield Piece(f"{where}: picture data", value.encode("latin-1", errors="replace"))
        yield Piece(f"{where}: picture data", value if isinstance(value, bytes) else _said(value))


def _said(value: object) -> bytes:
    return str(value).encode(errors="replace")


def _pdf(where: str, data: bytes) -> Iterator[Piece]:
    reader = PdfReader(io.BytesIO(data))
    texts: list[bytes] = []
    for number in sorted(
        {n for known in reader.xref.values() for n in known} | set(reader.xref_objStm)
    ):
        found = reader.get_object(number)
        if found is None or isinstance(found, NullObject):
            continue
        for text, stream in _objects(found):
            texts.append(text)
            if stream is not None:
                yield Piece(f"{where}: stream {number}", stream)
    yield Piece(f"{where}: strings", b"\n".join(texts))
    shown = "\n".join(page.extract_text() for page in reader.pages)
    yield Piece(f"{where}: text", shown.encode(errors="replace"))
    for start in _ZLIB.finditer(data):  # what no object points to any more
        try:
            yield Piece(
                f"{where}: at {start.start()}",
                zlib.decompressobj().decompress(data[start.start() :]),
            )
        except zlib.error:
            continue


def _objects(found: PdfObject) -> Iterator[tuple[bytes, bytes | None]]:
    """Strings and names of an object, and its stream."""
    waiting: list[PdfObject] = [found]
    while waiting:
        one = waiting.pop()
        stream = None
        if isinstance(one, StreamObject):
            stream = one.get_data()
            yield b"", bytes(stream)
        if isinstance(one, DictionaryObject):
            for key in one:
                yield str(key).encode(), None
                waiting.append(one.raw_get(key))
        elif isinstance(one, ArrayObject):
            waiting += list(one)
        elif isinstance(one, TextStringObject):
            yield str(one).encode(errors="replace") + b"\n" + one.original_bytes, None
        elif isinstance(one, ByteStringObject):
            yield bytes(one), None
        else:
            yield str(one).encode(errors="replace"), None


def dense(data: bytes) -> str:
    """The text a reader could put together: entities, escapes, tags and blanks resolved."""
    text = data.decode("utf-8", errors="ignore")
    if "\\u" in text:
        text = _UNICODE.sub(lambda match: chr(int(match[1], 16)), text)
    if "%" in text:
        text = urllib.parse.unquote(text, errors="ignore")
    if "&" in text:
        text = html.unescape(text)
    whole = _NOTHING.sub("", text)  # attributes too
    return f"{whole}\n{_NOTHING.sub('', _TAG.sub('', text))}" if "<" in text else whole
