"""A new bank's profile: as TOML for the committee's folder, and as the engine uses it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import ROLES, Profile

_LONGEST_NAME = 40
_LONGEST_TEXT = 240
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a profile will say.

    Attributes:
        header: the names of the header row, as written.
        columns: role → names as written.
        out_flags: words of the flag column that mean money out.
        in_flags: the same for money in.
        labels: fact → labels as written.
        trailers: how cells of rows begin that are no transactions.
        marks: beginnings of cells above the header.
        bank: the bank's name.
        name: the file's name without ``.toml``.
    """

    header: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    out_flags: tuple[str, ...] = ()
    in_flags: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trailers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    bank: str = ""
    name: str = "new"


def profile_text(draft: Draft, comment: str) -> str:
    """The draft as the text of a profile file.

    Args:
        draft: what it says; texts from a foreign file are made harmless here.
        comment: one line on where it comes from.
    """
    lines = [f"# {_plain(comment)}", f"bank = {_quoted(draft.bank)}"]
    lines += [f"marks = {_list(draft.marks)}"] if draft.marks else []
    # A layout is cut at commas, so each name stands alone.
    names = [name.replace(",", " ") for name in draft.header if key(name)]
    lines += [f"layouts = {_list(names)}"]
    lines += [f"trailers = {_list(draft.trailers)}"] if draft.trailers else []
    lines += ["", "[columns]"]
    lines += [f"{role} = {_list(draft.columns[role])}" for role in ROLES if draft.columns.get(role)]
    flags = {"out": draft.out_flags, "in": draft.in_flags}
    for section, table in (("flags", flags), ("labels", draft.labels)):
        filled = {name: texts for name, texts in table.items() if texts}
        if filled:
            lines += ["", f"[{section}]"]
            lines += [f"{name} = {_list(texts)}" for name, texts in filled.items()]
    return "\n".join(lines) + "\n"


def as_profile(draft: Draft, base: Profile) -> Profile:
    """The draft as a profile in use: its own names first, then those every bank shares."""
    own = _keys(draft.columns)
    labels = _keys(draft.labels)
    taken = {name for names in own.values() for name in names}
    columns = {
        role: own.get(role, ()) + tuple(n for n in base.columns.get(role, ()) if n not in taken)
        for role in ROLES
    }
    return replace(
        base,
        name=draft.name,
        bank=draft.bank,
        marks=frozenset(map(key, draft.marks)),
        known=frozenset(filter(None, map(key, draft.header))) | taken,
        columns={role: names for role, names in columns.items() if names},
        labels={
            name: labels.get(name, ()) + base.labels.get(name, ())
            for name in (*base.labels, *(name for name in labels if name not in base.labels))
        },
        out_flags=frozenset(map(key, draft.out_flags)) | base.out_flags,
        in_flags=frozenset(map(key, draft.in_flags)) | base.in_flags,
        trailers=tuple(map(key, draft.trailers)) + base.trailers,
        quirks=frozenset(),
    )


def slug(bank: str) -> str:
    """A file's name for a bank: letters and digits of any script, fit for every system."""
    plain = unicodedata.normalize("NFKC", bank).casefold()
    kept = "".join(mark if mark.isalnum() else "-" for mark in plain)
    found = "-".join(filter(None, kept.split("-")))[:_LONGEST_NAME].strip("-")
    return f"bank-{found}" if found in _RESERVED else found or "bank"


def _keys(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(key(text) for text in texts) for name, texts in table.items()}


def _plain(text: str) -> str:
    """One line without signs that hide or turn around what is read."""
    plain = cells.text(" ".join(text.split())[:_LONGEST_TEXT])
    return "".join(mark for mark in plain if mark.isprintable())


def _quoted(text: str) -> str:
    escaped = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list(texts: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
