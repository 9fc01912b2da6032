"""The rules, one named check per module; all of them: ``plugin "owners_ledger.checks"``.

``owners-ledger check``, ``bean-check`` and Fava report the same, each with file, line and remedy.
A single check is a plugin as well (``plugin "owners_ledger.checks.cents"``). What each checks, why,
and what to do stands in ``docs/checks.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from owners_ledger.checks import (
    bank_assertions,
    bank_complete,
    bank_files,
    bank_refs,
    budgets,
    ceilings,
    cents,
    charges,
    closed_months,
    contracts,
    deposits,
    disclosure_lines,
    documents,
    duties,
    files_included,
    funds,
    in_transit,
    invoices,
    leases,
    ledger_text,
    notes,
    pads,
    payables,
    payroll,
    personal_data,
    plugins_active,
    postings,
    questions,
    registers,
    resolutions,
    units_known,
)
from owners_ledger.checks.problem import Check, plugin

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        module.__name__.rpartition(".")[2]: module.check
        for module in (
            plugins_active,
            files_included,
            ledger_text,
            cents,
            disclosure_lines,
            pads,
            funds,
            bank_refs,
            bank_complete,
            bank_files,
            bank_assertions,
            in_transit,
            registers,
            units_known,
            charges,
            leases,
            deposits,
            payables,
            payroll,
            documents,
            invoices,
            personal_data,
            resolutions,
            contracts,
            ceilings,
            budgets,
            notes,
            questions,
            postings,
            closed_months,
            duties,
        )
    }
)

__plugins__ = (plugin(CHECKS),)
