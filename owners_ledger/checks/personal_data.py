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
_ON_DOCUMENTS = _TECHNICAL | {"payment", "receipt"}  # the bank's numbers, of any length
_BANK = "bank-"
_PLAIN = 3  # file name, line and a unit


def check(facts: Facts) -> Iterator[Problem]:
    """Every place of a text that holds personal data."""
    people = People.of(facts.registers, facts.committee)
    codes = facts.registers.unit_terms.keys()
    texts = {text for entry in facts.entries for text, _place in _own(entry)}
    texts.update(_on_postings(facts, codes))
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
    yield from _own(entry)
    for one in entry.postings if isinstance(entry, data.Transaction) else ():
        if one.meta and not _is_plain(one.meta, codes):
            yield from _said(one.meta, _TECHNICAL)


def _own(entry: data.Directive) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The same without those of its postings."""
    place = entry.meta
    if isinstance(entry, data.Transaction):
        if entry.payee:
            yield entry.payee, place
        if entry.narration:
            yield entry.narration, place
        for mark in entry.tags | entry.links:
            yield mark, place
    else:
        for value in _values(entry):
            if isinstance(value, str):
                yield value, place
    yield from _said(place, _ON_DOCUMENTS if isinstance(entry, data.Document) else _TECHNICAL)


def _said(
    meta: Mapping[str, Any], exempt: Collection[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in meta.items():
        if key not in exempt and type(value) is str and not key.startswith(_BANK):
            yield value, meta


def _on_postings(facts: Facts, codes: Collection[str]) -> Iterator[str]:
    """The texts of all postings."""
    for kind, several in facts.alike.items():
        for key in kind[1:]:
            if key in _TECHNICAL or key.startswith(_BANK):
                continue
            values = several.texts(key)
            if key == "unit" and len(kind) == 1 + _PLAIN:
                values = values.difference(codes)
            yield from (value for value in values if value is not None)


def _values(entry: data.Directive) -> Iterable[Any]:
    if isinstance(entry, data.Custom):
        return [item.value for item in entry.values or ()]
    if isinstance(entry, data.Document):
        return [entry.account, Path(entry.filename).name]  # the loader makes the path absolute
    return entry


def _is_plain(meta: Mapping[str, Any], codes: Collection[str]) -> bool:
    """Whether a posting has only file name and line, and at most a registered unit: nearly all."""
    return len(meta) == _PLAIN - 1 or (len(meta) == _PLAIN and meta.get("unit") in codes)


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
