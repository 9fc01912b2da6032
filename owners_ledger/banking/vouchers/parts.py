"""Single fields of an invoice; whatever is wrong is named."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

NUMBER = re.compile(r"[0-9]{20}\Z", re.ASCII)
LONGEST = 200
_NO_TAX = frozenset(["", "*", "**", "***", "免税", "不征税"])
_HIDDEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])


def wrong(what: str, found: str, file: str) -> StatementError:
    """The refusal of one field."""
    message = _("发票的{what}不对：{found}").format(what=what, found=found[:40] or _("空"))
    return refuse(message, file=file, remedy=again())


def again() -> str:
    """What to do about an invoice that cannot be used."""
    return _("请从电子税务局的税务数字账户重新下载这张发票的 XML，或请对方重开")


def number(found: str, file: str) -> str:
    """The twenty digits of a fully digital invoice.

    Raises:
        StatementError: anything else.
    """
    if not NUMBER.match(found):
        raise wrong(_("号码（数电票是 20 位数字）"), found, file)
    return found


def day(found: str, file: str) -> datetime.date:
    """A day, with or without a time of day.

    Raises:
        StatementError: no such day, or one to come.
    """
    try:
        return fields.moment(found.replace("T", " "), "", "", file)[0]
    except StatementError:
        raise wrong(_("开票日期"), found, file) from None


def name(found: str, what: str, file: str) -> str:
    """A text that says what it shows: no hidden signs that turn or split it.

    Raises:
        StatementError: it is missing, too long, or has such signs.
    """
    if not found or len(found) > LONGEST:
        raise wrong(what, found, file)
    if any(unicodedata.category(sign) in _HIDDEN for sign in found):
        message = _("发票的{what}里有看不见的字符：{found}").format(
            what=what, found=cells.text(found[:LONGEST])[:40]
        )
        raise refuse(message, file=file, remedy=again())
    return found


def code(found: str, what: str, file: str) -> str:
    """A tax number, "" where there is none.

    Raises:
        StatementError: other signs than digits and letters.
    """
    if not re.fullmatch(r"[0-9A-Za-z]{0,25}", found):
        raise wrong(what, cells.text(found[:LONGEST]), file)
    return found.upper()


def digits(found: str) -> str:
    """The digits of an account number that serves for comparing only."""
    return "".join(sign for sign in found[:LONGEST] if sign in "0123456789")


def amount(found: str, what: str, file: str) -> Decimal:
    """An amount of whole fen.

    Raises:
        StatementError: the text is none.
    """
    try:
        return money.parse(found)
    except money.AmountError:
        raise wrong(what, found, file) from None


def tax(found: str, what: str, file: str) -> Decimal:
    """An amount of tax; what is free of tax has none.

    Raises:
        StatementError: the text is no amount.
    """
    return ZERO if found in _NO_TAX else amount(found, what, file)
