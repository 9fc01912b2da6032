"""``owners-ledger post``: what hangs where, from when, put up by whom, with photographs."""

from __future__ import annotations

import datetime
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.kinds import KINDS, period_of
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.board.keep import Files, Hung
    from owners_ledger.board.posting import Posted

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "post", help=N_("登记张贴：公示贴在哪里、从哪天到哪天、谁贴的；第一次登记时把这一份留底。")
)
@click.argument("kind", required=False)
@click.argument("period", required=False)
@click.option("--place", "places", multiple=True, help=N_("贴在哪里；可以写几次"))
@click.option("--from", "start", type=_DAY, metavar="YYYY-MM-DD", help=N_("从哪一天起"))
@click.option(
    "--to", "end", type=_DAY, metavar="YYYY-MM-DD", help=N_("到哪一天（默认按规定的天数）")
)
@click.option("--by", help=N_("谁贴的：写岗位，例如 文员，不写姓名"))
@click.option(
    "--photo",
    "photos",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("照片；拍摄地点等附带信息会去掉"),
)
@click.option("--edition", default="", help=N_("补发、更正的那一份，例如 更正1"))
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("张贴的 PDF（默认 notices/ 里的那一份）"),
)
@click.option("--taken-down", type=_DAY, metavar="YYYY-MM-DD", help=N_("哪一天取下的"))
@click.option("--list", "listed", is_flag=True, help=N_("列出张贴记录"))
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    *,
    kind: str | None,
    period: str | None,
    places: tuple[str, ...],
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    by: str | None,
    photos: tuple[Path, ...],
    edition: str,
    pdf: Path | None,
    taken_down: datetime.datetime | None,
    listed: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Record a posting, or tell what was recorded."""
    root = state.root()
    from owners_ledger.board import keep, posting  # noqa: PLC0415 - --help does without
    from owners_ledger.books.write import locked, write_all  # noqa: PLC0415 - heavy

    if listed:
        records = [
            one
            for one in posting.load_postings(root)
            if kind in (None, one.kind) and period in (None, one.code)
        ]
        _tell(records, form)
        return
    code = _code(kind, period)
    stem = f"{kind}-{code}"
    folder = pdf.parent if pdf else root / "notices"
    source = pdf or folder / f"{posting.edition_stem(stem, edition)}.pdf"
    with nullcontext() if dry_run else locked(root):
        record: Posted
        files: Files
        if taken_down is not None:
            record, files = keep.take_down(root, stem, taken_down.date(), places, edition)
        else:
            from owners_ledger.rendering.seal import seal_code  # noqa: PLC0415 - heavy

            hung = _hung(
                root,
                (str(kind), code, edition),
                (start, end),
                places=places,
                by=by,
                photos=photos,
            )
            record, files = keep.hang(root, hung, source, seal_code)
        if not dry_run:
            write_all(files)
    _tell([record], form)
    for path, _content in files:
        where = path.relative_to(root).as_posix()
        click.echo(
            (_("会写入 {path}") if dry_run else _("已写入 {path}")).format(path=where), err=True
        )


def _code(kind: str | None, period: str | None) -> str:
    if kind is None or kind not in KINDS or not period:
        raise UsageError(
            _("要写明是哪一份公示"),
            remedy=_(
                "例如 owners-ledger post monthly 2026-03 --place 南门公示栏 --from 2026-04-08 "
                "--by 文员；种类有：{known}。"
            ).format(known="、".join(KINDS)),
        )
    wanted = period_of(kind, period)
    return str(wanted) if wanted else period


def _hung(
    root: Path,
    notice: tuple[str, str, str],
    days: tuple[datetime.datetime | None, datetime.datetime | None],
    *,
    places: tuple[str, ...],
    by: str | None,
    photos: tuple[Path, ...],
) -> Hung:
    """What was posted, complete and free of personal data."""
    from owners_ledger.board.keep import Hung  # noqa: PLC0415 - --help does without
    from owners_ledger.board.photos import cleaned  # noqa: PLC0415 - --help does without
    from owners_ledger.cli.public_words import refuse_private  # noqa: PLC0415 - heavy
    from owners_ledger.config import load_committee  # noqa: PLC0415 - --help does without
    from owners_ledger.duties.board import posted_to  # noqa: PLC0415 - --help does without

    kind, code, edition = notice
    start, end = days
    missing = [
        option
        for option, value in (("--place", places), ("--from", start), ("--by", by))
        if not value
    ]
    if missing or start is None or by is None:
        raise UsageError(
            _("还缺 {missing}").format(missing="、".join(missing)),
            remedy=_("贴在哪里、从哪一天起、谁贴的，三样都要写。"),
        )
    refuse_private(root, [*(("--place", place) for place in places), ("--by", by)])
    if photos and len(places) > 1:
        raise UsageError(_("几处一起登记时不能附照片"), remedy=_("有照片的，一处一处登记。"))
    first = start.date()
    last = end.date() if end else posted_to(root, load_committee(root).raw, kind, first)
    shots = tuple(cleaned(path) for path in photos)
    return Hung(kind, code, edition, places, first, last, by, shots)


def _tell(records: list[Posted], form: str) -> None:
    if form == "json":
        shown = {"notices": [_as_json(one) for one in records]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for one in records:
        click.echo(f"{one.title}　{one.number}")
        for edition in one.editions:
            if edition.name or edition.seal:
                name = edition.name or _("原件")
                click.echo(f"    {name}　{edition.day}　{edition.seal}".rstrip())
        for place in one.places:
            end = place.last.isoformat() if place.last else "–"
            down = _("（已取下）") if place.taken_down else ""
            shots = _("照片 {count} 张").format(count=len(place.photos)) if place.photos else ""
            parts = [place.name, f"{place.start} → {end}{down}", place.by, place.edition, shots]
            click.echo("      " + "　".join(part for part in parts if part))


def _as_json(record: Posted) -> dict[str, object]:
    return {
        "kind": record.kind,
        "period": record.code,
        "title": record.title,
        "number": record.number,
        "editions": [
            {
                "name": one.name,
                "day": one.day.isoformat(),
                "seal": one.seal,
                "pdf_sha256": one.pdf_sha256,
                "figures_sha256": one.figures_sha256,
                "why": one.why,
                "changed": [
                    {"what": change.what, "old": _plain(change.old), "new": _plain(change.new)}
                    for change in one.changed
                ],
            }
            for one in record.editions
        ],
        "places": [
            {
                "name": one.name,
                "from": one.start.isoformat(),
                "to": one.end.isoformat() if one.end else None,
                "taken_down": one.taken_down.isoformat() if one.taken_down else None,
                "by": one.by,
                "edition": one.edition,
                "photos": list(one.photos),
            }
            for one in record.places
        ],
    }


def _plain(figure: object) -> str | None:
    return None if figure is None else str(figure)
