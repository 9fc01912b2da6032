"""``report`` and the board: what hangs is not overwritten, a 补发 or 更正 says so on its top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.board.freeze import Mark, Target
    from owners_ledger.board.keep import Files
    from owners_ledger.rendering.paper import Paper


@dataclass(frozen=True, slots=True)
class Settled:
    """A report and where it may be written.

    Attributes:
        paper: with what must stand on its top.
        target: ``None`` for a draft, which has a name of its own.
        root: the book's folder.
    """

    paper: Paper
    target: Target | None
    root: Path

    def files(self, folder: Path, made: Mapping[str, bytes]) -> Files:
        """What to write, in this order.

        Raises:
            BoardError: a print that hangs would be overwritten.
        """
        if self.target is None:
            return [(folder / f"{self.paper.stem}-draft.{end}", data) for end, data in made.items()]
        from owners_ledger.rendering.json_ import as_json, to_json  # noqa: PLC0415 - heavy
        from owners_ledger.rendering.seal import seal_code  # noqa: PLC0415 - heavy

        value = self.paper.value
        figures = to_json(value).encode()
        return self.target.files(self.root, folder, made, seal_code(as_json(value)), figures)

    def write(self, files: Files) -> None:
        """Write them, all or none, while nobody else changes the record.

        Raises:
            WriteError: they cannot be written, or another command is at work.
        """
        from owners_ledger.books.write import locked, write_all  # noqa: PLC0415 - heavy

        if self.target is None or self.target.mark is None:
            write_all(files)
            return
        with locked(self.root):
            write_all(files)


def refuse_contradiction(*, draft: bool, reprint: bool, why: str | None) -> None:
    """Say no to options that exclude each other, before anything is read.

    Raises:
        UsageError: more than one of them.
    """
    if [draft, reprint, why is not None].count(True) > 1:
        raise UsageError(
            _("--draft、--reprint、--correct 只能用一个"), remedy=_("请只留下要的那一个。")
        )
    if why is not None and not why.strip():
        raise UsageError(_("更正要写原因"), remedy=_('例如 --correct "1月保险费重记了一次"'))


def settle(root: Path, paper: Paper, *, draft: bool, reprint: bool, why: str | None) -> Settled:
    """The report, marked where it has to be.

    Raises:
        BoardError: it hangs and its figures changed, or it cannot be marked so.
        PrivateWordsError: the reason holds personal data.
    """
    if draft:
        return Settled(paper, None, root)
    from owners_ledger.board.freeze import Wish, target  # noqa: PLC0415 - heavy
    from owners_ledger.cli.public_words import refuse_private  # noqa: PLC0415 - heavy
    from owners_ledger.duties.clock import today  # noqa: PLC0415 - heavy
    from owners_ledger.rendering.json_ import as_json  # noqa: PLC0415 - heavy

    reason = " ".join(why.split()) if why is not None else ""
    if why is not None:
        refuse_private(root, [("--correct", reason)])
    wish = Wish(reprint, reason, today())
    place = target(root, paper.stem, as_json(paper.value), wish)
    return Settled(_marked(paper, place.mark), place, root)


def _marked(paper: Paper, mark: Mark | None) -> Paper:
    if mark is None:
        return paper
    from owners_ledger.rendering.board_tables import changed_table  # noqa: PLC0415 - heavy

    changed = [changed_table(mark.word, mark.changed, mark.why)] if mark.changed else []
    return replace(
        paper,
        variables=lambda narrow: {**paper.variables(narrow), "mark": mark},
        tables=lambda: [*changed, *paper.tables()],
    )
