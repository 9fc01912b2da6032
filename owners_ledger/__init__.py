"""业主账本: plain-text books and printed disclosure for self-managed estates."""

__version__ = "0.1.0"
