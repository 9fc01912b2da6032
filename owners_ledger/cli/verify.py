"""``owners-ledger verify FILE… [--against DIR]``: is this notice what the sealed books say?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import form_option
from owners_ledger.cli.verifying import read_given
from owners_ledger.cli.verifying_against import DIFFERS, MATCHES, UNKNOWN, Book, Edition
from owners_ledger.config import main_file
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.publishing.edition import MANIFEST

_WORDS = {MATCHES: N_("相符"), DIFFERS: N_("不符"), UNKNOWN: N_("无法判断")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file.

    Attributes:
        file: as named.
        verdict: ``matches``, ``differs`` or ``unknown``.
        reason: why.
        seal: 核对码 of the file's figures, "" where it holds none.
    """

    file: str
    verdict: str
    reason: str
    seal: str


@click.command(
    "verify",
    help=N_("核对公示文件（PDF、JSON、表格）：里面的数字是不是账上的、留底的、封过的。"),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help=N_("与哪里比：账本文件夹，或下载的公开版；默认当前的账本"),
)
@form_option
@pass_state
@click.pass_context
def command(
    ctx: click.Context, state: State, files: tuple[Path, ...], against: Path | None, form: str
) -> None:
    """One verdict a file; 0 only where all match."""
    known = _known(state, against)
    found = [_verdict(path, known) for path in files]
    if form == "json":
        said = [
            {
                "file": one.file,
                "verdict": one.verdict,
                "reason": one.reason,
                "seal": one.seal or None,
            }
            for one in found
        ]
        click.echo(json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(f"{one.file}: {_(_WORDS[one.verdict])}。{one.reason}")
    ctx.exit(int(any(one.verdict != MATCHES for one in found)))


def _known(state: State, against: Path | None) -> Book | Edition | None:
    if against is None:
        try:
            return Book(state.root())
        except UsageError:
            if state.book is not None:
                raise
            return None
    root = against.absolute()
    # A public edition has a ledger of its own, but no committee and no registers.
    if (root / MANIFEST).is_file():
        return Edition(root)
    if main_file(root).is_file():
        return Book(root)
    if root.name == "ledger" and main_file(root.parent).is_file():
        return Book(root.parent)
    return Edition(root)


def _verdict(path: Path, known: Book | Edition | None) -> Verdict:
    try:
        given = read_given(path)
        if given.fault:
            return Verdict(str(path), DIFFERS, given.fault, given.code)
        if known is None:
            said = _("没有可以比的账本；请用 --against 指明账本或公开版的文件夹")
            return Verdict(str(path), UNKNOWN, said, given.code)
        verdict, reason = known.judge(given, path)
        return Verdict(str(path), verdict, reason, given.code)
    except OwnersLedgerError as error:
        return Verdict(str(path), UNKNOWN, error.message, "")
