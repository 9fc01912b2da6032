"""Questions, posting log and corrections as sheets of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from owners_ledger.board.model import (
    ChangedFigure,
    Corrections,
    Figure,
    PostingLog,
    QuestionLine,
    QuestionsReport,
)
from owners_ledger.rendering.table import Cell, Column, Table


def question_tables(value: QuestionsReport) -> list[Table]:
    """One sheet, open questions first; none where nobody asked."""
    rows = [_question(one) for one in (*value.open, *value.answered)]
    heads = (
        ("编号", 14), ("公示上的项目", 16), ("名称", 20), ("印的数", 14), ("谁提的", 10),
        ("收到", 12), ("答复期限", 12), ("问", 50), ("答复日期", 12), ("答", 50),
        ("见", 20), ("更正分录", 12),
    )  # fmt: skip
    return [Table("提问和答复", _columns(heads), rows, wide=True)] if rows else []


def posting_tables(value: PostingLog) -> list[Table]:
    """One sheet; none where nothing was posted."""
    rows = [
        (
            line.number, line.notice, line.edition, line.place, line.start, line.end,
            line.days, line.by, line.seal, line.photos,
        )
        for line in value.lines
    ]  # fmt: skip
    heads = (
        ("编号", 22), ("公示", 30), ("补发或更正", 12), ("贴在哪里", 18), ("从", 12), ("到", 12),
        ("天数", 8), ("谁贴的", 12), ("核对码", 30), ("照片", 8),
    )  # fmt: skip
    return [Table("张贴记录", _columns(heads), rows, wide=True)] if rows else []


def correction_tables(value: Corrections) -> list[Table]:
    """One sheet, a row for every changed figure; none without a correction."""
    rows = [
        (one.number, one.notice, one.edition, one.day, change.what, *_both(change), one.why)
        for one in value.corrections
        for change in one.changed
    ]
    heads = (
        ("编号", 22), ("公示", 30), ("更正", 10), ("日期", 12), ("哪个数", 36), ("原来", 18),
        ("现在", 18), ("原因", 50),
    )  # fmt: skip
    return [Table("更正", _columns(heads), rows, wide=True)] if rows else []


def changed_table(name: str, changed: Iterable[ChangedFigure], why: str) -> Table:
    """The sheet of one correction.

    Args:
        name: of the sheet.
        changed: what changed.
        why: its reason.
    """
    heads = (("哪个数", 40), ("原来", 18), ("现在", 18), ("原因", 50))
    return Table(name, _columns(heads), [(one.what, *_both(one), why) for one in changed])


def _question(one: QuestionLine) -> tuple[Cell, ...]:
    return (
        one.number, one.item, one.line, one.figure, one.asker, one.received, one.due, one.text,
        one.answered, one.answer, one.entry, one.correction,
    )  # fmt: skip


def _both(change: ChangedFigure) -> tuple[Cell, Cell]:
    return _cell(change.old), _cell(change.new)


def _cell(figure: Figure) -> Cell:
    return "–" if figure is None else figure


def _columns(heads: Iterable[tuple[str, int]]) -> tuple[Column, ...]:
    return tuple(Column(head, width) for head, width in heads)
