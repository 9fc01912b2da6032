"""Find the header row of a table, wherever it stands, and the profile that knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.bank_names import bank_above, is_same_bank
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import GENERIC, Profile

SCAN_ROWS = 45
_MARK_BONUS = 4.0
_ENOUGH = 0.7
_FEWEST = 5  # names that every bank may use tell none
_OTHER_SIDE = "对方"
_OTHERS = (_OTHER_SIDE, "对手", "交易对", "往来", "收付")
_DATES = frozenset(["date", "time", "booked"])
_AMOUNTS = frozenset(["out", "in", "amount"])


@dataclass(frozen=True, slots=True)
class Header:
    """A header row as found.

    Attributes:
        top: index of its first row.
        height: 1, or 2 where names stand on two rows.
        names: the key of each column, "" for a nameless one.
    """

    top: int
    height: int
    names: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns up to the last one with a name."""
        return max((at for at, name in enumerate(self.names, 1) if name), default=0)


def row_keys(row: Sequence[object]) -> tuple[str, ...]:
    """The keys of a row's cells; dates, amounts and over-long cells have none worth keeping."""
    return tuple(key(cell) if isinstance(cell, str) else _typed(cell) for cell in row)


def _typed(cell: object) -> str:
    return "" if cell is None else key(cells.text(cell))


def find_header(rows: Sequence[Sequence[object]], known: Mapping[str, str]) -> Header | None:
    """The row in the first ``SCAN_ROWS`` that names most known columns.

    Args:
        rows: the grid.
        known: key → role ("" where a name is known but plays no part) over all profiles.
    """
    best: tuple[tuple[int, int], Header] | None = None
    keyed = [row_keys(row) for row in rows[: SCAN_ROWS + 1]]
    for at, names in enumerate(keyed[:SCAN_ROWS]):
        below = keyed[at + 1] if at + 1 < len(keyed) else ()
        for header in _readings(at, names, below, known):
            found = _score(header.names, known)
            rank = found, -header.height
            if found and (best is None or rank > best[0]):
                best = rank, header
    return best[1] if best else None


def _readings(
    at: int, names: tuple[str, ...], below: tuple[str, ...], known: Mapping[str, str]
) -> Iterator[Header]:
    yield Header(at, 1, names)
    filled = [name for name in below if name]
    above = [name for name in names if name in known]
    if (
        0 < len(filled) < len(names)
        and not _DATES.isdisjoint(known[name] for name in above)
        and sum(name in known or _OTHER_SIDE + name in known for name in filled) * 2 > len(filled)
        and not any(map(_has_digit, filled))
    ):
        yield Header(at, 2, joined(names, below, known))


def joined(
    names: tuple[str, ...], below: tuple[str, ...], known: Mapping[str, str]
) -> tuple[str, ...]:
    """Two rows of names as one: what stands below belongs to the last name above it."""
    width = max(len(names), len(below))
    above = names + ("",) * (width - len(names))
    under = below + ("",) * (width - len(below))
    joined = []
    last = ""
    for upper, lower in zip(above, under, strict=True):
        last = upper or last
        if lower:
            other = _OTHER_SIDE + lower
            if last + lower in known:
                joined.append(last + lower)
            else:  # 户名 and 账号 under 对方信息 are not the account's own
                joined.append(other if last.startswith(_OTHERS) and other in known else lower)
        else:
            joined.append(upper)
    return tuple(joined)


def _has_digit(name: str) -> bool:
    return any("0" <= mark <= "9" for mark in name)


def _score(names: tuple[str, ...], known: Mapping[str, str]) -> int:
    """How many columns are known; 0 unless a date and an amount are among them."""
    roles = {known[name] for name in names if name in known}
    if not roles & _DATES or not roles & _AMOUNTS:
        return 0
    filled = {name for name in names if name}
    found = sum(name in known for name in filled)
    return found if found >= 3 and (found >= 5 or found * 2 >= len(filled)) else 0


def known_names(profiles: Mapping[str, Profile]) -> dict[str, str]:
    """Every header key of every profile with the role it has (the generic one's first)."""
    known: dict[str, str] = {}
    ordered = [profiles[GENERIC], *(each for name, each in profiles.items() if name != GENERIC)]
    for profile in ordered:
        for role, names in profile.columns.items():
            for name in names:
                known.setdefault(name, role)
    for profile in ordered:
        for name in profile.known:
            known.setdefault(name, "")
    return known


@dataclass(frozen=True, slots=True)
class Rank:
    """How well a profile knows a header.

    Attributes:
        profile: the profile.
        score: rare names count for more, unknown ones against it; 0 or less is no match.
        is_marked: a cell above the header begins with one of its marks.
        familiar: how many names of the header it knows.
        unknown: how many it does not know.
    """

    profile: Profile
    score: float
    is_marked: bool
    familiar: int
    unknown: int


def choose_profile(
    header: Header, above: Sequence[Sequence[object]], profiles: Mapping[str, Profile]
) -> Profile:
    """The profile whose layouts know the header best; the generic one where none does.

    A name that few banks use counts for more; a mark above the header counts for much.
    """
    ranks = ranked_profiles(header, above, profiles)
    if ranks and not _is_open(ranks):
        return ranks[0].profile
    named = bank_above(above)
    return replace(profiles[GENERIC], bank=named) if named else profiles[GENERIC]


def _is_open(ranks: Sequence[Rank]) -> bool:
    """Whether another bank knows the same names as well and nothing says which one it is."""
    first = ranks[0]
    return not first.is_marked and any(
        (each.familiar, each.unknown) == (first.familiar, first.unknown)
        and each.profile.bank != first.profile.bank
        for each in ranks[1:]
    )


def ranked_profiles(
    header: Header, above: Sequence[Sequence[object]], profiles: Mapping[str, Profile]
) -> list[Rank]:
    """The profiles that match a header, the best first; none: only the generic one reads it."""
    banks = Counter(
        name for each in profiles.values() if each.name != GENERIC for name in each.known
    )
    names = {name for name in header.names if name}
    written = {name for row in above for name in row_keys(row) if name}
    named = bank_above(above)
    ranks = []
    for profile in profiles.values():
        if profile.name == GENERIC:
            continue
        own = (profile.bank, *profile.marks)
        if named and not any(is_same_bank(named, each) for each in own):
            continue  # the columns may be alike; the rows above them say whose they are
        familiar = names & profile.known
        marked = any(_is_marked(mark, written) for mark in profile.marks)
        is_very_layout = profile.known <= names  # a small table that has its own profile
        if not marked and (
            "marked-only" in profile.quirks or (len(familiar) < _FEWEST and not is_very_layout)
        ):
            continue
        if len(familiar) < _ENOUGH * len(names) and not (marked and len(familiar) * 2 > len(names)):
            continue
        score = sum(1 / banks[name] for name in familiar) - 0.5 * len(names - familiar)
        score += _MARK_BONUS * marked + len(familiar) / max(1, len(profile.known)) / 10
        if score > 0:
            ranks.append(Rank(profile, score, marked, len(familiar), len(names) - len(familiar)))
    return sorted(ranks, key=lambda rank: -rank.score)


def _is_marked(mark: str, written: set[str]) -> bool:
    return any(text.startswith(mark) for text in written)
