"""The edition's own pages and files: type, policy, and the links that exist only when served."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from markupsafe import escape

from owners_ledger.web.public.edition import Edition

HOME: Final = "index.html"
_KINDS: Final = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".toml": "text/plain; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }
)
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FILE_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MENU_END = re.compile(rb"[ \t]*</ul>\s*</nav>")
_BODY = re.compile(rb"<body[^>]*>")


def file(edition: Edition, name: str) -> tuple[str, bytes] | None:
    """A file's type and content by its path; a folder is its ``index.html``."""
    name = f"{name}{HOME}" if not name or name.endswith("/") else name
    content = edition.files.get(name)
    if content is None:
        return None
    kind = _KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    return kind, content


def with_links(page: bytes, links: Sequence[tuple[str, str]]) -> bytes:
    """A page with what only a server has: links at the end of its menus, or else at its head.

    Args:
        page: as it was published.
        links: label and address.
    """
    items = [f'<a href="{escape(to)}">{escape(label)}</a>' for label, to in links]
    listed = "".join(f"  <li>{item}</li>\n" for item in items).encode()
    changed, count = _MENU_END.subn(lambda found: listed + found[0], page)
    if count:
        return changed
    line = f"\n<p>{'　'.join(items)}</p>".encode()
    return _BODY.sub(lambda found: found[0] + line, page, count=1)
