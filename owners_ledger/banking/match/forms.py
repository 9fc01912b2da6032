"""What of a bank's text stays the same from month to month, and names that are surely a body's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from owners_ledger.banking.match.text import LIMIT, is_person, name_key

_SEPARATOR = " / "  # between the bank's fields, as readers join them
_BODY_SIGNS = 5
_BODY = re.compile(
    r"[一-龥A-Z0-9()]*[一-龥]{2,}[一-龥A-Z0-9()]*[店部厂库局站行社所院校园馆场城会司]\Z"
)
_NUMBERS = re.compile(r"[A-Z]*[0-9][A-Z0-9.,:/~_-]*")
_NUMERALS = re.compile(
    r"[〇零一二三四五六七八九十百两]+(?=[年月日号栋幢座楼室层期度季门梯]|单元|个月)"
)
_DATES = re.compile(r"(?:#[年月日号至到及和、-]*)+(?=#)")
_PLACES = re.compile(
    r"(?:[一-龥][A-Z])?#(?:号楼|栋|幢|座|楼|单元|门|梯|室|房|号|年|季度|个月|月份?|日|至|到)*"
)
_IDLE = re.compile(r"[\s\W_]+")


@lru_cache(maxsize=8192)
def parts_of(text: str) -> tuple[str, ...]:
    """The forms of a text's fields, each once; fields of digits only say nothing and are left out.

    Numbers, dates and months become one ``#``: ``2026年6月公共用电`` is ``#月公共用电``.
    """
    forms = (form_of(part) for part in text[: 2 * LIMIT].split(_SEPARATOR))
    return tuple(dict.fromkeys(form for form in forms if form.strip("#")))


def form_of(text: str) -> str:
    """One field without what changes from one time to the next."""
    folded = unicodedata.normalize("NFKC", text).upper()
    marked = _NUMERALS.sub("#", _NUMBERS.sub("#", folded))
    words = "#".join(_IDLE.sub("", piece) for piece in marked.split("#"))
    return _DATES.sub("", words)


@lru_cache(maxsize=8192)
def words_of(form: str) -> str:
    """A field's form without the flats, plates and months in it: ``#栋#室#月物业费`` is 物业费."""
    return _PLACES.sub("", form)


def is_body(name: str) -> bool:
    """Whether a name can only be an organisation's: long enough, unmasked, ending as theirs do.

    Stricter than "no person's": a name that is neither is nobody's to rely on.
    """
    key = name_key(name)
    return len(key) >= _BODY_SIGNS and not is_person(key) and _BODY.match(key) is not None
