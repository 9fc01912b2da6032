"""What was posted: one record per notice in ``ledger/posted/``, its prints beside it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.board.model import ChangedFigure, Figure
from owners_ledger.board.toml_text import BoardError, read, written
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_AMOUNT = re.compile(r"-?\d+\.\d{2}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edition:
    """One print of a notice.

    Attributes:
        name: "" for the first, ``补发1``, ``更正1``.
        day: when it was kept; of a 补发 or 更正 the day it was made.
        seal: its 核对码, "" where the print was not kept.
        pdf_sha256: of the PDF as it hangs, "" where it was not kept.
        figures_sha256: of its JSON, "" where it was not kept.
        why: of a correction.
        changed: of a correction: against the edition before.
    """

    name: str
    day: datetime.date
    seal: str = ""
    pdf_sha256: str = ""
    figures_sha256: str = ""
    why: str = ""
    changed: tuple[ChangedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a print hung.

    Attributes:
        name: of the place.
        start: first day.
        end: last day planned, if somebody said.
        by: role of whoever put it up.
        edition: which print.
        taken_down: the day it was taken down.
        photos: SHA-256 of the photographs in ``photos/``.
    """

    name: str
    start: datetime.date
    end: datetime.date | None
    by: str
    edition: str = ""
    taken_down: datetime.date | None = None
    photos: tuple[str, ...] = ()

    @property
    def last(self) -> datetime.date | None:
        """The day it came down, else the one planned."""
        return self.taken_down or self.end


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice's record.

    Attributes:
        kind: of report: ``monthly``, ``special``.
        code: ``2026-03``, or a special notice's id.
        title: as it was printed (``2026年3月财务收支公示``).
        number: the notice's number.
        editions: every print, the first one first.
        places: where they hung, in the order they were told.
    """

    kind: str
    code: str
    title: str
    number: str
    editions: tuple[Edition, ...]
    places: tuple[Place, ...] = ()

    @property
    def stem(self) -> str:
        """Name of its files."""
        return f"{self.kind}-{self.code}"

    @property
    def kept(self) -> Edition | None:
        """The newest print whose figures were kept and which changed them (not a 补发)."""
        kept = [one for one in self.editions if one.figures_sha256 and "补发" not in one.name]
        return kept[-1] if kept else None

    @property
    def corrections(self) -> tuple[Edition, ...]:
        """The corrected prints."""
        return tuple(one for one in self.editions if one.name.startswith("更正"))

    def edition(self, name: str) -> Edition | None:
        """The print of a name."""
        return next((one for one in self.editions if one.name == name), None)

    def figures_file(self, root: Path) -> Path:
        """The JSON of the print that counts.

        Raises:
            BoardError: its figures were not kept.
        """
        if self.kept is None:
            raise BoardError(_("{stem} 没有留底").format(stem=self.stem))
        return kept_file(root, self.stem, self.kept.name, "json")


def folder(root: Path) -> Path:
    """Where records and kept prints lie."""
    return root / "ledger" / "posted"


def kept_file(root: Path, stem: str, edition: str, ending: str) -> Path:
    """A kept print's file."""
    return folder(root) / f"{edition_stem(stem, edition)}.{ending}"


def edition_stem(stem: str, edition: str) -> str:
    """A print's file name without ending: ``monthly-2026-03-更正1``."""
    return f"{stem}-{edition}" if edition else stem


def record_file(root: Path, stem: str) -> Path:
    """A notice's record."""
    return folder(root) / f"{stem}.toml"


def load_postings(root: Path) -> tuple[Posted, ...]:
    """Every record of a book, by file name.

    Raises:
        OwnersLedgerError: a record was changed by hand, or cannot be read.
    """
    return tuple(load_posted(path) for path in sorted(folder(root).glob("*.toml")))


def posted(root: Path, stem: str) -> Posted | None:
    """A notice's record, ``None`` where it was never posted.

    Raises:
        OwnersLedgerError: it was changed by hand, or cannot be read.
    """
    path = record_file(root, stem)
    return load_posted(path) if path.is_file() else None


def load_posted(path: Path) -> Posted:
    """A record.

    Raises:
        OwnersLedgerError: it was changed by hand, or cannot be read.
    """
    raw = read(path)
    try:
        record = _posted(raw, path.stem)
    except (KeyError, TypeError, ValueError, AttributeError, OwnersLedgerError) as error:
        raise BoardError(
            _("张贴记录缺少或写错了：{what}").format(what=error),
            remedy=_("请从 git 或备份恢复它。"),
            file=str(path),
        ) from error
    return record


def content(record: Posted) -> bytes:
    """A record as its file."""
    return written(
        {
            "kind": record.kind,
            "period": record.code,
            "title": record.title,
            "number": record.number,
            "edition": [
                {
                    "name": one.name,
                    "day": one.day,
                    "seal": one.seal or None,
                    "pdf-sha256": one.pdf_sha256 or None,
                    "figures-sha256": one.figures_sha256 or None,
                    "why": one.why or None,
                    "changed": [
                        {"what": change.what, "old": change.old, "new": change.new}
                        for change in one.changed
                    ]
                    or None,
                }
                for one in record.editions
            ],
            "place": [
                {
                    "name": one.name,
                    "from": one.start,
                    "to": one.end,
                    "by": one.by,
                    "edition": one.edition or None,
                    "taken-down": one.taken_down,
                    "photos": list(one.photos) or None,
                }
                for one in record.places
            ],
        }
    )


def sha256(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


def _posted(raw: Mapping[str, Any], stem: str) -> Posted:
    kind, code = str(raw["kind"]), str(raw["period"])
    if f"{kind}-{code}" != stem:
        raise ValueError(code)
    return Posted(
        kind=kind,
        code=code,
        title=str(raw["title"]),
        number=str(raw["number"]),
        editions=tuple(_edition(one) for one in raw["edition"]),
        places=tuple(_place(one) for one in raw.get("place", ())),
    )


def _edition(raw: Mapping[str, Any]) -> Edition:
    return Edition(
        name=str(raw["name"]),
        day=_day(raw["day"]),
        seal=str(raw.get("seal", "")),
        pdf_sha256=str(raw.get("pdf-sha256", "")),
        figures_sha256=str(raw.get("figures-sha256", "")),
        why=str(raw.get("why", "")),
        changed=tuple(
            ChangedFigure(str(one["what"]), _figure(one.get("old")), _figure(one.get("new")))
            for one in raw.get("changed", ())
        ),
    )


def _place(raw: Mapping[str, Any]) -> Place:
    return Place(
        name=str(raw["name"]),
        start=_day(raw["from"]),
        end=_day(raw["to"]) if "to" in raw else None,
        by=str(raw["by"]),
        edition=str(raw.get("edition", "")),
        taken_down=_day(raw["taken-down"]) if "taken-down" in raw else None,
        photos=tuple(map(str, raw.get("photos", ()))),
    )


def _figure(value: object) -> Figure:
    text = None if value is None else str(value)
    return Decimal(text) if text is not None and _AMOUNT.match(text) else text


def _day(value: object) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise TypeError(_("{value} 不是日期").format(value=value))
    return value
