"""The forms are dated data: ``reports/npo/*.toml``, the committee's own first.

Which file counts is decided by the day: each has an ``until``, and the first that reaches the
period's last day is the era's. Its sums are checked when it is read, so that a row that the form
adds up twice or forgets is refused and not printed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from owners_ledger import resources
from owners_ledger.config import ConfigError, load_toml
from owners_ledger.i18n import _
from owners_ledger.reporting.accrual.forms import Era, Form, FormRow, Reason

_FOLDER = "npo"
_WORDS = "bridge.toml"


def era_of(day: datetime.date, book: Path | None = None) -> Era:
    """The accounting system in force on a day.

    Raises:
        ConfigError: a file of forms is wrong, or none reaches the day.
    """
    files = [
        path
        for path in resources.data_files(book, "reports", f"{_FOLDER}/*.toml")
        if path.name != _WORDS
    ]
    words = next(iter(resources.data_files(book, "reports", f"{_FOLDER}/{_WORDS}")), None)
    found = sorted((_until(path), path) for path in files)
    for until, path in found:
        if day <= until and words is not None:
            return _guarded(path, load_toml(path), load_toml(words), until)
    raise ConfigError(
        _("没有适用于 {day} 的会计制度表格").format(day=day),
        remedy=_("表格放在 reports/npo/，每个文件写明 until。"),
    )


def _until(path: Path) -> datetime.date:
    until = load_toml(path).get("until")
    if not isinstance(until, datetime.date):
        raise ConfigError(
            _("{file} 缺少或写错了：{what}").format(file=path.name, what="until"),
            remedy=_("请对照程序自带的 reports/npo/2004.toml 改正。"),
            file=str(path),
        )
    return until


def _guarded(path: Path, raw: Mapping[str, Any], words: Mapping[str, Any], until: Any) -> Era:
    try:
        return _checked(_era(raw, words, until))
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise ConfigError(
            _("{file} 缺少或写错了：{what}").format(file=path.name, what=error),
            remedy=_("请对照程序自带的 reports/npo/2004.toml 改正。"),
            file=str(path),
        ) from error


def _era(raw: Mapping[str, Any], words: Mapping[str, Any], until: datetime.date) -> Era:
    balance, cash = raw["balance"], raw["cash"]
    return Era(
        name=raw["name"],
        until=until,
        system=raw["system"],
        source=raw["source"],
        unverified=raw["unverified"],
        accounts=MappingProxyType(dict(raw["accounts"])),
        credit=MappingProxyType(dict(raw["credit"])),
        debit=MappingProxyType(dict(raw["debit"])),
        restricted=tuple((re.compile(one["words"]), one["code"]) for one in raw["restricted"]),
        assets=_form(balance, "assets"),
        claims=_form(balance, "claims"),
        activities=_form(raw["activities"], "rows"),
        cash=_form(cash, "rows"),
        cash_rows=MappingProxyType(
            {code: (int(rows[0]), int(rows[1])) for code, rows in cash["codes"].items()}
        ),
        staff=cash["staff"],
        staff_code=cash["staff-code"],
        by_line=frozenset(cash["by-line"]),
        reasons=MappingProxyType(
            {code: key for key, codes in raw["bridge"].items() for code in codes}
        ),
        words=tuple(
            Reason(
                one["key"],
                one["name"],
                one["more"],
                one["more-sentence"],
                one["less"],
                one["less-sentence"],
            )
            for one in words["reason"]
        ),
    )


def _form(raw: Mapping[str, Any], key: str) -> Form:
    return Form(
        raw["form"],
        raw["title"],
        tuple(_row(one) for one in raw[key]),
        MappingProxyType({str(k): v for k, v in raw.items() if isinstance(v, str)}),
    )


def _row(one: Mapping[str, Any]) -> FormRow:
    return FormRow(
        row=one.get("row"),
        title=one["title"],
        codes=tuple(one.get("codes", ())),
        sums=tuple(one.get("sum", ())),
        sign=one.get("sign", 1),
        of=one.get("of", ""),
        parts=tuple(one["parts"]) if "parts" in one else None,
        out=one.get("out", False),
        quiet=one.get("quiet", False),
        money=one.get("money", False),
    )


def _checked(era: Era) -> Era:
    """Refuse forms that cannot articulate: an account without a row, a row added up twice."""
    for form in (era.assets, era.claims, era.activities, era.cash):
        numbers = [one.row for one in form.rows if one.row is not None]
        if len(set(numbers)) < len(numbers) or numbers != sorted(numbers):
            raise ValueError(form.form)
        for one in form.rows:
            if any(abs(part) not in numbers or abs(part) >= (one.row or 0) for part in one.sums):
                raise ValueError(one.title)
        last = numbers[-1]
        for number, times in _leaves(form, last):
            if times != 1:
                raise ValueError(f"{form.form} {number}")
    placed = [
        code
        for form in (era.assets, era.claims, era.activities)
        for one in form.rows
        for code in one.codes
    ]
    if sorted(placed) != sorted(era.accounts):
        raise ValueError(", ".join(sorted(set(era.accounts) ^ set(placed))))
    missing = set(era.accounts) - era.money_codes - set(era.cash_rows)
    if missing:
        raise ValueError(", ".join(sorted(missing)))
    return era


def _leaves(form: Form, last: int) -> Iterator[tuple[int, int]]:
    """How often each row that is no sum counts in the last one."""
    rows = {one.row: one for one in form.rows if one.row is not None}
    counted: dict[int, int] = {}
    heap: list[int] = [last]
    while heap:
        number = heap.pop()
        one = rows[abs(number)]
        if one.sums:
            heap.extend(one.sums)
        else:
            counted[abs(number)] = counted.get(abs(number), 0) + 1
    for number, one in rows.items():
        if not one.sums:
            yield number, counted.get(number, 0)
