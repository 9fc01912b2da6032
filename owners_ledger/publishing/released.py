"""Vouchers the committee released: pictures of redacted copies, named one by one.

``ledger/released/released.toml``::

    [[copy]]
    file = "2026-03-保险单.jpg"
    sha256 = "…"
    voucher = "基本户-312"
    about = "2026年公众责任险"
    approved-by = "监督小组"

Only pictures: in a PDF the text under a black bar is still there. Each is drawn anew from its
points, so that nothing a camera or a scanner wrote into the file goes along.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from owners_ledger.board.photos import cleaned
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.publishing.model import ReleasedCopy

_LIST = Path("ledger", "released", "released.toml")
_KEYS = frozenset({"file", "sha256", "voucher", "about", "approved-by"})
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class ReleasedError(OwnersLedgerError):
    """A copy is not the one the committee released, or cannot be shown."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was released.

    Attributes:
        listed: in the order of the list.
        files: path in the edition → content.
    """

    listed: tuple[ReleasedCopy, ...] = ()
    files: Mapping[str, bytes] | None = None


def released(root: Path) -> Released:
    """The copies on the committee's list.

    Raises:
        ReleasedError: the list is wrong, or a file is another one than was approved.
        BoardError: a file is no picture.
    """
    path = root / _LIST
    if not path.is_file():
        return Released((), {})
    listed: list[ReleasedCopy] = []
    files: dict[str, bytes] = {}
    for place, row in enumerate(load_toml(path).get("copy", ()), start=1):
        one, content = _copy(path, place, row)
        listed.append(one)
        files[one.file] = content
    return Released(tuple(listed), files)


def _copy(path: Path, place: int, row: Mapping[str, Any]) -> tuple[ReleasedCopy, bytes]:
    if missing := sorted(_KEYS - set(row)):
        raise _wrong(path, place, _("缺少 {keys}").format(keys="、".join(missing)))
    if unknown := sorted(set(row) - _KEYS):
        raise _wrong(path, place, _("不认识 {keys}").format(keys="、".join(unknown)))
    name, digest = str(row["file"]), str(row["sha256"]).lower()
    if PurePosixPath(name).name != name or "\\" in name:
        raise _wrong(path, place, _("file 只写文件名，不写文件夹"))
    if not _DIGEST.match(digest):
        raise _wrong(path, place, _("sha256 不是 64 位十六进制"))
    source = path.parent / name
    if not source.is_file():
        raise _wrong(path, place, _("没有 {name} 这个文件").format(name=name))
    if hashlib.sha256(source.read_bytes()).hexdigest() != digest:
        raise ReleasedError(
            _("{name} 不是业委会放行的那一份：sha256 不同").format(name=name),
            remedy=_("请核对图片；确实换了一份的，重新批准并改写 sha256。"),
            file=str(path),
        )
    content = cleaned(source)
    target = f"vouchers/{place:03d}-{hashlib.sha256(content).hexdigest()[:12]}.jpg"
    return ReleasedCopy(str(row["voucher"]), str(row["about"]), str(row["approved-by"]), target), (
        content
    )


def _wrong(path: Path, place: int, why: str) -> ReleasedError:
    return ReleasedError(
        _("放行的凭证第 {place} 项：{why}").format(place=place, why=why),
        remedy=_("请照 docs/publish.md 的例子改正；只收 JPG、PNG 图片，没有公开任何东西。"),
        file=str(path),
    )
