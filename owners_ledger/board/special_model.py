"""A special notice (专项公告) as every surface prints it. Plain frozen values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SpecialFact:
    """One line of the notice.

    Attributes:
        label: what it is about (租赁底价).
        text: in words, several paragraphs at need, "" beside an amount.
        amount: yuan, ``None`` where the line is words only.
        unit: behind the amount: 元, 元/月.
    """

    label: str
    text: tuple[str, ...] = ()
    amount: Decimal | None = None
    unit: str = "元"


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """A line of the notice's table: ``figure`` is yuan or a text, ``before`` what it was."""

    name: str
    figure: Decimal | str | None
    before: Decimal | str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """The notice's table: quotes, or corrected figures.

    Attributes:
        title: above it.
        name: head of the first column.
        figure: head of the column of figures.
        before: head of the column of former figures, "" where there is none.
        rows: its lines.
    """

    title: str
    name: str
    figure: str
    before: str
    rows: tuple[SpecialRow, ...]


@dataclass(frozen=True, slots=True)
class SpecialCount:
    """One count of a vote by heads and by area in m², with its shares in percent.

    Attributes:
        what: 全体业主, 参与表决, 同意.
        heads: persons.
        area: exclusive area.
        heads_share, area_share: ``77.41``, of all owners or of those who took part, cut to two
            decimals; "" for all owners.
    """

    what: str
    heads: int
    area: Decimal
    heads_share: str = ""
    area_share: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The resolution a notice rests on.

    Attributes:
        resolution: its number.
        day: of the decision, ``None`` where it is not recorded.
        title: what was decided.
        body: 业主大会, 业主委员会 or "".
        ceiling: yuan, ``None`` without one.
        counts: of the vote, or empty.
        rule: what majority the matter needs, in words, or "".
        source: law and article of that rule, or "".
    """

    resolution: str
    day: datetime.date | None
    title: str
    body: str = ""
    ceiling: Decimal | None = None
    counts: tuple[SpecialCount, ...] = ()
    rule: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SpecialNotice:
    """A special notice.

    Attributes:
        kind: ``lease-tender``, ``works``, ``fund-raising``, ``correction``, ``reply``.
        code: its id, the name of its file.
        title: 招租公告.
        estate: the estate's name.
        body: the committee's full name.
        number: of the notice.
        as_of: its date.
        posted_from, posted_to: first and last day it hangs.
        about: the sentence below the title.
        facts: its lines.
        table: quotes or corrected figures, ``None`` without.
        decision: what it rests on, ``None`` for a correction or a reply.
        contact: who answers, and the published telephone.
        draft: never: only what is complete is printed.
    """

    kind: str
    code: str
    title: str
    estate: str
    body: str
    number: str
    as_of: datetime.date
    posted_from: datetime.date
    posted_to: datetime.date
    about: str
    facts: tuple[SpecialFact, ...]
    table: SpecialTable | None
    decision: Decision | None
    contact: tuple[str, ...]
    draft: bool = False
