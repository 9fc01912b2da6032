"""The notice board: what hangs where, what was printed, what was asked, what was corrected.

Everything here is kept in small TOML files that commands write whole: ``ledger/questions/``,
``ledger/posted/``; special notices are written by people in ``ledger/special/``.
"""
