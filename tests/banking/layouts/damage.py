"""Damages done to true statements, and which of them arithmetic can see."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bank_files import CONTAINERS, Truth, as_csv
from layouts.known import LAYOUTS, Layout
from layouts.render import body, invented, table

from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError

Rows = list[list[str]]
KINDS = (
    *("untouched", "row missing", "row doubled", "neighbours swapped", "row moved"),
    *("side changed", "digit of an amount", "digit of a balance", "date of a row"),
    *("amount and all balances after it", "pair that cancels removed", "memo", "file cut"),
)
# What no arithmetic can see: the file is again a true one of another history.
INVISIBLE = frozenset(
    ["amount and all balances after it", "pair that cancels removed", "memo", "date of a row"]
)
NEAR = 1


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    ``verdict``: refused at the row, refused by what the file declares, refused elsewhere,
    accepted as true, accepted but adds up, missed, true but refused.
    """

    kind: str
    layout: str
    verdict: str
    message: str


@dataclass
class Damaged:
    """The rows of a table after a damage, and where it is: indexes into the rows."""

    rows: Rows
    places: tuple[int, ...]


def damage_many(seed: object, count: int) -> Iterator[Outcome]:
    """That many damages, evenly over kinds and layouts."""
    profiles = load_profiles(None)
    names = list(LAYOUTS)
    for number in range(count):
        chance = random.Random(f"damage {seed} {number}")
        name = names[number % len(names)]
        kind = KINDS[(number // len(names) + number) % len(KINDS)]
        layout = LAYOUTS[name]
        if chance.random() < 0.5:
            layout = dataclasses.replace(layout, is_newest_first=not layout.is_newest_first)
        lines = invented(f"{seed} {number}", chance.randint(3, 14))
        verdict, message = _judged(kind, layout, lines, chance, profiles)
        yield Outcome(kind, name, verdict, message)


def _judged(kind: str, layout: Layout, lines: list[Truth], chance: random.Random, profiles):
    grid = table(layout, lines)
    top = len(layout.above) + 1 + bool(layout.lower)
    if kind == "file cut":
        return _cut(grid, layout, lines, chance, profiles)
    damaged = _damaged(kind, layout, lines, chance)
    if damaged is None:
        return "nothing to damage", ""
    grid[top : top + len(lines)] = damaged.rows
    try:
        (statement,) = read_bytes(as_csv(grid, encoding="utf-8"), "x", profiles)
    except StatementError as error:
        message = str(error)
        if kind == "untouched":
            return "TRUE BUT REFUSED", message
        if error.line is None:
            return "REFUSED WITHOUT A ROW", message
        at = error.line - top - 1
        if not 0 <= at < len(damaged.rows):
            return "refused by what the file declares", message
        near = min(abs(at - place) for place in damaged.places) <= NEAR
        return ("refused at the row" if near else "REFUSED ELSEWHERE"), message
    if kind == "untouched":
        found = [line.balance for line in statement.lines]
        true = [line.balance for line in lines]
        return ("accepted as true" if found == true else "accepted in the other order"), ""
    if kind in INVISIBLE:
        warned = any("日期" in each for each in statement.warnings)
        return ("accepted with a warning" if warned else "accepted, nothing to see"), ""
    if adds_up(damaged.rows, layout):
        return "accepted, adds up again", ""
    return "MISSED", str(damaged.rows)


def _cut(grid: Rows, layout: Layout, lines: list[Truth], chance: random.Random, profiles):
    """A download that broke off: whatever is still accepted holds only true lines."""
    name = chance.choice([each for each in CONTAINERS if each != "xls" and "pipe" not in each])
    whole = CONTAINERS[name](grid)
    data = whole[: chance.randint(len(whole) // 3, len(whole) - 1)]
    try:
        (statement,) = read_bytes(data, "x", profiles)
    except StatementError as error:
        return "refused", str(error)
    true = [(line.amount, line.balance, line.when.date()) for line in lines]
    found = [(line.amount, line.balance, line.date) for line in statement.lines]
    if not found:
        return "accepted without any line", ""
    is_part = any(
        true[at : at + len(found)] == found or true[at : at + len(found)] == found[::-1]
        for at in range(len(true))
    )
    if len(found) == 1 and not is_part:
        return "accepted, one row is no chain", str(found)
    return ("accepted, whole rows missing at the end" if is_part else "MISSED"), str(found)


def _damaged(
    kind: str, layout: Layout, lines: list[Truth], chance: random.Random
) -> Damaged | None:
    rows = body(layout, lines)
    inner = chance.randint(1, len(rows) - 2)
    at = chance.randint(0, len(rows) - 1)
    if kind == "untouched":
        return Damaged(rows, ())
    if kind == "row missing":
        del rows[inner]
        return Damaged(rows, (inner - 1, inner))
    if kind == "row doubled":
        rows.insert(at, list(rows[at]))
        return Damaged(rows, (at, at + 1))
    if kind == "neighbours swapped":
        rows[inner - 1], rows[inner] = rows[inner], rows[inner - 1]
        return Damaged(rows, (inner - 1, inner))
    if kind == "row moved":
        to = chance.randint(0, len(rows) - 1)
        rows.insert(to, rows.pop(at))
        return Damaged(rows, (at, to)) if to != at else None
    if kind == "pair that cancels removed":
        return _without_pair(rows, lines, layout)
    return _edited(kind, layout, rows, at, chance)


def _edited(
    kind: str, layout: Layout, rows: Rows, at: int, chance: random.Random
) -> Damaged | None:
    meanings = layout.meanings
    row = rows[at]
    if kind == "memo":
        place = meanings.index("party") if "party" in meanings else len(row) - 1
        row[place] = row[place] + "某" if meanings[place] == "party" else row[place]
        return Damaged(rows, (at,))
    if kind == "date of a row":
        place = next(p for p, each in enumerate(meanings) if each in ("day", "stamp"))
        row[place] = _later(row[place])
        return Damaged(rows, (at,))
    if kind == "side changed":
        return _other_side(layout, rows, at)
    if kind == "digit of a balance":
        place = meanings.index("balance")
    else:
        place = next(
            p
            for p, each in enumerate(meanings)
            if each in ("out", "in", "abs", "signed") and _value(row[p])
        )
    row[place] = _other_digit(row[place], chance)
    if kind == "amount and all balances after it":
        _follow(layout, rows, at)
    return Damaged(rows, (at,))


def _other_side(layout: Layout, rows: Rows, at: int) -> Damaged:
    row, meanings = rows[at], layout.meanings
    if "out" in meanings:
        out, in_ = meanings.index("out"), meanings.index("in")
        row[out], row[in_] = row[in_], row[out]
    if "flag" in meanings:
        place = meanings.index("flag")
        flags = layout.style.flags
        row[place] = flags[1 - flags.index(row[place])]
    if "signed" in meanings:
        place = meanings.index("signed")
        row[place] = ("-" if row[place][0] == "+" else "+") + row[place][1:]
    return Damaged(rows, (at,))


def _other_digit(text: str, chance: random.Random) -> str:
    places = [at for at, mark in enumerate(text) if mark.isdigit()]
    at = chance.choice(places)
    other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def _later(text: str) -> str:
    """The same with another day: seven months on or back."""
    month = 5 if "-" in text else 4
    return text[:month] + ("08" if text[month : month + 2] != "08" else "01") + text[month + 2 :]


def _follow(layout: Layout, rows: Rows, at: int) -> None:
    """Balances that follow from the edited row on."""
    place = layout.meanings.index("balance")
    order = range(len(rows) - 1, -1, -1) if layout.is_newest_first else range(len(rows))
    steps = [_step(row, layout) for row in rows]
    previous: Decimal | None = None
    started = False
    for each in order:
        started = started or each == at
        if started:
            base = _value(rows[each][place]) - steps[each] if previous is None else previous
            rows[each][place] = layout.style.money(base + steps[each])
        previous = _value(rows[each][place])


def _without_pair(rows: Rows, lines: Sequence[Truth], layout: Layout) -> Damaged | None:
    for at in range(1, len(lines) - 2):
        if lines[at].amount == -lines[at + 1].amount:
            place = len(lines) - 2 - at if layout.is_newest_first else at
            del rows[place : place + 2]
            return Damaged(rows, (place,))
    return None


def _value(text: str) -> Decimal:
    kept = "".join(mark for mark in text if mark in "0123456789.-")
    return Decimal(kept) if any(mark.isdigit() for mark in kept) else Decimal(0)


def _step(row: Sequence[str], layout: Layout) -> Decimal:
    """The signed amount of a row by the meaning of its columns."""
    said = {
        each: _value(text)
        for each, text in zip(layout.meanings, row, strict=True)
        if each in ("out", "in", "abs", "signed")
    }
    if "signed" in layout.meanings:
        return said["signed"]
    if "abs" in layout.meanings:
        is_in = row[layout.meanings.index("flag")] == layout.style.flags[1]
        return said["abs"] if is_in else -said["abs"]
    return said["in"] - said["out"]


def adds_up(rows: Rows, layout: Layout) -> bool:
    """Whether the rows are again a history, from either end or with all sides exchanged."""
    place = layout.meanings.index("balance")
    moved = [(_step(row, layout), _value(row[place])) for row in rows]
    return any(
        all(before + side * step == after for (_step0, before), (step, after) in pairwise(way))
        for way in (moved, moved[::-1])
        for side in (1, -1)
    )


def tally(outcomes: Iterator[Outcome]) -> tuple[Counter[tuple[str, str]], list[Outcome]]:
    """How often which verdict came, and the outcomes that must not be."""
    found: Counter[tuple[str, str]] = Counter()
    bad = []
    for each in outcomes:
        found[each.kind, each.verdict] += 1
        if each.verdict.isupper():
            bad.append(each)
    return found, bad
