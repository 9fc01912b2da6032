"""An amount written in Chinese capitals, as invoices have it: 叁仟伍佰陆拾圆伍角整."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_ALIKE = str.maketrans("〇貳貮弍參陸萬億圓元正拾十佰百仟千", "零贰贰贰叁陆万亿圆圆整拾拾佰佰仟仟")
_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_FOUR = f"(?:{_DIGIT}仟零?)?(?:{_DIGIT}佰零?)?(?:{_DIGIT}?拾)?零?{_DIGIT}?"
_AMOUNT = re.compile(
    rf"(?P<sign>[(（]负数[)）]|负)?(?:人民币)?"
    rf"(?:(?P<g2>{_FOUR})亿零?)?(?:(?P<g1>{_FOUR})万零?)?"
    rf"(?:(?P<g0>{_FOUR}|零)圆)?零?(?:(?P<jiao>{_DIGIT})角)?零?(?:(?P<fen>{_DIGIT})分)?整?\Z"
)
_PLACES = {"仟": 1000, "佰": 100, "拾": 10}
_TEN_THOUSAND = 10_000
_LONGEST = 60


def read_capitals(text: str) -> Decimal | None:
    """The amount in yuan, below 万亿; ``None`` where the text is none.

    >>> read_capitals("（负数）伍佰圆整")
    Decimal('-500.00')
    """
    plain = re.sub(r"[\s⊗ⓧ]", "", text[:_LONGEST]).translate(_ALIKE)
    match = _AMOUNT.match(plain)
    if not match or not any(sign in _DIGITS or sign in _PLACES for sign in plain):
        return None
    yuan = 0
    for name in ("g2", "g1", "g0"):
        yuan = yuan * _TEN_THOUSAND + _four(match[name] or "")
    fen = yuan * 100 + _DIGITS[match["jiao"] or "零"] * 10 + _DIGITS[match["fen"] or "零"]
    return (Decimal(-fen if match["sign"] else fen) / 100).quantize(Decimal("0.01"))


def _four(text: str) -> int:
    """Up to four digits with their places (``壹仟零贰拾``); 拾 alone is ten."""
    found, digit = 0, 0
    for sign in text:
        if sign in _PLACES:
            found += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return found + digit
