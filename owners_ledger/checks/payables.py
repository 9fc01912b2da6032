"""``plugin "owners_ledger.checks.payables"``: bills are paid in time, once, and where they stand.

What is overdue, paid twice, booked otherwise than registered, not booked yet, or paid as if it had
not been booked before. The day is the last one on which the books have money moving.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.accruals.payables import payable_remarks
from owners_ledger.accruals.reach import reach
from owners_ledger.checks.alike import touching
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.registers import FOLDER
from owners_ledger.registers.payables import OWED


def check(facts: Facts) -> Iterator[Problem]:
    """Bills that are not in order."""
    day = reach(facts.transactions, facts.chart)
    if facts.troubles or day is None:
        return  # troubles are reported first by ``registers``
    owing = touching(facts.alike, (OWED,))
    for one in payable_remarks(facts.transactions, owing, facts.registers, day):
        place = one.place or at(facts.root, f"{FOLDER}/{one.file}", one.row)
        yield Problem(place, one.said, one.remedy, WARNING)


__plugins__ = (plugin({"payables": check}),)
