"""What owners asked about the notices, and what still waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping

from owners_ledger.board.questions import Question, folder, load_questions
from owners_ledger.duties import clock
from owners_ledger.i18n import _
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import DAY, ERROR, WARNING, Column, Place, Row, Sheet, Table


def sheet(desk: Desk, _asked: Mapping[str, str]) -> Sheet:
    """Open questions, the most pressing first; then the answered ones."""
    root, today = desk.books.root, clock.today()
    known = load_questions(root)
    waiting = sorted((one for one in known if one.is_open), key=lambda one: (one.due, one.code))
    answered = sorted((one for one in known if not one.is_open), key=lambda one: one.code)
    place = folder(root).relative_to(root).as_posix()

    def row(one: Question) -> Row:
        late = one.is_overdue(today)
        level = (ERROR if late else WARNING) if one.is_open else ""
        asked = [each.text for each in one.history if each.kind != "answered"]
        answer = one.answer.text if one.answer else ""
        return Row(
            (
                one.number,
                f"{one.item} {one.line}",
                " → ".join(filter(None, asked)),
                answer,
                one.received.isoformat(),
                one.due.isoformat() + (_("（过期）") if late else ""),
            ),
            level,
            Place(f"{place}/{one.code}.toml"),
        )

    columns = (
        Column(_("编号")),
        Column(_("问的哪一项")),
        Column(_("提问")),
        Column(_("答复")),
        Column(_("收到"), DAY),
        Column(_("最迟答复"), DAY),
    )
    return Sheet(
        _("业主提问"),
        (_("答复用 owners-ledger question answer 编号 --text …，会印在下一期公示上。"),),
        tables=(
            Table(
                _("还没有答复的"), columns, tuple(map(row, waiting)), empty=_("没有待答复的提问。")
            ),
            Table(_("已答复的"), columns, tuple(map(row, reversed(answered))), empty=_("没有。")),
        ),
    )
