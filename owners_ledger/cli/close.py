"""``owners-ledger close 2026-03``: a month in order gets its seal; two people stand for it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.cli.writing import books_to_write
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.books.load import Books
    from owners_ledger.closing.seal import Seal
    from owners_ledger.closing.sealing import Act

_SHOWN = 5


@click.command(
    "close",
    help=N_("结账：给一个月（或一个季度、一年的各个月）贴上封条，之后改动会被发现。"),
)
@click.argument("period")
@click.option("--by", metavar="NAME", help=N_("谁记的账；默认 committee.toml 的 [closing] by"))
@click.option("--approved-by", metavar="NAME", help=N_("谁复核，不能是同一个人；默认 approved-by"))
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    *,
    period: str,
    by: str | None,
    approved_by: str | None,
    dry_run: bool,
    form: str,
) -> None:
    """Refuse what is not in order; write the seals."""
    from owners_ledger.books.write import write_all  # noqa: PLC0415 - heavy
    from owners_ledger.closing.people import people  # noqa: PLC0415 - loads beancount
    from owners_ledger.closing.seal import content, file_of  # noqa: PLC0415 - the same
    from owners_ledger.closing.sealing import Act, refuse_one_person  # noqa: PLC0415 - the same
    from owners_ledger.duties.clock import today  # noqa: PLC0415 - its profile's rules

    wanted, root = Period.parse(period), state.root()
    with books_to_write(root, dry_run=dry_run) as books:
        who = people(books.committee.raw, by, approved_by)
        act = Act(today(), *who)
        refuse_one_person(act)
        made = _sealed(books, wanted, act)
        files = [(file_of(root, seal.month), content(seal)) for seal in made]
        if not dry_run:
            write_all(files)
    written = [] if dry_run else [path.relative_to(root).as_posix() for path, _data in files]
    if form == "json":
        click.echo(json.dumps(_as_json(made, written), ensure_ascii=False, indent=2))
        return
    for seal in made:
        click.echo(
            _("{month}已结账：凭证 {count} 号，封条 {code}").format(
                month=seal.month.title, count=_vouchers(seal), code=seal.code
            )
        )
        for reason in seal.reasons:
            click.echo(_("  待核实，已说明：{reason}").format(reason=reason))
    click.echo(_("请把最后一个封条抄在公示上、发到业主群：它是日后核对的凭据。"))
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))


def _sealed(books: Books, wanted: Period, act: Act) -> list[Seal]:
    """The seals of a period's months, each after the one before.

    Raises:
        ClosingError: a month is not in order or not in turn.
    """
    from dataclasses import replace  # noqa: PLC0415 - with the others

    from owners_ledger.cli.closable import notice_code, obstacles  # noqa: PLC0415 - heavy
    from owners_ledger.closing.reopen import chain_hash, load_reopenings  # noqa: PLC0415 - heavy
    from owners_ledger.closing.seal import ClosingError, load_seals  # noqa: PLC0415 - heavy
    from owners_ledger.closing.sealing import refuse_out_of_turn, seal_month  # noqa: PLC0415

    seals = list(load_seals(books.root))
    record = chain_hash(load_reopenings(books.root))
    made: list[Seal] = []
    found, reasons = obstacles(books, wanted)
    left = [one for one in wanted.each_month() if not seals or one > seals[-1].month]
    for month in left or wanted.each_month():
        refuse_out_of_turn(books.entries, seals, month, act.day)
        if found:
            raise ClosingError(
                _("{month}还不能结账：\n{list}").format(
                    month=month.title, list="\n".join(_listed(found))
                ),
                remedy=_("请逐项改好再结；先看 owners-ledger check 和 owners-ledger reconcile。"),
            )
        seal = seal_month(
            books.entries,
            seals[-1] if seals else None,
            month,
            replace(act, reasons=reasons.get(month, ()), salt=secrets.token_hex(16)),
            notice=notice_code(books.root, month),
            reopenings=record,
        )
        seals.append(seal)
        made.append(seal)
    return made


def _listed(found: Sequence[str]) -> Iterator[str]:
    yield from (f"  {one}" for one in found[:_SHOWN])
    if len(found) > _SHOWN:
        yield _("  ……共 {count} 项").format(count=len(found))


def _vouchers(seal: Seal) -> int:
    return sum(row.number.startswith("记-") for row in seal.entries)


def _as_json(made: Sequence[Seal], written: Sequence[str]) -> dict[str, object]:
    return {
        "closed": [
            {
                "month": str(seal.month),
                "day": seal.day.isoformat(),
                "by": seal.by,
                "approved_by": seal.approved_by,
                "vouchers": _vouchers(seal),
                "digest": seal.digest,
                "head": seal.head,
                "seal": seal.code,
                "notice": seal.notice or None,
                "reasons": list(seal.reasons),
            }
            for seal in made
        ],
        "written": list(written),
    }
