"""What a bank's files are like, as data: ``importers/banks/<bank>-<layout>.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger import resources
from owners_ledger.banking.reading.header_names import key
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

GENERIC = "generic"

ROLES = (
    "booked", "date", "time", "out", "in", "amount", "flag", "balance",
    "counterparty", "counterparty_account",
    "payer", "payer_account", "payee", "payee_account",
    "serial", "refund", "order", "voucher", "account", "currency", "text",
    "fee", "kind", "state", "method",
)  # fmt: skip
FACTS = (
    "account", "holder", "currency", "opening", "closing", "current", "count",
    "out_count", "in_count", "neutral_count", "out_total", "in_total", "neutral_total", "fee_total",
    "period", "start", "end", "other",
)  # fmt: skip
QUIRKS = frozenset(
    [
        "reference-balance", "marked-only", "newest-first", "unproved", "signed-amounts",
        "signed-fees", "merchant-refund-number", "refunds-lower-out-total", "always-totals",
    ]
)  # fmt: skip
KEYS = frozenset(
    [
        "bank", "title", "marks", "layouts", "quirks", "trailers", "columns", "labels", "flags",
        "states", "neutral", "methods",
    ]
)  # fmt: skip
FLAGS = ("out", "in", "neutral")
STATES = ("moved", "pending", "void", "closed")
NEUTRAL = ("in", "out", "refund", "earned", "paid", "inner")
METHODS = ("own",)
_SECTIONS = {
    "columns": ROLES,
    "labels": FACTS,
    "flags": FLAGS,
    "states": STATES,
    "neutral": NEUTRAL,
    "methods": METHODS,
}

Names = Mapping[str, tuple[str, ...]]
Words = tuple[tuple[re.Pattern[str], str], ...]


class ProfileError(OwnersLedgerError):
    """A bank profile that is not in order."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One bank's layout.

    Attributes:
        name: the file's name without ``.toml``.
        bank: the bank's name.
        marks: keys of cells above the header that only this bank writes.
        known: keys of all header cells of its layouts.
        columns: role → header keys, the preferred first.
        labels: fact → label keys of the rows around the table.
        out_flags: keys of flag values that mean money out.
        in_flags: the same for money in.
        trailers: keys that begin a cell of a row that is no transaction.
        quirks: from ``QUIRKS``.
        neutral_flags: keys of flag values that leave the side open.
        states: how a row's state is to be taken, by what it begins with.
        neutral: what a row without a side is, by what its kind begins with.
        methods: ``own`` for ways of payment that use the wallet's own money.
    """

    name: str
    bank: str
    marks: frozenset[str]
    known: frozenset[str]
    columns: Names
    labels: Names
    out_flags: frozenset[str]
    in_flags: frozenset[str]
    trailers: tuple[str, ...]
    quirks: frozenset[str]
    neutral_flags: frozenset[str] = frozenset()
    states: Words = ()
    neutral: Words = ()
    methods: Words = ()


def load_profiles(book: Path | None) -> dict[str, Profile]:
    """All profiles by name, the generic one included; each inherits the generic names.

    Args:
        book: the committee's folder, whose ``importers/banks`` comes first.

    Raises:
        ProfileError: a profile has unknown keys or values of the wrong kind.
    """
    raw = {
        path.stem: (path, _read(path))
        for path in resources.data_files(book, "importers", "banks/*.toml")
    }
    if GENERIC not in raw:
        raise ProfileError(_("找不到通用的银行档案 importers/banks/generic.toml"))
    base = _profile(GENERIC, raw[GENERIC][1], None)
    profiles = {name: _profile(name, found, base) for name, (_path, found) in raw.items()}
    return profiles | {GENERIC: base}


def _read(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, str(error)) from None
    _expect(path, "", found, KEYS)
    if not isinstance(found.get("bank"), str):
        raise _wrong(path, _("缺少 bank（银行名称）"))
    for name in ("marks", "layouts", "quirks", "trailers"):
        _expect_texts(path, name, found.get(name, []))
    for section, allowed in _SECTIONS.items():
        table = found.get(section, {})
        if not isinstance(table, dict):
            raise _wrong(path, _("“{key}”应是一节").format(key=section))
        _expect(path, section + ".", table, allowed)
        for name, texts in table.items():
            _expect_texts(path, f"{section}.{name}", texts)
    for quirk in found.get("quirks", []):
        if quirk not in QUIRKS:
            raise _wrong(path, _("不认识的 quirks：{key}").format(key=quirk))
    return found


def _expect(path: Path, prefix: str, table: Mapping[str, Any], allowed: Any) -> None:
    for name in table:
        if name not in allowed:
            raise _wrong(path, _("不认识的键“{key}”").format(key=prefix + name))


def _expect_texts(path: Path, name: str, texts: Any) -> None:
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise _wrong(path, _("“{key}”应是文字的列表").format(key=name))


def _wrong(path: Path, why: str) -> ProfileError:
    return ProfileError(
        why, file=str(path), remedy=_("写法见 importers/README.md，可用的键那里都有")
    )


def _profile(name: str, raw: Mapping[str, Any], base: Profile | None) -> Profile:
    layouts = [cell for row in raw.get("layouts", ()) for cell in row.split(",")]
    columns = _names(raw.get("columns", {}))
    flags = _names(raw.get("flags", {}))
    own = {found for keys in columns.values() for found in keys}
    return Profile(
        name=name,
        bank=raw["bank"],
        marks=_keys(raw.get("marks", ())),
        known=_keys(layouts) | own,
        columns=_inherit(columns, base.columns if base else {}, own),
        labels=_inherit(_names(raw.get("labels", {})), base.labels if base else {}, frozenset()),
        out_flags=frozenset(flags.get("out", ())) | (base.out_flags if base else frozenset()),
        in_flags=frozenset(flags.get("in", ())) | (base.in_flags if base else frozenset()),
        trailers=tuple(key(text) for text in raw.get("trailers", ()))
        + (base.trailers if base else ()),
        quirks=frozenset(raw.get("quirks", ())),
        neutral_flags=frozenset(map(plain, flags.get("neutral", ()))),
        states=_words(raw.get("states", {})),
        neutral=_words(raw.get("neutral", {})),
        methods=_words(raw.get("methods", {})),
    )


def plain(text: str) -> str:
    """A word of a bill for comparison: full and half width are one, blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _words(table: Mapping[str, list[str]]) -> Words:
    """Beginnings of texts with their meaning, the longest first; ``*`` stands for anything."""
    found = [(plain(text), name) for name, texts in table.items() for text in texts]
    found.sort(key=lambda each: -len(each[0]))
    return tuple(
        (re.compile(".*".join(map(re.escape, text.split("*")))), name) for text, name in found
    )


def _keys(texts: Any) -> frozenset[str]:
    return frozenset(found for text in texts if (found := key(text)))


def _names(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(key(text) for text in texts) for name, texts in table.items()}


def _inherit(own: Names, base: Names, taken: frozenset[str] | set[str]) -> Names:
    """Own names first; the inherited ones follow unless the profile gave them another role."""
    return {
        name: own.get(name, ()) + tuple(key for key in base.get(name, ()) if key not in taken)
        for name in (*own, *(name for name in base if name not in own))
    }
