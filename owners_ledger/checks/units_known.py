"""``plugin "owners_ledger.checks.units_known"``: every code in the books stands in its register.

``unit``, ``lease``, ``staff``, ``bay``, ``supplier``, ``deposit`` on postings. A charge or a
month's wages must also lie in a term of the register; payments may come later.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from beancount.core import data

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import ERROR, WARNING, Problem, plugin
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.registers import deposits as deposit_file
from owners_ledger.registers import leases as lease_file
from owners_ledger.registers import parking as parking_file
from owners_ledger.registers import staff as staff_file
from owners_ledger.registers import suppliers as supplier_file
from owners_ledger.registers import units as unit_file
from owners_ledger.registers.table import Dated

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


def check(facts: Facts) -> Iterator[Problem]:
    """Codes that no register has, charges and wages outside every term."""
    if facts.troubles:
        return  # the registers themselves are reported first
    registers = _by_key(facts.registers)
    empty: set[str] = set()
    for entry in facts.transactions:
        in_term = any(key in entry.meta for key in _RUNS)
        for posting in entry.postings:
            meta = posting.meta
            if meta is None or len(meta) <= 2:
                continue  # only file name and line
            for key in meta.keys() & _FILES.keys():
                terms = registers[key].get(meta[key])
                if terms is None:
                    if registers[key]:
                        yield _unknown(posting, entry, key, meta[key])
                    elif key not in empty:
                        empty.add(key)
                        yield _no_register(posting, entry, key)
                elif in_term and not any(_touches(term, entry.date) for term in terms):
                    yield _outside(posting, entry, key, meta[key])


def _by_key(registers: Registers) -> Mapping[str, Mapping[str, Sequence[Dated]]]:
    return {
        "unit": registers.unit_terms,
        "lease": registers.lease_terms,
        "staff": registers.staff_terms,
        "bay": registers.bay_terms,
        "supplier": registers.supplier_terms,
        "deposit": registers.deposit_terms,
    }


def _touches(term: Dated, day: datetime.date) -> bool:
    """Whether a term has a day in the month (a lease: in the rent's cycle) that begins then."""
    if term.covers(day):
        return True
    months = _CYCLES.get(getattr(term, "cycle", "月"), 1)
    span = Period(day.year, day.month, months)
    return term.start < span.end and (term.end is None or term.end >= span.first)


def _unknown(posting: data.Posting, entry: data.Transaction, key: str, code: object) -> Problem:
    return Problem(
        posting.meta,
        _("{key} “{code}”不在登记簿 {file} 里").format(key=key, code=code, file=_FILES[key]),
        _("请改正编号，或先在 ledger/registers/{file} 里登记。").format(file=_FILES[key]),
        ERROR,
        entry,
    )


def _no_register(posting: data.Posting, entry: data.Transaction, key: str) -> Problem:
    return Problem(
        posting.meta,
        _("账上用了 {key}，登记簿 {file} 却是空的").format(key=key, file=_FILES[key]),
        _("请填写 ledger/registers/{file}。").format(file=_FILES[key]),
        WARNING,
        entry,
    )


def _outside(posting: data.Posting, entry: data.Transaction, key: str, code: object) -> Problem:
    return Problem(
        posting.meta,
        _("{key} “{code}”在 {day} 已不在（或还不在）登记簿的期间里").format(
            key=key, code=code, day=entry.date
        ),
        _("请核对 ledger/registers/{file} 的起止日期；确已结束的，更正这一行。").format(
            file=_FILES[key]
        ),
        WARNING,
        entry,
    )


__plugins__ = (plugin({"units_known": check}),)
