"""The official forms as values: rows, sums, and which account of the system is shown where."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form.

    Attributes:
        row: 行次, ``None`` for a heading.
        title: as printed.
        codes: accounts of the system that are shown here.
        sums: rows that add up to this one, negative: taken off.
        sign: -1 where a credit balance of the left side is printed as a positive number.
        of: what else is shown here (``released``, ``bound``, ``adjusted``), or "".
        parts: first and last number left free for the writer, empty where they have none,
            ``None`` where the form asks for no parts.
        out: whether it counts money paid.
        quiet: whether it is left out when it is zero.
        money: whether it is the row of the money.
    """

    row: int | None
    title: str
    codes: tuple[str, ...] = ()
    sums: tuple[int, ...] = ()
    sign: int = 1
    of: str = ""
    parts: tuple[int, ...] | None = None
    out: bool = False
    quiet: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its number, its name, its rows, its words for columns."""

    form: str
    title: str
    rows: tuple[FormRow, ...]
    words: Mapping[str, str]

    def place(self) -> Mapping[str, int]:
        """The row of each account."""
        return {code: one.row for one in self.rows if one.row is not None for code in one.codes}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why cash and accrual differ: its key and its words."""

    key: str
    name: str
    more: str
    more_sentence: str
    less: str
    less_sentence: str


@dataclass(frozen=True, slots=True)
class Era:
    """One accounting system.

    Attributes:
        name: ``2004``, also the key on the accounts (``npo-2004:``).
        until: its last day.
        system, source, unverified: in words.
        accounts: code → official name.
        credit, debit: account → the one that shows what stands on the wrong side.
        restricted: pattern of an account's name → code of the income it receives, in order.
        assets, claims, activities, cash: the forms.
        cash_rows: account → (row of money in, row of money out).
        staff, staff_code: row of wages and the account whose lines are wages.
        by_line: accounts whose money belongs to the row of the income or cost they settle.
        reasons: account → key of its reason.
        words: the reasons in the order of printing.
    """

    name: str
    until: datetime.date
    system: str
    source: str
    unverified: str
    accounts: Mapping[str, str]
    credit: Mapping[str, str]
    debit: Mapping[str, str]
    restricted: tuple[tuple[re.Pattern[str], str], ...]
    assets: Form
    claims: Form
    activities: Form
    cash: Form
    cash_rows: Mapping[str, tuple[int, int]]
    staff: int
    staff_code: str
    by_line: frozenset[str]
    reasons: Mapping[str, str]
    words: tuple[Reason, ...]

    @property
    def money_codes(self) -> frozenset[str]:
        """Accounts of the row of the money."""
        return frozenset(code for one in self.assets.rows if one.money for code in one.codes)


def total(sums: Sequence[int], known: Mapping[int, Any], zero: Any) -> Any:
    """A row that other rows add up to."""
    made = zero
    for number in sums:
        made = made + known[number] if number > 0 else made - known[-number]
    return made
