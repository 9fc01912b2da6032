"""The reference for ``check``: beancount's own load, collector off, no cache, no plugin."""

from __future__ import annotations

import gc
import sys

from beancount import loader

if __name__ == "__main__":
    gc.disable()
    loader.initialize(use_cache=False)
    entries, errors, _options = loader.load_file(sys.argv[1])
    print(len(entries), len(errors))
