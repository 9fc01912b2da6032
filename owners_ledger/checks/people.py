"""Finding people in a text: numbers by their form, names by the registers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from owners_ledger.config import Committee
from owners_ledger.i18n import N_
from owners_ledger.registers import Registers

_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_LONG = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{4}(?: [0-9]{4}){3}(?: ?[0-9]{1,3})?|[0-9]{15,18}[0-9Xx])"
    r"(?![0-9A-Za-z])"
)
_BORN = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_JOINED = re.compile(r"[、,，;；/ ]+")
_SHORTEST_COMPANY = 5


class Found(NamedTuple):
    """Personal data in a text.

    Attributes:
        kind: what it is (a message).
        masked: it, mostly covered.
        certain: whether it can hardly be anything else.
    """

    kind: str
    masked: str
    certain: bool


@dataclass(frozen=True, slots=True)
class People:
    """The natural persons of the registers.

    Attributes:
        names: their names.
        initials: first characters of the names.
        lengths: the lengths names have, longer first.
        companies: firms' names that may contain a person's.
        own: the committee's own account numbers.
    """

    names: frozenset[str]
    initials: frozenset[str]
    lengths: tuple[int, ...]
    companies: tuple[str, ...]
    own: frozenset[str]

    @classmethod
    def of(cls, registers: Registers, committee: Committee | None) -> People:
        """From the registers of households, staff and leases."""
        written = [
            *(one.name for one in registers.households),
            *(one.name for one in registers.staff),
            *(bay.user for bay in registers.parking),
            *(one.tenant for one in registers.leases if len(one.tenant) < _SHORTEST_COMPANY),
        ]
        names = frozenset(
            part
            for name in written
            for part in _JOINED.split(name)
            if len(part) > 1 and not part.isascii()
        )
        companies = {
            *(name for one in registers.suppliers for name in (one.name, *one.aliases)),
            *(one.tenant for one in registers.leases),
            *((committee.name, committee.body) if committee else ()),
        }
        return cls(
            names,
            frozenset(name[0] for name in names),
            tuple(sorted({len(name) for name in names}, reverse=True)),
            tuple(
                sorted((one for one in companies if len(one) >= _SHORTEST_COMPANY), key=len)[::-1]
            ),
            frozenset(bank.number for bank in committee.banks) if committee else frozenset(),
        )

    def find(self, text: str) -> tuple[Found, ...]:
        """All personal data in a text."""
        if text.isascii():
            return tuple(self._numbers(text))
        plain = unicodedata.normalize("NFKC", text)
        return (*self._numbers(plain), *self._plates(plain), *self._named(plain))

    def _numbers(self, text: str) -> Iterator[Found]:
        if len(text) < 11:
            return
        for match in _PHONE.finditer(text):
            yield Found(N_("手机号"), f"{match[0][:3]}…{match[0][-2:]}", certain=True)
        for match in _LONG.finditer(text):
            number = match[0].replace(" ", "").upper()
            masked = f"{number[:4]}…{number[-2:]}"
            if number in self.own:
                continue
            if _is_identity(number):
                yield Found(N_("身份证号"), masked, certain=True)
            elif number.isdigit():
                yield Found(N_("疑似银行卡号"), masked, certain=_luhn(number))

    def _plates(self, text: str) -> Iterator[Found]:
        for match in _PLATE.finditer(text):
            yield Found(N_("车牌"), f"{match[0][:2]}…{match[0][-1]}", certain=True)

    def _named(self, text: str) -> Iterator[Found]:
        if self.initials.isdisjoint(text):
            return
        for company in self.companies:
            text = text.replace(company, "|")
        place = 0
        while place < len(text):
            name = self._name_at(text, place) if text[place] in self.initials else ""
            if name:
                # Two characters inside a run of Chinese may well be a word.
                alone = not _is_han(text[place - 1 : place]) and not _is_han(
                    text[place + len(name) : place + len(name) + 1]
                )
                yield Found(N_("人名"), f"{name[0]}某", certain=len(name) > 2 or alone)
            place += len(name) or 1

    def _name_at(self, text: str, place: int) -> str:
        for length in self.lengths:
            if (part := text[place : place + length]) in self.names:
                return part
        return ""


def _is_identity(number: str) -> bool:
    if len(number) != 18 or not _BORN.match(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return number[17] == _ID_CHECK[total % 11]


def _luhn(number: str) -> bool:
    digits: Iterable[int] = (int(digit) for digit in reversed(number))
    total = sum(
        digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4)
        for place, digit in enumerate(digits)
    )
    return total % 10 == 0


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
