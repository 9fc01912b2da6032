"""What a published file is compared with: a committee's own book, or a folder of notices."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from owners_ledger.cli.verifying import Given, UnreadableError, read_given
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.books.load import Books
    from owners_ledger.rendering.paper import Paper

MATCHES, DIFFERS, UNKNOWN = "matches", "differs", "unknown"
_SHOWN = 3


class Book:
    """A committee's own book: what was kept of prints, the seals, and the figures anew."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def books(self) -> Books:
        """Loaded once, and only where figures must be computed."""
        from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy

        return load_books(self.root)

    def judge(self, given: Given, path: Path) -> tuple[str, str]:
        """The verdict on a file and its reason."""
        kept: dict[str, str] = {}
        for code, where in self._kept(given):
            kept.setdefault(code, where)
        if given.code and given.code in kept:
            return MATCHES, kept[given.code] + self._since(given)
        if given.code and kept:
            now = self._others(given)
            said = _("与留底的核对码 {codes} 都不同").format(codes="、".join(kept))
            return DIFFERS, f"{said}{_('；')}{now}" if now else said
        if self._changed_since():
            return UNKNOWN, _("账本在结账以后被改过，先看 owners-ledger check")
        if given.figures is None:
            return self._sheet(given, path)
        if now := self._others(given):
            return DIFFERS, now
        return MATCHES, _("数字与账本现在算出来的相同") + self._standing(given)

    def _kept(self, given: Given) -> Iterator[tuple[str, str]]:
        """核对码 and where it is kept, for every print of this notice."""
        from owners_ledger.board.posting import posted  # noqa: PLC0415 - a command's own
        from owners_ledger.closing.seal import load_seals  # noqa: PLC0415 - the same

        if not given.code:
            return
        record = posted(self.root, f"{given.kind}-{given.period}")
        for one in record.editions if record else ():
            if one.seal:
                yield (
                    one.seal,
                    _("与张贴留底的一份相同{edition}").format(
                        edition=f"（{one.name}）" if one.name else ""
                    ),
                )
        for seal in load_seals(self.root):
            if given.kind == "monthly" and str(seal.month) == given.period and seal.notice:
                yield seal.notice, _("与结账时封存的核对码相同")

    def _since(self, given: Given) -> str:
        """What a reader of a print that was kept must know: it was corrected, or the books were."""
        from owners_ledger.board.posting import posted  # noqa: PLC0415 - a command's own

        record = posted(self.root, f"{given.kind}-{given.period}")
        newest = record.corrections[-1] if record and record.corrections else None
        said = ""
        if newest is not None and newest.seal != given.code:
            said = _("；后来贴过{edition}（{day}），以那一份为准").format(
                edition=newest.name, day=newest.day
            )
        if self._changed_since():
            said += _("；可是账本在结账以后被改过，先看 owners-ledger check")
        return said

    def _changed_since(self) -> bool:
        from owners_ledger.closing.compare import breaks, differences  # noqa: PLC0415 - heavy
        from owners_ledger.closing.reopen import load_reopenings  # noqa: PLC0415 - heavy
        from owners_ledger.closing.seal import load_seals  # noqa: PLC0415 - heavy

        seals = load_seals(self.root)
        if not seals:
            return False
        broken = any(True for _one in breaks(seals, load_reopenings(self.root)))
        return broken or bool(differences(self.books.entries, seals))

    def _standing(self, given: Given) -> str:
        from owners_ledger.closing.seal import closed_months  # noqa: PLC0415 - a command's own
        from owners_ledger.periods import Period  # noqa: PLC0415 - the same

        try:
            wanted = set(Period.parse(given.period).each_month())
        except UsageError:
            return ""
        said = _("，账已结") if wanted <= set(closed_months(self.root)) else _("，账还没有结")
        return said + (_("；这是草稿") if given.draft else "")

    def _paper(self, given: Given) -> Paper:
        from owners_ledger.cli.kinds import KINDS, Asked, paper, period_of  # noqa: PLC0415 - heavy
        from owners_ledger.registers import load_registers  # noqa: PLC0415 - heavy

        if given.kind not in KINDS:
            raise UnreadableError(_("不认识的报告：{kind}").format(kind=given.kind))
        return paper(
            Asked(
                given.kind,
                self.root,
                self.books,
                load_registers(self.root),
                given.period,
                period_of(given.kind, given.period),
                draft=given.draft,
            )
        )

    def _others(self, given: Given) -> str:
        from owners_ledger.rendering.json_ import as_json  # noqa: PLC0415 - heavy

        return differing(given.figures or {}, as_json(self._paper(given).value))

    def _sheet(self, given: Given, path: Path) -> tuple[str, str]:
        """A spreadsheet: byte for byte, else cell for cell, for it may have been saved again."""
        from dataclasses import replace  # noqa: PLC0415 - with the others

        from owners_ledger.banking.reading.door import read_grids  # noqa: PLC0415 - heavy
        from owners_ledger.rendering.xlsx import workbook  # noqa: PLC0415 - heavy

        ours = workbook(replace(self._paper(given), draft=given.draft))
        if path.read_bytes() != ours:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / path.name
                copy.write_bytes(ours)
                theirs, known = read_grids(path), read_grids(copy)
            if len(theirs) != len(known):
                return DIFFERS, _("表格有 {count} 张表，应有 {known} 张").format(
                    count=len(theirs), known=len(known)
                )
            for one, other in zip(theirs, known, strict=True):
                if place := _first_other(one.rows, other.rows):
                    return DIFFERS, _("表“{sheet}”第 {row} 行与账本算出来的不同").format(
                        sheet=one.name, row=place
                    )
        return MATCHES, _("数字与账本现在算出来的相同") + self._standing(given)


class Edition:
    """A public edition, or any folder of notices: the same notice is looked for in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def judge(self, given: Given, path: Path) -> tuple[str, str]:
        """The verdict on a file and its reason."""
        same = [
            (one, other)
            for one, other in self._figures
            if (other.kind, other.period) == (given.kind, given.period)
            and (self.root / one).resolve() != path.resolve()
        ]
        for one, other in same:
            if other.code == given.code:
                return MATCHES, _("与 {file} 的核对码相同").format(file=one)
        if given.figures is None:
            return UNKNOWN, _("表格只能与账本文件夹比")
        if not same:
            return UNKNOWN, _("{folder} 里没有这一期的公示").format(folder=self.root)
        one, other = same[0]
        now = differing(given.figures, other.figures or {})
        return DIFFERS, _("与 {file} 不同；{now}").format(file=one, now=now)

    @cached_property
    def _figures(self) -> list[tuple[str, Given]]:
        found = []
        for path in sorted([*self.root.rglob("*.json"), *self.root.rglob("*.pdf")]):
            try:
                found.append((path.relative_to(self.root).as_posix(), read_given(path)))
            except UnreadableError:
                continue  # not a notice
        return found


def differing(given: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """The first figures that differ, in words; "" where none does."""
    from owners_ledger.closing.figures import others  # noqa: PLC0415 - a command's own

    found = list(others(given, known))
    said = _("、").join(
        _("{path} 文件里是 {given}，账上是 {known}").format(
            path=one.path, given=one.given, known=one.known
        )
        for one in found[:_SHOWN]
    )
    if len(found) > _SHOWN:
        said += _("……共 {count} 处").format(count=len(found))
    return said


def _first_other(given: Any, known: Any) -> int:
    for row in range(max(len(given), len(known))):
        if row >= len(given) or row >= len(known) or list(given[row]) != list(known[row]):
            return row + 1
    return 0
