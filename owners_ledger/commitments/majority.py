"""Whether a vote of the owners carries a decision (Civil Code art. 278).

The matters owners decide on are dated data (``rates/data/majority.toml``); what each needs says the
place's profile. Heads and area are held to it each on their own, with exact fractions.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from owners_ledger.commitments.model import Side, Vote
from owners_ledger.i18n import _
from owners_ledger.rates import Rates

FILE = "majority"
_PLACES = Decimal("0.01")


class Rule(Protocol):
    """A place's rule: who must take part, who of these must agree (``more``: over that share)."""

    @property
    def quorum(self) -> Fraction: ...
    @property
    def needed(self) -> Fraction: ...
    @property
    def more(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Need:
    """A share that must be reached (``strict``: exceeded)."""

    share: Fraction
    strict: bool

    def met(self, part: Decimal | int, whole: Decimal | int) -> bool:
        """Whether a part of a whole is enough."""
        reached, needed = Fraction(part), self.share * Fraction(whole)
        return reached > needed if self.strict else reached >= needed

    @property
    def said(self) -> str:
        """In words, as a notice has it."""
        share = f"{self.share.numerator}/{self.share.denominator}"
        return f"过 {share}" if self.strict else f"{share} 以上"


@dataclass(frozen=True, slots=True)
class Majority:
    """What a matter needs.

    Attributes:
        name: the matter in the law's words.
        take_part: of all owners.
        in_favour: of those who took part.
    """

    name: str
    take_part: Need
    in_favour: Need


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a vote did not reach: ``part`` of ``whole`` where ``need`` is needed."""

    what: str
    part: Decimal
    whole: Decimal
    need: Need

    @property
    def said(self) -> str:
        """With the sums, in words."""
        return _("{what} {part} / {whole}（{percent} %），要 {need}").format(
            what=self.what,
            part=self.part,
            whole=self.whole,
            percent=percent(self.part, self.whole),
            need=self.need.said,
        )


def matters(rates: Rates, day: datetime.date) -> tuple[str, ...]:
    """The keys of the matters owners decide on."""
    return tuple(str(one.values.get("key", "")) for one in rates.on(FILE, "matter", day))


def majority(
    rates: Rates, matter: str, day: datetime.date, rule: Callable[[str, datetime.date], Rule | None]
) -> Majority | None:
    """What a matter needs on a day; ``None`` where no rule of that day is known.

    Args:
        rates: the list of matters.
        matter: its key.
        day: of the decision.
        rule: the place's rule of a kind of matter on a day (``duties.majority`` of its profile).
    """
    found = [one for one in rates.on(FILE, "matter", day) if one.values.get("key") == matter]
    needs = rule(str(found[0].values.get("rule", "")), day) if found else None
    if needs is None:
        return None
    return Majority(
        name=str(found[0].values.get("name", matter)),
        take_part=Need(needs.quorum, strict=False),
        in_favour=Need(needs.needed, strict=needs.more),
    )


def shortfalls(vote: Vote, rule: Majority) -> tuple[Shortfall, ...]:
    """What was not reached; empty for a decision that stands."""
    return tuple(
        Shortfall(what, part, whole, need)
        for what, part, whole, need in (
            (_("参与表决人数"), vote.took_part.heads, vote.owners.heads, rule.take_part),
            (_("参与表决面积"), vote.took_part.area, vote.owners.area, rule.take_part),
            (_("同意人数"), vote.in_favour.heads, vote.took_part.heads, rule.in_favour),
            (_("同意面积"), vote.in_favour.area, vote.took_part.area, rule.in_favour),
        )
        for part, whole in ((Decimal(part), Decimal(whole)),)
        if not need.met(part, whole)
    )


def impossible(vote: Vote) -> Iterator[str]:
    """What cannot be in a count, in words."""
    chain = (
        (_("全体业主"), vote.owners),
        (_("参与表决"), vote.took_part),
        (_("同意"), vote.in_favour),
    )
    for name, side in chain:
        if side.heads < 0 or side.area < 0:
            yield _("{name}是负数").format(name=name)
        elif (side.heads == 0) != (side.area == 0):
            yield _("{name} {heads} 人、{area} 平方米，只有一项是零").format(
                name=name, heads=side.heads, area=side.area
            )
    if not vote.owners.heads:
        yield _("全体业主是零")
    for (more, large), (less, small) in itertools.pairwise(chain):
        for unit, part, whole in _both(small, large):
            if part > whole:
                yield _("{less} {part} {unit}，多于{more} {whole}").format(
                    less=less, part=part, unit=unit, more=more, whole=whole
                )


def _both(small: Side, large: Side) -> tuple[tuple[str, Decimal, Decimal], ...]:
    return (
        (_("人"), Decimal(small.heads), Decimal(large.heads)),
        (_("平方米"), small.area, large.area),
    )


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, cut (never rounded up to a majority it has not).

    >>> percent(Decimal(2), Decimal(3))
    Decimal('66.66')
    """
    if not whole:
        return Decimal("0.00")
    return Decimal(int(Fraction(part) / Fraction(whole) * 10_000)) * _PLACES
