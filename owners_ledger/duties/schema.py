"""The rows of a profile: which keys a table has and what each may say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from owners_ledger.duties.profile import (
    DAY_KINDS,
    HALF_YEAR,
    MARKS,
    MONTH,
    QUARTER,
    REGULARLY,
    YEAR,
    Due,
    Rule,
    Source,
)
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

HEAD = frozenset({"name", "names", "inherits", "verify", "as-of"})
_ROW = frozenset({"what", "from", "to", "source", "mark"})
_EVERY = (MONTH, QUARTER, HALF_YEAR, YEAR, REGULARLY)
_TABLES: Mapping[str, frozenset[str]] = {
    "posting": frozenset({"every", "due", "days", "kind", "places", "text"}),
    "share": frozenset({"percent", "of", "every", "until", "condition", "more"}),
    "audit": frozenset({"share", "text"}),
    "majority": frozenset({"quorum", "needed", "more"}),
    "answer": frozenset({"days", "kind", "text"}),
    "filing": frozenset({"due", "text"}),
    "consult": frozenset({"text"}),
}
_NEEDED = {
    "majority": ("quorum", "needed"),
    "filing": ("due", "text"),
    "audit": ("text",),
    "consult": ("text",),
}


class ProfileError(OwnersLedgerError):
    """A profile is not as the schema wants it."""


def rules_of(raw: Mapping[str, Any], path: Path) -> tuple[Rule, ...]:
    """All rows of a profile's file.

    Raises:
        ProfileError: a row or a key is not in order; names file, key and remedy.
    """
    place = raw.get("name", path.stem)
    if type(raw.get("as-of")) is not datetime.date:
        raise wrong(path, "as-of", _("要写核对日期，如 2026-11-22"))
    rules = []
    for table, rows in raw.items():
        if table in HEAD:
            continue
        if table not in _TABLES:
            raise wrong(path, table, _("没有这一项"))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise wrong(path, table, _("要写成双方括号的表 [[{name}]]").format(name=table))
        rules += [_rule(row, table, str(place), path) for row in rows]
    return tuple(rules)


def wrong(path: Path, key: str, what: str) -> ProfileError:
    """A key of a profile that is not in order."""
    return ProfileError(
        _("地方规则文件的 {key}：{what}").format(key=key, what=what),
        remedy=_("请对照随程序发布的 reports/jurisdictions/default.toml 改正这一项。"),
        file=str(path),
    )


def _rule(row: Mapping[str, Any], table: str, place: str, path: Path) -> Rule:
    first, last, what = row.get("from"), row.get("to"), row.get("what")
    if not isinstance(what, str) or not what:
        raise wrong(path, f"{table}.what", _("每一条都要写"))
    if type(first) is not datetime.date:
        raise wrong(path, f"{table}.from", _("要写起用日期"))
    if last is not None and (type(last) is not datetime.date or last < first):
        raise wrong(path, f"{table}.to", _("要写不早于 from 的日期"))
    values = {key: value for key, value in row.items() if key not in _ROW}
    for key in (*values, *_NEEDED.get(table, ())):
        if key not in _TABLES[table]:
            raise wrong(path, f"{table}.{key}", _("没有这一项"))
        if key not in values:
            raise wrong(path, f"{table}.{key}", _("每一条都要写"))
    return Rule(
        table,
        what,
        first,
        last,
        {key: _value(key, value, f"{table}.{key}", path) for key, value in values.items()},
        _source(row, table, place, path),
    )


def _source(row: Mapping[str, Any], table: str, place: str, path: Path) -> Source:
    source, mark = row.get("source"), row.get("mark")
    if not isinstance(source, str) or not source.strip():
        raise wrong(path, f"{table}.source", _("要写出处"))
    if mark not in MARKS:
        raise wrong(path, f"{table}.mark", _("只能是 {marks}").format(marks="、".join(MARKS)))
    return Source(source.strip(), mark, place)


def _value(name: str, value: Any, key: str, path: Path) -> object:
    try:
        return _KINDS[name](value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise wrong(path, key, _("写的是 {value}，不对").format(value=value)) from error


def _days(value: Any) -> int:
    if type(value) is not int or not 0 < value <= 366:
        raise ValueError(value)
    return value


def _due(value: Any) -> Due:
    match value:
        case {"months": int(months)} if len(value) == 1 and 0 <= months <= 24:
            return Due(months=months)
        case {"days": int(days)} if len(value) == 1 and 0 < days <= 366:
            return Due(days=days)
        case {"month": int(month), "day": int(day)} if len(value) == 2:
            datetime.date(2023, month, day)
            return Due(month=month, day=day)
    raise ValueError(value)


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(value)
    return str(value)


def _fraction(value: Any) -> Fraction:
    found = Fraction(_text(value))
    if not 0 < found <= 1:
        raise ValueError(value)
    return found


def _percent(value: Any) -> Decimal:
    found = Decimal(_text(value))
    if not 0 <= found <= 100:
        raise ValueError(value)
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


_KINDS = {
    "every": lambda value: _one_of(value, _EVERY),
    "due": _due,
    "days": _days,
    "kind": lambda value: _one_of(value, DAY_KINDS),
    "places": _texts,
    "text": _text,
    "percent": _percent,
    "of": lambda value: _one_of(value, ("net", "balance")),
    "until": _text,
    "condition": _text,
    "more": _flag,
    "share": _fraction,
    "quorum": _fraction,
    "needed": _fraction,
}
