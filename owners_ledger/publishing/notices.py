"""Notices in the edition: pages of every month and quarter, and the prints that hung.

A print is published byte by byte as it was kept when it was posted, proved by its hash.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from owners_ledger.board.posting import Edition, Posted, edition_stem, kept_file
from owners_ledger.config import Committee
from owners_ledger.errors import UsageError
from owners_ledger.periods import Period
from owners_ledger.publishing.model import NoticeFile
from owners_ledger.rendering import page
from owners_ledger.rendering.json_ import as_json, to_json
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.seal import seal_code
from owners_ledger.reporting.model import Disclosure

_FOLDER = "notices"


@dataclass(frozen=True, slots=True)
class Notices:
    """What hung and what could have hung.

    Attributes:
        listed: newest first.
        files: content by path in the edition.
    """

    listed: tuple[NoticeFile, ...]
    files: Mapping[str, bytes]


def quarters(months: Sequence[Period]) -> list[Period]:
    """The whole quarters among months."""
    starts = [month for month in months if month.month % 3 == 1]
    found = [Period(month.year, month.month, 3) for month in starts]
    return [quarter for quarter in found if set(quarter.each_month()) <= set(months)]


def notices(
    root: Path, committee: Committee, figures: Iterable[Disclosure], records: Iterable[Posted]
) -> Notices:
    """Pages and prints.

    Args:
        root: the book's folder.
        committee: who publishes.
        figures: of the published months and quarters.
        records: of what was posted.
    """
    known = {record.stem: record for record in records}
    files: dict[str, bytes] = {}
    listed: list[NoticeFile] = []
    for one in figures:
        stem = f"{one.kind}-{one.period}"
        files |= _pages(root, committee, one, stem)
        listed += _listed(root, one, known.pop(stem, None), stem, files)
    for record in known.values():
        listed += [_print(root, record, edition, files) for edition in record.editions]
    return Notices(tuple(sorted(listed, key=_newest, reverse=True)), files)


def _pages(root: Path, committee: Committee, one: Disclosure, stem: str) -> dict[str, bytes]:
    sheet = notice(one, committee)
    return {
        f"{_FOLDER}/{stem}.html": page.web(root, sheet.kind, sheet.variables(True)).encode(),
        f"{_FOLDER}/{stem}.json": to_json(one).encode(),
    }


def _listed(
    root: Path, one: Disclosure, record: Posted | None, stem: str, files: dict[str, bytes]
) -> Iterator[NoticeFile]:
    fresh = NoticeFile(
        kind=one.kind,
        period=one.period,
        title=f"{one.title}财务收支公示",
        number=one.number,
        edition="",
        seal=seal_code(as_json(one)),
        posted_from=None,
        posted_to=None,
        files=tuple((kind, f"{_FOLDER}/{stem}.{kind}") for kind in ("html", "json")),
    )
    if record is None:
        yield fresh
        return
    for edition in record.editions:
        printed = _print(root, record, edition, files)
        same = edition.seal in ("", fresh.seal)
        pages = fresh.files if same and not edition.name else ()
        yield NoticeFile(
            one.kind,
            one.period,
            printed.title,
            printed.number,
            edition.name,
            printed.seal or ("" if edition.name else fresh.seal),
            printed.posted_from,
            printed.posted_to,
            tuple(dict((*pages, *printed.files)).items()),
        )


def _print(root: Path, record: Posted, edition: Edition, files: dict[str, bytes]) -> NoticeFile:
    """A print with its kept files; a file that is not what hung any more is left out."""
    there: list[tuple[str, str]] = []
    for kind, digest in (("pdf", edition.pdf_sha256), ("json", edition.figures_sha256)):
        kept = kept_file(root, record.stem, edition.name, kind)
        if digest and kept.is_file():
            content = kept.read_bytes()
            if hashlib.sha256(content).hexdigest() == digest:
                target = f"{_FOLDER}/{edition_stem(record.stem, edition.name)}-posted.{kind}"
                files[target] = content
                there.append((kind, target))
    places = [place for place in record.places if place.edition == edition.name]
    days = [place.start for place in places]
    ends = [place.last for place in places if place.last is not None]
    return NoticeFile(
        kind=record.kind,
        period=record.code,
        title=record.title,
        number=record.number,
        edition=edition.name,
        seal=edition.seal,
        posted_from=min(days, default=None),
        posted_to=max(ends, default=None),
        files=tuple(there),
    )


def _newest(one: NoticeFile) -> tuple[datetime.date, str, str]:
    try:
        last = Period.parse(one.period).last
    except UsageError:  # a special notice goes by its own id
        last = one.posted_from or datetime.date.min
    return last, one.kind, one.edition
