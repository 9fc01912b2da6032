"""Wage accounts of posts with one or two employees appear as one account of several posts.

An account of a post with a single clerk would publish the clerk's wage (PIPL art. 25).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from beancount.core import data

from owners_ledger.billing.ageing import SMALL

_NAME = "岗位合并"


def merged(transactions: Iterable[data.Transaction], accounts: Iterable[str]) -> Mapping[str, str]:
    """Account → the account it appears under, for wage accounts that stand for too few.

    An account counts as small when any of its months had fewer than ``SMALL`` employees; the
    smallest of the others join until the merged account has enough in each month.

    Args:
        transactions: of the books.
        accounts: names that are taken.
    """
    heads: dict[str, dict[str, frozenset[str]]] = {}
    for entry in transactions:
        for posting in entry.postings:
            code = str((posting.meta or {}).get("staff") or "")
            if code and posting.account.startswith("Expenses:"):
                months = heads.setdefault(posting.account, {})
                month = f"{entry.date:%Y-%m}"
                months[month] = months.get(month, frozenset()) | {code}
    small = {name for name, months in heads.items() if _fewest(months) < SMALL}
    if not small:
        return {}
    rest = sorted(set(heads) - small, key=lambda name: (_fewest(heads[name]), name))
    while rest and _fewest(_together(heads, small)) < SMALL:
        small.add(rest.pop(0))
    target = _free(min(small), set(accounts))
    return dict.fromkeys(small, target)


def _fewest(months: Mapping[str, frozenset[str]]) -> int:
    return min((len(codes) for codes in months.values()), default=0)


def _together(
    heads: Mapping[str, Mapping[str, frozenset[str]]], names: Iterable[str]
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name in names:
        for month, codes in heads[name].items():
            found[month] = found.get(month, frozenset()) | codes
    return found


def _free(sibling: str, taken: set[str]) -> str:
    parent = sibling.rpartition(":")[0]
    for number in range(98, 9, -1):
        name = f"{parent}:{number}{_NAME}"
        if name not in taken:
            return name
    return sibling
