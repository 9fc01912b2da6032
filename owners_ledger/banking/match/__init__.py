"""Matching: what each bank line is for, certain or flagged with its reasons, never guessed."""

from owners_ledger.banking.match.matcher import Matcher
from owners_ledger.banking.match.model import Match

__all__ = ["Match", "Matcher"]
