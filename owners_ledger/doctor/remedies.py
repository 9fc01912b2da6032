"""The command that mends a missing thing, for each system."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from owners_ledger.i18n import N_, _

_MSYS2 = "winget install MSYS2.MSYS2 && C:\\msys64\\usr\\bin\\pacman -S --noconfirm "
REMEDIES: Mapping[str, Mapping[str, str]] = {
    "python": {
        "debian": "sudo apt-get install python3 python3-venv",
        "fedora": "sudo dnf install python3.12",
        "macos": "brew install python@3.12",
        "windows": "winget install Python.Python.3.12",
    },
    "pango": {
        "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0",
        "fedora": "sudo dnf install pango",
        "macos": "brew install pango",
        "windows": _MSYS2 + "mingw-w64-ucrt-x86_64-pango",
    },
    "harfbuzz-subset": {
        "debian": "sudo apt-get install libharfbuzz-subset0",
        "fedora": "sudo dnf install harfbuzz",
        "macos": "brew install harfbuzz",
        "windows": _MSYS2 + "mingw-w64-ucrt-x86_64-harfbuzz",
    },
    "chinese-font": {
        "debian": "sudo apt-get install fonts-noto-cjk",
        "fedora": "sudo dnf install google-noto-sans-cjk-fonts",
        "macos": "brew install --cask font-noto-sans-cjk-sc",
        "windows": N_("打开“设置 → 时间和语言 → 语言”，添加中文（简体），系统会装上微软雅黑"),
    },
    "git": {
        "debian": "sudo apt-get install git",
        "fedora": "sudo dnf install git",
        "macos": "xcode-select --install",
        "windows": "winget install Git.Git",
    },
    "chromium": {
        "debian": "sudo apt-get install chromium",
        "fedora": "sudo dnf install chromium",
        "macos": "brew install --cask chromium",
        "windows": "winget install Hibbiki.Chromium",
    },
}


def remedy(check: str, system: str | None = None) -> str:
    """The command that mends a thing on a system; all of them where the system is unknown."""
    commands = REMEDIES[check]
    name = current_system() if system is None else system
    if name in commands:
        return _(commands[name])
    return "; ".join(f"{other}: {_(command)}" for other, command in commands.items())


def current_system(release: Path = Path("/etc/os-release")) -> str:
    """``debian``, ``fedora``, ``macos``, ``windows``, or "" for another one."""
    if sys.platform in ("win32", "cygwin", "msys"):
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    words: set[str] = set()
    with suppress(OSError):
        for line in release.read_text(encoding="utf-8").splitlines():
            key, _equals, value = line.partition("=")
            if key in ("ID", "ID_LIKE"):
                words.update(value.strip().strip("\"'").split())
    if words & {"debian", "ubuntu"}:
        return "debian"
    return "fedora" if words & {"fedora", "rhel", "centos"} else ""
