"""The forms a text can take in a file, written down without the code that makes the files."""

from __future__ import annotations

import base64
import urllib.parse
from collections.abc import Callable, Iterator

Encode = Callable[[str], bytes]


def _each(form: Callable[[int], str]) -> Encode:
    return lambda text: "".join(form(ord(one)) for one in text).encode()


def _utf16_units(text: str) -> Iterator[int]:
    raw = text.encode("utf-16-be")
    return (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))


def _octal(data: bytes) -> bytes:
    return "".join(f"\\{one:03o}" for one in data).encode()


def _shifted(lead: bytes) -> Encode:
    """Base64 of the text behind one or two other bytes; only what the text alone decides."""

    def encode(text: str) -> bytes:
        whole = base64.b64encode(lead + text.encode())
        first = -(-len(lead) * 8 // 6)
        last = (len(lead) + len(text.encode())) * 8 // 6
        return whole[first:last]

    return encode


def _quoted(codec: str) -> Encode:
    """Every byte as %XX, unreserved ones too: the most hidden form of a URL."""
    return lambda text: "".join(f"%{one:02X}" for one in text.encode(codec)).encode()


def _apart(between: str) -> Encode:
    return lambda text: between.join(text).encode()


# Name → how it is written. The scanner must find every one of them.
ENCODINGS: dict[str, Encode] = {
    "UTF-8": str.encode,
    "UTF-16BE": lambda text: text.encode("utf-16-be"),
    "UTF-16LE": lambda text: text.encode("utf-16-le"),
    "GB18030": lambda text: text.encode("gb18030"),
    "hex, lower": lambda text: text.encode().hex().encode(),
    "hex, upper": lambda text: text.encode().hex().upper().encode(),
    "hex of UTF-16": lambda text: text.encode("utf-16-be").hex().upper().encode(),
    "hex of GB18030": lambda text: text.encode("gb18030").hex().encode(),
    "base64": _shifted(b""),
    "base64, shifted by one": _shifted(b"A"),
    "base64, shifted by two": _shifted(b"AB"),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-be"))[
        : len(text) * 16 // 6
    ],
    "URL": lambda text: urllib.parse.quote(text, safe="").encode(),
    "URL, every byte": _quoted("utf-8"),
    "URL of GB18030": _quoted("gb18030"),
    "HTML, decimal": _each(lambda code: f"&#{code};"),
    "HTML, hexadecimal": _each(lambda code: f"&#x{code:X};"),
    "JSON": lambda text: "".join(f"\\u{unit:04x}" for unit in _utf16_units(text)).encode(),
    "PDF, octal": lambda text: _octal(text.encode("utf-16-be")),
    "PDF, octal of UTF-8": lambda text: _octal(text.encode()),
    "reversed": lambda text: text[::-1].encode(),
    "reversed, UTF-16": lambda text: text[::-1].encode("utf-16-be"),
    "split by tags": _apart("</b><b class='x'>"),
    "split by blanks": _apart(" \n"),
    "split by invisible signs": _apart("\u200b\u00ad"),
    "split, every sign an entity": lambda text: "<i></i>".join(
        f"&#{ord(one)};" for one in text
    ).encode(),
}
