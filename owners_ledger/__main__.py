"""``python -m owners_ledger``."""

from owners_ledger.cli import main

if __name__ == "__main__":
    main()
