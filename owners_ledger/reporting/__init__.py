"""Reports: books, registers and a period to frozen values; nothing here draws or prints.

Only ``sources`` reads files (budget, sentences, works, tariffs), at the rim.
"""

from owners_ledger.reporting.disclosure import disclose
from owners_ledger.reporting.refusal import ReportError
from owners_ledger.reporting.sources import Sources, load_sources

__all__ = ["ReportError", "Sources", "disclose", "load_sources"]
