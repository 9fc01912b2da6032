"""What the manuals say can be done can be done: commands, options, files, registers, links."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from owners_ledger.cli import COMMANDS, main
from owners_ledger.registers import (
    assets,
    common,
    concessions,
    deposits,
    households,
    leases,
    meters,
    parking,
    payables,
    readings,
    spreads,
    staff,
    suppliers,
    units,
    waiting,
)

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
MANUAL = (ROOT / "docs" / "手册.md").read_text(encoding="utf-8")
CATALOGUES = ("en/LC_MESSAGES/messages.po", "zh/LC_MESSAGES/click.po")
CALL = re.compile(r"owners-ledger((?: +[^\s`|…（。，）]+)+)")


def calls(page: Path) -> list[list[str]]:
    """Every ``owners-ledger …`` in code, as words."""
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return [found.split() for one in code for found in CALL.findall(one)]


def options_of(command: click.Command) -> set[str]:
    names = {name for param in command.params for name in param.opts}
    return names | {"--help", "-h"}


def command_of(words: list[str]) -> click.Command:
    """The command of a call, the subcommand where there is one."""
    module = importlib.import_module(f"owners_ledger.cli.{COMMANDS[words[0]].module}")
    found: click.Command = module.command
    if isinstance(found, click.Group) and words[1:2]:
        return found.commands.get(words[1], found)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_exists(page: Path) -> None:
    for words in calls(page):
        allowed = options_of(main)
        while words and words[0].startswith("--"):
            assert words.pop(0) in allowed, page
            if words and words[0] not in COMMANDS and not words[0].startswith("-"):
                words.pop(0)
        if not words:
            continue
        assert words[0] in COMMANDS, f"{page.name}: owners-ledger {' '.join(words)}"
        unknown = {word for word in words if word.startswith("--")} - options_of(command_of(words))
        assert not unknown, f"{page.name}: owners-ledger {' '.join(words)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    heads = {
        re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-")
        for head in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in heads, f"{page.name}: {target}"
        elif not target.startswith(("http://", "https://")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"


def test_the_manual_explains_every_command() -> None:
    shown = {words[0] for words in calls(ROOT / "docs" / "手册.md")}
    assert set(COMMANDS) <= shown


REGISTERS = [
    *(units, households, parking, leases, staff, suppliers, deposits, concessions, common),
    *(waiting, meters, readings, spreads, payables, assets),
]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.FILE)
def test_the_manual_shows_the_registers_as_they_are(register: object) -> None:
    assert f"| `{register.FILE}` |" in MANUAL
    assert f"| {','.join(register.COLUMNS)} |" in MANUAL


def said() -> list[str]:
    """Every message of the program, blanks as dots."""
    catalogues = [ROOT / "owners_ledger/locale" / name for name in CATALOGUES]
    found = []
    for path in catalogues:
        with path.open("rb") as file:
            for message in read_po(file):
                words = [message.id] if "en" in path.parts else [message.string]
                found += [re.sub(r"{[^}]*}", "…", one) for one in words if isinstance(one, str)]
    return found


def test_the_messages_explained_are_those_that_are_said() -> None:
    messages = said()
    section = MANUAL.partition("## 程序说了一句话")[2].partition("\n## ")[0]
    explained = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", section, re.MULTILINE)[1:]
    assert len(explained) >= 10
    for phrase in explained:
        parts = [re.escape(part.strip()) for part in phrase.split("…")]
        pattern = re.compile(r"\s*…\s*(?:元)?".join(parts))
        assert any(pattern.search(message) for message in messages), phrase
