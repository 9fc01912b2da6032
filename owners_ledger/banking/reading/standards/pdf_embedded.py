"""The XML files embedded in a PDF."""

from __future__ import annotations

import contextlib
import importlib
import io
import struct
import zlib
from typing import Any

ATTACHMENT_LIMIT = 50
SIZE_LIMIT = 20 * 1024 * 1024
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks and blanks
# What pypdf lets out on broken files, beside its own errors.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def embedded(data: bytes) -> list[bytes]:
    """The XML files embedded in a PDF, none where it is broken in whatever way."""
    pypdf: Any = importlib.import_module("pypdf")
    found: list[bytes] = []
    with contextlib.suppress(pypdf.errors.PyPdfError, *_BROKEN):
        for contents in pypdf.PdfReader(io.BytesIO(data)).attachments.values():
            found += [each for each in contents if len(each) <= SIZE_LIMIT]
            if len(found) > ATTACHMENT_LIMIT:
                break
    return [each for each in found if each.lstrip(_BEFORE).startswith(b"<")]
