"""Sample estates: invented, plausible, of any size and age, the same bytes for the same seed.

``generate(EstateSpec(), root)`` writes the book that lies in this repository's ``ledger/``.
"""

from owners_ledger.sample.generate import generate
from owners_ledger.sample.spec import EstateSpec

__all__ = ["EstateSpec", "generate"]
