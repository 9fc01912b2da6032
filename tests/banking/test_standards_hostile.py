"""Standard formats made to do harm: refused by name, and nothing but the file is opened."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standard_files import BKRS, MT940, OFX, camt, ofd, pdf

from owners_ledger.banking.reading import standards
from owners_ledger.banking.reading.refusal import StatementError

LAUGHS = "<!DOCTYPE d [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]>"  # fmt: skip
XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
EXTERNAL = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">'
DEEP = "<Document>" + "<a>" * 200_000
MANY = "<Document>" + "<a/>" * 200_001 + "</Document>"
BODY = BKRS.partition("?>")[2]

HOSTILE = {
    "laughs": (LAUGHS + camt(8).replace(">停车费<", ">&a9;<"), "文档类型"),
    "xxe": (XXE + camt(8).replace("<Id>1</Id>", "<Id>&x;</Id>"), "文档类型"),
    "external": (EXTERNAL + camt(8), "文档类型"),
    "bkrs": (XXE + BODY, "文档类型"),
    "bkrs in ofd": (ofd(XXE + BODY), "文档类型"),
    "bkrs in pdf": (pdf(XXE + BODY), "文档类型"),
    "deep": (DEEP, "多得不正常"),
    "many": (MANY, "多得不正常"),
    "ofx": (XXE + "<OFX><A>&x;</A></OFX>", "文档类型"),
    "ofx deep": ("OFXHEADER:100\n\n<OFX>" + "<STMTRS>" * 200_000, "多得不正常"),
    "bomb in ofd": (ofd(b"<xbrl>" + b" " * (60 << 20)), "OFD 容器不正常"),
    "ofd in ofd": (ofd(BKRS).replace(b"Doc_0/Document.xml", b"Doc_0/Doc"), "损坏|只给了版面"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_and_opens_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, message = HOSTILE[name]
    data = content.encode() if isinstance(content, str) else content
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect"):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    with pytest.raises(StatementError, match=message) as caught:
        standards.read(data, "f", "0")
    watching = False
    assert caught.value.remedy
    assert [path for path in opened if "etc" in path or "127.0.0.1" in path] == []


def test_xinclude_is_never_followed() -> None:
    element = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>'
    (statement,) = (
        standards.read(camt(8).replace("<Ntry>", element + "<Ntry>").encode(), "f", "0") or ()
    )
    assert len(statement.lines) == 9


SEEDS = [BKRS.encode(), camt(2).encode(), camt(8).encode(), MT940.encode(), OFX.encode(), ofd(BKRS)]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_is_a_refusal_or_no_lie(data: st.DataObject) -> None:
    """Whatever happens to the bytes: a sentence, or amounts that still add up."""
    seed = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(seed) - 1))
        end = start + data.draw(st.integers(0, 40))
        seed[start:end] = data.draw(st.binary(max_size=8) | st.sampled_from([b"<", b"0", b"\n:"]))
        if not seed:
            return
    try:
        found = standards.read(bytes(seed), "f", "0")
    except StatementError:
        return
    for statement in found or ():
        if statement.opening is not None and statement.closing is not None:
            total = sum((line.amount for line in statement.lines), statement.opening)
            assert total == statement.closing


def test_archive_that_is_no_ofd_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert standards.read(path.read_bytes(), "f", "0") is None
