"""A quarter's disclosure with 5,000 voucher lines as PDF, as the command sets it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "rendering"))

import samples

from owners_ledger.registers import Registers
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.produce import produce
from owners_ledger.rendering.worker import Setter

_LINES = 5_000


def main() -> None:
    """Set it, and say how large it became."""
    figures = samples.disclosure("quarterly", vouchers=samples.vouchers(_LINES))
    committee = samples.committee()
    with Setter() as set_page:
        made = produce(
            notice(figures, committee),
            committee,
            Registers(),
            book=None,
            formats=("pdf",),
            set_page=set_page,
        )
    print(f"{len(made.files['pdf'])} bytes")


if __name__ == "__main__":
    main()
