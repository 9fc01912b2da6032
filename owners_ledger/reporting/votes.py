"""A resolution as a report prints it: the count of its vote and what it needed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from owners_ledger import duties
from owners_ledger.commitments.majority import Majority, majority, percent, shortfalls
from owners_ledger.commitments.model import Resolution, Vote
from owners_ledger.duties import Profile
from owners_ledger.rates import Rates
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.project_model import ProjectResolution, VoteCount


def resolution_row(
    one: Resolution, rates: Rates, profile: Profile, cover: Cover
) -> ProjectResolution:
    """A resolution with its count, and whether that carries it (art. 278 of its day)."""
    rule = None
    if one.matter and one.date:
        rule = majority(rates, one.matter, one.date, partial(duties.majority, profile))
    return ProjectResolution(
        number=one.number,
        date=one.date,
        title=cover.text(one.title),
        body=one.body,
        ceiling=one.ceiling,
        document=one.document,
        sha256=one.sha256,
        votes=_votes(one.vote, rule) if one.vote else (),
        verdict=_verdict(one.vote, rule) if one.vote and rule else "",
    )


def _votes(vote: Vote, rule: Majority | None) -> tuple[VoteCount, ...]:
    take, favour = (rule.take_part.said, rule.in_favour.said) if rule else ("", "")
    owners, took, agreed = vote.owners, vote.took_part, vote.in_favour
    return (
        VoteCount("全体业主", owners.heads, owners.area, None, None, ""),
        VoteCount(
            "参与表决",
            took.heads,
            took.area,
            percent(Decimal(took.heads), Decimal(owners.heads)),
            percent(took.area, owners.area),
            f"全体的 {take}" if take else "",
        ),
        VoteCount(
            "同意",
            agreed.heads,
            agreed.area,
            percent(Decimal(agreed.heads), Decimal(took.heads)),
            percent(agreed.area, took.area),
            f"参与的 {favour}" if favour else "",
        ),
    )


def _verdict(vote: Vote, rule: Majority) -> str:
    missed = shortfalls(vote, rule)
    if not missed:
        return f"“{rule.name}”所需的人数和面积都已达到。"
    return "没有达到：" + "；".join(one.said for one in missed) + "。"
