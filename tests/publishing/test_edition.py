"""An edition is whole or absent, and the same files give the same bytes."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from owners_ledger.books.write import WriteError
from owners_ledger.publishing import edition


def files(text: str) -> dict[str, bytes]:
    return edition.with_manifest(
        {"index.html": text.encode(), "data/months.csv": f"month,{text}\n".encode()},
        {"estate": "小院", "through": "2026-03"},
    )


def seen(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_manifest_lists_every_file_with_its_hash():
    made = files("一")
    manifest = json.loads(made["edition.json"])
    assert manifest["estate"] == "小院"
    assert {one["path"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in made.items()
        if name != "edition.json"
    }


def test_the_same_files_give_the_same_archive_in_any_order():
    made = files("一")
    assert edition.archive(made) == edition.archive(dict(reversed(made.items())))
    with zipfile.ZipFile(BytesIO(edition.archive(made))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == made


def test_an_edition_replaces_the_one_before_and_an_equal_one_changes_nothing(tmp_path):
    output = tmp_path / "public"
    assert edition.put(output, files("一")).is_new
    assert seen(output) == files("一")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert not edition.put(output, files("一")).is_new
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    for text in ("二", "三", "四"):
        assert edition.put(output, files(text)).is_new
        assert seen(output) == files(text)
    assert len(list((tmp_path / "public.editions").iterdir())) == 2


def test_a_changed_file_of_the_current_edition_is_put_right(tmp_path):
    output = tmp_path / "public"
    edition.put(output, files("一"))
    (output / "index.html").write_text("改过", encoding="utf-8")
    (output / "more.txt").write_text("多出来的", encoding="utf-8")
    assert edition.put(output, files("一")).is_new
    assert seen(output) == files("一")


def test_a_folder_filled_by_hand_is_not_replaced(tmp_path):
    output = tmp_path / "public"
    output.mkdir()
    (output / "照片.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WriteError, match="不是以前公开的账本"):
        edition.put(output, files("一"))
    assert seen(tmp_path) == {"public/照片.txt": b"x"}


def test_without_links_the_folder_itself_is_exchanged(tmp_path, monkeypatch):
    def no_links(*_args, **_more):
        raise OSError(1, "no links here")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    output = tmp_path / "public"
    edition.put(output, files("一"))
    edition.put(output, files("二"))
    assert not output.is_symlink()
    assert seen(output) == files("二")


def test_a_path_out_of_the_edition_writes_nothing(tmp_path):
    with pytest.raises(WriteError):
        edition.put(tmp_path / "public", {"../escape.txt": b"x", "edition.json": b"{}"})
    assert seen(tmp_path) == {}


def publish_until_killed(output: Path) -> None:
    for number in range(100_000):
        edition.put(output, files(f"第{number % 7}版" * 2000))


def test_killed_at_any_moment_the_edition_is_whole(tmp_path):
    output = tmp_path / "public"
    edition.put(output, files("开始"))
    for delay in (0.02, 0.05, 0.08, 0.11, 0.15):
        child = multiprocessing.get_context("spawn").Process(
            target=publish_until_killed, args=(output,)
        )
        child.start()
        time.sleep(0.6 + delay)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        found = seen(output.resolve())
        for one in json.loads(found["edition.json"])["files"]:
            assert hashlib.sha256(found[one["path"]]).hexdigest() == one["sha256"]
    edition.put(output, files("最后"))
    assert seen(output) == files("最后")


def test_a_reader_sees_one_edition_or_the_other(tmp_path):
    output = tmp_path / "public"
    texts = [f"第{number}版" for number in range(4)]
    edition.put(output, files(texts[0]))
    known = {files(text)["index.html"] for text in texts}
    done = threading.Event()
    torn: list[bytes] = []

    def read() -> None:
        while not done.is_set():
            content = (output / "index.html").read_bytes()
            if content not in known:
                torn.append(content)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        edition.put(output, files(texts[number % 4]))
    done.set()
    reader.join()
    assert torn == []
