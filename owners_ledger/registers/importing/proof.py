"""Before a register is replaced: the new file is read back and held against the other registers."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import Any

from owners_ledger.errors import Finding
from owners_ledger.registers import Registers, validate
from owners_ledger.registers.importing.words import Kind
from owners_ledger.registers.importing.writing import BOM
from owners_ledger.registers.table import make_rows


def new_errors(registers: Registers, kind: Kind, text: str) -> list[Finding]:
    """Errors the registers would have with that file and have not now.

    Args:
        registers: as they are.
        kind: the register to be replaced.
        text: its new file.

    Raises:
        RegisterError: the new file does not even read back.
    """
    file = f"ledger/registers/{kind.file}"
    grid = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))
    rows = make_rows(grid, kind.required, kind.make, file, optional=kind.columns)
    replaced: dict[str, Any] = {kind.name: rows}
    after = dataclasses.replace(registers, **replaced)
    assert after.meter_readings is not None  # a meter that runs backwards is refused here
    before = [one for one in validate(registers) if one.severity == "error"]
    known = {(one.file, one.message) for one in before}
    errors = [one for one in validate(after) if one.severity == "error"]
    found = [one for one in errors if (one.file, one.message) not in known]
    # Rows move when others come between them: an old error then only has new row numbers.
    return found if len(errors) > len(before) else []
