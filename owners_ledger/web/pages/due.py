"""What must be posted, declared, audited or answered, and by when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from owners_ledger.checks.duties import listed
from owners_ledger.duties import clock, jurisdiction_of, load_profile
from owners_ledger.duties.known import known_of
from owners_ledger.i18n import _
from owners_ledger.review.lines import flagged_of
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import (
    DAY,
    ERROR,
    STATE,
    WARNING,
    Column,
    Row,
    Sheet,
    Table,
    place_of,
    yuan,
)

_BACK, _AHEAD = datetime.timedelta(days=62), datetime.timedelta(days=92)


def sheet(desk: Desk, _asked: Mapping[str, str]) -> Sheet:
    """Two months back, three ahead; done things last. And lines left until a day."""
    books, today = desk.books, clock.today()
    raw, root = books.committee.raw, books.root
    profile = load_profile(root, jurisdiction_of(raw))
    begin = books.transactions[0].date if books.transactions else today
    begin += datetime.timedelta(days=1)  # opening balances are of the day before the books begin
    known = known_of(root, raw, desk.registers.lease_terms, begin)
    found = listed(root, raw, known, profile, span=(today - _BACK, today + _AHEAD), day=today)
    words = {"done": _("已办"), "open": _("待办"), "overdue": _("逾期"), "unknown": _("请自查")}
    levels = {"overdue": ERROR, "open": WARNING}
    rows = tuple(
        Row(
            (one.due.isoformat(), words[one.state], one.title, one.source.text),
            levels.get(one.state, ""),
        )
        for one in sorted(found, key=lambda one: (one.state == "done", one.due, one.title))
    )
    columns = (Column(_("到期"), DAY), Column("", STATE), Column(_("什么事")), Column(_("依据")))
    warnings = (
        (_("请当地核对：{verify}。").format(verify=profile.verify),) if profile.verify else ()
    )
    return Sheet(
        _("到期的事"),
        (_("依据：{place}。今天 {day}。").format(place=profile.name, day=today),),
        tuple(warnings),
        tables=(
            Table(_("公示、报税、审计、合同"), columns, rows, empty=_("这段时间没有到期的事。")),
            _left(desk, today),
        ),
    )


def _left(desk: Desk, today: datetime.date) -> Table:
    """Flagged lines that were left until a day."""
    waiting = sorted(
        ((one.due, one) for one in flagged_of(desk.books) if one.due is not None),
        key=lambda pair: (pair[0], pair[1].ref),
    )
    rows = tuple(
        Row(
            (due.isoformat(), f"{one.entry.date} {yuan(one.amount)}", one.why),
            ERROR if due < today else WARNING,
            place_of(desk.books.root, one.entry.meta),
        )
        for due, one in waiting
    )
    columns = (Column(_("放到"), DAY), Column(_("哪一笔")), Column(_("在等什么")))
    return Table(_("先放着的待核实"), columns, rows, empty=_("没有。"))
