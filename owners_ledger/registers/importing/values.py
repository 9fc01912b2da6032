"""One cell of a spreadsheet as a register writes it: areas, money, dates, numbers, words."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.registers.importing.unclear import UnclearError
from owners_ledger.registers.row import clean

LONGEST = 200
_FORMULA = "=+-@"
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+\Z", re.IGNORECASE)
_NUMBER = r"(?P<number>[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)"
_AREA = re.compile(_NUMBER + r"(?:m2|m\^2|平方米|平米|平方|平|㎡)?\Z", re.IGNORECASE)
_MONEY = re.compile(
    r"(?:¥|￥|RMB|人民币)?" + _NUMBER + r"(?:元)?(?:整)?(?:[/每](?:个)?(?:月|季|年))?(?:元)?\Z"
)
_PLAIN = re.compile(_NUMBER + r"\Z")
_SPELLED = re.compile(
    r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日?"
    r"(?:T?00?:00(?::00(?:\.0+)?)?)?\Z"
)
_RUN = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])\Z")
_PHONE = re.compile(r"[0-9]{3,}\Z")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_EPOCH = datetime.date(1899, 12, 30)
_EXACT = 10**15
_NOISE = Decimal("0.000001")

Converter = Callable[[object], str]


def text(cell: object) -> str:
    """A cell as one line of text; whole numbers without ``.0``, line breaks as blanks.

    Raises:
        UnclearError: it is longer than any name or remark.
    """
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _of_float(cell)
    if cell is None:
        return ""
    found = " ".join(clean(str(cell)).split())
    if len(found) > LONGEST:
        raise UnclearError(
            _("“{text}…”有 {length} 个字，太长了").format(text=found[:20], length=len(found))
        )
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") for sign in found):
        raise UnclearError(_("“{text}”里有不能显示的字符").format(text=_shown(found)))
    return found


def _of_float(number: float) -> str:
    if not math.isfinite(number) or abs(number) >= _EXACT:
        raise UnclearError(
            _("“{number}”超过 15 位，末几位已被表格软件改动，请把该列设为文本重填").format(
                number=number
            )
        )
    return str(int(number)) if number == int(number) else repr(number)


def words(cell: object) -> str:
    """Free text; what a spreadsheet program would take for a formula is refused."""
    found = text(cell)
    if found[:1] and found[0] in _FORMULA:
        raise UnclearError(
            _("“{text}”以 {sign} 开头，表格软件会当成公式").format(
                text=_shown(found), sign=found[0]
            )
        )
    return found


def code(cell: object) -> str:
    """A code, half-width, capitals."""
    return unicodedata.normalize("NFKC", words(cell)).replace(" ", "").upper()


def digits(cell: object) -> str:
    """A telephone or account number; one a spreadsheet shortened is refused."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "")
    if not found:
        return ""
    if _SCIENTIFIC.match(found):
        raise UnclearError(
            _("号码“{text}”被表格软件变成了科学计数，请把该列设为文本重填").format(
                text=_shown(found)
            )
        )
    if isinstance(cell, str) and re.fullmatch(r"[0-9]+\.0+", found):
        found = found.partition(".")[0]
    bare = re.sub(r"^\+?86(?=1[0-9]{10}$)", "", re.sub(r"[-()]", "", found))
    if not _PHONE.match(bare):
        raise UnclearError(_("“{text}”不是一个号码（一格只写一个号码）").format(text=_shown(found)))
    return bare


def area(cell: object) -> str:
    """An area in m² with two decimals."""
    return _decimal(cell, _AREA, _("面积"))


def money(cell: object) -> str:
    """An amount in yuan with two decimals; for how long it is, ``per`` looks at."""
    return _decimal(cell, _MONEY, _("金额"))


def number(cell: object) -> str:
    """A number or share as it is written (``1.5``, ``70%``)."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "")
    if not found or found.endswith("%"):
        return found
    match = _PLAIN.match(found)
    if match is None:
        raise UnclearError(_("“{text}”不是数字").format(text=_shown(found)))
    return format(Decimal(match["number"].replace(",", "")), "f")


def _decimal(cell: object, form: re.Pattern[str], what: str) -> str:
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "").replace("，", ",")
    if not found:
        return ""
    match = form.match(found)
    if match is None:
        raise UnclearError(_("{what}“{text}”看不懂").format(what=what, text=_shown(found)))
    value = Decimal(match["number"].replace(",", ""))
    whole = value.quantize(Decimal("0.01"))
    if value != whole and not (isinstance(cell, float) and abs(value - whole) < _NOISE):
        raise UnclearError(_("{what}“{text}”超过两位小数").format(what=what, text=_shown(found)))
    return str(whole)


def date(cell: object) -> str:
    """A day as ``2026-03-01``, from the spellings and serial numbers of spreadsheets."""
    found = "".join(unicodedata.normalize("NFKC", text(cell)).split())
    if not found:
        return ""
    try:
        if match := _SPELLED.match(found) or _RUN.match(found):
            return datetime.date(*(int(piece) for piece in match.groups())).isoformat()
        if found.isdigit() and _FIRST_SERIAL <= int(found) <= _LAST_SERIAL:
            return (_EPOCH + datetime.timedelta(days=int(found))).isoformat()
    except ValueError:
        pass  # 30 February is no date either
    raise UnclearError(_("日期“{text}”看不懂").format(text=_shown(found)))


def choice(cell: object, allowed: Mapping[str, Sequence[str]]) -> str:
    """The register's word for one of its spellings."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "")
    if not found:
        return ""
    for word, spellings in allowed.items():
        if found in spellings:
            return word
    raise UnclearError(
        _("“{text}”不在 {allowed} 之中").format(text=_shown(found), allowed=" / ".join(allowed))
    )


def floor(cell: object) -> str:
    """A floor without its word: ``5层`` → ``5``."""
    found = unicodedata.normalize("NFKC", words(cell) if not _is_minus(cell) else text(cell))
    return re.sub(r"(?<=[0-9])[层楼F]$", "", found.replace(" ", ""))


def _is_minus(cell: object) -> bool:
    return bool(re.fullmatch(r"-[0-9]{1,2}(\.0)?[层楼F]?", str(cell).strip()))


def _shown(found: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in found[:40])
