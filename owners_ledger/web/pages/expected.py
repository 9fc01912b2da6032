"""What common property should bring, what it brought, and what keeps silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from owners_ledger.billing.expected import NO_CONTRACT, Expected, Sums, expected
from owners_ledger.billing.tariffs import load_tariffs
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import (
    ERROR,
    FIGURE,
    WARNING,
    Choice,
    Column,
    Row,
    Sheet,
    Table,
    yuan,
)


def sheet(desk: Desk, asked: Mapping[str, str]) -> Sheet:
    """A quarter (the latest without another one asked for) or any other period."""
    quarters = tuple(_quarters(desk))
    text = asked.get("period", "")
    period = Period.parse(text) if text or not quarters else quarters[0]
    found = expected(desk.books, desk.registers, load_tariffs(desk.books.root), period)
    counts = found.counts
    said = [
        _(
            "公共资源 {total} 处：出租 {let}（其中免租 {free}，应收而一分未收 {silent}），"
            "空置 {vacant}（有原因），无合同也无原因 {unexplained}。"
        ).format(
            total=len(found.rows),
            let=counts["let"] + counts["rent-free"],
            free=counts["rent-free"],
            silent=counts["no-income"],
            vacant=counts["vacant"],
            unexplained=counts["unexplained"],
        )
    ]
    if found.derived:
        said.append(
            _(
                "没有公共资源登记簿 ledger/registers/common.csv：这里的资源是从车位和合同推出来的，"
                "从来没有租出去的地方不在其中。"
            )
        )
    silent = tuple(map(_row, (one for one in found.rows if one.matter)))
    other = tuple(map(_row, (one for one in found.rows if not one.matter)))
    total = (_("合计"), "", "", *_figures(found.total))
    columns = (
        Column(_("哪里")),
        Column(_("类别")),
        Column(_("状态")),
        *(
            Column(title, FIGURE)
            for title in (_("按天应得"), _("到期"), _("已记应收"), _("已收"), _("还欠"))
        ),
    )
    choices = tuple(Choice(one.title, {"period": str(one)}, one == period) for one in quarters[:8])
    return Sheet(
        _("{period}公共收益应收").format(period=period.title),
        tuple(said),
        choices=choices,
        tables=(
            Table(_("要问清楚的 {count} 处").format(count=len(silent)), columns, silent,
                  empty=_("没有。")),
            Table(_("其余的"), columns, other, total, empty=_("没有。")),
        ),
    )  # fmt: skip


def _quarters(desk: Desk) -> Iterator[Period]:
    """The quarters money moved in, the latest first."""
    months = sorted(desk.covered, reverse=True)
    yield from dict.fromkeys(Period(one.year, (one.month - 1) // 3 * 3 + 1, 3) for one in months)


def _row(one: Expected) -> Row:
    states = {
        "let": _("出租"),
        "rent-free": _("免租期"),
        "vacant": _("空置：{reason}").format(reason=one.space.reason),
        "unexplained": _("没有合同，也没有写空置原因"),
    }
    level = (ERROR if one.matter == NO_CONTRACT else WARNING) if one.matter else ""
    cells = (
        one.space.name or one.space.kind,
        one.space.kind,
        states[one.space.state],
        *_figures(one.sums),
    )
    return Row(cells, level)


def _figures(sums: Sums) -> tuple[str, ...]:
    return tuple(
        yuan(one) for one in (sums.worth, sums.due, sums.charged, sums.received, sums.missing)
    )
