"""The static site of the public edition: pages that open from a folder, without a server."""

from __future__ import annotations

from owners_ledger.publishing.site.pages import pages

__all__ = ["pages"]
