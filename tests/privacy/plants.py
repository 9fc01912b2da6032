"""Every kind of output with something planted in it: bytes in, a whole file out."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Callable

import openpyxl
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)


def page(planted: bytes) -> bytes:
    return b"<!doctype html><meta charset=utf-8><p>\xe6\x94\xb6\xe6\x94\xaf " + planted + b" </p>"


def attribute(planted: bytes) -> bytes:
    return b"<p title='" + planted + b"' class=x>1</p>"


def script(planted: bytes) -> bytes:
    return b"<script>const d = {a: '" + planted + b"'}</script>"


def data_address(planted: bytes) -> bytes:
    return b'<img src="data:image/svg+xml;base64,' + base64.b64encode(page(planted)) + b'">'


def json_text(planted: bytes) -> bytes:
    return b'{"a": ["' + planted + b'"]}'


def ledger(planted: bytes) -> bytes:
    return b'2026-01-01 * "x" "' + planted + b'"\n  ; ' + planted + b"\n"


def header(planted: bytes) -> bytes:
    return b"HTTP/1.1 404 Not Found\r\nX-From: " + planted + b"\r\n\r\n<h1>404</h1>"


def log(planted: bytes) -> bytes:
    return b'Traceback:\n  File "' + planted + b'", line 1\n'


def packed(planted: bytes) -> bytes:
    return _zip({"a/b.html": page(planted), "c.txt": b"1"})


def packed_twice(planted: bytes) -> bytes:
    return _zip({"inner.zip": packed(planted)})


def packed_comment(planted: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr("a.txt", "1")
        zipped.comment = planted[:60000]
    return buffer.getvalue()


def zipped_stream(planted: bytes) -> bytes:
    return gzip.compress(page(planted))


def workbook(planted: bytes) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["收支"])
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    members["docProps/custom.xml"] = b"<a>" + planted + b"</a>"
    return _zip(members)


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def _pdf(fill: Callable[[PdfWriter], None], *, deflate: bool = True) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    fill(writer)
    if deflate:
        writer.compress_identical_objects()
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _stream(planted: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(planted)
    return stream


def pdf_stream(planted: bytes) -> bytes:
    """In a deflated stream of the page."""

    def fill(writer: PdfWriter) -> None:
        stream = _stream(b"BT (" + planted + b") Tj ET").flate_encode()
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return _pdf(fill)


def pdf_metadata(planted: bytes) -> bytes:
    """In XMP."""

    def fill(writer: PdfWriter) -> None:
        stream = _stream(b"<x:xmpmeta>" + planted + b"</x:xmpmeta>")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    return _pdf(fill)


def pdf_author(planted: bytes) -> bytes:
    """In the information dictionary."""

    def fill(writer: PdfWriter) -> None:
        writer._info[NameObject("/Author")] = ByteStringObject(planted)

    return _pdf(fill)


def pdf_attachment(planted: bytes) -> bytes:
    return _pdf(lambda writer: writer.add_attachment("a.json", json_text(planted)) and None)


def pdf_unused(planted: bytes) -> bytes:
    """In an object nothing points to."""

    def fill(writer: PdfWriter) -> None:
        writer._add_object(DictionaryObject({NameObject("/A"): ByteStringObject(planted)}))
        writer._add_object(_stream(planted).flate_encode())

    return _pdf(fill, deflate=False)


def photograph(planted: bytes) -> bytes:
    """In a JPEG's EXIF and GPS block."""
    exif = Image.Exif()
    exif[0x927C] = planted
    exif.get_ifd(0x8825)[0x001B] = planted
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def drawing(planted: bytes) -> bytes:
    """In a deflated text chunk of a PNG."""
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - only here

    told = PngInfo()
    told.add_text("Author", planted.decode("latin-1"), zip=True)
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


def titled(text: str) -> bytes:
    """A PDF whose title is a text, in the PDF's own encoding."""
    return _pdf(lambda writer: writer._info.update({NameObject("/Title"): TextStringObject(text)}))


PLANTS: dict[str, Callable[[bytes], bytes]] = {
    one.__name__: one
    for one in (
        *(page, attribute, script, data_address, json_text, ledger, header, log),
        *(packed, packed_twice, packed_comment, zipped_stream, workbook),
        *(pdf_stream, pdf_metadata, pdf_author, pdf_attachment, pdf_unused),
        *(photograph, drawing),
    )
}
