"""Posting a notice: its print is kept as it hangs, and where, from when, by whom is recorded."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from owners_ledger.board import posting
from owners_ledger.board.posting import Edition, Place, Posted
from owners_ledger.board.toml_text import BoardError
from owners_ledger.i18n import _

Files = list[tuple[Path, bytes]]
Seal = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Hung:
    """What a command tells of a posting.

    Attributes:
        kind: of report.
        code: period or id.
        edition: "" for the first print.
        places: names.
        start: first day.
        end: last day.
        by: a role.
        photos: cleaned photographs.
    """

    kind: str
    code: str
    edition: str
    places: tuple[str, ...]
    start: datetime.date
    end: datetime.date
    by: str
    photos: tuple[bytes, ...] = ()

    @property
    def stem(self) -> str:
        """Name of the notice's files."""
        return f"{self.kind}-{self.code}"


def hang(root: Path, hung: Hung, pdf: Path, seal: Seal) -> tuple[Posted, Files]:
    """The record with a posting more, and the files to write, the record last.

    Args:
        root: the book's folder.
        hung: what was posted.
        pdf: the notice's PDF, kept when it is posted for the first time.
        seal: makes the 核对码 of figures.

    Raises:
        BoardError: the PDF is not the one that is kept, is no notice of ours, or the days are
            impossible.
    """
    if hung.end < hung.start:
        raise BoardError(
            _("止（{end}）早于起（{start}）").format(end=hung.end, start=hung.start),
            remedy=_("请核对 --from 和 --to。"),
        )
    record = posting.posted(root, hung.stem)
    files: Files = []
    if record is None or not record.editions[0].pdf_sha256:
        if hung.edition:
            raise _no_edition(hung.stem, hung.edition, record)
        kept, files = _kept(root, hung, pdf, seal)
        places = record.places if record else ()
        record = replace(kept, places=places)
    edition = record.edition(hung.edition)
    if edition is None:
        raise _no_edition(hung.stem, hung.edition, record)
    if pdf.is_file() and posting.sha256(pdf.read_bytes()) != edition.pdf_sha256:
        raise BoardError(
            _("这个 PDF 不是留了底的那一份"),
            remedy=_("张贴的应当是 {kept}。数字要改，用 report 的 --correct。").format(
                kept=posting.kept_file(root, hung.stem, hung.edition, "pdf").relative_to(root)
            ),
            file=str(pdf),
        )
    folder = posting.folder(root) / "photos"
    hashes = tuple(posting.sha256(photo) for photo in hung.photos)
    files += [
        (folder / f"{name}.jpg", photo) for name, photo in zip(hashes, hung.photos, strict=True)
    ]
    record = replace(record, places=_joined(record.places, hung, hashes))
    return record, [*files, (posting.record_file(root, hung.stem), posting.content(record))]


def take_down(
    root: Path, stem: str, day: datetime.date, places: Sequence[str], edition: str
) -> tuple[Posted, Files]:
    """The record of a notice that was taken down.

    Args:
        root: the book's folder.
        stem: of the notice.
        day: when.
        places: where; none: everywhere it still hangs.
        edition: which print.

    Raises:
        BoardError: it hangs at none of them, or did not hang yet.
    """
    record = posting.posted(root, stem)
    hanging = [
        place
        for place in (record.places if record else ())
        if place.taken_down is None
        and place.edition == edition
        and (not places or place.name in places)
    ]
    if record is None or not hanging:
        raise BoardError(
            _("{stem} 没有挂着的张贴").format(stem=stem),
            remedy=_("已登记的看 owners-ledger post --list。"),
        )
    if early := [place for place in hanging if day < place.start]:
        raise BoardError(
            _("{place} 是 {start} 才张贴的").format(place=early[0].name, start=early[0].start),
            remedy=_("请核对 --taken-down 的日期。"),
        )
    record = replace(
        record,
        places=tuple(
            replace(place, taken_down=day) if place in hanging else place for place in record.places
        ),
    )
    return record, [(posting.record_file(root, stem), posting.content(record))]


def figures_in(pdf: bytes, stem: str, file: str) -> bytes:
    """The JSON a notice's PDF carries.

    Raises:
        BoardError: the PDF is none of ours, another notice's, or a draft.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - slow import
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - slow import

    try:
        carried = PdfReader(io.BytesIO(pdf)).attachments
        data = carried[f"{stem}.json"][0]
        figures = json.loads(data)
    except (PyPdfError, KeyError, IndexError, ValueError, OSError) as error:
        raise BoardError(
            _("这个 PDF 里没有 {stem} 的数据").format(stem=stem),
            remedy=_("请用 owners-ledger report 重新生成它，印出来张贴的就是这一份。"),
            file=file,
        ) from error
    if not isinstance(figures, Mapping) or figures.get("draft"):
        raise BoardError(_("草稿不能张贴"), remedy=_("请去掉 --draft 重新生成公示。"), file=file)
    return data


def _kept(root: Path, hung: Hung, pdf: Path, seal: Seal) -> tuple[Posted, Files]:
    try:
        content = pdf.read_bytes()
    except OSError as error:
        raise BoardError(
            _("没有要张贴的公示"),
            remedy=_("先生成它：owners-ledger report {kind} {code}").format(
                kind=hung.kind, code=hung.code
            ),
            file=str(pdf),
        ) from error
    data = figures_in(content, hung.stem, str(pdf))
    figures = json.loads(data)
    title = str(figures.get("title", ""))
    edition = Edition("", hung.start, seal(figures), posting.sha256(content), posting.sha256(data))
    record = Posted(
        kind=hung.kind,
        code=hung.code,
        title=title if title.endswith(("公告", "公示", "报告")) else f"{title}财务收支公示",
        number=str(figures.get("number", "")),
        editions=(edition,),
    )
    return record, [
        (posting.kept_file(root, hung.stem, "", "json"), data),
        (posting.kept_file(root, hung.stem, "", "pdf"), content),
    ]


def _joined(places: tuple[Place, ...], hung: Hung, photos: tuple[str, ...]) -> tuple[Place, ...]:
    """The places with those of a posting; a place told again gets its photographs and its end."""
    found = list(places)
    for name in hung.places:
        same = [
            number
            for number, place in enumerate(found)
            if (place.name, place.start, place.edition) == (name, hung.start, hung.edition)
        ]
        if same:
            place = found[same[0]]
            shown = tuple(dict.fromkeys((*place.photos, *photos)))
            found[same[0]] = replace(place, end=hung.end, by=hung.by, photos=shown)
        else:
            found.append(Place(name, hung.start, hung.end, hung.by, hung.edition, None, photos))
    return tuple(found)


def _no_edition(stem: str, edition: str, record: Posted | None) -> BoardError:
    known = [one.name for one in record.editions if one.name] if record else []
    return BoardError(
        _("{stem} 没有“{edition}”这一份").format(stem=stem, edition=edition),
        remedy=_("有的是：{known}。").format(known="、".join(known))
        if known
        else _("补发、更正先用 report 的 --reprint、--correct 生成。"),
    )
