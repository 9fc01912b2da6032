"""``plugin "owners_ledger.checks.units_known"``: every code in the books stands in its register.

``unit``, ``lease``, ``staff``, ``bay``, ``supplier``, ``deposit`` on postings. A charge or a
month's wages must also lie in a term of the register; payments may come later.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import ERROR, WARNING, Problem, plugin
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import deposits as deposit_file
from owners_ledger.registers import leases as lease_file
from owners_ledger.registers import parking as parking_file
from owners_ledger.registers import staff as staff_file
from owners_ledger.registers import suppliers as supplier_file
from owners_ledger.registers import units as unit_file
from owners_ledger.registers.row import Dated

_FILES = {
    "unit": unit_file.FILE,
    "lease": lease_file.FILE,
    "staff": staff_file.FILE,
    "bay": parking_file.FILE,
    "supplier": supplier_file.FILE,
    "deposit": deposit_file.FILE,
}
_CYCLES = {"月": 1, "季": 3, "年": 12}
_RUNS = ("charge", "payroll")
_UNKNOWN, _EMPTY, _OUTSIDE = "unknown", "empty", "outside"


def check(facts: Facts) -> Iterator[Problem]:
    """Codes that no register has, charges and wages outside every term."""
    if facts.troubles:
        return  # the registers themselves are reported first
    registers = _registers(facts)
    wrong: dict[tuple[str, str, object], _Place] = {}
    for _number, entry, posting, register in _unsettled(facts, registers):
        meta = posting.meta or {}
        code, run = meta[register.key], any(key in entry.meta for key in _RUNS)
        if kind := register.wrong(code, entry.date if run else None):
            which = (kind, register.key, code if register.terms else None)
            wrong.setdefault(which, _Place(posting, entry, [])).lines.append(meta)
    for (kind, key, code), place in wrong.items():
        yield _problem(kind, key, code, place)


class _Place(NamedTuple):
    """Where a code stands for the first time, and all its lines."""

    posting: data.Posting
    entry: data.Transaction
    lines: list[Mapping[str, Any]]


class _Register(NamedTuple):
    """A register by its metadata key; settled codes hold through all the books."""

    key: str
    terms: Mapping[str, Sequence[Dated]]
    settled: frozenset[str]

    def wrong(self, code: object, run: datetime.date | None) -> str:
        """Why a code cannot stand here, "" if it can; ``run``: day of the charge or wages."""
        if not self.terms:
            return _EMPTY
        terms = self.terms.get(code) if isinstance(code, str) else None
        if terms is None:
            return _UNKNOWN
        outside = run is not None and not any(_touches(term, run) for term in terms)
        return _OUTSIDE if outside else ""


def _unsettled(
    facts: Facts, registers: Sequence[_Register]
) -> list[tuple[int, data.Transaction, data.Posting, _Register]]:
    """Postings in order with a code that its register does not hold through all the books."""
    found = [
        (number, entry, posting, register)
        for register in registers
        for kind, several in facts.alike.items()
        if register.key in kind[1:] and not several.texts(register.key) <= register.settled
        for number, entry, posting in several
        if (code := (posting.meta or {})[register.key]) is not None and code not in register.settled
    ]
    return sorted(found, key=lambda one: one[0])


def _registers(facts: Facts) -> tuple[_Register, ...]:
    known = facts.registers
    by_key: Mapping[str, Mapping[str, Sequence[Dated]]] = {
        "unit": known.unit_terms,
        "lease": known.lease_terms,
        "staff": known.staff_terms,
        "bay": known.bay_terms,
        "supplier": known.supplier_terms,
        "deposit": known.deposit_terms,
    }
    dated = facts.transactions
    return tuple(
        _Register(
            key,
            terms,
            frozenset(
                code
                for code, several in terms.items()
                if not dated
                or any(
                    term.start <= dated[0].date and (term.end is None or dated[-1].date <= term.end)
                    for term in several
                )
            ),
        )
        for key, terms in by_key.items()
    )


def _touches(term: Dated, day: datetime.date) -> bool:
    """Whether a term has a day in the month (a lease: in the rent's cycle) that begins then."""
    months = _CYCLES.get(getattr(term, "cycle", "月"), 1)
    span = Period(day.year, day.month, months)
    return term.start < span.end and (term.end is None or term.end >= span.first)


def _problem(kind: str, key: str, code: object, place: _Place) -> Problem:
    file = _FILES[key]
    said, remedy, severity = {
        _UNKNOWN: (
            _("{key} “{code}”不在登记簿 {file} 里（{count} 处）"),
            _("请改正编号，或先在 ledger/registers/{file} 里登记。"),
            ERROR,
        ),
        _EMPTY: (
            _("账上用了 {key}（{count} 处），登记簿 {file} 却是空的"),
            _("请填写 ledger/registers/{file}。"),
            WARNING,
        ),
        _OUTSIDE: (
            _("{key} “{code}”在 {day} 已不在（或还不在）登记簿的期间里（{count} 处）"),
            _("请核对 ledger/registers/{file} 的起止日期；确已结束的，更正这一行。"),
            WARNING,
        ),
    }[kind]
    return Problem(
        place.posting.meta,
        said.format(key=key, code=code, file=file, day=place.entry.date, count=len(place.lines)),
        remedy.format(file=file),
        severity,
        place.entry,
    )


__plugins__ = (plugin({"units_known": check}),)
