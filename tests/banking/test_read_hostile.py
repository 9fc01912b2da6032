"""Files that are no statement, broken or made to do harm: each refused with a sentence."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from bank_files import CONTAINERS, SAMPLES, as_csv

from owners_ledger.banking.reading.door import read_statements
from owners_ledger.banking.reading.refusal import StatementError

SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes, tmp_path: Path) -> str:
    file = tmp_path / "f.xlsx"
    file.write_bytes(content)
    with pytest.raises(StatementError) as caught:
        read_statements(file)
    assert caught.value.remedy
    return caught.value.message


def repacked(changes: dict[str, bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    source = zipfile.ZipFile(SAMPLES / "icbc_a_historydetail_inout.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = changes.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def sheet(old: bytes, new: bytes) -> bytes:
    content = zipfile.ZipFile(SAMPLES / "icbc_a_historydetail_inout.xlsx").read(SHEET)
    assert old in content
    return content.replace(old, new, 1)


XLS = (SAMPLES / "psbc_old_12col.xls").read_bytes()
XLSX = (SAMPLES / "icbc_a_historydetail_inout.xlsx").read_bytes()
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf \r\n", "空的|表头"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"Rar!\x1a\x07", "RAR"),
        ("今天天气很好\n没有表格\n".encode(), "表头"),
        (b"\x80\x81\xff\xfe\x00\x9f" * 50, "文字|表头"),
        ("交易时间,余额\n".encode() + b"\xff\xff\xff", "文字"),
        (b"<html><body>login</body></html>", "没有表格"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><table><tr><td>&a;</td></tr></table>', "实体"),
        (b"<html><table><tr><td>1</td></tr>", "没有结尾"),
        (OLE, "损坏"),
        (OLE + b"\x00" * 5000, "损坏"),
        (XLS[:3000], "损坏|表头"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (XLSX[:2000], "损坏"),
        (b"PK\x03\x04" + b"\x00" * 100, "损坏"),
    ],
)
def test_what_is_no_statement_says_what_it_is(content: bytes, message: str, tmp_path: Path) -> None:

    assert re.search(message, refused(content, tmp_path))


def test_other_archives(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("明细.doc", "a,b")
    assert "压缩包" in refused(out.getvalue(), tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (repacked({SHEET: b"<x>" + b"0" * 60_000_000}), "大得不正常"),
        (repacked({}, {f"x/{n}.xml": b"" for n in range(250)}), "太多"),
        (repacked({SHEET: b"<!DOCTYPE x>" + sheet(b"<worksheet", b"<worksheet")}), "文档类型"),
        (repacked({SHEET: sheet(b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="')}), "范围"),
        (repacked({"xl/sharedStrings.xml": None}, {"xl/sharedStrings.xml": b'<sst count="4000000000" uniqueCount="4000000000"/>'}), "数量"),
        (repacked({SHEET: sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')}), "大得不正常|损坏"),
        (repacked({SHEET: sheet(b"</sheetData>", b'<row r="900000"><c\n r = \'A900000\'><v>1</v></c></row></sheetData>')}), "大得不正常|损坏"),
        (repacked({SHEET: b"<worksheet><sheetData><row><c r="}), "损坏|表头"),
    ],
    ids=["bomb", "entries", "doctype", "dimension", "strings", "far cell", "odd far cell", "cut"],
)  # fmt: skip
def test_hostile_workbook(content: bytes, message: str, tmp_path: Path) -> None:

    assert re.search(message, refused(content, tmp_path))


def test_dimension_that_says_too_little_is_no_matter(tmp_path: Path) -> None:
    start = sheet(b'<dimension ref="', b'<dimension ref="A1" x="')
    file = tmp_path / "f"
    file.write_bytes(repacked({SHEET: start}))
    (statement,) = read_statements(file)
    assert len(statement.lines) == 9


def test_protected_xls(tmp_path: Path) -> None:
    """A BIFF8 workbook whose stream says FILEPASS."""
    at = XLS.find(b"\x09\x08\x10\x00")
    length = 4 + int.from_bytes(XLS[at + 2 : at + 4], "little")
    record = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + b"\x55" * 48
    content = XLS[: at + length] + record + XLS[at + length + len(record) :]
    assert "密码" in refused(content, tmp_path)


def test_any_bytes_give_a_statement_or_a_sentence(tmp_path: Path) -> None:
    """Random damage to every sample never escapes as another error."""
    random.seed(7)
    file = tmp_path / "f"
    for sample in sorted(SAMPLES.iterdir()):
        whole = sample.read_bytes()
        for _ in range(6):
            content = bytearray(whole)
            for _ in range(random.choice([1, 3, 40])):
                content[random.randrange(len(content))] = random.randrange(256)
            file.write_bytes(bytes(content[: random.choice([len(content), len(content) // 2])]))
            with contextlib.suppress(StatementError):
                read_statements(file)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "无", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(StatementError, match=word):
            read_statements(path)


def test_too_many_rows_and_columns(tmp_path: Path) -> None:
    names = ["交易时间", "金额", "余额"]
    rows = [names] + [["", "", ""]] * 200_001
    assert "200000" in refused(as_csv(rows), tmp_path)
    wide = names + ["摘要"] * 120
    assert "100 列" in refused(CONTAINERS["html"]([wide, ["2026-01-01", "1", "1"]]), tmp_path)
