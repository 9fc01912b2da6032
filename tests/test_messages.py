"""Every message of the source speaks English too, with the same blanks to fill."""

from __future__ import annotations

import gettext
import importlib.util
import string
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def load_tool() -> object:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()
SOURCE = [message.id for message in tool.in_source() if message.id]
ENGLISH = {message.id: message.string for message in tool.read(tool.ENGLISH) if message.id}


def blanks(text: str) -> set[str]:
    return {
        name for _text, name, _spec, _conv in string.Formatter().parse(text) if name is not None
    }


def test_the_source_has_messages() -> None:
    assert len(SOURCE) > 100


def test_every_message_is_translated() -> None:
    assert [message for message in SOURCE if not ENGLISH.get(message)] == []


def test_nothing_is_translated_that_is_not_said() -> None:
    assert sorted(set(ENGLISH) - set(SOURCE)) == []


def test_translations_fill_the_same_blanks() -> None:
    assert {m for m in SOURCE if blanks(m) != blanks(ENGLISH.get(m, ""))} == set()


def test_english_has_no_chinese_punctuation() -> None:
    assert {t for t in ENGLISH.values() if set(t) & set("，。；：（）！？、")} == set()


@pytest.mark.parametrize("name", ["en/LC_MESSAGES/messages", "zh/LC_MESSAGES/click"])
def test_compiled_catalogues_are_those_of_the_text(name: str) -> None:
    path = tool.LOCALE / name
    assert path.with_suffix(".mo").read_bytes() == tool.as_mo(tool.read(path.with_suffix(".po")))


def test_the_english_catalogue_is_found_and_used() -> None:
    catalogue = gettext.translation("messages", tool.LOCALE, languages=["en"])
    assert catalogue.gettext("显示版本") == ENGLISH["显示版本"] != "显示版本"
