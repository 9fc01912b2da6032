"""Nothing on an account is older than its opening in the books."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_book import FEES, line, make_book, source

from owners_ledger.banking.booking.importing import plan_import
from owners_ledger.banking.booking.join import JoinError
from owners_ledger.books.load import load_books


def opened(root: Path, day: str) -> Path:
    chart = root / "ledger" / "accounts.beancount"
    text = chart.read_text("utf-8")
    chart.write_text(text.replace(f"2020-01-01 open {FEES}", f"{day} open {FEES}"), "utf-8")
    return root


def test_a_line_older_than_its_account_is_refused_with_its_row(tmp_path: Path) -> None:
    root = opened(make_book(tmp_path, None), "2026-03-05")
    early = source("0.00", [line("2026-03-04", "5.00"), line("2026-03-06", "6.00")])
    with pytest.raises(JoinError, match=r"第 2 行是 2026-03-04 的.*2026-03-05 才开户"):
        plan_import(load_books(root), [early])
    late = source("0.00", [line("2026-03-05", "5.00"), line("2026-03-06", "6.00")])
    assert len(plan_import(load_books(root), [late]).booked) == 2


def test_an_opening_balance_older_than_the_account_is_refused(tmp_path: Path) -> None:
    root = opened(make_book(tmp_path, None), "2026-03-01")
    file = source("100.00", [line("2026-03-04", "5.00")])
    with pytest.raises(JoinError, match="期初余额要记在 2026-02-28"):
        plan_import(load_books(root), [file])
