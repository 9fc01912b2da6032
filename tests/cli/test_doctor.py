"""What the doctor says of machines that lack one thing or another."""

from __future__ import annotations

import ctypes
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger import doctor
from owners_ledger.cli import main
from owners_ledger.doctor import native, remedies

NAMED = {"pango": native.PANGO, "harfbuzz-subset": native.SUBSET}


def without(*lost: Sequence[str]) -> doctor.Finder:
    return lambda names: None if names in lost else native.find_library(names)


def verdicts(found: list[doctor.Diagnosis]) -> dict[str, bool]:
    return {item.check: item.ok for item in found}


def test_this_machine_is_ready(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    found = doctor.examine(tmp_path)
    assert [item for item in found if item.needed and not item.ok] == []
    assert {"python", "pango", "harfbuzz-subset", "chinese-font", "writable", "sync-folder"} <= set(
        verdicts(found)
    )


@pytest.mark.parametrize("check", NAMED)
def test_a_missing_library_is_named_with_its_command(
    check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("owners_ledger.doctor.remedies.current_system", lambda: "debian")
    broken = [item for item in doctor.examine(None, without(NAMED[check])) if not item.ok]
    assert [(item.check, item.needed) for item in broken] == [(check, True)]
    assert broken[0].remedy == remedies.REMEDIES[check]["debian"]


def test_pango_without_its_other_half_is_missing() -> None:
    assert not verdicts(doctor.examine(None, without(native.PANGOFT2)))["pango"]


def test_without_fontconfig_the_font_is_unknown_and_needed() -> None:
    assert not verdicts(doctor.examine(None, without(native.FONTCONFIG)))["chinese-font"]


def test_without_any_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    fontconfig = native.find_library(native.FONTCONFIG)
    assert fontconfig is not None
    fontconfig.FcInitReinitialize()
    try:
        assert native.chinese_fonts(fontconfig) == 0
        assert not verdicts(doctor.examine(None))["chinese-font"]
    finally:
        monkeypatch.undo()
        fontconfig.FcInitReinitialize()
    assert native.chinese_fonts(fontconfig)


def test_a_library_that_does_not_exist_is_not_found() -> None:
    assert native.find_library(["libno-such-library.so.9"]) is None
    assert isinstance(native.find_library(["libc.so.6", "c"]), ctypes.CDLL)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("C/Users/a/OneDrive - 个人/账本", "OneDrive"),
        ("Users/a/Library/Mobile Documents/com~apple~CloudDocs/账本", "iCloud"),
        ("home/a/Dropbox/账本", "Dropbox"),
        ("D/我的坚果云/账本", "坚果云"),
        ("D/Nutstore/1/账本", "坚果云"),
        ("D/BaiduSyncdisk/账本", "百度网盘"),
        ("D/百度网盘同步空间/账本", "百度网盘"),
        ("D/WPS云盘/账本", "WPS云盘"),
        ("D/WPSDrive/123/WPS云盘/账本", "WPS云盘"),
        ("home/a/文档/账本", None),
        ("home/a/dropped/账本", None),
    ],
)
def test_a_syncing_folder_is_known_by_its_name(path: str, program: str | None) -> None:
    assert doctor.sync_program(Path(path)) == program


def test_a_book_in_a_syncing_folder_is_not_in_order(tmp_path: Path) -> None:
    book = tmp_path / "坚果云" / "账本"
    (book / "ledger").mkdir(parents=True)
    assert not verdicts(doctor.examine(book))["sync-folder"]


def test_a_book_that_cannot_be_written(tmp_path: Path) -> None:
    assert not verdicts(doctor.examine(tmp_path / "nowhere"))["writable"]


def test_git_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    git = next(item for item in doctor.examine(None) if item.check == "git")
    assert (git.ok, git.needed) == (False, False)
    assert git.remedy


@pytest.mark.parametrize("check", remedies.REMEDIES)
def test_every_missing_thing_has_a_command_on_every_system(check: str) -> None:
    assert set(remedies.REMEDIES[check]) == {"debian", "fedora", "macos", "windows"}
    assert all(
        command in remedies.remedy(check, "") for command in remedies.REMEDIES[check].values()
    )


@pytest.mark.parametrize(
    ("release", "system"),
    [
        ("ID=debian\n", "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=arch\n", ""),
    ],
)
def test_systems_are_told_apart(
    release: str, system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    file = tmp_path / "os-release"
    file.write_text(release, encoding="utf-8")
    assert remedies.current_system(file) == system


def test_json_and_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    good = CliRunner().invoke(main, ["doctor", "--format", "json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)["ready"] is True
    monkeypatch.setattr(doctor, "find_library", without(native.SUBSET))
    bad = CliRunner().invoke(main, ["doctor", "--format", "json"])
    assert bad.exit_code == 1
    listed = json.loads(bad.stdout)
    assert listed["ready"] is False
    assert [one["check"] for one in listed["checks"] if not one["ok"]] == ["harfbuzz-subset"]
    assert set(listed["checks"][0]) == {"check", "ok", "needed", "message", "remedy"}
    text = CliRunner().invoke(main, ["doctor"])
    assert (text.exit_code, "缺" in text.stdout) == (1, True)


def test_a_notice_without_pango_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "b")]).exit_code == 0
    monkeypatch.setattr(doctor, "find_library", without(native.PANGO))
    done = CliRunner().invoke(main, ["--book", str(tmp_path / "b"), "report", "monthly", "2026-01"])
    assert done.exit_code == 1
    assert "没有找到 Pango" in done.stderr
    assert remedies.remedy("pango") in done.stderr
