"""Broken compound files, OFD and PDF, and what is no statement in any way."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import struct
import tarfile
import zlib
from collections.abc import Iterator

import xlwt
from hostile.base import SAMPLES, Case, Read, Refused, csv_of, html_of, table
from hostile.zips import Entry, entry, packed, swollen

XLS = (SAMPLES / "psbc_old_12col.xls").read_bytes()
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
BKRS = (SAMPLES / "mof_bkrs_2023-12-31.xml").read_text(encoding="utf-8")
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class _Calls:
    """A pickle that would make a file when loaded."""

    def __reduce__(self) -> tuple[object, ...]:
        return open, ("hostile-was-here", "w")


def put(content: bytes, at: int, form: str, value: int) -> bytes:
    out = bytearray(content)
    struct.pack_into(form, out, at, value)
    return bytes(out)


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet0")
    for at, row in enumerate(table()):
        for place, text in enumerate(row):
            if text:
                page.write(at, place, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compound() -> Iterator[Case]:
    """xls files with broken tables of sectors and records."""

    def case(attack: str, content: bytes, words: str = "损坏|表头") -> Case:
        return Case("xls", attack, content, Refused(words, unless_read=words == "."), "xls")

    good = old_workbook()
    fat = (struct.unpack_from("<I", good, 76)[0] + 1) * 512
    directory = (struct.unpack_from("<I", good, 48)[0] + 1) * 512
    yield case("magic only", OLE)
    yield case("magic and zeros", OLE + bytes(600))
    yield case("magic and ones", OLE + b"\xff" * 5000)
    yield case("1 KB of a real one", XLS[:1024])
    looped = good
    for sector in range(127):
        looped = put(looped, fat + 4 * sector, "<I", sector)
    yield case("every sector follows itself", looped)
    for sector in (0, 1):
        yield case(
            f"sector {sector} follows itself", put(good, fat + 4 * sector, "<I", sector), "."
        )
    yield case("two sectors follow each other", put(put(good, fat, "<I", 1), fat + 4, "<I", 0), ".")
    for name, at, form, value in (
        ("sector size 2^31", 30, "<H", 31), ("sector size 2^65535", 30, "<H", 0xFFFF), ("sector size 1", 30, "<H", 0),
        ("mini sector size 2^60", 32, "<H", 60), ("4 billion FAT sectors", 44, "<I", 0xFFFFFFF0),
        ("directory behind the end", 48, "<I", 0x7FFFFFFF), ("directory in the FAT", 48, "<I", 0),
        ("mini FAT behind the end", 60, "<I", 0x7FFFFFF0), ("4 billion mini FAT sectors", 64, "<I", 0xFFFFFFFF),
        ("DIFAT loop", 68, "<I", 0), ("4 billion DIFAT sectors", 72, "<I", 0xFFFFFFFF), ("FAT behind the end", 76, "<I", 0x7FFFFFF0),
        ("cutoff 4 GB", 56, "<I", 0xFFFFFFFF),
    ):  # fmt: skip
        yield case(name, put(good, at, form, value), ".")
    yield case("stream of 4 GB", put(good, directory + 128 + 120, "<I", 0xFFFFFFFF), ".")
    yield case(
        "directory entry that is its own sibling",
        put(put(good, directory + 128 + 68, "<I", 1), directory + 128 + 72, "<I", 1),
        ".",
    )
    start = good.find(b"\x09\x08\x10\x00")
    for name, identifier, at, form, value in (
        ("sheet stream behind the end", 0x85, 4, "<I", 0x7FFFFFFF), ("4 billion strings", 0xFC, 4, "<I", 0xFFFFFFFF),
        ("4 billion unique strings", 0xFC, 8, "<I", 0xFFFFFFFF), ("string of 65,535 characters", 0xFC, 12, "<H", 0xFFFF),
        ("rows of the sheet 4 billion", 0x200, 8, "<I", 0xFFFFFFFF), ("columns of the sheet 65,535", 0x200, 14, "<H", 0xFFFF),
        ("cell in row 65,535", 0xFD, 4, "<H", 0xFFFF), ("cell in column 65,535", 0xFD, 6, "<H", 0xFFFF),
        ("string out of range", 0xFD, 10, "<I", 0x7FFFFFFF), ("record of 65,535 bytes", 0x200, 2, "<H", 0xFFFF),
    ):  # fmt: skip
        place = _record(good, start, identifier)
        yield case(name, put(good, place + at, form, value), ".")
    for mark in ("EncryptedPackage", "EncryptionInfo"):
        yield case(
            f"{mark}: a workbook with a password",
            OLE + bytes(600) + mark.encode("utf-16-le"),
            "密码",
        )
    length = struct.unpack_from("<H", good, start + 2)[0] + 4
    password = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + b"\x55" * 48
    yield case(
        "FILEPASS",
        good[: start + length] + password + good[start + length + len(password) :],
        "密码|损坏",
    )
    yield case("BIFF without a container, cut", b"\x09\x08\x10\x00\x00\x06\x05\x00")
    yield case(
        "BIFF2 with a bomb of a row",
        b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\x04\x00\x08\x00\xff\xff\xff\xff\x00\x00\x00\x00",
    )


def _record(content: bytes, at: int, identifier: int) -> int:
    """Where the first record of that kind stands."""
    while at + 4 < len(content):
        found, length = struct.unpack_from("<HH", content, at)
        if found == identifier:
            return at
        at += 4 + length
    raise LookupError(identifier)


def ofd(attachments: str, files: dict[str, bytes | str], root: str = "Doc_0/Document.xml") -> bytes:
    listed = "".join(
        f'<ofd:Attachment ID="{at}"><ofd:FileLoc>{place}</ofd:FileLoc></ofd:Attachment>'
        for at, place in enumerate(attachments.split())
    )
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>",
        "Doc_0/Attachs/Attachments.xml": f"<ofd:Attachments {SPACE}>{listed}</ofd:Attachments>",
    }
    return packed([entry(name, content) for name, content in (parts | files).items()])


def containers() -> Iterator[Case]:
    """OFD and PDF."""

    def case(
        kind: str, attack: str, content: bytes, expected: Refused | Read, **more: bool
    ) -> Case:
        return Case(kind, attack, content, expected, kind, is_slow=more.get("slow", False))

    inside = "Doc_0/Attachs/b.xml"
    nine = Read(lines=9, closing="65526.67")
    empty = Refused("没有对账单的数据")
    for place in (
        "/etc/passwd",
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:9/b.xml",
        "C:\\Windows\\win.ini",
        "b.xml\x7f",
    ):
        yield case("ofd", f"attachment at {place!r}", ofd(place, {}), empty)
    yield case(
        "ofd", "one attachment listed 10,000 times", ofd("b.xml " * 10_000, {inside: BKRS}), nine
    )
    yield case("ofd", "a document that names itself", ofd("Attachments.xml", {}, "OFD.xml"), empty)
    yield case(
        "ofd",
        "attachments that list themselves",
        ofd("Attachments.xml ../Document.xml /OFD.xml", {}),
        empty,
    )
    yield case(
        "ofd",
        "statement by an absolute path inside",
        ofd("/Doc_0/Attachs/b.xml", {inside: BKRS}),
        nine,
    )
    yield case(
        "ofd", "statement by .. inside", ofd("../../x/../Doc_0/Attachs/b.xml", {inside: BKRS}), nine
    )
    yield case(
        "ofd",
        "document type in the statement",
        ofd(
            "b.xml",
            {
                inside: '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                + BKRS.partition("?>")[2]
            },
        ),
        Refused("文档类型"),
    )
    yield case(
        "ofd",
        "document type in OFD.xml",
        ofd("b.xml", {"OFD.xml": '<!DOCTYPE d [<!ENTITY x "y">]><ofd/>'}),
        Refused("文档类型"),
    )
    yield case("ofd", "OFD.xml is no XML", ofd("b.xml", {"OFD.xml": "x"}), Refused("损坏"))
    yield case("ofd", "OFD.xml is empty", ofd("b.xml", {"OFD.xml": b""}), Refused("损坏"))
    parts = [entry("OFD.xml", f"<ofd:OFD {SPACE}/>")]
    yield case(
        "ofd",
        "statement of 60 MB",
        packed([*parts, swollen("a/attachs/b.xml", b"<xbrl>", b" " * (1 << 20), 60, b"</xbrl>")]),
        Refused("OFD 容器"),
    )
    yield case(
        "ofd",
        "6,000 entries",
        packed([*parts, *(Entry(f"x{n}", b"\x03\x00", 0, 0) for n in range(6000))]),
        Refused("OFD 容器"),
    )
    yield case("ofd", "OFD.xml twice", packed([*parts, *parts]), Refused("OFD 容器"))
    yield case("ofd", "encrypted", packed([entry("OFD.xml", "<x/>", flags=1)]), Refused("密码"))
    yield case(
        "ofd",
        "no such compression",
        packed([entry("OFD.xml", "<x/>", method=77)]),
        Refused("OFD 容器"),
    )
    yield case("ofd", "wrong checksum", packed([entry("OFD.xml", "<x/>", crc=1)]), Refused("损坏"))
    yield case("ofd", "cut", packed(parts)[:60] + b"OFD.xml", Refused("损坏"))

    picture = Refused("PDF")
    yield case("pdf", "header only", b"%PDF-1.7\n", picture)
    yield case(
        "pdf",
        "page tree that contains itself",
        pdf({1: "/Type/Catalog/Pages 2 0 R", 2: "/Type/Pages/Kids[2 0 R]/Count 1000000"}),
        picture,
    )
    yield case(
        "pdf",
        "1,000,000 pages claimed",
        pdf({1: "/Type/Catalog/Pages 2 0 R", 2: "/Type/Pages/Kids[]/Count 1000000"}),
        picture,
    )
    yield case(
        "pdf",
        "JavaScript on open",
        pdf(
            {
                1: "/Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
                2: "/Type/Pages/Kids[]/Count 0",
            }
        ),
        picture,
    )
    yield case(
        "pdf",
        "launches a program",
        pdf(
            {
                1: "/Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>",
                2: "/Type/Pages/Kids[]/Count 0",
            }
        ),
        picture,
    )
    yield case(
        "pdf",
        "embedded names that contain themselves",
        pdf(
            {
                1: "/Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>",
                2: "/Type/Pages/Kids[]/Count 0",
                3: "/Kids[3 0 R]",
            }
        ),
        picture,
        slow=True,
    )
    yield case(
        "pdf",
        "length in an object that refers to itself",
        pdf({1: "/Type/Catalog/Pages 2 0 R", 2: "/Length 2 0 R"}),
        picture,
    )
    yield case(
        "pdf",
        "external file named",
        pdf(
            {
                1: "/Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(/etc/passwd)/FS/URL>>]>>>>",
                2: "/Type/Pages/Kids[]/Count 0",
            }
        ),
        picture,
    )
    yield case(
        "pdf",
        "embedded bomb of 200 MB",
        _embedded(swollen("x", b"<xbrl>", b" " * (1 << 20), 200, b"").packed),
        picture,
        slow=True,
    )
    yield case(
        "pdf",
        "embedded document type",
        _embedded(
            zlib.compress(('<!DOCTYPE d [<!ENTITY x "y">]>' + BKRS.partition("?>")[2]).encode())[
                2:-4
            ]
        ),
        Refused("文档类型"),
    )
    yield case(
        "pdf",
        "cross references point at themselves",
        b"%PDF-1.7\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        picture,
    )
    yield case(
        "pdf",
        "object stream that contains itself",
        pdf({1: "/Type/Catalog/Pages 2 0 R", 2: "/Type/ObjStm/N 1000000000/First 9/Extends 2 0 R"}),
        picture,
    )
    yield case(
        "pdf",
        "1,000,000 brackets",
        b"%PDF-1.7\n1 0 obj" + b"[" * 1_000_000 + b"\ntrailer<</Root 1 0 R>>",
        picture,
        slow=True,
    )


def pdf(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in objects.items():
        places.append(len(out))
        out += f"{number} 0 obj<<{body}>>\nendobj\n".encode()
    return _closed(out, places)


def _closed(out: bytearray, places: list[int]) -> bytes:
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _embedded(deflated: bytes) -> bytes:
    """A PDF with one embedded file as a zlib stream."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    stream = b"\x78\x9c" + deflated + b"\0\0\0\0"
    names = "/Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(b.xml)<</Type/Filespec/F(b.xml)/EF<</F 3 0 R>>>>]>>>>"
    bodies = [
        f"<<{names}>>".encode(),
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
        + stream
        + b"\nendstream",
    ]
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    return _closed(out, places)


def strangers() -> Iterator[Case]:
    """Files of other kinds under a bank file's name."""

    def case(attack: str, content: bytes, words: str, name: str = "") -> Case:
        return Case("other", attack, content, Refused(words), "csv", name)

    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        member = tarfile.TarInfo("../../../../tmp/x.csv")
        member.size = len(csv_of())
        archive.addfile(member, io.BytesIO(csv_of()))
    yield case("empty", b"", "空的")
    yield case("one byte", b"x", "表头")
    yield case("one NUL", b"\0", "空的")
    yield case("one byte 0xFF", b"\xff", "文字|半个字")
    yield case("a gzip bomb", gzip.compress(bytes(50 << 20)), "gzip")
    yield case("a gzip", gzip.compress(csv_of()), "gzip")
    yield case("a tar that climbs out", tar.getvalue(), "tar|压缩")
    yield case("bzip2", b"BZh91AY&SY" + bytes(range(256)), "bzip2")
    yield case("xz", b"\xfd7zXZ\0" + bytes(200), "xz")
    yield case("zstd", b"\x28\xb5\x2f\xfd" + bytes(200), "zstd|不是")
    yield case("an ELF program", b"\x7fELF\x02\x01\x01" + bytes(500), "程序")
    yield case("a Windows program", b"MZ\x90\0\x03" + bytes(500), "程序")
    yield case("a shell script", b"#!/bin/sh\ntouch hostile-was-here\n", "表头")
    yield case("a Python script", b"import os\nos.system('touch hostile-was-here')\n", "表头")
    yield case("a pickle that writes", pickle.dumps(_Calls()), "文字")
    yield case("JSON", json.dumps({"lines": table()}, ensure_ascii=False).encode(), "表头")
    yield case("JSON 100,000 deep", b"[" * 100_000, "表头")
    yield case("a GIF that is a script", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "GIF")
    yield case("a GIF that is a table", b"GIF89a" + html_of(table()), "GIF")
    yield case("PNG", b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG")
    yield case("WebP", b"RIFF\x10\0\0\0WEBP", "RIFF")
    yield case("BMP", b"BM\x10\0\0\0" + bytes(100), ".")
    yield case("a beancount ledger", b'2026-01-01 open Assets:A\nplugin "os"\n', "表头")
    yield case("a sqlite database", b"SQLite format 3\0" + bytes(500), "不是|表头|文字")
    yield case("a mail", b"From: a\nContent-Type: text/html\n\n<table></table>", "表头")
    yield case(
        "a web archive", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "表头"
    )
    yield case("Windows link", b"L\0\0\0\x01\x14\x02\0" + bytes(100), "表头|文字|不是")
    yield case("70 MB", b" " * (70 << 20) + b"x", "流水不会这么大")
    yield case(
        "name with escape sequences and line feeds",
        b"x",
        "表头",
        "a\x1b]0;x\x07\x1b[2J\n错误 0.csv",
    )
    yield case("name with a bidi override", b"x", "表头", "a\u202evsc.exe")
    yield case("name with template marks", b"x", "表头", "{file}{0}%s{{7}}.csv")
    yield case("name that looks like an option", b"x", "表头", "--help.csv")
    yield case("name that is no UTF-8", b"x", "表头", "a\udcff\udc9b.csv")
    yield case("name with a command", b"x", "表头", "$(touch x);`id`|.csv")
