"""Two sets of figures side by side: which of them differ, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Other:
    """A figure that is another one.

    Attributes:
        path: where it stands in the JSON (``income[2].amount``), and the line's name.
        given: in the file.
        known: in the books.
    """

    path: str
    given: Any
    known: Any


def others(given: Any, known: Any, path: str = "", name: str = "") -> Iterator[Other]:
    """What differs between plain JSON values; keys only one of them has are left out.

    A later version of the program may say more of the same period; what both say must agree.
    """
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        called = str(given.get("line") or given.get("account") or name)
        for key in given:
            if key in known:
                yield from others(given[key], known[key], f"{path}.{key}".lstrip("."), called)
    elif isinstance(given, list) and isinstance(known, list):
        for place in range(max(len(given), len(known))):
            here = f"{path}[{place}]"
            if place >= len(given):
                yield Other(here, None, _brief(known[place]))
            elif place >= len(known):
                yield Other(here, _brief(given[place]), None)
            else:
                yield from others(given[place], known[place], here, name)
    elif given != known:
        yield Other(f"{path}（{name}）" if name else path, given, known)


def key_amounts(figures: Mapping[str, Any]) -> frozenset[str]:
    """Amounts that a notice cannot leave off its page: balances, totals, lines of both sides."""
    found = [figures.get(key) for key in ("opening", "income_total", "spending_total", "closing")]
    for side in ("income", "spending"):
        rows = figures.get(side)
        if isinstance(rows, list):
            found += [row.get("amount") for row in rows if isinstance(row, Mapping)]
    return frozenset(str(one).lstrip("-") for one in found if isinstance(one, str))


def _brief(value: Any) -> Any:
    if isinstance(value, Mapping):
        return next((value[key] for key in ("line", "number", "account") if key in value), "…")
    return value
