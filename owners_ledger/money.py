"""Money: yuan as ``Decimal`` of whole fen, from strings only, tolerance zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

FEN = Decimal("0.01")
ZERO = Decimal("0.00")

_AMOUNT = re.compile(r"[+-]?[0-9]{1,13}(\.[0-9]{1,2}0*)?\Z", re.ASCII)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


class AmountError(OwnersLedgerError):
    """A text that is no amount of money."""


def parse(text: str) -> Decimal:
    """An amount as whole fen.

    Args:
        text: plain digits with at most two significant decimals, no separators.

    Raises:
        AmountError: the text is not of that form (full-width digits, ``1e5``, NaN, parts of a fen).
    """
    if not _AMOUNT.match(text):
        raise AmountError(_("“{text}”不是金额（应如 1234.50）").format(text=text[:40]))
    return Decimal(text).quantize(FEN)


def is_whole_fen(amount: Decimal) -> bool:
    """Whether the amount is a finite number of whole fen."""
    return amount.is_finite() and amount == amount.quantize(FEN)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, in whole fen."""
    return sum(amounts, ZERO)


def round_fen(amount: Decimal) -> Decimal:
    """To whole fen, half away from zero: for a single charge, never for parts of a sum."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def split(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share an amount by weights in whole fen (largest remainder); the parts sum to the whole.

    Ties go to the larger weight, then to the earlier place.

    Raises:
        ValueError: a weight is negative, or none is positive.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        msg = "weights must be non-negative and not all zero"
        raise ValueError(msg)
    fen = int((abs(amount) / FEN).to_integral_exact())
    shares = [divmod(fen * weight, whole) for weight in weights]
    parts = [int(share) for share, _rest in shares]
    order = sorted(
        range(len(weights)), key=lambda place: (-shares[place][1], -weights[place], place)
    )
    for place in order[: fen - sum(parts)]:
        parts[place] += 1
    sign = -1 if amount < 0 else 1
    return tuple((sign * part * FEN).quantize(FEN) for part in parts)


def show(amount: Decimal) -> str:
    """With thousands separators, two decimals and a true minus: ``−1,234.50``."""
    return f"{amount:,.2f}".replace("-", "−")


def capitals(amount: Decimal) -> str:
    """In Chinese capitals, as vouchers have it: 壹仟零贰拾元伍角整 (会计基础工作规范 art. 52)."""
    fen = int((abs(amount) / FEN).to_integral_exact())
    yuan, rest = divmod(fen, 100)
    jiao, single = divmod(rest, 10)
    text = "负" if amount < 0 else ""
    if yuan or not rest:
        text += _whole(yuan) + "元"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif single and yuan:
        text += "零"
    return text + (_DIGITS[single] + "分" if single else "整")


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    fours = [int(four) for four in reversed(f"{number:,}".replace(",", ""))]
    text = "".join(
        _DIGITS[digit]
        + (_UNITS[place % 4] if digit else "")
        + (_GROUPS[place // 4] if place % 4 == 0 and any(fours[place : place + 4]) else "")
        for place, digit in reversed(list(enumerate(fours)))
    )
    text = re.sub("零+(?=[万亿])", "", text)
    return re.sub("零+", "零", text).rstrip("零")
