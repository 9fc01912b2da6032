"""Own history against smart_importer: every month predicted from the months before it.

Run by hand: ``python benchmarks/matching.py [--seed 7]``; with smart_importer installed beside, it
is measured on the same lines, else its rows are missing. Writes
``benchmarks/results/matching-<date>.md`` and ``.json``. What counts is how many of the lines booked
without review are wrong: each is an error nobody looks for. Accounts are compared; ours also with
units, contracts, projects and amounts. The words of memos were worked out on the shipped sample
(seed 1): another seed is the fair test of them.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from beancount.core import data
from matching_material import DOUBTFUL, Known, books_without_banks, known_lines

from owners_ledger.banking.match import Match, Matcher
from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.history import History
from owners_ledger.banking.match.model import Asked
from owners_ledger.banking.match.rules import Rules, load_rules
from owners_ledger.banking.match.suppliers import Project
from owners_ledger.books.bank_entries import Leg
from owners_ledger.books.load import Books
from owners_ledger.config import load_toml
from owners_ledger.periods import Period
from owners_ledger.registers import Registers, load_registers
from owners_ledger.sample import EstateSpec

HERE = Path(__file__).resolve().parent
HAS_SMART = importlib.util.find_spec("smart_importer") is not None
DIMENSIONS = ("unit", "lease", "bay", "project", "resolution")


class Unlearned(Matcher):
    """Registers and rules only."""

    def _by_history(self, asked: Asked) -> Match | None:
        return None


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


@dataclass(frozen=True)
class Month:
    """A month to be predicted, and all before it."""

    period: Period
    asked: list[Known]
    before: list[Known]


class Sample:
    """The sample estate as each month finds it."""

    def __init__(self, spec: EstateSpec) -> None:
        self.books, self.others = books_without_banks(spec)
        self.registers, self.rules = load_registers(self.books.root), load_rules(self.books.root)
        raw = load_toml(self.books.root / "ledger" / "projects.toml")
        self.projects = Project.all_of(raw)
        lines = known_lines(spec)
        self.months = [
            Month(period, list(asked), [one for one in lines if one.month.first < period.first])
            for period, asked in groupby(lines, key=lambda one: one.month)
        ]

    def matcher(self, kind: type[Matcher], month: Month, *, helped: bool) -> Matcher:
        """A matcher at the month's beginning, with registers and rules or without."""
        return kind(
            _sorted([*self.others, *(one.entry for one in month.before)]),
            self.books.committee,
            self.registers if helped else Registers(),
            self.rules if helped else Rules(),
            self.books.chart,
            projects=self.projects if helped else (),
        )

    def history(self, month: Month, rules: Rules) -> History:
        """What the months before teach."""
        banks = frozenset(bank.account for bank in self.books.committee.banks)
        facts = Facts.of(_sorted([one.entry for one in month.before]), banks)
        return History(facts.earlier, frozenset(one.account for one in rules.purposes))


def _sorted(entries: Iterable[data.Directive]) -> list[data.Directive]:
    return sorted(entries, key=lambda entry: entry.date)


def evaluated(sample: Sample, *, helped: bool) -> list[Score]:
    """All ways on all months that have one before them."""
    start = Score("registers and rules" if helped else "own numbers only")
    own = Score("+ own history")
    smart = [Score("+ smart_importer, as it comes"), Score("+ smart_importer, tuned")]
    for month in sample.months[1:]:
        plain = _matched(sample, start, Unlearned, month, helped=helped)
        taught = _matched(sample, own, Matcher, month, helped=helped)
        _own_scores(sample, own, month, taught, sample.rules if helped else Rules())
        for one, match in zip(month.asked, plain, strict=True):
            start.note(one, *_of_match(one, match))
        for number, score in enumerate(smart if HAS_SMART else ()):
            _smart_scores(sample, score, month, plain, tuned=bool(number))
        print(month.period, own.of("wrong"), file=sys.stderr)
    return [start, own, *(smart if HAS_SMART else ())]


def _matched(
    sample: Sample, score: Score, kind: type[Matcher], month: Month, *, helped: bool
) -> list[Match]:
    started = time.perf_counter()
    matcher = sample.matcher(kind, month, helped=helped)
    banks = {bank.account: bank for bank in sample.books.committee.banks}
    found = [matcher.match(one.line, banks[one.posting.account]) for one in month.asked]
    score.seconds += time.perf_counter() - started
    return found


def _own_scores(
    sample: Sample, score: Score, month: Month, matches: Sequence[Match], rules: Rules
) -> None:
    history = sample.history(month, rules)
    banks = {bank.account: bank for bank in sample.books.committee.banks}
    for one, match in zip(month.asked, matches, strict=True):
        asked = Asked.of(one.line, banks[one.posting.account])
        ways = [
            frozenset(account for account, _dims in proposal.way)
            for proposal in history.proposals(asked, _is_open(sample.books))
        ]
        outcomes = _of_match(one, match)
        if not match.certain and one.kind != DOUBTFUL:
            outcomes += ["first"] if ways[:1] == [one.accounts] else []
            outcomes += ["listed"] if one.accounts in ways else []
            outcomes += ["misled"] if ways and one.accounts not in ways else []
        score.note(one, *outcomes)


def _is_open(books: Books) -> Callable[[str], bool]:
    return lambda account: account in books.chart.accounts


def _of_match(one: Known, match: Match) -> list[str]:
    if not match.certain:
        return ["open"]
    if frozenset(leg.account for leg in match.legs) != one.accounts:
        return ["wrong"]
    return ["right"] if _whole(match.legs) == _whole(one.legs) else ["right", "part"]


def _whole(legs: Iterable[Leg]) -> Counter[tuple[object, ...]]:
    return Counter(
        (leg.account, leg.amount, *(leg.meta.get(key) for key in DIMENSIONS)) for leg in legs
    )


def _smart_scores(
    sample: Sample, score: Score, month: Month, plain: Sequence[Match], *, tuned: bool
) -> None:
    """It is asked only what registers and rules leave open; what it says stands as booked."""
    from matching_smart import predicted  # noqa: PLC0415 - only where it is installed

    opened = [one for one in sample.books.entries if isinstance(one, data.Open)]
    left = [one for one, match in zip(month.asked, plain, strict=True) if not match.certain]
    started = time.perf_counter()
    guesses = predicted(month.before, left, opened, tuned=tuned)
    score.seconds += time.perf_counter() - started
    said = {one.posting.ref: guess for one, guess in zip(left, guesses, strict=True)}
    for one, match in zip(month.asked, plain, strict=True):
        guess = said.get(one.posting.ref)
        if guess is None:
            score.note(one, *_of_match(one, match))
        elif guess:
            score.note(one, "right" if guess == one.accounts else "wrong", "guessed")
        else:
            score.note(one, "open")


def as_markdown(results: dict[str, list[Score]], about: str) -> str:
    """The tables people read."""
    title, *_rest = str(__doc__).split("\n\n")
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


def _about() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    smart = "smart_importer not measured (not installed)"
    if HAS_SMART:
        names = ("smart_importer", "scikit-learn")
        smart = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return f"{cores} cores, Python {platform.python_version()}, {smart}."


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=EstateSpec().seed, help="another estate")
    spec = EstateSpec(seed=parser.parse_args().seed)
    sample = Sample(spec)
    results = {
        "Registers and rules off": evaluated(sample, helped=False),
        "Registers and rules on": evaluated(sample, helped=True),
    }
    other = "" if spec == EstateSpec() else f"-seed-{spec.seed}"
    about = f"Seed {spec.seed}, {_about()}"
    table = as_markdown(results, about)
    print(table)
    today = datetime.date.today()  # noqa: DTZ011 - the day as people count
    target = HERE / "results" / f"matching-{today}{other}.md"
    target.write_text(table, encoding="utf-8")
    kept = {
        "machine": about,
        **{
            title: {
                score.name: {
                    "seconds": round(score.seconds, 2),
                    **{
                        kind: {
                            said: count
                            for (of, said), count in sorted(score.counts.items())
                            if of == kind
                        }
                        for kind in sorted({kind for kind, _outcome in score.counts})
                    },
                }
                for score in scores
            }
            for title, scores in results.items()
        },
    }
    target.with_suffix(".json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
