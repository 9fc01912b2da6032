"""The edition's own pages and files: type, policy, and the links that exist only when served."""

from __future__ import annotations

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
_MARK = b"<!-- served -->"
_END = b"</body>"


def file(edition: Edition, name: str) -> tuple[str, bytes] | None:
    """A file's type and content by its path; a folder is its ``index.html``."""
    name = f"{name}{HOME}" if not name or name.endswith("/") else name
    content = edition.files.get(name)
    if content is None:
        return None
    kind = _KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    return kind, content


def with_links(page: bytes, links: Sequence[tuple[str, str]], leave: str | None) -> bytes:
    """The home page with what a server adds: links, and a button to log out.

    Args:
        page: as it was published; where it has a mark they stand there, else at its end.
        links: label and address.
        leave: address the button posts to, ``None``: there is no login.
    """
    shown = "　".join(f'<a href="{escape(to)}">{escape(label)}</a>' for label, to in links)
    button = (
        f'<form method="post" action="{escape(leave)}" style="display:inline">'
        '<button type="submit">退出</button></form>'
        if leave
        else ""
    )
    added = f'<nav aria-label="在线" style="padding:.75rem 1rem">{shown}　{button}</nav>'.encode()
    place = _MARK if _MARK in page else _END
    before, mark, after = page.rpartition(place)
    return before + added + mark + after if mark else page + added
