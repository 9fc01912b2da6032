"""Take the XML files embedded in a PDF, in a process of its own: bytes in, JSON of hex out.

Nothing of this package is imported here, which keeps the start short.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
from typing import Any

MEMORY_LIMIT = 1 << 30
SECONDS_LIMIT = 20
ATTACHMENT_LIMIT = 50
SIZE_LIMIT = 20 * 1024 * 1024
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks and blanks


def _limit() -> None:
    try:
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not on this system; the process itself is still a wall


def embedded(data: bytes) -> list[bytes]:
    """The XML files embedded in a PDF, none where it is broken in whatever way."""
    with contextlib.suppress(Exception):
        return _embedded(data)
    return []


def _embedded(data: bytes) -> list[bytes]:
    pypdf: Any = importlib.import_module("pypdf")
    found: list[bytes] = []
    for contents in pypdf.PdfReader(io.BytesIO(data)).attachments.values():
        found += [each for each in contents if len(each) <= SIZE_LIMIT]
        if len(found) > ATTACHMENT_LIMIT:
            break
    return [each for each in found if each.lstrip(_BEFORE).startswith(b"<")]


def main() -> None:
    """The files as a JSON list of hexadecimal texts, empty where there are none."""
    _limit()
    found: list[bytes] = []
    with contextlib.suppress(BaseException):  # broken in whatever way: nothing found
        found = _embedded(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps([each.hex() for each in found]))


if __name__ == "__main__":
    main()
