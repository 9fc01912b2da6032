"""What people write into a transfer, as they really write it."""

from __future__ import annotations

import random

_NUMERALS = "零一二三四五六七八九"
_TENS = "十"


def unit_spelling(chance: random.Random, code: str) -> str:
    """A unit's number in one of the ways people have."""
    building, stair, room = code.split("-")
    spellings = (
        code,
        code,
        code,
        code,
        f"{building}栋{stair}单元{room}",
        f"{building}栋{stair}单元{room}",
        f"{building}幢{stair}单元{room}",
        f"{building}#{stair}-{room}",
        f"{building}－{stair}－{room}",
        f"{building}栋{stair}-{room}室",
        f"{_chinese(building)}栋{_chinese(stair)}单元{_digits(room)}室",
        f"{building}.{stair}.{room}",
    )
    return chance.choice(spellings)


def months_spelling(chance: random.Random, first: int, last: int, year: int) -> str:
    """The months a payment is for."""
    if first == last:
        return f"{first}月"
    if (first, last) == (1, 12):
        return chance.choice((f"{year}年全年", f"{year}年度", "1-12月"))
    quarter = f"{'一二三四'[(last - 1) // 3]}季度"
    if last - first == 2 and last % 3 == 0 and chance.random() < 0.4:
        return chance.choice((quarter, f"{year}年{quarter}"))
    return chance.choice((f"{first}-{last}月", f"{first}月至{last}月", f"{first}~{last}月"))


def household_memo(
    chance: random.Random, units: tuple[str, ...], months: str, kinds: str, *, known: bool
) -> str:
    """The memo of a household's payment.

    Args:
        units: the units paid for.
        months: the months in words.
        kinds: ``物业费``, ``停车费`` or ``物业费停车费``.
        known: whether the payer's name is in the register, so that it may stand alone.
    """
    spelled = "、".join(unit_spelling(chance, unit) for unit in units)
    gap = "" if spelled.endswith("室") and chance.random() < 0.6 else " "
    draw = chance.random()
    if known and draw < 0.10:
        return kinds
    if known and draw < 0.13:
        return ""
    if draw < 0.20:
        return spelled
    if draw < 0.55:
        return f"{spelled}{chance.choice(('', ' '))}{kinds}"
    if draw < 0.90:
        return f"{spelled}{gap}{months}{kinds}"
    return chance.choice((f"{kinds}{spelled}", f"交{spelled}{kinds}", f"{months}{kinds} {spelled}"))


def _chinese(number: str) -> str:
    value = int(number)
    tens, ones = divmod(value, 10)
    if value < 10:
        return _NUMERALS[value]
    head = "" if tens == 1 else _NUMERALS[tens]
    return head + _TENS + (_NUMERALS[ones] if ones else "")


def _digits(room: str) -> str:
    """``502`` → 五零二, ``1203`` → 一二零三."""
    return "".join(_NUMERALS[int(sign)] for sign in room)
