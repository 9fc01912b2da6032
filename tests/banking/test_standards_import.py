"""Whatever form a month comes in, it is the same month: booked once, known ever after."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_files import SAMPLES
from import_book import make_book

from owners_ledger.banking.booking.importing import import_statements

FORMS = {
    "mof_bkrs_2023-12-31.xml": ".xml",
    "intl_camt053_v02.xml": ".xml",
    "intl_mt940_utf8.sta": ".sta",
    "intl_ofx_102_utf8.ofx": ".ofx",
    "ccb_b_noprefix_quoted_gb18030.csv": ".csv",
}


@pytest.mark.parametrize("first", FORMS)
def test_month_in_another_form_brings_nothing_new(first: str, tmp_path: Path) -> None:
    root = make_book(tmp_path, "10000.00")
    plan, _written = import_statements(root, [SAMPLES / first])
    assert [len(one.new) for one in plan.placed] == [9]
    kept = list((root / "ledger/statements").iterdir())
    assert [path.suffix for path in kept] == [FORMS[first]]
    for form in FORMS:
        plan, _written = import_statements(root, [SAMPLES / form])
        assert [(len(one.new), one.known) for one in plan.placed] == [(0, 9)], form
