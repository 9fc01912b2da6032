"""What is not understood, with its reason: never guessed, always told."""

from __future__ import annotations


class UnclearError(Exception):
    """A cell or row that can be read in no way, or in more than one.

    Args:
        reason: why, for a person.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
