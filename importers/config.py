"""Hands the engine's importers to Fava's import page and to beangulp; nothing else belongs here."""

import beangulp

from owners_ledger.banking.ingest import importers

CONFIG = importers(__file__)
HOOKS: list[object] = []

if __name__ == "__main__":
    beangulp.Ingest(CONFIG, HOOKS)()
