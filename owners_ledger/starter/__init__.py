"""A new book, in the shape of the repository: every file as text first, written at one stroke."""

from owners_ledger.starter.place import create
from owners_ledger.starter.plan import Opening, Wish, plan

__all__ = ["Opening", "Wish", "create", "plan"]
