"""What a hostile file is, and the small true statement that most of them disguise themselves as."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "samples"

HEAD = ["交易时间", "收入", "支出", "余额", "对方户名", "对方账号", "摘要", "流水号"]
ROWS = [
    ["2026-01-04 09:12:31", "100.00", "", "1100.00", "甲公司", "6217990000100000033", "停车费", "A0001"],
    ["2026-01-05 10:00:00", "", "40.00", "1060.00", "乙公司", "6217990000100000044", "维修", "A0002"],
    ["2026-01-06 23:59:59", "0.50", "", "1060.50", "", "", "结息", "A0003"],
]  # fmt: skip
WHEN, IN, OUT, BALANCE, PARTY, PARTY_ACCOUNT, TEXT, SERIAL = range(8)


@dataclass(frozen=True)
class Refused:
    """The file must be turned down.

    Attributes:
        words: a regular expression that the sentence matches.
        unless_read: readers differ in what they forgive; a right reading will do as well.
    """

    words: str
    unless_read: bool = False


@dataclass(frozen=True)
class Read:
    """The file is harmless after cleaning and must be read rightly.

    Attributes:
        lines: how many lines there are.
        closing: the last balance, "" where the file has none.
        texts: what must stand among the names, numbers, texts and serials, whole.
        absent: what may stand nowhere among them.
    """

    lines: int = 3
    closing: str = "1060.50"
    texts: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One hostile file.

    Attributes:
        kind: its family.
        attack: what it tries.
        content: its bytes.
        expected: how it must end.
        ext: the ending of its name.
        name: a name of its own, where the name is the attack.
        is_slow: it keeps a reader busy for more than a second.
    """

    kind: str
    attack: str
    content: bytes
    expected: Refused | Read
    ext: str = "csv"
    name: str = ""
    is_slow: bool = False

    def entry(self) -> dict[str, Any]:
        """Its line of the manifest."""
        outcome = "refused" if isinstance(self.expected, Refused) else "read"
        return {"attack": self.attack, outcome: asdict(self.expected), "slow": self.is_slow}


def table(changes: Mapping[tuple[int, int], str] | None = None) -> list[list[str]]:
    """Header and rows, cells replaced by row (0: the header) and column."""
    found = [list(HEAD), *(list(row) for row in ROWS)]
    for (row, column), text in (changes or {}).items():
        found[row][column] = text
    return found


def text_of(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def csv_of(
    changes: Mapping[tuple[int, int], str] | None = None, encoding: str = "utf-8-sig"
) -> bytes:
    return text_of(table(changes)).encode(encoding, "surrogatepass")


def html_of(rows: Sequence[Sequence[str]], before: str = "", after: str = "") -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<html><meta charset=utf-8>{before}<table>{body}</table>{after}</html>".encode()
