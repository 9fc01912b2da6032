"""Serial numbers that identify a row: damaged and repeated ones do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.declared import row_list
from owners_ledger.banking.reading.movements import Movement
from owners_ledger.i18n import _

_NO_SERIAL = "0"


def is_number(text: str | None) -> bool:
    """Whether a cell holds an identifier: wallets write ``0`` where there is none."""
    return bool(text) and text not in cells.BLANKS and bool(text and text.strip(_NO_SERIAL))


def usable(movements: Sequence[Movement], warnings: list[str]) -> list[str | None]:
    """The serial of each movement, ``None`` where it cannot tell rows apart.

    Args:
        movements: of one account.
        warnings: what was not used is added here.
    """
    found = [each.serial if is_number(each.serial) else None for each in movements]
    damaged = [
        each.row
        for each, serial in zip(movements, found, strict=True)
        if serial and cells.is_number(serial)
    ]
    if damaged:
        warnings.append(
            _("这些行的流水号被表格软件当成了数字，已不用：{rows}").format(rows=row_list(damaged))
        )
    times = Counter(found)
    repeated = [
        each.row
        for each, serial in zip(movements, found, strict=True)
        if serial and times[serial] > 1 and not cells.is_number(serial)
    ]
    if repeated:
        warnings.append(_("这些行的流水号有重复，已不用：{rows}").format(rows=row_list(repeated)))
    unused = {*damaged, *repeated}
    return [
        None if each.row in unused else serial
        for each, serial in zip(movements, found, strict=True)
    ]
