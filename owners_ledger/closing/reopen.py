"""Opening closed months again: always on record, with a reason, and the old seals kept."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.closing.seal import (
    FOLDER,
    REOPENED,
    ClosingError,
    Seal,
    content,
    file_of,
)
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

KEPT = "reopened"


@dataclass(frozen=True, slots=True)
class Reopening:
    """A month that was opened again; kept for ever.

    Attributes:
        month: which.
        day: when.
        by: who.
        reason: why.
        head: of the seal that was broken.
    """

    month: Period
    day: datetime.date
    by: str
    reason: str
    head: str


def load_reopenings(root: Path) -> tuple[Reopening, ...]:
    """The record, the oldest first.

    Raises:
        ClosingError: it cannot be read.
    """
    path = root / FOLDER / REOPENED
    if not path.is_file():
        return ()
    try:
        return tuple(_reopening(row) for row in load_toml(path)["reopening"])
    except (KeyError, TypeError, ValueError, OwnersLedgerError) as error:
        raise ClosingError(
            _("重开结账的记录缺少或写错了：{what}").format(what=error),
            remedy=_("请从 git 或备份恢复这个文件；它只由 reopen 往后添。"),
            file=str(path),
        ) from error


def chain_hash(record: Sequence[Reopening]) -> str:
    """A hash over re-openings in their order, "" for none."""
    if not record:
        return ""
    rows = [[str(one.month), str(one.day), one.by, one.reason, one.head] for one in record]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def reopening(
    root: Path,
    seals: Sequence[Seal],
    record: Sequence[Reopening],
    month: Period,
    *,
    day: datetime.date,
    by: str,
    reason: str,
) -> tuple[tuple[Reopening, ...], tuple[tuple[Path, bytes], ...], tuple[Path, ...]]:
    """Opens a month and all closed ones after it, whose seals hang on its own.

    Returns:
        What is recorded, the files to write, and the seals to take away after that.

    Raises:
        ClosingError: the month is not closed, or no reason is given.
    """
    if not reason.strip():
        raise ClosingError(
            _("重开结账要写明原因"), remedy=_("请用 --reason 写一句话，它会印在年度报告里。")
        )
    broken = [seal for seal in seals if seal.month >= month]
    if not broken or broken[0].month != month:
        raise ClosingError(
            _("{month}没有结账，不用重开").format(month=month.title), remedy=_("请核对月份。")
        )
    added = tuple(
        Reopening(seal.month, day, by.strip(), reason.strip(), seal.head) for seal in broken
    )
    times = {seal.month: 1 + sum(one.month == seal.month for one in record) for seal in broken}
    kept = [
        (root / FOLDER / KEPT / f"{seal.month}.{times[seal.month]}.toml", content(seal))
        for seal in broken
    ]
    files = (*kept, (root / FOLDER / REOPENED, _content((*record, *added))))
    return added, files, tuple(file_of(root, seal.month) for seal in reversed(broken))


def _content(record: Sequence[Reopening]) -> bytes:
    text = "# 重开结账的记录，只往后添，永远保留。由 owners-ledger reopen 生成。\n"
    for one in record:
        text += (
            f"\n[[reopening]]\nmonth = {_text(str(one.month))}\nday = {one.day}\n"
            f"by = {_text(one.by)}\nreason = {_text(one.reason)}\nhead = {_text(one.head)}\n"
        )
    return text.encode()


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _reopening(row: Mapping[str, Any]) -> Reopening:
    if type(row["day"]) is not datetime.date:
        raise TypeError(row["day"])
    return Reopening(
        Period.parse(str(row["month"])),
        row["day"],
        str(row["by"]),
        str(row["reason"]),
        str(row["head"]),
    )
