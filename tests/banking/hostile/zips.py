"""Zip archives whose headers say what their maker likes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")


@dataclass
class Entry:
    """One member; what is not given follows from the content.

    Attributes:
        name: as both headers have it.
        packed: the bytes as stored.
        crc: of the content.
        size: what the headers claim it has when inflated.
        method: 8 deflated, 0 stored.
        flags: bit 0 says encrypted.
        offset: where the central directory says it is.
        central_name: its name there, if another one.
        packed_size: what the headers claim it has as stored.
    """

    name: str
    packed: bytes
    crc: int
    size: int
    method: int = 8
    flags: int = 0
    offset: int | None = None
    central_name: str | None = None
    packed_size: int | None = None


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def entry(name: str, content: bytes | str, **claims: object) -> Entry:
    data = content.encode() if isinstance(content, str) else content
    found = Entry(name, deflated(data), zlib.crc32(data), len(data))
    for key, value in claims.items():
        setattr(found, key, value)
    return found


def swollen(name: str, before: bytes, block: bytes, times: int, after: bytes) -> Entry:
    """A member of many equal blocks, made without ever holding them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(after) + packer.flush()
    crc = zlib.crc32(before)
    for _time in range(times):
        crc = zlib.crc32(block, crc)
    size = len(before) + len(block) * times + len(after)
    return Entry(name, head + middle * times + tail, zlib.crc32(after, crc), size)


def packed(
    entries: Sequence[Entry], *, end_count: int | None = None, comment: bytes = b""
) -> bytes:
    """The archive."""
    body, central = bytearray(), bytearray()
    for each in entries:
        at = len(body) if each.offset is None else each.offset
        name = each.name.encode()
        other = name if each.central_name is None else each.central_name.encode()
        size = len(each.packed) if each.packed_size is None else each.packed_size
        flags = each.flags | 0x800
        body += _LOCAL.pack(
            b"PK\x03\x04", 20, flags, each.method, 0, 33, each.crc, size, each.size, len(name), 0
        )
        body += name + each.packed
        central += _CENTRAL.pack(
            b"PK\x01\x02", 20, 20, flags, each.method, 0, 33, each.crc, size, each.size,
            len(other), 0, 0, 0, 0, 0, at,
        ) + other  # fmt: skip
    count = len(entries) if end_count is None else end_count
    end = _END.pack(
        b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(central), len(body), len(comment)
    )
    return bytes(body + central + end + comment)
