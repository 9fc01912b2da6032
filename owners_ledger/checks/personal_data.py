"""``plugin "owners_ledger.checks.personal_data"``: people stand in registers, codes in the books.

Telephone, identity card and bank card numbers, plates, and the names of the register of households
and of staff must not stand in payee, narration, tags, links, notes, account names or metadata.
``bank-*`` metadata is exempt: it never leaves the books.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from beancount.core import data

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.people import Found, People
from owners_ledger.checks.problem import ERROR, WARNING, Problem, plugin
from owners_ledger.i18n import _

_TECHNICAL = frozenset({"filename", "lineno", "sha256", "__tolerances__", "__automatic__"})
_OF_THE_BANK = frozenset({"payment", "receipt"})  # its numbers on a document may be of any length


def check(facts: Facts) -> Iterator[Problem]:
    """Every place of a text that holds personal data."""
    people = People.of(facts.registers, facts.committee)
    codes = facts.registers.unit_terms.keys()
    texts = {text for entry in facts.entries for text, _place in _texts(entry, codes)}
    bad = {text: several for text in texts if (several := people.find(text))}
    if not bad:
        return
    for entry in facts.entries:
        for text, place in _texts(entry, codes):
            for found in bad.get(text, ()):
                yield _problem(found, place, entry)


def _texts(
    entry: data.Directive, codes: Collection[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The texts of a directive that may leave the books, with their places."""
    place = entry.meta
    metas = [place]
    if isinstance(entry, data.Transaction):
        if entry.payee:
            yield entry.payee, place
        if entry.narration:
            yield entry.narration, place
        for mark in entry.tags | entry.links:
            yield mark, place
        metas += [one.meta for one in entry.postings if one.meta and not _is_plain(one.meta, codes)]
    else:
        for value in _values(entry):
            if isinstance(value, str):
                yield value, place
    exempt = _TECHNICAL | _OF_THE_BANK if isinstance(entry, data.Document) else _TECHNICAL
    for meta in metas:
        for key, value in meta.items():
            if type(value) is str and key not in exempt and not key.startswith("bank-"):
                yield value, meta


def _values(entry: data.Directive) -> Iterable[Any]:
    if isinstance(entry, data.Custom):
        return [item.value for item in entry.values or ()]
    if isinstance(entry, data.Document):
        return [entry.account, Path(entry.filename).name]  # the loader makes the path absolute
    return entry


def _is_plain(meta: Mapping[str, Any], codes: Collection[str]) -> bool:
    """Whether a posting has only file name and line, and at most a registered unit: nearly all."""
    return len(meta) == 2 or (len(meta) == 3 and meta.get("unit") in codes)


def _problem(found: Found, place: Mapping[str, Any], entry: data.Directive) -> Problem:
    return Problem(
        place,
        _("这里有{kind}（{masked}）").format(kind=_(found.kind), masked=found.masked),
        _("请改写成房号、工号、车位号等编号；人名和号码只留在登记簿里。")
        if found.certain
        else _("若确是这个人，请改写成编号；只是恰好同字，不必理会。"),
        ERROR if found.certain else WARNING,
        entry,
    )


__plugins__ = (plugin({"personal_data": check}),)
