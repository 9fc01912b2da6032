"""``owners-ledger overview BOOK…``: many estates' public editions side by side."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.publishing.overview.model import Overview

_FORMATS = ("table", "html", "xlsx", "json", "parquet")


@click.command(
    "overview",
    help=N_("几个到几百个小区的公开账本并排看：谁公示了、谁逾期、与银行是否相符、每平方米多少钱。"),
)
@click.argument("books", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "formats",
    default="table",
    show_default=True,
    help=N_("格式，逗号分开：table（屏幕）,html,xlsx,json,parquet"),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help=N_("文件放在哪个文件夹"),
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("按哪天算逾期，默认今天"),
)
@click.option("--processes", type=click.IntRange(1, 64), help=N_("同时读几份，默认按处理器"))
@click.option("--dry-run", is_flag=True, help=N_("只读和核对，不写文件"))
def command(
    *,
    books: tuple[Path, ...],
    formats: str,
    output: Path,
    today: datetime.datetime | None,
    processes: int | None,
    dry_run: bool,
) -> None:
    """Read every edition, tell or write; exit code 1 where an edition is broken."""
    from owners_ledger.publishing.overview import overview as over  # noqa: PLC0415 - heavy

    chosen = _chosen(formats)
    day = today.date() if today else datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    found = over.overview(books, day, processes)
    if chosen == ["table"]:
        click.echo("\n".join(_lines(found)))
    else:
        from owners_ledger.books.write import write_all  # noqa: PLC0415 - heavy
        from owners_ledger.publishing.overview.surfaces import files  # noqa: PLC0415 - heavy

        made = files(found, [name for name in chosen if name != "table"])
        if chosen == ["json"]:
            click.echo(made["json"].decode(), nl=False)
        else:
            written = [(output / f"overview-{day}.{name}", made[name]) for name in made]
            if not dry_run:
                write_all(written)
            for path, _content in written:
                said = _("会写入 {path}") if dry_run else _("已写入 {path}")
                click.echo(said.format(path=path))
    if found.broken:
        click.echo(
            _("{count} 份公开账本核对不上，原因写在各自那一行。").format(count=found.broken),
            err=True,
        )
        raise SystemExit(1)


def _chosen(text: str) -> list[str]:
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in _FORMATS]
    if unknown or not chosen:
        raise UsageError(
            _("不认识的格式：{text}").format(text=text),
            remedy=_("可用的格式：{known}。").format(known=", ".join(_FORMATS)),
        )
    return chosen


def _lines(found: Overview) -> list[str]:
    from owners_ledger.money import show  # noqa: PLC0415 - with the rest
    from owners_ledger.publishing.overview.surfaces import STATES, VERIFIED  # noqa: PLC0415 - heavy

    lines = [
        _("{count} 个小区：按时公示 {posted}，逾期 {late}，核对不上 {broken}").format(
            count=len(found.rows), posted=found.posted, late=found.late, broken=found.broken
        )
    ]
    for row in found.rows:
        if row.problem and not row.through:
            lines.append(f"{row.estate}：{row.problem}")
            continue
        late = _(" {days} 天").format(days=row.late_days) if row.late_days else ""
        lines.append(
            _("{estate}（到 {through}）：{state}{late}；{bank}；{verified}；余额 {closing}").format(
                estate=row.estate,
                through=row.through,
                state=STATES[row.state],
                late=late,
                bank=_("与银行相符") if row.bank_agrees else _("与银行不相符"),
                verified=VERIFIED[row.verified] + _aside(row.problem or _until(row.sealed_to)),
                closing=show(row.closing),
            )
        )
    return lines


def _aside(text: str) -> str:
    return f"（{text}）" if text else ""


def _until(month: str) -> str:
    return _("到 {month}").format(month=month) if month else ""
