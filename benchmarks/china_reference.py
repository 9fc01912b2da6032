"""A reference for ``statement``: an importer of china_bean_importers, entries printed.

Run with a Python of its own, not ours (``pip install china_bean_importers beangulp pandas openpyxl
xlrd`` in a virtual environment): ``china_reference.py wechat|ccb_debit_card FILE``.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types

from beancount.parser import printer

PACKAGE = "china_bean_importers"
CONFIG = {
    "importers": {"wechat": {"account": "Assets:WeChat"}},
    "card_accounts": {"Assets:Card": {"CCB": ["0017"]}},
    "detail_mappings": [],
    "unknown_expense_account": "Expenses:Unknown",
    "unknown_income_account": "Income:Unknown",
}


def package_without_its_start() -> None:
    """Let its parts be loaded one by one.

    Release 0.0.8 loads all importers of Beancount 2 at its start, which fails beside Beancount 3;
    left out here, to its advantage.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit(f"{PACKAGE} is not installed for {sys.executable}")
    package = types.ModuleType(PACKAGE)
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules[PACKAGE] = package


def main(name: str, file: str) -> None:
    """Identify, extract and print, as beangulp's ``extract`` does."""
    package_without_its_start()
    importer = importlib.import_module(f"{PACKAGE}.beangulp.{name}").Importer(CONFIG)
    if not importer.identify(file):
        raise SystemExit(f"{name} does not know {file}")
    printer.print_entries(importer.extract(file, []), file=sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
