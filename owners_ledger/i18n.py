"""Messages: Chinese in the source, other languages by gettext catalogue.

``_("…{name}…")`` is looked up when it is called, so a message may be translated
after the module that holds it was imported.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

_LOCALE_DIR = Path(__file__).parent / "locale"
_language: str | None = None


def set_language(language: str | None) -> None:
    """Choose the language of messages (``zh`` or ``en``); ``None``: by the environment."""
    global _language  # noqa: PLW0603 - one process speaks one language
    _language = language


def language() -> str:
    """The language of messages: ``--lang``, else ``OWNERS_LEDGER_LANG``, else Chinese."""
    chosen = _language or os.environ.get("OWNERS_LEDGER_LANG") or "zh"
    return "en" if chosen.lower().startswith("en") else "zh"


@contextmanager
def books_language() -> Iterator[None]:
    """For text that goes into the books: Chinese, whatever the reader of messages speaks."""
    before = _language
    set_language("zh")
    try:
        yield
    finally:
        set_language(before)


@lru_cache(maxsize=4)
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("messages", _LOCALE_DIR, languages=[code], fallback=True)


def _(message: str) -> str:
    """The message in the reader's language."""
    code = language()
    return message if code == "zh" else _catalogue(code).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a mark
    """Mark a message for the catalogue; ``_`` translates it where it is shown."""
    return message
