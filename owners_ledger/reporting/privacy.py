"""What of a payee and a narration may stand on the board.

Personal data lies in registers and in ``bank-*`` metadata; neither is ever copied here. Payee and
narration are free of it by rule, but a rule can be broken by hand: so a payee is shown only where
it is an organisation's name, and what looks like a person, flat, phone, card or plate in a text
is covered (PIPL art. 25; Civil Code art. 1032 to 1038).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from owners_ledger.registers import Registers

COVER = "××"
# Words that a natural person's name (two to four characters) cannot hold, and single endings
# that it can: these count only in longer names.
_WORDS = re.compile(
    "公司|中心|合作社|银行|分行|支行|事务所|委员会|居委会|经营部|服务部|工作室|营业部|超市|商行"
    "|学校|大学|医院|政府|办事处|税务局|供电局|协会|集团|门市|幼儿园|驿站|餐厅|酒店|药房"
)
_ENDINGS = tuple("店园站厂社行局所院部处会队馆铺坊库房")
_LONG = 5
_PATTERNS = re.compile(
    r"(?<![0-9])(?:\d{16,19}|\d{17}[0-9Xx]|1[3-9]\d{9})(?![0-9])"  # card, identity card, mobile
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}"
    r"|(?<![0-9A-Za-z-])\d{1,3}-\d{1,2}-\d{2,4}(?![0-9-])"  # a flat
    r"|\d{1,3}[栋幢号楼]+\d{1,2}单元\d{2,4}[室号]?"
)
_HAN = re.compile(r"[㐀-鿿豈-﫿·]")


def is_organisation(name: str) -> bool:
    """Whether a name is an organisation's; when in doubt it is a person's.

    >>> [is_organisation(name) for name in ("重庆市云杉电梯有限公司", "张家园", "李社")]
    [True, False, False]
    """
    name = name.strip()
    if _WORDS.search(name):
        return len(name) > 2
    return len(name) >= _LONG and name.endswith(_ENDINGS)


def is_listed_name(name: str) -> bool:
    """Whether a name that the committee itself listed as a supplier may be shown.

    The list also holds collecting accounts (待报解社会保险费) that end like no organisation; a
    person's name has at most four characters, or a middle dot.
    """
    return is_organisation(name) or (len(name.strip()) >= _LONG and "·" not in name)


@dataclass(frozen=True)
class Cover:
    """Covers personal data in a text.

    Attributes:
        names: of natural persons in the registers.
    """

    names: frozenset[str]

    @classmethod
    def of(cls, registers: Registers) -> Cover:
        """The names the registers hold: households, employees, tenants who are persons."""
        people: Iterable[str] = (
            *(name for one in registers.households for name in one.names),
            *(one.name for one in registers.staff),
            *(one.tenant for one in registers.leases if not is_organisation(one.tenant)),
            *(one.name for one in registers.suppliers if not is_listed_name(one.name)),
        )
        return cls(frozenset(name.strip() for name in people if not is_organisation(name)) - {""})

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(name) for name in self.names}, reverse=True))

    def text(self, text: str) -> str:
        """The text with persons, flats, phones, cards and plates covered.

        Names of two characters are covered only where they stand alone: they are often words.
        """
        text = _PATTERNS.sub(COVER, text)
        for length in self._lengths:
            place = 0
            while place + length <= len(text):
                piece = text[place : place + length]
                if piece in self.names and (
                    length > 2 or _stands_alone(text, place, place + length)
                ):
                    text = text[:place] + COVER + text[place + length :]
                place += 1
        return text

    def organisation(self, name: str) -> str:
        """The organisation's name, covered where it holds a person's, or "" for a person."""
        name = name.strip()
        return self.text(name) if is_organisation(name) and name not in self.names else ""

    def supplier(self, name: str) -> str:
        """A listed supplier's name, or "" for a person."""
        name = name.strip()
        return self.text(name) if is_listed_name(name) and name not in self.names else ""


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return not (_HAN.match(before) if before else None) and not (
        _HAN.match(after) if after else None
    )
