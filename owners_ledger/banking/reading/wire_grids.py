"""Raw tables as lines of JSON, from the process that reads a file to the one that asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from owners_ledger.banking.reading.grid import Grid
from owners_ledger.banking.reading.wire import WireError

PIECE = 2000
_PLAIN = (str, float, int, bool, type(None))


def encode_grids(grids: Sequence[Grid]) -> Iterator[str]:
    """The tables, a head and pieces of rows each, and a last line that says so."""
    for grid in grids:
        yield json.dumps({"grid": grid.name, "ragged": grid.ragged})
        for start in range(0, len(grid.rows), PIECE):
            yield json.dumps({"rows": [list(row) for row in grid.rows[start : start + PIECE]]})
    yield json.dumps({"done": len(grids)})


def decode_grids(lines: Iterable[bytes]) -> tuple[Grid, ...]:
    """The tables again.

    Raises:
        WireError: the answer is no such thing, or breaks off.
    """
    heads: list[tuple[str, bool, list[list[object]]]] = []
    try:
        for line in lines:
            piece = json.loads(line)
            if "done" in piece:
                if piece["done"] != len(heads):
                    raise WireError(piece["done"])
                return tuple(Grid(name, rows, ragged=ragged) for name, ragged, rows in heads)
            if "grid" in piece:
                heads.append((str(piece["grid"]), bool(piece["ragged"]), []))
            else:
                heads[-1][2].extend(map(_row, piece["rows"]))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise WireError(str(error)) from None
    raise WireError("no end")


def _row(cells: list[object]) -> list[object]:
    if not isinstance(cells, list) or not all(isinstance(cell, _PLAIN) for cell in cells):
        raise WireError("row")
    return cells
