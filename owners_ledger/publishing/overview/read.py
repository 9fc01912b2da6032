"""An estate's public edition, from a folder, a book or a ZIP, verified and made into a row.

A process reads one edition at a time and holds no books: raw data never leaves the estates.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from owners_ledger import money
from owners_ledger.books.hashed import canonical
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.publishing.edition import MANIFEST, SCHEMA
from owners_ledger.publishing.overview.model import EstateRow
from owners_ledger.publishing.verifier import plain

_YEAR = 12
_MOST = 64 * 1024 * 1024  # bytes of one file of an edition
_FEN, _TENTH = Decimal("0.01"), Decimal("0.1")


class OverviewError(OwnersLedgerError):
    """An edition cannot be read, or is not what it says."""


class _Files(Protocol):
    def names(self) -> set[str]: ...

    def read(self, name: str) -> bytes: ...


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> set[str]:
        return {
            path.relative_to(self._root).as_posix()
            for path in self._root.rglob("*")
            if path.is_file()
        }

    def read(self, name: str) -> bytes:
        path = self._root / name
        if path.stat().st_size > _MOST or not path.resolve().is_relative_to(self._root.resolve()):
            raise _broken(_("{name} 太大，或指向公开账本以外").format(name=name))
        return path.read_bytes()


class _Zip:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    def names(self) -> set[str]:
        return {one.filename for one in self._packed.infolist() if not one.is_dir()}

    def read(self, name: str) -> bytes:
        with self._packed.open(name) as file:
            content = file.read(_MOST + 1)
        if len(content) > _MOST:
            raise _broken(_("{name} 太大，或指向公开账本以外").format(name=name))
        return content


def estate_row(path: Path, today: datetime.date) -> EstateRow:
    """The row of an edition; what cannot be read is a row that says why.

    Args:
        path: an edition's folder, a book with ``public/``, or an edition's ZIP.
        today: the day lateness is counted to.
    """
    try:
        place = _edition(path)
        if place.is_file():
            with zipfile.ZipFile(place) as packed:
                return _row(_Zip(packed), today)
        return _row(_Folder(place), today)
    except OwnersLedgerError as error:
        return EstateRow(path.stem, problem=error.message)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, ArithmeticError) as error:
        why = _("公开账本读不出来（{why}）").format(why=type(error).__name__)
        return EstateRow(path.stem, problem=why)


def _edition(path: Path) -> Path:
    for place in (path, path / "public"):
        if place.is_file() or (place / MANIFEST).is_file():
            return place
    raise OverviewError(
        _("{path} 里没有公开账本").format(path=path),
        remedy=_("请给出 owners-ledger publish 做出的文件夹或 ZIP，或有 public 的账本文件夹。"),
    )


def _row(files: _Files, today: datetime.date) -> EstateRow:
    said = json.loads(files.read(MANIFEST))
    if said["schema"] != SCHEMA:
        raise _broken(_("公开账本的版本是 {schema}，读不了").format(schema=said["schema"]))
    heads = [one["head"] for one in said["months"] if one["head"]]
    sealed_to = max((one["month"] for one in said["months"] if one["head"]), default="")
    problem = (
        _not_whole(files, said)
        or _not_chained(said["months"])
        or _not_sealed(files, said["months"])
    )
    months = said["months"][-_YEAR:]
    area, households = money.parse(said["area"]), int(said["households"])
    income = _sum(months, "income")
    spending = _sum(months, "spending")
    disagreeing = tuple(one["month"] for one in said["months"] if not one["bank_agrees"])
    posted, due, late = _posting(said["months"], today)
    state = "late" if late else "posted" if posted else "unposted"
    owing = int(said["arrears"]["units"])
    return EstateRow(
        estate=str(said["estate"]),
        through=str(said["through"]),
        posted=posted,
        due=due,
        late_days=late,
        state=state,
        bank_agrees=not disagreeing,
        disagreeing=disagreeing,
        review=int(said["months"][-1]["review"]),
        months=len(months),
        households=households,
        area=area,
        income=income,
        spending=spending,
        closing=money.parse(said["months"][-1]["closing"]),
        income_per_area=_per(income, area * len(months)),
        cost_per_area=_per(spending, area * len(months)),
        arrears_units=owing,
        arrears=money.parse(said["arrears"]["amount"]),
        arrears_rate=_share(owing, households),
        collection=None if said["collection"] is None else Decimal(str(said["collection"])),
        verified="broken" if problem else "sealed" if heads else "whole",
        sealed_to=sealed_to,
        problem=problem,
    )


def _not_whole(files: _Files, said: Mapping[str, Any]) -> str:
    listed = {str(one["path"]): one for one in said["files"]}
    archives = {name for name in files.names() if name.endswith(".zip") and "/" not in name}
    others = files.names() - {MANIFEST} - archives
    for name in sorted(others ^ set(listed)):
        return _("清单和文件不一致：{name}").format(name=name)
    for name, one in listed.items():
        if hashlib.sha256(files.read(name)).hexdigest() != one["sha256"]:
            return _("文件被改过：{name}").format(name=name)
    return ""


def _not_chained(months: list[Mapping[str, Any]]) -> str:
    """Each month adds up and begins where the one before ended."""
    before: Decimal | None = None
    for one in months:
        opening, closing = money.parse(one["opening"]), money.parse(one["closing"])
        if opening + money.parse(one["income"]) - money.parse(one["spending"]) != closing:
            return _("{month} 期初加收入减支出不等于期末").format(month=one["month"])
        if before is not None and opening != before:
            return _("{month} 的期初不等于上月期末").format(month=one["month"])
        before = closing
    return ""


def _not_sealed(files: _Files, months: list[Mapping[str, Any]]) -> str:
    """Each seal's head is the hash of what it says, and the next seal holds on to it."""
    codes = {str(one["month"]): one["head"] for one in months}
    before: str | None = None
    for name in sorted(files.names()):
        if not name.startswith("seals/"):
            continue
        seal = json.loads(files.read(name))
        month, head = str(seal["sealed"]["month"]), str(seal["head"])
        if hashlib.sha256(canonical(seal["sealed"])).hexdigest() != head:
            return _("{month} 的封条被改过").format(month=month)
        if before is not None and seal["sealed"]["previous"] != before:
            return _("{month} 的封条与上月的接不上").format(month=month)
        said = plain(codes.pop(month, None) or "")
        if not said or not head.upper().startswith(said):
            return _("{month} 的封账码不是封条上的").format(month=month)
        before = head
    for month, code in codes.items():
        if code:
            return _("{month} 有封账码，没有封条").format(month=month)
    return ""


def _posting(
    months: list[Mapping[str, Any]], today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None, int]:
    """When the last notice hung, when the next is due, and for how many days one is missing."""
    last = months[-1]
    posted = _day(last["posted"])
    step = _day(last["due"])
    if step is None:
        return posted, None, 0
    month = Period.parse(last["month"])
    lag = step - month.last
    following = Period.month_of(month.end).last + lag
    if posted is None and any(one["posted"] for one in months):
        return None, step, max((today - step).days, 0)
    return posted, following, max((today - following).days, 0)


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _sum(months: list[Mapping[str, Any]], key: str) -> Decimal:
    return sum((money.parse(one[key]) for one in months), ZERO)


def _per(amount: Decimal, area: Decimal) -> Decimal | None:
    return (amount / area).quantize(_FEN) if area else None


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(_TENTH) if whole else None


def _broken(why: str) -> OverviewError:
    return OverviewError(why, remedy=_("请向那个小区要一份完整的公开账本。"))
