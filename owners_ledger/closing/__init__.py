"""Closed months: sealed, chained, compared with the books at every check, re-opened on record.

A seal (``ledger/closed/2026-03.toml``) holds a digest of every entry of its month, the balances at
its end, the numbers of its vouchers and the head of the seal before. It proves that the books were
not changed since, to whoever has kept a head: one who can rewrite every seal can rewrite the chain,
so a head that hangs on the board or was sent to the owners is what counts.
"""
