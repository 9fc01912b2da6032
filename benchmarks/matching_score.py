"""What ``matching.py`` counts of each way of matching, and the tables people read."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from matching_material import Known


@dataclass
class Score:
    """How one way of matching did.

    Attributes:
        name: of the way.
        counts: by kind of line and outcome.
        seconds: learning and predicting, all months.
    """

    name: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, one: Known, *outcomes: str) -> None:
        """Count a line."""
        for outcome in ("lines", *outcomes):
            self.counts[one.kind, outcome] += 1

    def of(self, outcome: str, kind: str | None = None) -> int:
        """How many lines, of one kind or of all."""
        return sum(
            count
            for (line_kind, said), count in self.counts.items()
            if said == outcome and kind in (None, line_kind)
        )

    def guess(self, kind: str | None = None) -> int:
        """How many are right if the first candidate is taken wherever a line is open."""
        return self.of("right", kind) + self.of("first", kind)


def as_markdown(title: str, results: dict[str, list[Score]], about: str) -> str:
    """The tables people read."""
    lines = [
        f"# {datetime.date.today()}: matching",  # noqa: DTZ011 - the day as people count
        "",
        title,
        "",
        f"Sample estate, every month but the first from those before it. {about}",
        "",
        _LEGEND,
    ]
    for heading, scores in results.items():
        lines += ["", f"## {heading}", "", _HEAD, _RULE, *map(_row, scores), ""]
        lines += ["By kind of line, right / wrong / best guess right:", ""]
        lines += [f"| kind | lines | {' | '.join(score.name for score in scores)} |"]
        lines += ["|---|---:|" + "---:|" * len(scores)]
        for kind in sorted({kind for kind, _outcome in scores[0].counts}):
            cells = (
                f"{s.of('right', kind)} / {s.of('wrong', kind)} / {s.guess(kind)}" for s in scores
            )
            lines.append(f"| {kind} | {scores[0].of('lines', kind)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


_LEGEND = (
    "*wrong*: booked without review on another account. *part*: right account, but another unit, "
    "contract, bay or project. *best guess*: booked right, or left open with history's first "
    "candidate right; *listed*: left open, one of at most five is right; *misled*: left open, "
    "there are candidates and none is right. smart_importer leaves nothing open, so every guess "
    "counts as booked; it knows no units, so *part* is not asked of its guesses. *tuned*: with "
    "signs for words and the other account's number as features. Lines that *only a person can "
    "tell* must stay open. Seconds: learning and predicting anew every month."
)
_HEAD = (
    "| way | lines | right | wrong | wrong of booked | part | open | best guess | listed | misled "
    "| s |"
)
_RULE = "|---|" + "---:|" * 10


def _row(score: Score) -> str:
    right, wrong = score.of("right"), score.of("wrong")
    share = f"{100 * wrong / (right + wrong):.2f} %" if right + wrong else "–"
    rest = (score.of("part"), score.of("open"), score.guess(), *map(score.of, ("listed", "misled")))
    cells = (score.name, score.of("lines"), right, wrong, share, *rest, f"{score.seconds:.1f}")
    return "| " + " | ".join(map(str, cells)) + " |"
