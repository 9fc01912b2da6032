"""Two small drawings that stand for photographs: a wall before and after pipes were put on it.

Written as PNG by hand, uncompressed, so that every computer draws the same bytes.
"""

from __future__ import annotations

import struct
import zlib

_WIDE, _HIGH = 200, 150
_PALETTE = ((236, 232, 224), (198, 192, 182), (150, 145, 138), (176, 42, 38), (96, 96, 96))
_WALL, _JOINT, _FLOOR, _PIPE, _DARK = range(5)
_BLOCK = 65535


def before() -> bytes:
    """A bare wall."""
    return _png(_wall())


def after() -> bytes:
    """The same wall with a riser, a branch and a hydrant's box."""
    rows = _wall()
    _fill(rows, (30, 0, 38, 130), _PIPE)
    _fill(rows, (38, 24, 200, 30), _PIPE)
    for across in (80, 130, 180):
        _fill(rows, (across, 30, across + 5, 40), _DARK)
    _fill(rows, (84, 62, 150, 118), _DARK)
    _fill(rows, (88, 66, 146, 114), _PIPE)
    _fill(rows, (113, 86, 121, 94), _WALL)
    return _png(rows)


def _wall() -> list[list[int]]:
    rows = [[_WALL] * _WIDE for _row in range(_HIGH)]
    for down in range(0, 130, 13):
        _fill(rows, (0, down, _WIDE, down + 1), _JOINT)
        for across in range(0 if down % 26 else 15, _WIDE, 30):
            _fill(rows, (across, down, across + 1, down + 13), _JOINT)
    _fill(rows, (0, 130, _WIDE, _HIGH), _FLOOR)
    return rows


def _fill(rows: list[list[int]], box: tuple[int, int, int, int], colour: int) -> None:
    left, top, right, bottom = box
    for row in rows[top:bottom]:
        row[left:right] = [colour] * (min(right, _WIDE) - left)


def _png(rows: list[list[int]]) -> bytes:
    raw = b"".join(
        b"\0" + bytes(high << 4 | low for high, low in zip(row[::2], row[1::2], strict=True))
        for row in rows
    )
    colours = b"".join(bytes(one) for one in _PALETTE)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", _WIDE, _HIGH, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", colours),
            _chunk(b"IDAT", _stored(raw)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _stored(raw: bytes) -> bytes:
    """A zlib stream that compresses nothing."""
    blocks = [raw[place : place + _BLOCK] for place in range(0, len(raw), _BLOCK)]
    body = b"".join(
        struct.pack("<BHH", place == len(blocks) - 1, len(one), len(one) ^ 0xFFFF) + one
        for place, one in enumerate(blocks)
    )
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(raw))
