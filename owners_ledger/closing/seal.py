"""The seal of a month and its file."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.books.hashed import canonical
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

FOLDER = "ledger/closed"
REOPENED = "reopened.toml"
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_ROW = re.compile(r"(\S+) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{64})\Z")


class ClosingError(OwnersLedgerError):
    """A month cannot be closed or opened again, or a seal is not in order; nothing was written."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry under a seal.

    Attributes:
        number: of the voucher (``记-12``), ``期初-1`` before the first month, ``-`` for what is
            no voucher.
        date: its day.
        digest: of what it says.
    """

    number: str
    date: datetime.date
    digest: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A closed month.

    Attributes:
        month: the month.
        day: when it was closed.
        by: who kept the books.
        approved_by: who approved it, another person.
        previous: head of the month before, "" for the first.
        reopenings: hash over all re-openings recorded until then.
        digest: of all its entries.
        notice: 核对码 of the month's notice, "" where none was posted.
        reasons: what was accepted at closing, in words.
        balances: of every account that is not zero, at the month's end.
        entries: all its entries; the first seal holds everything before it as well.
        salt: random, so that nobody can guess from a published seal what it keeps secret.
    """

    month: Period
    day: datetime.date
    by: str
    approved_by: str
    previous: str
    reopenings: str
    digest: str
    notice: str
    reasons: tuple[str, ...]
    balances: Mapping[str, Decimal]
    entries: tuple[Sealed, ...]
    salt: str = ""

    @property
    def head(self) -> str:
        """The hash over all of it: what the next seal and a notice hold on to."""
        return hashlib.sha256(canonical(self.public)).hexdigest()

    @property
    def public(self) -> dict[str, str]:
        """What may be published and still proves the head: the rest only as one salted hash."""
        private = {
            "by": self.by,
            "approved-by": self.approved_by,
            "digest": self.digest,
            "reasons": self.reasons,
            "balances": {name: f"{amount:.2f}" for name, amount in self.balances.items()},
            "entries": [f"{one.number} {one.date} {one.digest}" for one in self.entries],
            "salt": self.salt,
        }
        return {
            "month": str(self.month),
            "day": self.day.isoformat(),
            "previous": self.previous,
            "reopenings": self.reopenings,
            "notice": self.notice,
            "private": hashlib.sha256(canonical(private)).hexdigest(),
        }

    @property
    def code(self) -> str:
        """The head's beginning, short enough to print and to read out."""
        return " ".join(self.head[place : place + 4] for place in range(0, 20, 4)).upper()


def file_of(root: Path, month: Period) -> Path:
    """A month's seal."""
    return root / FOLDER / f"{month}.toml"


def closed_months(root: Path) -> tuple[Period, ...]:
    """The months that have a seal, in order; nothing is read."""
    names = (path.stem for path in (root / FOLDER).glob("*.toml"))
    return tuple(sorted(Period.parse(name) for name in names if _MONTH.match(name)))


def load_seals(root: Path) -> tuple[Seal, ...]:
    """All seals, in order.

    Raises:
        ClosingError: one was changed or cannot be read.
    """
    return tuple(load_seal(file_of(root, month), month) for month in closed_months(root))


def load_seal(path: Path, month: Period) -> Seal:
    """One seal.

    Raises:
        ClosingError: it was changed by hand or is not in order.
    """
    try:
        raw = load_toml(path)
        seal = _seal(raw, month)
        stored = str(raw["head"])
    except (KeyError, TypeError, ValueError, OwnersLedgerError) as error:
        raise ClosingError(
            _("{month}的封条缺少或写错了：{what}").format(month=month.title, what=error),
            remedy=_("请从 git 或备份恢复这个文件；它只由 close 和 reopen 改动。"),
            file=str(path),
        ) from error
    if stored != seal.head:
        raise ClosingError(
            _("{month}的封条被人手工改过").format(month=month.title),
            remedy=_("请从 git 或备份恢复这个文件；它只由 close 和 reopen 改动。"),
            file=str(path),
        )
    return seal


def content(seal: Seal) -> bytes:
    """A seal as its file."""
    return "".join(_lines(seal)).encode()


def _lines(seal: Seal) -> Iterator[str]:
    yield f"# {seal.month.title}已结账。由 owners-ledger close 生成，请勿手工改动。\n"
    for key, value in (
        ("month", str(seal.month)),
        ("by", seal.by),
        ("approved-by", seal.approved_by),
        ("previous", seal.previous),
        ("reopenings", seal.reopenings),
        ("digest", seal.digest),
        ("notice", seal.notice),
        ("salt", seal.salt),
        ("head", seal.head),
    ):
        yield f"{key} = {_text(value)}\n"
    yield f"day = {seal.day}\n"
    yield f"reasons = [{', '.join(map(_text, seal.reasons))}]\n"
    yield "# 凭证号、日期、内容的指纹\nentries = [\n"
    yield from (f'  "{one.number} {one.date} {one.digest}",\n' for one in seal.entries)
    yield "]\n\n# 月末余额\n[balances]\n"
    yield from (f'{_text(name)} = "{amount:.2f}"\n' for name, amount in seal.balances.items())


def _text(value: str) -> str:
    # A basic string of TOML escapes as JSON does, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _seal(raw: Mapping[str, Any], month: Period) -> Seal:
    if raw["month"] != str(month):
        raise ValueError(raw["month"])
    if type(raw["day"]) is not datetime.date:
        raise TypeError(raw["day"])
    return Seal(
        month=month,
        day=raw["day"],
        by=str(raw["by"]),
        approved_by=str(raw["approved-by"]),
        previous=str(raw["previous"]),
        reopenings=str(raw["reopenings"]),
        digest=str(raw["digest"]),
        notice=str(raw["notice"]),
        reasons=tuple(map(str, raw["reasons"])),
        balances={str(name): money.parse(amount) for name, amount in raw["balances"].items()},
        entries=tuple(_sealed(one) for one in raw["entries"]),
        salt=str(raw["salt"]),
    )


def _sealed(text: str) -> Sealed:
    match = _ROW.match(text)
    if match is None:
        raise ValueError(text)
    return Sealed(match[1], datetime.date.fromisoformat(match[2]), match[3])
