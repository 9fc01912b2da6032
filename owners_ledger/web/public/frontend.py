"""Fava's own page parts, cut to what owners may use.

Fava has no switch for its editor, import or query pages: the links stand in its script and its
templates. Here the few places are replaced in memory. Each must be found exactly once, and the
text around them must be that of the version this was read with: an upgraded Fava stops with a
sentence (and fails ``tests/web_public/test_frontend.py``) until somebody has read it again.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import fava

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

HOME: Final = Path(fava.__file__).parent
PAGES: Final = ("income_statement", "balance_sheet", "trial_balance", "journal")
_KINDS = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".ico": "image/x-icon",
        ".js": "text/javascript; charset=utf-8",
        ".woff2": "font/woff2",
    }
)
# Editors and their parsers: nothing an owner sees asks for them.
_UNUSED = ("beancount-", "bql-", "tree-sitter-", "web-tree-sitter-")
_OPEN = ", ".join(f'"{page}"' for page in PAGES)
_SIDEBAR = (
    "function SidebarLink($$anchor, $$props) {\n"
    f"  if (!$$props.remote && ![{_OPEN}].includes($$props.report)) return;\n"
)
_STYLE = (
    "\n.navigation:not(:has(li)) { display: none; }\n"
    ".aside-buttons a, .droptarget .last-activity { display: none !important; }\n"
)


class Patch(NamedTuple):
    """A file of Fava's and what is replaced in it.

    Attributes:
        name: below Fava's own folder.
        sha256: of the file as it was read.
        replaced: pairs of old and new text; an empty old text: the new one is appended.
    """

    name: str
    sha256: str
    replaced: tuple[tuple[str, str], ...]


PATCHES: Final = (
    Patch(
        "static/app.js",
        "c819be855d0a47d89c8ca1e4fbdcba910cc3fb7432f551ce01200f8c8ec8d0ca",
        (
            # The sidebar shows the pages that are answered, and no other.
            (
                "function SidebarLink($$anchor, $$props) {\n",
                _SIDEBAR,
            ),
            # No dialogue for adding, uploading, exporting, or looking into the source.
            (
                "function Modals($$anchor) {\n",
                "function Modals($$anchor) {\n  return;\n",
            ),
            # On a phone the button for adding an entry stands beside the one for the menu.
            (
                '<a class="button svelte-1j8fgfq" href="#add-transaction">+</a>',
                '<a class="button svelte-1j8fgfq" href="#" hidden>+</a>',
            ),
            # A click on a payee filters by its plain words: patterns are refused.
            (
                'return value.replace(/[.*+\\-?^${}()|[\\]\\\\]/g, "\\\\$&");',
                'return value.replace(/[^\\p{L}\\p{N} ]/gu, ".");',
            ),
            (
                '`payee:"^${escape_for_regex(target.innerText)}$"`',
                '`payee:"${escape_for_regex(target.innerText)}"`',
            ),
            (
                'const value = `"^${escape_for_regex(target.innerText)}$"`;',
                'const value = `"${escape_for_regex(target.innerText)}"`;',
            ),
            # A point for every day of ten years serves nobody.
            (
                "get options() {\n      return INTERVALS;\n    },",
                'get options() {\n      return INTERVALS.filter((one) => one !== "day");\n    },',
            ),
        ),
    ),
    Patch(
        "static/app.css",
        "4adc62407dac5129bafbc7f8235b31f91e97013282e1640565fa8c134a80f78e",
        (
            (
                "",
                _STYLE,
            ),
        ),
    ),
    Patch(
        "templates/_layout.html",
        "1f9cd23a8e68b148ad0ff9592a1888c415147db2b2623b00ed11ace377af8f75",
        (("<html>", '<html lang="zh-Hans">'),),
    ),
    Patch(
        "templates/_journal_table.html",
        "c12f24f57eca8575f307c2f364eb31ea1b4acacd6bc2e60a7c0c705e8a324657",
        (
            ("{% autoescape false %}", "{% autoescape true %}"),
            ("<a href='#context-{{ entry_hash }}'>{{ entry.date }}</a>", "{{ entry.date }}"),
        ),
    ),
    Patch(
        "templates/macros/_commodity_macros.html",
        "33cfa2626cddbec0629b87b10430d55cd40a0ea1b970c147e94b19fbb310b346",
        (),
    ),
)


class FrontendError(OwnersLedgerError):
    """This Fava is not the one that was looked through."""


@functools.cache
def patched() -> Mapping[str, str]:
    """Fava's changed files by name below its folder.

    Raises:
        FrontendError: a file is not the one that was looked through.
    """
    return MappingProxyType({one.name: _apply(one) for one in PATCHES})


@functools.cache
def templates() -> Mapping[str, str]:
    """The templates that answer owners, by the name Fava calls them."""
    start = "templates/"
    return {
        name.removeprefix(start): text for name, text in patched().items() if name.startswith(start)
    }


@functools.cache
def static() -> Mapping[str, tuple[str, bytes]]:
    """What the pages may fetch: type and content by file name."""
    files = {
        path.name: (_KINDS[path.suffix], path.read_bytes())
        for path in sorted((HOME / "static").iterdir())
        if path.suffix in _KINDS and not path.name.startswith(_UNUSED)
    }
    for name, text in patched().items():
        if name.startswith("static/"):
            files[Path(name).name] = (_KINDS[Path(name).suffix], text.encode())
    return MappingProxyType(files)


def _apply(patch: Patch) -> str:
    content = (HOME / patch.name).read_bytes()
    text = content.decode()
    changed = hashlib.sha256(content).hexdigest() != patch.sha256
    for old, new in patch.replaced:
        if changed or (old and text.count(old) != 1):
            break
        text = text.replace(old, new) if old else text + new
    else:
        if not changed:
            return text
    raise FrontendError(
        _("装着的 Fava（{version}）没有核对过，不能给业主看：{name} 与核对的不同").format(
            version=fava.__version__, name=patch.name
        ),
        remedy=_("请安装 owners-ledger 指定的 Fava 版本。"),
    )
