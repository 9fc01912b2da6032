"""Header and label texts as keys: what remains when width, blanks and brackets are ignored."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ENGLISH = re.compile(r"(?<=[^\s\[])\s*\[[^\]]*\]?\s*\Z")
_UNIT = re.compile(r"\((?:单位[:：]?)?(?:[+-]?元|人民币元?|CNY|RMB|[¥￥])\)|/元", re.IGNORECASE)
_TRANSLATED = re.compile(
    r"(?<=[\u3400-\u9fff)])[\s/]*[A-Za-z][A-Za-z .,'/&()\-]{2,}\Z"
    r"|\A[A-Za-z][A-Za-z .]{2,}[\s/]+(?=[\u3400-\u9fff])"
)
_IGNORED = re.compile(r"[\s()\[\]【】{}<>《》:*#`'\"]")
_BREAKS = re.compile(r"[\r\n\t]+")
_LONGEST = 60


@lru_cache(maxsize=4096)
def key(written: str) -> str:
    """The key of a header or label text, "" for a blank one.

    ``借方发生额（支取）``, ``借方发生额(支取) `` and ``借方发生额/元(支取)`` are one;
    of ``查询账号[ Inquirer account number ]`` and ``交易日期 Date`` the Chinese part counts.
    """
    if len(written) > _LONGEST * 4:
        return ""
    plain = unicodedata.normalize("NFKC", _BREAKS.sub(" ", written))
    plain = "".join(mark for mark in plain if unicodedata.category(mark) not in ("Cc", "Cf"))
    plain = _TRANSLATED.sub("", _UNIT.sub("", plain).strip())
    plain = _UNIT.sub("", _ENGLISH.sub("", plain))
    return _IGNORED.sub("", plain).casefold()[:_LONGEST]
