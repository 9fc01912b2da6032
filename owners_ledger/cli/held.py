"""A report with open points: held, or printed as a draft with a notes file to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.periods import Period
    from owners_ledger.reporting.points import OpenPoint

_SHOWN = 10
_BACK = 3


def hold(kind: str, period: Period, points: Sequence[OpenPoint]) -> NoReturn:
    """Tell what is open and how to go on; nothing was written.

    Raises:
        OwnersLedgerError: always.
    """
    tell(points)
    raise OwnersLedgerError(
        _("{period}还有 {count} 处要业委会说明，没有出公示，也没有改动任何文件").format(
            period=period.title, count=len(points)
        ),
        remedy=_(
            "请把原因写进 {file} 再出；先看草稿、顺便生成待填的说明文件："
            "owners-ledger report {kind} {code} --draft --notes"
        ).format(file=points[0].file, kind=kind, code=period),
    )


def tell(points: Sequence[OpenPoint]) -> None:
    """The first points with the line that answers each, on the terminal."""
    shown = points[:_SHOWN]
    for place, one in enumerate(shown, start=1):
        click.echo(f"{place}. {one.question}", err=True)
        after = shown[place] if place < len(shown) else None
        same = after is not None and (after.table, after.key) == (one.table, one.key)
        if one.wants_answer and not same:
            line = _("在 [{table}] 下面写：{line}").format(table=one.table, line=one.toml)
            click.echo(f"   → {line}", err=True)
    if len(points) > _SHOWN:
        click.echo(
            _("……还有 {count} 处，用 --dry-run --format json 看全部。").format(
                count=len(points) - _SHOWN
            ),
            err=True,
        )


def notes_for(root: Path, period: Period, points: Sequence[OpenPoint], *, dry_run: bool) -> str:
    """Write the notes file of a period where there is none yet; what was done, in a sentence.

    Raises:
        OwnersLedgerError: another command is at work, or the file cannot be written.
    """
    from owners_ledger.books.notes import notes_file, read_notes  # noqa: PLC0415 - heavy
    from owners_ledger.books.write import locked, write_whole  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.skeleton import skeleton  # noqa: PLC0415 - heavy

    name = notes_file(period)
    path = root / name
    asked = [one for one in points if one.wants_answer]
    if not asked:
        return _("没有待说明的事项，不用写说明文件。")
    with locked(root):
        if path.exists():
            missing = "\n".join(dict.fromkeys(f"[{one.table}]  {one.toml}" for one in asked))
            return _("{file} 已经有了，没有改动它；还缺这些：\n{missing}").format(
                file=name, missing=missing
            )
        earlier = {str(one): read_notes(root, one) for one in _before(period)}
        if not dry_run:
            write_whole(path, skeleton(period.title, points, earlier).encode())
    return (_("会写入 {path}") if dry_run else _("已写入 {path}")).format(path=name)


def _before(period: Period) -> list[Period]:
    """Where a sentence may have stood: the same months a year ago, then the last three periods."""
    found = [period.year_before()]
    before = period
    for _step in range(_BACK):
        before = before.previous()
        found.append(before)
    return list(dict.fromkeys(found))
