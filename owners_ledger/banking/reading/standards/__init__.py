"""Standard formats beside the banks' tables: MOF bkrs and bker, camt.053, MT940, OFX.

Each is told by its content and comes out as the same proved ``Statement``.
"""

from __future__ import annotations

import re

from owners_ledger.banking.reading.readers_text import decode
from owners_ledger.banking.statement import Statement

_HEAD = 65536
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF"
_LOOKS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<|:20:|\{[14]:|OFXHEADER)")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(xbrl|Document|BkToCstmr\w+|OFX)[\s>]")
_SGML = re.compile(r"(?:OFXHEADER|<OFX>)")
_MESSAGE = re.compile(r"\s*(?:\{[^\n]*\{4:\s*|\{4:\s*)?:20:[^\n]*\n")
_FIELD = re.compile(r"^:(?:25|28C?|60[FM]|61|62[FM]):", re.MULTILINE)


def read(data: bytes, file: str, digest: str) -> tuple[Statement, ...] | None:
    """The statements of a file of a standard format; ``None``: it is of none.

    Raises:
        StatementError: it is of one, but damaged, hostile, no statement, or it does not add up.
    """
    if data.startswith(_ZIP) and b"OFD.xml" in data:
        from owners_ledger.banking.reading.standards import containers  # noqa: PLC0415 - tables do without

        attached = containers.in_ofd(data, file)
        return None if attached is None else _attached(attached, file, digest)
    if data.startswith(_PDF):
        from owners_ledger.banking.reading.standards import containers  # noqa: PLC0415 - the same

        attached = containers.in_pdf(data, file)
        return _attached(attached, file, digest) if attached else None
    if _LOOKS.match(data[:_HEAD].replace(b"\x00", b"")):
        return _written(decode(data, file).lstrip("\ufeff"), file, digest)
    return None


def _written(content: str, file: str, digest: str) -> tuple[Statement, ...] | None:
    """The statements of a text."""
    from owners_ledger.banking.reading.standards import (  # noqa: PLC0415 - tables do without
        camt,
        mof,
        mt940,
        ofx,
        sgml,
        xmltree,
    )

    head = content[:_HEAD].lstrip()
    if _MESSAGE.match(head) and _FIELD.search(head):
        return mt940.read(content, file, digest)
    root = _ROOT.search(head)
    if root is None:
        return None
    if _SGML.match(head):
        return ofx.read(sgml.parse(content, file), file, digest)
    if not head.startswith("<"):
        return None
    reader = {"OFX": ofx.read, "xbrl": mof.read}.get(root[1], camt.read)
    return reader(xmltree.parse(content, file), file, digest)


def _attached(texts: list[str], file: str, digest: str) -> tuple[Statement, ...]:
    """The statements among attached documents; without one, why the first is none."""
    from owners_ledger.banking.reading.standards import mof, xmltree  # noqa: PLC0415 - tables do without

    if not texts:
        raise mof.without_data(file)
    roots = [xmltree.parse(each, file) for each in texts]
    chosen = (
        [root for root in roots if mof.kind(root) == "bkrs"]
        or [root for root in roots if mof.kind(root).startswith("bker")]
        or roots[:1]
    )
    return tuple(found for root in chosen for found in mof.read(root, file, digest))
