"""``report special ID``: lease tender, works, fund raising, correction, reply to a question."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from owners_ledger import duties
from owners_ledger.board.log import correction
from owners_ledger.board.posting import posted
from owners_ledger.board.questions import find, load_questions
from owners_ledger.board.special import SpecialFile, load_special
from owners_ledger.board.special_kinds import KINDS
from owners_ledger.board.special_model import (
    Decision,
    SpecialCount,
    SpecialFact,
    SpecialRow,
    SpecialTable,
)
from owners_ledger.board.special_notice import notice
from owners_ledger.cli.kinds import Asked
from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.majority import Majority, majority, percent, shortfalls
from owners_ledger.commitments.model import Resolution, Side, Vote
from owners_ledger.i18n import _
from owners_ledger.money import show
from owners_ledger.rates import load_rates
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.special import special_paper


def paper(asked: Asked) -> Paper:
    """The special notice of an id."""
    file = load_special(asked.root, asked.code)
    committee = asked.books.committee
    if file.kind == "correction":
        facts, table = _corrected(asked.root, file)
        made = notice(file, committee, None, facts, table)
    elif file.kind == "reply":
        made = notice(file, committee, None, _replied(asked.root, file))
    else:
        made = notice(file, committee, _decision(asked, file))
    return special_paper(made, committee, draft=asked.draft)


def _corrected(root: Path, file: SpecialFile) -> tuple[tuple[SpecialFact, ...], SpecialTable]:
    record = posted(root, file.text("of"))
    edition = record.edition(file.text("edition")) if record else None
    if record is None or edition is None or not edition.why:
        raise file.refused(
            _("{of} 没有“{edition}”").format(of=file.text("of"), edition=file.text("edition")),
            _(
                '先出更正公示：owners-ledger report … --correct "原因"；'
                "of 写成 monthly-2026-03 这样。"
            ),
        )
    told = correction(record, edition)
    facts = (
        SpecialFact("更正哪份", (f"{told.notice}（{told.number}）",)),
        SpecialFact("更正日期", (_han(told.day),)),
        SpecialFact("原因", (told.why,)),
        SpecialFact("更正后", (f"{told.edition}，核对码 {edition.seal}",)),
        SpecialFact("查阅咨询", (file.text("consultation"),)),
    )
    rows = tuple(SpecialRow(one.what, one.new, one.old) for one in told.changed)
    return facts, SpecialTable("更正的数，其他各数不变", "哪个数", "现在", "原来", rows)


def _replied(root: Path, file: SpecialFile) -> tuple[SpecialFact, ...]:
    question = find(load_questions(root), file.text("question"))
    answer = question.answer
    if answer is None or question.is_open:
        raise file.refused(
            _("{number} 还没有答复").format(number=question.number),
            _("先登记答复：owners-ledger question answer {number} --text …").format(
                number=question.number
            ),
        )
    printed = "" if question.figure is None else f"，印的是 {show(question.figure)} 元"
    item = f"{question.notice} 的 {question.item} {question.line}{printed}"
    facts = [
        SpecialFact(
            "提问", (f"{question.number}，{question.asker}，{_han(question.received)}收到",)
        ),
        SpecialFact("问的是", (item,)),
        SpecialFact(
            "问", tuple(one.text for one in question.history if one.kind in ("added", "follow-up"))
        ),
        SpecialFact("答", (answer.text,)),
        SpecialFact("答复日期", (_han(answer.day),)),
    ]
    if answer.entry:
        facts.append(SpecialFact("凭据", (answer.entry,)))
    if answer.correction is not None:
        facts.append(SpecialFact("更正分录", (_han(answer.correction),)))
    return (*facts, SpecialFact("查阅咨询", (file.text("consultation"),)))


def _decision(asked: Asked, file: SpecialFile) -> Decision:
    """The cited resolution, its vote held to the law where owners must vote.

    Raises:
        BoardError: it is not recorded, or does not carry this notice.
    """
    known = load_commitments(asked.root).resolution
    number = file.text("resolution")
    found = known.get(number)
    if found is None:
        raise file.refused(
            _("ledger/resolutions.toml 里没有决议 {number}").format(number=number),
            _("登记了的有：{known}。").format(known="、".join(known)),
        )
    matter = KINDS[file.kind].matter or found.matter
    rule, source = _rule(asked, matter, found.date or file.values["date"])
    if KINDS[file.kind].matter:
        _refuse_without_vote(file, found, matter, rule)
    return Decision(
        resolution=found.number,
        day=found.date,
        title=found.title,
        body=found.body,
        ceiling=found.ceiling,
        counts=_counts(found.vote) if found.vote else (),
        rule=_said(rule) if rule and found.vote else "",
        source=source if found.vote else "",
    )


def _rule(asked: Asked, matter: str, day: datetime.date) -> tuple[Majority | None, str]:
    """What a matter needs on a day at this place, and where that stands."""
    if not matter:
        return None, ""
    profile = duties.load_profile(asked.root, duties.jurisdiction_of(asked.books.committee.raw))
    sources: list[str] = []

    def rule_of(what: str, when: datetime.date) -> duties.Majority | None:
        found = duties.majority(profile, what, when)
        if found is not None:
            sources.append(found.source.text)
        return found

    found = majority(load_rates(asked.root), matter, day, rule_of)
    return found, sources[0] if found and sources else ""


def _refuse_without_vote(
    file: SpecialFile, found: Resolution, matter: str, rule: Majority | None
) -> None:
    if found.vote is None or found.matter != matter:
        raise file.refused(
            _("决议 {number} 没有登记“{matter}”的表决票数").format(
                number=found.number, matter=matter
            ),
            _(
                '在 resolutions.toml 的这份决议里写 matter = "{matter}" 和 [resolution.vote]，'
                "见 docs/board.md 的例子。"
            ).format(matter=matter),
        )
    missing = shortfalls(found.vote, rule) if rule else ()
    if missing:
        raise file.refused(
            _("决议 {number} 没有达到法定的表决比例：{missing}").format(
                number=found.number, missing="；".join(one.said for one in missing)
            ),
            _("表决没有通过的事项不能公告。请核对票数。"),
        )


def _counts(vote: Vote) -> tuple[SpecialCount, ...]:
    return (
        SpecialCount("全体业主", vote.owners.heads, vote.owners.area),
        _count("参与表决", vote.took_part, vote.owners),
        _count("同意", vote.in_favour, vote.took_part),
    )


def _count(what: str, part: Side, whole: Side) -> SpecialCount:
    return SpecialCount(
        what,
        part.heads,
        part.area,
        str(percent(Decimal(part.heads), Decimal(whole.heads))),
        str(percent(part.area, whole.area)),
    )


def _said(rule: Majority) -> str:
    taking, agreeing = rule.take_part.said, rule.in_favour.said
    return f"{rule.name}：参与表决要全体的 {taking}，同意要参与表决的 {agreeing}"


def _han(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
