"""Rules beyond strings: amounts of one person, hashes, metadata, places on the disk, same bytes."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import click.testing
import pytest
from outputs import REPORTS
from privacy_book import make_book
from privacy_files import POSTED
from pypdf import PdfReader
from surfaces import dense, pieces

from owners_ledger.cli import main
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.publishing.build import build

_HEX = re.compile(r"[0-9a-f]{12,}")
_BASE64 = re.compile(r"[0-9A-Za-z+/]{12,}")
_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?!\d)")
_PLACE = re.compile(r"file:/|/home/|/root/|/Users/|[A-Z]:\\\\?Users|/tmp/|pytest-of-")


@pytest.fixture(scope="module")
def texts(outputs):
    """Every piece of every file as resolved text, with its place."""
    seen: set[bytes] = set()
    return [
        (piece.where, dense(piece.data))
        for name, data in outputs.files()
        if not name.startswith("screen")
        for piece in pieces(name, data, seen)
    ]


def test_every_kind_of_report_is_there_in_every_form(outputs):
    made = {path.suffix for path in (outputs.folder / "报告").iterdir()}
    assert made == {".pdf", ".html", ".xlsx", ".json"}
    assert len(list((outputs.folder / "报告").glob("*.pdf"))) == len(REPORTS)
    assert list(outputs.public.glob("*.zip"))
    assert (outputs.public / "index.html").is_file()


def test_no_amount_is_one_households_or_one_employees(book, texts):
    """The wage of a post with one employee, the debt of the only debtor of a building."""
    _root, canaries = book
    assert len(canaries.amounts) == 3
    for where, text in texts:
        if where.startswith("导出"):
            continue  # the treasurer's own: whole books in exact figures, for another program
        shown = {one.replace(",", "") for one in _NUMBER.findall(text)}
        assert not shown & set(canaries.amounts.values()), where


def test_no_hash_of_personal_data(book, texts):
    """A hash of a telephone number is the number: a range is tried in a minute."""
    _root, canaries = book
    hashes: set[str] = set()
    for value in {*canaries.of.values(), *canaries.plain}:
        for written in {value, value.replace("-", ""), value.replace("·", ""), f"{value}\n"}:
            for kind in (hashlib.md5, hashlib.sha1, hashlib.sha256):
                digest = kind(written.encode()).digest()
                hashes.add(digest.hex()[:12])
                hashes.add(base64.b64encode(digest).decode()[:12])
    for where, text in texts:
        found = {one[:12] for one in _HEX.findall(text.lower()) + _BASE64.findall(text)}
        assert not found & hashes, where


def test_pdfs_say_nothing_of_author_or_machine(outputs):
    for path in sorted(outputs.folder.rglob("*.pdf")):
        reader = PdfReader(io.BytesIO(path.read_bytes()))
        info = {key for key, value in (reader.metadata or {}).items() if value}
        assert info <= {"/Title", "/Producer", "/CreationDate", "/ModDate", "/Creator"}, path.name
        xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        assert not re.search(r"dc:creator|pdf:Author|xmpMM:|stRef:|photoshop:", xmp), path.name
        for page in reader.pages:
            for note in page.get("/Annots", ()):
                target = str(note.get_object().get("/A", ""))
                assert "file:" not in target
                assert "/Launch" not in target


def test_pictures_carry_no_data_of_their_own(book, outputs):
    """The photograph is in the project's page, without its EXIF."""
    seen: set[bytes] = set()
    pictures = 0
    for name, data in outputs.files():
        for piece in pieces(name, data, seen):
            if piece.data.startswith(b"\xff\xd8\xff"):
                pictures += 1
                assert b"Exif" not in piece.data
                assert b"http://ns.adobe.com" not in piece.data
    assert pictures


def test_no_place_on_a_disk_and_no_machine(book, texts):
    root, _canaries = book
    own = {str(root), root.parent.name, sys.prefix, str(Path.cwd())}
    own |= {host for host in (socket.gethostname(),) if len(host) > 5}  # short ones occur in words
    for where, text in texts:
        for one in own:
            assert one not in text, where
        assert not _PLACE.search(text), where


def test_the_same_bytes_anywhere(book, tmp_path):
    """Another folder, user, time zone and order of hashing; the book under another path."""
    root, _canaries = book
    moved = tmp_path / "elsewhere"
    moved.symlink_to(root, target_is_directory=True)
    told = []
    for place, zone, seed in ((root, "Asia/Shanghai", "1"), (moved, "America/New_York", "2")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "USER": f"u{seed}",
            "HOME": str(folder),
        }
        for command in (
            ["publish", "--output", str(folder / "public")],
            ["report", "monthly", "2026-04", "--format", "pdf,xlsx", "--output", str(folder / "r")],
        ):
            subprocess.run(
                [sys.executable, "-m", "owners_ledger", "--book", str(place), *command],
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
            )
        told.append(
            {
                path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(folder.rglob("*"))
                if path.is_file() and (path.is_relative_to(folder / "r") or "editions" in str(path))
            }
        )
    assert told[0] == told[1]
    assert len(told[0]) > 40


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("2026/03-all.beancount", '"公共用水"', '"公共用水，{name} 报修"', "人名"),
        ("2026/03-all.beancount", '"公共用水"', '"公共用水，电话{phone}"', "手机号"),
        ("notes/2026-03.toml", "楼道灯每月更换", "楼道灯由{name}更换", "姓名"),
    ],
)
def test_a_planted_name_stops_publish(tmp_path, file, old, new, said):
    """Where a treasurer writes freely, a name or number is refused with its place."""
    root, canaries = make_book(tmp_path, 5, floors=3)
    path = root / "ledger" / file
    values = {"name": canaries.of["owner name"], "phone": canaries.of["owner phone"]}
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new.format(**values)), encoding="utf-8")
    with pytest.raises(OwnersLedgerError) as refused:
        build(root, None)
    shown = f"{refused.value}"
    assert values["name"] not in shown
    assert values["phone"] not in shown
    assert said in shown


@pytest.mark.parametrize(
    "command",
    [
        ["report", "special", "招租1"],
        ["report", "annual", "2026", "--draft", "--format", "html"],  # who put a notice up
        ["question", "add", "--item", "2026-02/支1", "--text", "请回电{phone}，{name}"],
    ],
)
def test_a_planted_name_stops_a_notice_and_a_question(tmp_path, command):
    root, canaries = make_book(tmp_path, 6, floors=3)
    values = {"name": canaries.of["owner name"], "phone": canaries.of["owner phone"]}
    path = root / "ledger/special/招租1.toml"
    text = path.read_text(encoding="utf-8").replace("便民超市", f"便民超市，问{values['name']}")
    path.write_text(text, encoding="utf-8")
    posted = root / "ledger/posted/monthly-2026-03.toml"
    posted.write_bytes(POSTED(values["name"]))
    before = sorted(one for one in root.rglob("*") if one.is_file())
    done = click.testing.CliRunner().invoke(
        main, ["--book", str(root), *(part.format(**values) for part in command)]
    )
    assert done.exit_code != 0
    assert not any(value in done.output for value in values.values())
    assert sorted(one for one in root.rglob("*") if one.is_file()) == before
