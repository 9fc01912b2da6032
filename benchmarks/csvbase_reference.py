"""The reference for ``statement``: beangulp's csvbase on the same rows, entries printed."""

from __future__ import annotations

import sys
from decimal import Decimal

from beancount.parser import printer
from beangulp.importers import csvbase


class Signed(csvbase.Column):
    """One signed amount from two columns, which csvbase itself does not offer."""

    def __init__(self, inward: str, outward: str) -> None:
        super().__init__(inward, outward)

    def parse(self, *values: str) -> Decimal:
        """Money in is positive."""
        inward, outward = values
        return Decimal(inward) if inward else -Decimal(outward)


class Reference(csvbase.Importer):
    """The columns of ``material.HEAD``."""

    encoding = "utf-8"
    date = csvbase.Date("交易日期")
    amount = Signed("收入", "支出")
    narration = csvbase.Columns("摘要", sep=" ")
    payee = csvbase.Columns("对方户名", sep=" ")
    balance = csvbase.Amount("余额")

    def identify(self, filepath: str) -> bool:
        """Every file."""
        return True


if __name__ == "__main__":
    importer = Reference("Assets:Bank", "CNY")
    printer.print_entries(importer.extract(sys.argv[1], []), file=sys.stdout)
