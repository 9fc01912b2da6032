"""What is wrong in the books, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from owners_ledger.i18n import _
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import STATE, Column, Row, Sheet, Table, place_in


def sheet(desk: Desk, _asked: Mapping[str, str]) -> Sheet:
    """All findings, errors first."""
    found = sorted(desk.findings, key=lambda one: one.severity != "error")
    errors = sum(one.severity == "error" for one in found)
    words = {"error": _("错误"), "warning": _("提醒")}
    rows = tuple(
        Row(
            (words[one.severity], one.message, one.remedy),
            one.severity,
            place_in(desk.books.root, one.file, one.line),
            one.check,
        )
        for one in found
    )
    said = _("{errors} 处错误，{warnings} 处提醒。与 owners-ledger check 相同。").format(
        errors=errors, warnings=len(found) - errors
    )
    columns = (Column("", STATE), Column(_("说什么")), Column(_("怎么办")))
    table = Table(_("检查结果"), columns, rows, empty=_("账本没有问题。"))
    return Sheet(_("检查结果"), (said,), tables=(table,))
