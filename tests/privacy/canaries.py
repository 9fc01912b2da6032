"""Private values of an invented estate, each of them found nowhere else: canaries.

Every kind of private field has one that is searched in every encoding; besides, every household,
employee and vehicle of the book has values of the same forms, searched as plain text.
All are invented: numbers of ranges and shapes that pass for real ones.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field

_SURNAMES = "邝仝亓郏隗邰佘逄笪蒯鞠郤窦晁郇郗鄢亢璩伏"
_GIVEN = "霁霭珩琚璟瑄翊翀煜燊昶晟曦槿楹榕澍淼潆湉漪瀛睿韫旻旸琛琰珞骞峤嵘"
# No name is drawn from these, so a remark never holds one by accident.
_SAID = "彧岚芃茜荻菡菁蓁薇蘅榆栀樾橙檀沁沅泠洵浣澹蕤棠"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass
class Mint:
    """Draws values that were never drawn before.

    Attributes:
        chance: seeded.
        known: everything drawn.
    """

    chance: random.Random
    known: set[str] = field(default_factory=set)

    def _new(self, draw: Callable[[], str]) -> str:
        while (value := draw()) in self.known:
            continue
        self.known.add(value)
        return value

    def digits(self, count: int) -> str:
        return "".join(self.chance.choices(string.digits, k=count))

    def name(self) -> str:
        return self._new(
            lambda: self.chance.choice(_SURNAMES) + "".join(self.chance.choices(_GIVEN, k=2))
        )

    def phone(self) -> str:
        return self._new(lambda: "19" + self.chance.choice("0123456789") + self.digits(8))

    def card(self) -> str:
        return self._new(lambda: "621799" + self.digits(13))

    def plate(self) -> str:
        return self._new(
            lambda: (
                "渝"
                + self.chance.choice(_LETTERS)
                + "·"
                + self.chance.choice(_LETTERS)
                + self.digits(4)
            )
        )

    def identity(self) -> str:
        """With a right check digit (GB 11643)."""

        def draw() -> str:
            chance = self.chance
            body = (
                f"500112{chance.randint(1940, 1999)}{chance.randint(1, 12):02d}"
                f"{chance.randint(1, 28):02d}{self.digits(3)}"
            )
            total = sum(int(one) * weight for one, weight in zip(body, _WEIGHTS, strict=True))
            return body + "10X98765432"[total % 11]

        return self._new(draw)

    def word(self, count: int = 8) -> str:
        """Letters and digits as in file names and accounts."""
        return self._new(
            lambda: "".join(self.chance.choices(string.ascii_lowercase + "23456789", k=count))
        )

    def said(self, before: str = "", after: str = "") -> str:
        """A remark: some words with Han that nobody else says."""
        return self._new(lambda: before + "".join(self.chance.choices(_SAID, k=4)) + after)


# Field of the book → how its canary is drawn.
FIELDS: dict[str, Callable[[Mint], str]] = {
    "owner name": Mint.name,
    "owner phone": Mint.phone,
    "owner remark": lambda mint: mint.said("独居老人"),
    "power of attorney": lambda mint: mint.said("委托女儿"),
    "family name": Mint.name,
    "family phone": Mint.phone,
    "household tenant": Mint.name,
    "plate": Mint.plate,
    "bay remark": lambda mint: mint.said("新能源车"),
    "bay user": Mint.name,
    "waiting plate": Mint.plate,
    "bank payer": Mint.name,
    "bank account": Mint.card,
    "bank text": lambda mint: mint.said("代女儿"),
    "memo with identity number": Mint.identity,
    "memo with phone": Mint.phone,
    "memo with e-mail": lambda mint: mint.word(9) + "@example.com",
    "bank reference": lambda mint: "LS" + mint.digits(14),
    "narration of a household": lambda mint: mint.said("为母亲"),
    "payee of a flagged line": Mint.name,
    "narration of a flagged line": lambda mint: mint.said("我是三楼"),
    "review": lambda mint: mint.said("像是"),
    "candidate": lambda mint: mint.said("可能是"),
    "staff name": Mint.name,
    "staff account": Mint.card,
    "staff remark": lambda mint: mint.said("病假"),
    "lease tenant": Mint.name,
    "lease account": Mint.card,
    "lease remark": lambda mint: mint.said("其妻"),
    "lease terms": lambda mint: mint.said("口头约定"),
    "supplier person": Mint.name,
    "supplier account": Mint.card,
    "supplier alias": Mint.name,
    "supplier contact": lambda mint: mint.said("联系人"),
    "supplier contact phone": Mint.phone,
    "deposit remark": lambda mint: mint.said("押金由弟"),
    "concession reason": lambda mint: mint.said("低保"),
    "comment in a ledger file": lambda mint: mint.said("想想"),
    "comment in committee.toml": lambda mint: mint.said("会计"),
    "unknown key in committee.toml": lambda mint: mint.said("家住"),
    "comment in a tariff": lambda mint: mint.said("照顾"),
    "note": lambda mint: mint.said("问过"),
    "event": lambda mint: mint.said("搬来"),
    "custom": lambda mint: mint.said("自记"),
    "query": lambda mint: mint.said("查"),
    "link": lambda mint: "l-" + mint.word(9),
    "tag": lambda mint: "t-" + mint.word(9),
    "metadata of an entry": lambda mint: mint.said("备忘"),
    "metadata of a posting": lambda mint: mint.said("旁注"),
    "file name of a statement": lambda mint: mint.said("流水"),
    "content of a statement": Mint.name,
    "file name of a document": lambda mint: mint.said("发票"),
    "content of a document": Mint.name,
    "file in the inbox": lambda mint: mint.said("收件"),
    "file name of a photograph": lambda mint: mint.said("照片"),
    "author of a photograph": lambda mint: "mi-" + mint.word(9),
    "place of a photograph": lambda mint: "gps-" + mint.word(9),
    "file name of a contract": lambda mint: mint.said("合同"),
    "file name of a ballot": lambda mint: mint.said("选票"),
    "file name of an acceptance": lambda mint: mint.said("验收"),
    "bidder who is a person": Mint.name,
    "comment in a question": lambda mint: mint.said("提问人"),
    "number of a bank account": lambda mint: "310101" + mint.digits(13),
    "holder of a bank account": Mint.name,
    "tax number": lambda mint: "51500112MJ" + mint.digits(6) + "XN",
    "folder": lambda mint: "zhang-" + mint.word(9),
    "user": lambda mint: "li-" + mint.word(9),
    "host": lambda mint: "pc-" + mint.word(9),
    "author in git": lambda mint: "wang-" + mint.word(9),
    "e-mail in git": lambda mint: mint.word(9) + "@example.org",
}


@dataclass(frozen=True)
class Person:
    """Somebody of the registers."""

    name: str
    phone: str
    card: str
    plate: str


@dataclass(frozen=True)
class Canaries:
    """All private values of a book.

    Attributes:
        of: field → value.
        people: everybody else of the registers.
        flats: codes of the flats.
        amounts: what one household or one employee alone stands for.
    """

    of: dict[str, str]
    people: list[Person] = field(default_factory=list)
    flats: list[str] = field(default_factory=list)
    amounts: dict[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> frozenset[str]:
        """Values of people and flats, searched as text."""
        known = {part for one in self.people for part in (one.name, one.phone, one.card, one.plate)}
        return frozenset({*known, *self.flats} - {""})


def mint(seed: int) -> tuple[Mint, Canaries]:
    """A mint and a canary for every field."""
    maker = Mint(random.Random(seed))
    return maker, Canaries({name: draw(maker) for name, draw in FIELDS.items()})
