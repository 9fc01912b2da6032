"""Which columns say what came and went: every combination tried on the running balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from owners_ledger.banking.reading.fields import Field, Layout, hint
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.sorting import is_newest_first
from owners_ledger.money import ZERO

LEAST_ROWS = 3
_MOST_COLUMNS = 14
_MOST_FLAGS = 8
_ROWS_PER_FLAG = 3
_LONGEST_FLAG = 8

# Kinds of columns, the preferred first: what says both directions comes before what says one.
_SIGNED, _PAIR, _FLAG, _ONE_FLAG, _ONE_PAIR, _ONE_COLUMN, _REVERSED = range(7)

Amounts = Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class Way:
    """Columns under which every balance follows from the one before.

    Attributes:
        roles: role → column.
        amounts: signed, per data row.
        balances: the same.
        rank: the smaller the better; equal ranks leave a choice.
        out_flags: words of the flag column for money out.
        in_flags: the same for money in.
        open_flags: those among them whose side the balance does not tell.
    """

    roles: Mapping[str, Field]
    amounts: tuple[Decimal, ...]
    balances: tuple[Decimal, ...]
    rank: tuple[int, ...]
    out_flags: tuple[str, ...] = ()
    in_flags: tuple[str, ...] = ()
    open_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Steps:
    """What each row must have moved for the balances to follow, ``None`` for the oldest row."""

    balance: Field
    balances: tuple[Decimal, ...]
    needed: tuple[Decimal | None, ...]
    is_against: bool


def ways(layout: Layout, base: Profile) -> list[Way]:
    """All ways the running balance allows, the preferred first.

    Args:
        layout: the table; it needs ``LEAST_ROWS`` rows to prove anything.
        base: the profile with the usual names and words, which order what is left open.
    """
    if len(layout.rows) < LEAST_ROWS:
        return []
    money = {f: m for f in layout.fields if not f.is_date and (m := f.amounts) is not None}
    money = dict(list(money.items())[:_MOST_COLUMNS])
    found = [
        way
        for steps in _steps(layout, money, base)
        for way in _of(
            steps, layout, {f: m for f, m in money.items() if f is not steps.balance}, base
        )
    ]
    return sorted(found, key=lambda way: (way.rank, [f.at for f in way.roles.values()]))


def _steps(
    layout: Layout, money: Mapping[Field, Sequence[Decimal | None]], base: Profile
) -> Iterator[_Steps]:
    newest_first = is_newest_first(layout, base)
    for balance, cells in money.items():
        balances = tuple(each for each in cells if each is not None)
        if len(balances) < len(cells) or len(set(balances)) == 1:
            continue
        steps = [after - before for before, after in pairwise(balances)]
        yield _Steps(balance, balances, (None, *steps), newest_first is True)
        yield _Steps(balance, balances, (*(-step for step in steps), None), newest_first is False)


def _of(
    steps: _Steps, layout: Layout, money: Mapping[Field, Sequence[Decimal | None]], base: Profile
) -> Iterator[Way]:
    for column, cells in money.items():
        amounts = tuple(each for each in cells if each is not None)
        if len(amounts) < len(cells):
            continue
        is_signed = min(amounts) < 0 < max(amounts)
        for sign in (1, -1):
            signed = tuple(sign * each for each in amounts)
            if _follows(signed, steps):
                kind = _REVERSED if sign < 0 else _SIGNED if is_signed else _ONE_COLUMN
                yield _way({"amount": column}, signed, steps, kind, base)
        if all(
            need is None or abs(need) == abs(a)
            for need, a in zip(steps.needed, amounts, strict=True)
        ):
            yield from _flagged(column, amounts, steps, layout, base)
    for out, in_ in permutations(money, 2):
        pairs = [(o or ZERO, i or ZERO) for o, i in zip(money[out], money[in_], strict=True)]
        moved = tuple(came - went for went, came in pairs)
        if any(went and came for went, came in pairs) or not _follows(moved, steps):
            continue
        is_full = any(went for went, _came in pairs) and any(came for _went, came in pairs)
        roles = {"out": out, "in": in_}
        if is_full or all(hint(f.name, base.columns) == role for role, f in roles.items()):
            yield _way(roles, moved, steps, _PAIR if is_full else _ONE_PAIR, base)


def _follows(amounts: Amounts, steps: _Steps) -> bool:
    return all(
        need is None or need == amount for need, amount in zip(steps.needed, amounts, strict=True)
    )


def _way(
    roles: Mapping[str, Field],
    amounts: tuple[Decimal, ...],
    steps: _Steps,
    kind: int,
    base: Profile,
) -> Way:
    roles = {**roles, "balance": steps.balance}
    return Way(roles, amounts, steps.balances, _rank(roles, amounts, steps, kind, base))


def _rank(
    roles: Mapping[str, Field],
    amounts: Amounts,
    steps: _Steps,
    kind: int,
    base: Profile,
    *more: int,
) -> tuple[int, ...]:
    """Against the dates last; then amounts of zero, the kind of columns, unusual names."""
    zeros = sum(not each for each in amounts)
    usual = sum(hint(field.name, base.columns) == role for role, field in roles.items())
    return (steps.is_against, zeros, kind, -usual, *more)


def _flagged(
    column: Field, amounts: Amounts, steps: _Steps, layout: Layout, base: Profile
) -> Iterator[Way]:
    """With a column of few short words, each of which always means the same side."""
    for flag in layout.fields:
        words = {key(text): text for text in reversed(flag.texts)}
        most = max(2, min(_MOST_FLAGS, len(amounts) // _ROWS_PER_FLAG))
        longest = max(map(len, words.values()))
        if (
            flag in (column, steps.balance)
            or "" in words
            or len(words) > most
            or longest > _LONGEST_FLAG
        ):
            continue
        sides = _sides(flag, amounts, steps)
        if sides is None:
            continue
        open_words = [word for word in words if word not in sides]
        sides |= _assumed(open_words, sides, base)
        is_full = len(set(sides.values())) > 1
        if not is_full and hint(flag.name, base.columns) != "flag":
            continue
        signed = tuple(
            sides[key(text)] * each for text, each in zip(flag.texts, amounts, strict=True)
        )
        roles = {"amount": column, "flag": flag, "balance": steps.balance}
        kind = _FLAG if is_full else _ONE_FLAG
        yield Way(
            roles,
            signed,
            steps.balances,
            _rank(roles, signed, steps, kind, base, len(words), longest),
            tuple(words[word] for word, side in sides.items() if side < 0),
            tuple(words[word] for word, side in sides.items() if side > 0),
            tuple(words[word] for word in open_words if word not in base.in_flags | base.out_flags),
        )


def _sides(flag: Field, amounts: Amounts, steps: _Steps) -> dict[str, int] | None:
    """The side of each word as the balances tell, ``None`` where one means both."""
    sides: dict[str, int] = {}
    for text, amount, need in zip(flag.texts, amounts, steps.needed, strict=True):
        if need and amount:
            side = 1 if (need > 0) is (amount > 0) else -1
            if sides.setdefault(key(text), side) != side:
                return None
    return sides


def _assumed(words: Sequence[str], sides: Mapping[str, int], base: Profile) -> dict[str, int]:
    """The side of words on the oldest row alone: the usual one, else the one not yet spoken for."""
    free = -1 if set(sides.values()) == {1} else 1
    return {
        word: -1 if word in base.out_flags else 1 if word in base.in_flags else free
        for word in words
    }
