"""A notice that hangs is never overwritten: it is printed again as 补发, or corrected as 更正."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.board import posting
from owners_ledger.board.compare import changes
from owners_ledger.board.keep import Files
from owners_ledger.board.model import ChangedFigure, Figure
from owners_ledger.board.posting import Edition, Posted
from owners_ledger.board.toml_text import BoardError
from owners_ledger.i18n import _

REPRINT, CORRECTION = "补发", "更正"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command asks for.

    Attributes:
        reprint: mark the print 补发.
        why: of a correction, "" for none.
        day: on which it is made.
    """

    reprint: bool
    why: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Mark:
    """What a 补发 or 更正 says on top.

    Attributes:
        word: 补发 or 更正.
        count: the how-manieth.
        day: when it was made.
        seal: 核对码 of the print before.
        why: of a correction, else "".
        changed: of a correction: only what changed.
    """

    word: str
    count: int
    day: datetime.date
    seal: str
    why: str = ""
    changed: tuple[ChangedFigure, ...] = ()

    @property
    def edition(self) -> str:
        """As in file names: ``更正1``."""
        return f"{self.word}{self.count}"


@dataclass(frozen=True, slots=True)
class Target:
    """Under which name a report is written, and what stands on top of it.

    Attributes:
        stem: of the report.
        mark: ``None`` for the notice itself.
        record: of the notice, ``None`` where it was never posted.
    """

    stem: str
    mark: Mark | None = None
    record: Posted | None = None

    @property
    def name(self) -> str:
        """The files' name without ending."""
        return posting.edition_stem(self.stem, self.mark.edition if self.mark else "")

    def files(
        self, root: Path, folder: Path, made: Mapping[str, bytes], seal: str, figures: bytes
    ) -> Files:
        """Everything to write, the record last; after a crash the record still is the old one.

        Args:
            root: the book's folder.
            folder: where the notice goes.
            made: content by format.
            seal: 核对码 of these figures.
            figures: their JSON.

        Raises:
            BoardError: a print that hangs would be overwritten, or a marked one has no PDF.
        """
        _refuse_kept(root, folder)
        files = [(folder / f"{self.name}.{ending}", content) for ending, content in made.items()]
        if self.mark is None:
            self._refuse_overwriting(files)
            return files
        if self.record is None or "pdf" not in made:
            raise BoardError(
                _("{word}要有 PDF").format(word=self.mark.word),
                remedy=_("请在 --format 里写上 pdf。"),
            )
        if posting.posted(root, self.stem) != self.record:
            raise BoardError(
                _("{stem} 的张贴记录刚刚变了").format(stem=self.stem), remedy=_("请再运行一次。")
            )
        if taken := [path for path, _content in files if path.exists()]:
            raise BoardError(
                _("{name} 已经有了，没有覆盖").format(name=taken[0].name),
                remedy=_("请先把它移走。"),
                file=str(taken[0]),
            )
        edition = Edition(
            self.mark.edition, self.mark.day, seal, posting.sha256(made["pdf"]), "", self.mark.why
        )
        kept: Files = []
        if self.mark.word == CORRECTION:
            edition = replace(
                edition, figures_sha256=posting.sha256(figures), changed=self.mark.changed
            )
            kept = [
                (posting.kept_file(root, self.stem, edition.name, "json"), figures),
                (posting.kept_file(root, self.stem, edition.name, "pdf"), made["pdf"]),
            ]
        record = replace(self.record, editions=(*self.record.editions, edition))
        last = posting.record_file(root, self.stem), posting.content(record)
        return [*kept, *files, last]

    def _refuse_overwriting(self, files: Files) -> None:
        edition = self.record.editions[0] if self.record else None
        if edition is None or not edition.pdf_sha256:
            return
        for path, content in files:
            differs = path.is_file() and path.read_bytes() != content
            if path.suffix == ".pdf":
                differs = differs or posting.sha256(content) != edition.pdf_sha256
            if differs:
                raise BoardError(
                    _("{name} 已经张贴，没有覆盖").format(name=path.name),
                    remedy=_(
                        "数字没有变。再印一份用 --reprint（印上“补发”）；"
                        "原样再印，用 ledger/posted/ 里留底的 PDF。"
                    ),
                    file=str(path),
                )


def target(root: Path, stem: str, figures: Mapping[str, Any], wish: Wish) -> Target:
    """Where a report may be written, once its figures are known.

    Args:
        root: the book's folder.
        stem: of the report (``monthly-2026-03``).
        figures: its JSON object.
        wish: what the command asks for.

    Raises:
        BoardError: the notice hangs and the figures are not those that were printed (each is
            named, old and new), or a 补发 or 更正 is asked for that cannot be.
    """
    record = posting.posted(root, stem)
    kept = record.kept if record else None
    if record is None or kept is None:
        if wish.reprint or wish.why:
            raise BoardError(
                _("{stem} 没有张贴过，不用补发或更正").format(stem=stem),
                remedy=_("直接生成就行；张贴以后用 owners-ledger post 登记。"),
            )
        return Target(stem)
    found = changes(_printed(root, record), figures)
    if wish.why:
        if not found.all:
            raise BoardError(
                _("{stem} 与张贴的一份一样，没有可更正的").format(stem=stem),
                remedy=_("再印一份用 --reprint。"),
            )
        mark = Mark(CORRECTION, len(record.corrections) + 1, wish.day, kept.seal, wish.why)
        return Target(stem, replace(mark, changed=found.all), record)
    if found.all:
        raise _changed(stem, found.all)
    if wish.reprint:
        count = sum(one.name.startswith(REPRINT) for one in record.editions) + 1
        return Target(stem, Mark(REPRINT, count, wish.day, kept.seal), record)
    if kept.name:
        raise BoardError(
            _("{stem} 已经张贴，并且有了{edition}，没有覆盖").format(stem=stem, edition=kept.name),
            remedy=_("再印一份用 --reprint；原样再印，用 ledger/posted/ 里留底的 PDF。"),
        )
    return Target(stem, None, record)


def _printed(root: Path, record: Posted) -> Mapping[str, Any]:
    """The figures as they were printed, proved by their hash."""
    path = record.figures_file(root)
    kept = record.kept
    data = path.read_bytes() if path.is_file() else b""
    if kept is None or posting.sha256(data) != kept.figures_sha256:
        raise BoardError(
            _("张贴时留底的数据不见了或被改过"),
            remedy=_("请从 git 或备份恢复它。"),
            file=str(path),
        )
    figures: Mapping[str, Any] = json.loads(data)
    return figures


def _refuse_kept(root: Path, folder: Path) -> None:
    kept = posting.folder(root).resolve()
    if kept == folder.resolve() or kept in folder.resolve().parents:
        raise BoardError(
            _("ledger/posted/ 是张贴公示的留底，不能往里写"),
            remedy=_("请换一个 --output 文件夹。"),
            file=str(folder),
        )


def _changed(stem: str, changed: tuple[ChangedFigure, ...]) -> BoardError:
    listed = "".join(f"\n    {one.what}：{shown(one.old)} → {shown(one.new)}" for one in changed)
    return BoardError(
        _("{stem} 已经张贴，现在有 {count} 处不同，没有写任何文件：{listed}").format(
            stem=stem, count=len(changed), listed=listed
        ),
        remedy=_(
            '账记错了的，先改正账；确实要改公示的，加 --correct "原因" 出更正公示；'
            "只想看看，加 --draft。"
        ),
    )


def shown(figure: Figure) -> str:
    """A figure as people read it; what is not there is a dash."""
    if figure is None:
        return "–"
    return figure if isinstance(figure, str) else money.show(figure)
