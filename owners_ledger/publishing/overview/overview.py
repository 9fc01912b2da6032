"""Rows of many editions, read by as many processes as there are processors."""

from __future__ import annotations

import datetime
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from owners_ledger.money import ZERO
from owners_ledger.publishing.overview.model import EstateRow, Overview
from owners_ledger.publishing.overview.read import estate_row

_FEW = 8  # editions for which starting processes costs more than it saves
_ORDER = {"unreadable": 0, "late": 1, "unposted": 2, "posted": 3}


def overview(paths: Sequence[Path], today: datetime.date, processes: int | None = None) -> Overview:
    """Estates side by side.

    Args:
        paths: editions, books with ``public/``, ZIPs.
        today: the day lateness is counted to.
        processes: how many read at once; by default one per processor.
    """
    one = partial(estate_row, today=today)
    workers = min(processes or os.cpu_count() or 1, len(paths))
    if workers < 2 or len(paths) <= _FEW:
        rows = [one(path) for path in paths]
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            rows = list(pool.map(one, paths, chunksize=max(1, len(paths) // (4 * workers))))
    return together(rows, today)


def together(rows: Sequence[EstateRow], today: datetime.date) -> Overview:
    """All rows in order, and their sums."""
    ordered = sorted(
        rows, key=lambda row: (row.verified != "broken", _ORDER[row.state], row.estate)
    )
    return Overview(
        as_of=today,
        rows=tuple(ordered),
        posted=sum(row.state == "posted" for row in rows),
        late=sum(row.state == "late" for row in rows),
        broken=sum(row.verified == "broken" for row in rows),
        households=sum(row.households for row in rows),
        area=sum((row.area for row in rows), ZERO),
        closing=sum((row.closing for row in rows), ZERO),
    )
