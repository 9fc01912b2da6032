"""Which addresses of Fava owners may ask, and with which words. What is not here is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fava.util.date import parse_date

from owners_ledger.web.public.frontend import PAGES

LONGEST: Final = 80
# Words, names and the signs of Fava's own filter language; none that makes a pattern.
_WORDS = re.compile(r"""[\w \-:"'#,.，。、（）《》“”·/&;@]*""")
_ACCOUNT = re.compile(r"[\w\-:]*")
_ONE_DAY = r"(\d{4})(?:-\d{2}(?:-\d{2})?|-[qQ][1-4]|-[wW]\d{2})?"
_TIME = re.compile(rf"{_ONE_DAY}(?:\s*(?:-|to)\s*{_ONE_DAY})?")
_FILTERS = frozenset({"account", "filter", "time", "conversion", "interval"})
_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "conversion": frozenset({"", "at_cost", "at_value", "units", "CNY"}),
    "interval": frozenset({"", "year", "quarter", "month", "week"}),
    "order": frozenset({"asc", "desc"}),
    "partial": frozenset({"true"}),
    "r": frozenset({"", "journal", "changes", "balances"}),
    # How the page's own charts are drawn: the server does not look at it.
    "charts": frozenset({"true", "false"}),
}
_PAGE_WORDS = _FILTERS | {"partial", "charts", "r"}
_API: Final[Mapping[str, frozenset[str]]] = {
    "changed": frozenset(),
    "ledger_data": frozenset(),
    "income_statement": _FILTERS,
    "balance_sheet": _FILTERS,
    "trial_balance": _FILTERS,
    "journal_page": _FILTERS | {"page", "order"},
    "account_report": _FILTERS | {"a", "r"},
}
_PAGE_NUMBER = re.compile(r"[1-9]\d{0,4}")


@dataclass(frozen=True, slots=True)
class Known:
    """What an edition's ledger knows; more cannot be asked for.

    Attributes:
        accounts: names, parents included.
        years: with entries.
    """

    accounts: frozenset[str]
    years: range


def status(parts: Sequence[str], words: Mapping[str, Sequence[str]], known: Known) -> int:
    """200, or how a request is refused: 404 for a closed address, 400 for a wrong word.

    Args:
        parts: of the path below the ledger, decoded, without the empty last one.
        words: the query's names, each with all its values.
        known: what the ledger knows.
    """
    allowed = _words_of(parts, known)
    if allowed is None:
        return 404
    plain = all(
        name in allowed and len(values) == 1 and _is_plain(name, values[0], known)
        for name, values in words.items()
    )
    return 200 if plain else 400


def _words_of(parts: Sequence[str], known: Known) -> frozenset[str] | None:
    match list(parts):
        case []:
            return _FILTERS
        case [page] if page in PAGES:
            return _PAGE_WORDS
        case ["account", name] if name in known.accounts:
            return _PAGE_WORDS
        case ["api", name]:
            return _API.get(name)
    return None


def _is_plain(name: str, value: str, known: Known) -> bool:
    if len(value) > LONGEST:
        return False
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name == "time":
        return not value or _is_time(value, known.years)
    if name == "a":
        return value in known.accounts
    if name == "page":
        return _PAGE_NUMBER.fullmatch(value) is not None
    return (_ACCOUNT if name == "account" else _WORDS).fullmatch(value) is not None


def _is_time(value: str, years: range) -> bool:
    found = _TIME.fullmatch(value)
    if found is None or not all(int(year) in years for year in found.groups() if year):
        return False
    try:
        return parse_date(value)[0] is not None
    except ValueError:
        return False  # a thirteenth month
