"""Another edition under the running site: shown whole, or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import small_edition
from conftest import World

from owners_ledger.publishing import edition as written
from owners_ledger.web.public import edition, inspect, lint
from owners_ledger.web.public.current import Current
from owners_ledger.web.public.front import make_app
from owners_ledger.web.public.server import Wish, site_of

MARKS = ("Alpha", "Omega")


def test_each_of_a_thousand_answers_is_wholly_old_or_wholly_new(fresh, visitor):
    small_edition.put(fresh.public, MARKS[0])
    site = site_of(Wish(fresh.public, names=["gongshi.example.org"]))
    app = make_app(site)
    paths = ["/", "/months.html", "/data/months.csv", "/ledger/main.beancount",
             "/ledger/books/api/journal_page?page=1&order=desc"]  # fmt: skip
    stop = threading.Event()
    switched = []

    def publish():
        while not stop.is_set():
            small_edition.put(fresh.public, MARKS[(len(switched) + 1) % 2], months=2)
            switched.append(site.current.renew())

    def read(number):
        answer = visitor(app).ask(paths[number % len(paths)])
        assert answer.status_code == 200, answer.text
        return tuple(mark in answer.text for mark in MARKS)

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        with ThreadPoolExecutor(4) as readers:
            seen = []
            while len(seen) < 1000 or sum(switched) < 3:
                seen += readers.map(read, range(100))
    finally:
        stop.set()
        publisher.join()
    assert set(seen) == {(True, False), (False, True)}


def mend(folder, name, content):
    """Change a file of an edition and its manifest with it, as somebody with the disk could."""
    (folder / name).write_bytes(content)
    path = folder / "edition.json"
    manifest = json.loads(path.read_bytes())
    for one in manifest["files"]:
        if one["path"] == name:
            one |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path.write_bytes(json.dumps(manifest).encode())


BAD = [
    'plugin "os"', 'include "/etc/passwd"', 'option "insert_pythonpath" "True"', "pushtag #x",
    '2026-01-01 custom "fava-option" "import-config" "x.py"',
    '2026-01-01 custom "fava-extension" "owners_ledger.web.disclosure"',
    '2026-01-01 query "x" "select 1"', '2026-01-01 document Assets:10银行存款:01基本户 "/etc/passwd"',
    '2026-01-01 note Assets:10银行存款:01基本户 "<b>x</b>"', '2026-01-01 event "x" "y"',
    "  Assets:10银行存款:01基本户  1/0 CNY", "  Assets:10银行存款:01基本户  (1 + 1) CNY",
    "2026-01-01 balance Assets:10银行存款:01基本户  1/0 CNY", "* 标题", "\x00", '2026-01-01 * "x',
    '  document: "x" \\', "2026-01-01 pad Assets:A Equity:B", "; a\x0cplugin", '; a\u2028b\rplugin "x"',
]  # fmt: skip


@pytest.mark.parametrize("line", BAD)
def test_a_line_publish_does_not_write_is_refused(line):
    text = small_edition.ledger("甲")
    assert lint.odd_line(text.encode()) is None
    assert lint.odd_line(f"{text}{line}\n".encode()) == text.count("\n") + 1


def test_the_real_sample_passes(tmp_path):
    assert lint.odd_line(small_edition.HEAD.encode()) is None
    assert lint.odd_line(b"\xff") == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ledger/main.beancount", b'plugin "os"\n'),
        (
            "ledger/main.beancount",
            small_edition.ledger("丙").replace("-400.00", "-400.01").encode(),
        ),
        ("ledger/main.beancount", b"\xff\xfe"),
        ("ledger/main.beancount", b""),
    ],
)
def test_a_bad_edition_leaves_the_last_good_one(fresh, name, content):
    current = Current(fresh.public)
    good = current.shown
    folder = small_edition.put(fresh.public, "丙")
    if content:
        mend(folder, name, content)
        assert current.renew() is False
        assert current.shown is good
    small_edition.put(fresh.public, "乙")
    assert current.renew() is True
    assert current.shown.edition.estate == "小样小区"


def test_a_file_changed_or_missing_or_leading_outside_is_no_edition(fresh):
    whole = fresh.public.resolve()
    for harm in ("changed", "missing", "link", "outside", "manifest"):
        folder = fresh.root / harm
        shutil.copytree(whole, folder)
        if harm == "changed":
            (folder / "months.html").write_text("x")
        elif harm == "missing":
            (folder / "months.html").unlink()
        elif harm == "link":
            (folder / "months.html").unlink()
            (folder / "months.html").symlink_to(fresh.root / "password.txt")
        elif harm == "outside":
            listed = json.loads((folder / "edition.json").read_bytes())
            listed["files"][0]["path"] = "../password.txt"
            (folder / "edition.json").write_text(json.dumps(listed))
        else:
            (folder / "edition.json").write_text("[]")
        with pytest.raises(edition.PublicError):
            edition.read(folder)


def test_what_is_not_listed_is_not_served(fresh):
    folder = fresh.public.resolve()
    (folder / "秘密.html").write_text("x")
    (folder / "book.zip").write_bytes(written.archive({"ledger/registers/units.csv": b"x"}))
    found = edition.read(fresh.public)
    assert "秘密.html" not in found.files
    assert "book.zip" not in found.files
    assert "公开账本-2026-02.zip" in found.files


@pytest.mark.parametrize(
    "name", ["ledger/committee.toml", "ledger/registers/units.csv", "committee.toml"]
)
def test_a_committees_own_book_is_refused(fresh, name):
    folder = fresh.public.resolve()
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    with pytest.raises(edition.PublicError, match="业委会自己的账本"):
        edition.read(fresh.public)
    with pytest.raises(edition.PublicError):
        edition.read(fresh.root / "book")


def test_a_ledger_that_kills_its_reader_kills_no_server(fresh, monkeypatch):
    """Were the look-through blind, the child would die and the server live on."""
    folder = small_edition.put(fresh.public, "丁")
    mend(folder, "ledger/main.beancount", b"2026-01-01 balance Assets:A  1/0 CNY\n" * 3)
    monkeypatch.setattr(lint, "odd_line", lambda _content: None)
    with pytest.raises(edition.PublicError, match="读不出来"):
        inspect.look_through(edition.read(fresh.public))


def test_the_real_world_is_as_planted(tmp_path):
    world = World(tmp_path)
    assert (world.root / "book" / "ledger" / "committee.toml").is_file()
