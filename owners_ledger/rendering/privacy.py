"""The last look at a finished notice: personal data in it stops the build.

Three nets over the same text: shapes (telephones, identity numbers, cards, plates), the registers'
own values (telephones, plates, account numbers), and the names of natural persons. Two-character
names also occur inside ordinary words, so in a whole page they count only between signs that are
not Han; in the free texts of the figures they always count, unless an allowed word covers them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from itertools import chain
from operator import add
from typing import Any

from owners_ledger.config import Committee
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.registers import Registers
from owners_ledger.reporting.privacy import Cover, is_organisation

_HAN = "㐀-䶿一-鿿〇"
_PHONE = re.compile(r"(?<!\d)1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d)")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![0-9A-Za-z])"
)
_CARD = re.compile(
    r"(?<![\d.,])(?:\d{16,25}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,9})*)(?![\d.,]*\d)"
)
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使]"
    r"[ ·•・-]?[A-HJ-NP-Z][ ·•・-]?(?=[A-HJ-NP-Z]*\d)"
    r"[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
_SEPARATORS = re.compile(r"[\s·•・-]+")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")


class PrivacyError(OwnersLedgerError):
    """Personal data in what was to be published; nothing was written."""


@dataclass(frozen=True)
class Guard:
    """What must not appear, and what may although it looks like it.

    Attributes:
        names: natural persons of the registers.
        secrets: telephones, plates and account numbers of the registers, without separators.
        phones: the committee's published telephones, digits only.
        words: words that may contain a name (company names, accounts, the committee's own).
    """

    names: frozenset[str]
    secrets: Mapping[str, str]
    phones: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, registers: Registers, committee: Committee, words: Iterable[str] = ()) -> Guard:
        """From the book's registers; ``words``: further words that may contain a name.

        The committee adds its own in ``committee.toml``: ``[privacy] words = ["和平路"]``.
        """
        names = frozenset(name for name in Cover.of(registers).names if len(name) >= 2)
        secrets = {
            **{household.phone: _("电话") for household in registers.households},
            **{bay.plate: _("车牌") for bay in registers.parking},
            **{staff.account: _("账号") for staff in registers.staff},
            **{lease.tenant_account: _("账号") for lease in registers.leases},
            **{bank.number: _("账号") for bank in committee.banks},
        }
        private = committee.raw.get("privacy")
        own = private.get("words", ()) if isinstance(private, Mapping) else ()
        allowed = [
            *words,
            *(str(word) for word in own if word),
            committee.name,
            committee.body,
            committee.consult,
            *committee.posting_places,
            *committee.signatures,
            *(label for label, _phone in committee.contacts),
            *(supplier.name for supplier in registers.suppliers),
            *(lease.tenant for lease in registers.leases if is_organisation(lease.tenant)),
            *(bank.bank for bank in committee.banks),
        ]
        return cls(
            names,
            {
                compact: kind
                for value, kind in secrets.items()
                if len(compact := _SEPARATORS.sub("", value)) >= 6
            },
            frozenset(re.sub(r"\D", "", phone) for _label, phone in committee.contacts),
            tuple(sorted({word for word in allowed if word not in names}, key=len, reverse=True)),
        )

    def look_through(self, text: str, *, strict: bool = False) -> Iterator[tuple[str, str]]:
        """Personal data in a text: kind and what was found.

        Args:
            text: the text of a page or of one field.
            strict: a single field, where a two-character name always counts.
        """
        flat = unicodedata.normalize("NFKC", text)
        for kind, pattern in (
            (_("电话"), _PHONE),
            (_("身份证号"), _IDENTITY),
            (_("银行卡号或账号"), _CARD),
            (_("车牌"), _PLATE),
        ):
            for match in pattern.finditer(flat):
                if re.sub(r"\D", "", match[0]) not in self.phones:
                    yield kind, match[0]
        dense = _SEPARATORS.sub("", flat)
        for secret, kind in self.secrets.items():
            if secret in dense and secret not in self.phones and _stands_apart(secret, flat):
                yield kind, secret
        yield from self._names_in(_BETWEEN_HAN.sub("", flat), flat, strict=strict)

    @cached_property
    def _beginnings(self) -> Mapping[str, tuple[str, ...]]:
        """Names by their first two characters, by which a long text is searched once."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.names):
            found.setdefault(name[:2], []).append(name)
        return {beginning: tuple(known) for beginning, known in found.items()}

    def _names_in(self, joined: str, flat: str, *, strict: bool) -> Iterator[tuple[str, str]]:
        pairs = set(map(add, joined, joined[1:]))
        for name in chain.from_iterable(
            known for beginning, known in self._beginnings.items() if beginning in pairs
        ):
            if name not in joined:
                continue
            if strict or len(name) >= 3:
                found = name in self._without_words(joined, name)
            else:
                found = re.search(rf"(?<![{_HAN}]){re.escape(name)}(?![{_HAN}])", flat) is not None
            if found:
                yield _("姓名"), name

    def _without_words(self, text: str, name: str) -> str:
        """The text without the allowed words in which the name would be found by accident."""
        for word in self.words:
            if name in word:
                text = text.replace(word, "\n")
        return text


def _stands_apart(secret: str, text: str) -> bool:
    """Whether a number stands in a text by itself, not as part of others run together."""
    spread = r"[\s·•・-]*".join(map(re.escape, secret))
    return re.search(rf"(?<![0-9A-Za-z]){spread}(?![0-9A-Za-z])", text) is not None


def free_texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a report value, with the entry or line it belongs to."""
    if isinstance(value, str):
        yield where, value
    elif is_dataclass(value) and not isinstance(value, type):
        here = where
        for name in ("date", "number", "line", "subject"):
            if part := getattr(value, name, ""):
                here = f"{here} {part}".strip()
        for field in fields(value):
            yield from free_texts(getattr(value, field.name), here)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from free_texts(item, where)


def refuse(guard: Guard, places: Iterable[tuple[str, str, bool]]) -> None:
    """Stop when any text holds personal data.

    Args:
        guard: what must not appear.
        places: where, the text there, and whether it is a single field.

    Raises:
        PrivacyError: names the kind and the place; the find itself only in part.
    """
    finds = dict.fromkeys(
        (kind, where, masked(what))
        for where, text, strict in places
        for kind, what in guard.look_through(text, strict=strict)
    )
    if finds:
        listed = "；".join(
            _("{where}有{kind}（{what}）").format(where=where, kind=kind, what=what)
            for kind, where, what in list(finds)[:5]
        )
        raise PrivacyError(
            _("公示里有个人信息：{listed}").format(listed=listed),
            remedy=_(
                "没有生成任何文件。请改掉账本里对应的摘要、对方或说明；"
                "如果只是地名等普通词语，写进 ledger/committee.toml 的 [privacy] words。"
            ),
        )


def masked(what: str) -> str:
    """What was found, its end covered."""
    keep = 1 if len(what) <= 4 else 3
    return what[:keep] + "*" * (len(what) - keep)
