"""The sample's notice board: what hung where, two questions, a place to let.

The prints themselves are not kept here: their bytes depend on a computer's fonts, and their
figures are the reports' business. The log says where, from when and by whom.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from owners_ledger import money
from owners_ledger.board import posting, questions
from owners_ledger.board.posting import Edition, Place, Posted
from owners_ledger.board.questions import ADDED, ANSWERED, Happening, Question
from owners_ledger.periods import Period
from owners_ledger.sample.tally import OUT, Tally, month_of
from owners_ledger.sample.world import World

_PLACES = ("南门公示栏", "各单元门厅", "业主群")
_BY = "文员"
_LAG = datetime.timedelta(days=8)
_HANGS = datetime.timedelta(days=30)
_ANSWER = datetime.timedelta(days=15)
_RESERVE = "3600"
LEASE_MATTER = "共有部分经营"


def board_files(world: World, tally: Tally) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes."""
    for period in _closed(world):
        record = _record(period)
        yield f"posted/{record.stem}.toml", posting.content(record)
    if not world.spec.is_small:
        for question in _questions(world, tally):
            yield f"questions/{question.code}.toml", questions.content(question)
        yield "special/招租1.toml", _tender(world).encode()


def lease_resolution(world: World) -> str:
    """Number of the resolution that lets the hall."""
    return f"{world.spec.closed_until.year}-01"


def lease_day(world: World) -> datetime.date:
    """When it was passed."""
    return world.spec.closed_until.first + datetime.timedelta(days=19)


def _closed(world: World) -> Iterator[Period]:
    spec = world.spec
    months = [month for month in spec.months if spec.is_closed(month)]
    yield from months
    for month in months:
        if month.month % 3 == 0 and month.month - 2 >= 1:
            quarter = Period(month.year, month.month - 2, 3)
            if quarter.first >= spec.start:
                yield quarter
        if month.month == 12 and datetime.date(month.year, 1, 1) >= spec.start:
            yield Period(month.year, 1, 12)


def _record(period: Period) -> Posted:
    start = period.last + _LAG
    kind, count = "monthly", f"第 {period.month} 号"
    title = f"{period.title}财务收支公示"
    if period.months == 3:
        kind, count = "quarterly", f"季第 {(period.month + 2) // 3} 号"
    elif period.months == 12:
        kind, count, title = "annual", "年第 1 号", f"{period.title}财务报告"
        start = datetime.date(period.year + 1, 3, 20)
    places = tuple(
        Place(name, start, start + _HANGS, _BY, taken_down=start + _HANGS) for name in _PLACES
    )
    return Posted(
        kind=kind,
        code=str(period),
        title=title,
        number=f"公示〔{period.year}〕{count}",
        editions=(Edition("", start),),
        places=places,
    )


def _questions(world: World, tally: Tally) -> Iterator[Question]:
    """One that was answered the same month, one that came just before the open quarter ended."""
    yield from _about_works(world, tally)
    last = world.spec.closed_until
    came = world.spec.open_until.last - datetime.timedelta(days=5)
    yield _question(
        tally,
        (last, "公共水电", f"{came.year}-002", came),
        Happening(ADDED, came, "公共水电包括哪几块表？能不能分楼栋公布？"),
    )


def _about_works(world: World, tally: Tally) -> Iterator[Question]:
    works = world.spec.offset(-4)
    asked = works.end + datetime.timedelta(days=15)
    answer = asked + datetime.timedelta(days=9)
    month = month_of(works)
    if "专项工程" not in tally.side(OUT, month, month + 1):  # nothing was paid: nothing to ask
        return
    yield _question(
        tally,
        (works, "专项工程", f"{asked.year}-001", asked),
        Happening(ADDED, asked, "这么大一笔，工程做到什么程度了？还要付多少？"),
        Happening(
            ANSWERED,
            answer,
            "这是消防改造进度款40%，管道已装完，监督小组到场看过。验收后再付27%，3%为质保金。",
        ),
    )


def _question(
    tally: Tally, about: tuple[Period, str, str, datetime.date], *history: Happening
) -> Question:
    period, line, code, received = about
    month = month_of(period)
    amounts = tally.side(OUT, month, month + 1)
    larger = sum(amount > amounts[line] for amount in amounts.values())
    return Question(
        code=code,
        item=f"{period}/支{larger + 1}",
        line=line,
        figure=amounts[line],
        notice=f"公示〔{period.year}〕第 {period.month} 号",
        asker="业主",
        received=received,
        due=received + _ANSWER,
        history=history,
    )


def _tender(world: World) -> str:
    day = world.spec.closed_until.end
    until = day + _HANGS
    close = day + datetime.timedelta(days=24)
    begin = Period.month_of(until + _HANGS).first
    price = world.spec.scaled(_RESERVE, "100").quantize(money.FEN)
    ends = datetime.date(begin.year + 3, begin.month, 1) - datetime.timedelta(days=1)
    return f"""# 专项公告：招租。
kind = "lease-tender"
number = "公告〔{day.year}〕第 1 号"
date = {day}
from = {day}
to = {until}
contact = ["业委会", "财务监督小组"]
what = "4栋架空层东侧 120 平方米"
where = "4栋一层架空层东侧，临小区主路"
use = "便民超市、洗衣店、快递代收；不做餐饮、棋牌"
term = "三年，{_han(begin)}至{_han(ends)}"
reserve-price = "{price}"
price-unit = "元/月"
conditions = [
  "租金按季预付，押金为两个月租金",
  "装修须经业委会同意，不改动消防、给排水管线",
  "营业时间不晚于22时，噪声、油烟不得影响住户",
]
decided = "书面密封报价，监督小组到场当众开启，价高者得；同价时抽签"
deadline = "{_han(close)}18时前，报价书投入业委会信箱"
resolution = "{lease_resolution(world)}"
consultation = "每周六 9:00—11:00，业委会办公室，可看现场、查阅合同草案"
"""


def _han(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
