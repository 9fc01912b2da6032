"""Sample estates: invented, plausible, of any size and age, the same bytes for the same seed.

``generate(EstateSpec(), root)`` writes the book that lies in this repository's ``ledger/``.
"""

from owners_ledger.sample.generate import book_files, generate
from owners_ledger.sample.in_place import place
from owners_ledger.sample.spec import EstateSpec

__all__ = ["EstateSpec", "book_files", "generate", "place"]
