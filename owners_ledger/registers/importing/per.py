"""For how long an amount is: a sheet's 元/年 where the register counts by another time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from owners_ledger.i18n import _
from owners_ledger.registers.importing.heads import is_blank
from owners_ledger.registers.importing.unclear import UnclearError
from owners_ledger.registers.importing.words import words

_PER = re.compile(r"(?:[/每]|元[/每一]?|\A)个?(日|天|月|季|年)(?!底|初|末|度)")
_RENT, _CYCLE = "租金", "付款周期"
_ELSE = "月"


def refuse_other_time(
    role: str, title: str, cell: object, cells: Mapping[str, str], fixed: Mapping[str, str]
) -> None:
    """Stop where heading or cell say another time than the register's column is for.

    A quarter's rent read from a monthly one would be a third of what is owed.

    Args:
        role: the register's column.
        title: its heading in the sheet.
        cell: the raw cell.
        cells: the row in the register's writing, as far as it is read.
        fixed: values the user gave for columns the sheet leaves empty.

    Raises:
        UnclearError: the times differ.
    """
    if words().types.get(role) != "money" or is_blank(cell):
        return
    wanted = (cells.get(_CYCLE) or fixed.get(_CYCLE, "")) if role == _RENT else _ELSE
    said = _time(str(cell)) or _time(title)
    if wanted and said and said != wanted:
        raise UnclearError(
            _("“{text}”是每{said}的数，登记簿里的{role}是每{wanted}的，请换算后重填").format(
                text=str(cell)[:40], said=said, role=role, wanted=wanted
            )
        )


def _time(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _PER.search(plain)
    return match[1].replace("天", "日") if match else ""
