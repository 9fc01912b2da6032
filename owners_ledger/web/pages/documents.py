"""Payments without their document: promised until a day, or not even that."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from owners_ledger.books.attached import references
from owners_ledger.checks.documents import Unproved, unproved
from owners_ledger.checks.facts import gather
from owners_ledger.duties import clock
from owners_ledger.i18n import _
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import (
    DAY,
    ERROR,
    FIGURE,
    WARNING,
    Column,
    Row,
    Sheet,
    Table,
    place_of,
    yuan,
)


def sheet(desk: Desk, _asked: Mapping[str, str]) -> Sheet:
    """The ones without a promise first, then by the day promised."""
    books = desk.books
    found = sorted(
        unproved(gather(books.entries, books.options)),
        key=lambda one: (_due(one) or datetime.date.min, one.entry.date),
    )
    today = clock.today()
    rows = tuple(_row(desk, one, today) for one in found)
    columns = (
        Column(_("付款日"), DAY),
        Column(_("付给谁，做什么")),
        Column(_("金额"), FIGURE),
        Column(_("已有发票"), FIGURE),
        Column(_("说明")),
        Column(_("最迟补上"), DAY),
        Column(_("编号")),
    )
    said = (
        _("{above} 元以上的支出要有凭证，最迟 {days} 天补上。").format(
            above=yuan(books.committee.document_above), days=books.committee.document_days
        ),
        _("收到发票后：owners-ledger invoice 文件 --payment 编号。"),
    )
    table = Table(_("待补凭证"), columns, rows, empty=_("凭证都齐了。"))
    return Sheet(_("待补凭证 {count} 笔").format(count=len(rows)), said, tables=(table,))


def _due(one: Unproved) -> datetime.date | None:
    due = one.entry.meta.get("document-due")
    return due if isinstance(due, datetime.date) else None


def _row(desk: Desk, one: Unproved, today: datetime.date) -> Row:
    entry, due = one.entry, _due(one)
    reason = str(entry.meta.get("document-reason") or "")
    cells = (
        entry.date.isoformat(),
        "　".join(filter(None, (entry.payee, entry.narration))),
        yuan(one.amount),
        yuan(one.proved) if one.proved else "",
        reason or _("没有写原因"),
        due.isoformat() if due else _("没有写"),
        "、".join(references(entry)),
    )
    level = ERROR if due is None or due < today else WARNING
    return Row(cells, level, place_of(desk.books.root, entry.meta))
