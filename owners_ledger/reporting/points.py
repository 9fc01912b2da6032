"""What a report still leaves open: one question each, and where its answer is written.

A question is a part of a Chinese document, like the sentences that answer it: not translated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

SWING_YEAR = "swing-year"
SWING_MONTH = "swing-month"
NEW_PAYEE = "new-payee"
MISSING = "missing"
ZERO_LINE = "zero"
TOTAL_SWING = "total-swing"
# A sentence that says nothing, or that belongs to nothing in the period.
SENTENCE = "sentence"

YEAR_WORDS: Mapping[int, str] = MappingProxyType(
    {1: "去年同月", 3: "去年同季", 6: "去年同期", 12: "上年"}
)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that needs a sentence before the report is final.

    Attributes:
        id: kind, subject and what it is compared with; the same figures give the same.
        kind: one of the words above.
        subject: line, company, class of persons, or side.
        amount: of the period, yuan.
        compared: what it is compared with, yuan, ``None`` where there is no such figure.
        against: the period compared with, ``year-before`` for the twelve months before, ``budget``
            for the year's budget, or "".
        percent: of the change, one decimal; ``None`` where the base is zero or nothing changed.
        question: in one sentence.
        file: where the answer goes, relative to the book.
        table: the table in it.
        key: the key in that table.
        toml: the line to fill in.
    """

    id: str
    kind: str
    subject: str
    amount: Decimal
    compared: Decimal | None
    against: str
    percent: Decimal | None
    question: str
    file: str
    table: str
    key: str
    toml: str

    @property
    def wants_answer(self) -> bool:
        """Whether a sentence settles it; one that belongs to nothing is to be taken away."""
        return self.kind != SENTENCE


def point(
    kind: str,
    subject: str,
    question: str,
    *,
    table: str,
    file: str,
    amount: Decimal,
    compared: Decimal | None = None,
    against: str = "",
    key: str = "",
) -> OpenPoint:
    """A question with its answer's place; the percentage follows from the two amounts."""
    key = key or subject
    share = None
    if compared and kind in (SWING_YEAR, SWING_MONTH, TOTAL_SWING):
        share = percent_of(amount, compared)
    return OpenPoint(
        id=":".join(filter(None, (kind, subject, against))),
        kind=kind,
        subject=subject,
        amount=amount,
        compared=compared,
        against=against,
        percent=share,
        question=question,
        file=file,
        table=table,
        key=key,
        toml=toml_line(key),
    )


def swings(amount: Decimal, base: Decimal, percent: Decimal, above: Decimal) -> bool:
    """Whether a change reaches both limits; from nothing to something any percentage is reached.

    >>> swings(Decimal("107"), Decimal("100"), Decimal(7), Decimal(7))
    True
    >>> swings(Decimal("106.99"), Decimal("100"), Decimal(7), Decimal(0))
    False
    """
    change = abs(amount - base)
    return bool(change) and change >= above and change * 100 >= abs(base) * percent


def percent_of(amount: Decimal, base: Decimal) -> Decimal:
    """The change in percent of the base, one decimal, for show: limits are compared exactly.

    >>> percent_of(Decimal("-600"), Decimal("500"))
    Decimal('-220.0')
    """
    return ((amount - base) * 100 / abs(base)).quantize(_TENTH, ROUND_HALF_UP)


def toml_line(key: str, text: str = "") -> str:
    """A key and its sentence as TOML; the escapes of JSON are those of TOML.

    >>> toml_line("公共水电")
    '"公共水电" = ""'
    """
    quoted = [json.dumps(one, ensure_ascii=False).replace("\x7f", "\\u007f") for one in (key, text)]
    return " = ".join(quoted)
