"""TOML text of the board's own files, with its own hash in the first line."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_HEAD = "# 由 owners-ledger 生成，只用命令改动；sha256 "


class BoardError(OwnersLedgerError):
    """What is asked of the board cannot be done; nothing was written."""


def written(values: Mapping[str, Any]) -> bytes:
    """The file of some values: plain keys first, then lists of tables.

    Args:
        values: texts, dates, whole numbers, lists of them; a list of mappings becomes tables,
            whose own lists of mappings become inline tables. ``None`` is left out.
    """
    plain = {key: value for key, value in values.items() if not _is_tables(value)}
    text = _pairs(plain)
    for key, tables in values.items():
        if _is_tables(tables):
            text += "".join(f"\n[[{key}]]\n{_pairs(table)}" for table in tables)
    return f"{_HEAD}{_hash(text)}\n{text}".encode()


def read(path: Path) -> dict[str, Any]:
    """The values of such a file.

    Raises:
        BoardError: a hand has changed it.
        ConfigError: it cannot be read.
    """
    values = load_toml(path)
    head, _newline, body = path.read_bytes().decode("utf-8-sig").partition("\n")
    if head != _HEAD + _hash(body):
        raise BoardError(
            _("这个文件被人手工改过"),
            remedy=_("它是留底，只能由命令往后添。请从 git 或备份恢复它，再用命令记下变动。"),
            file=str(path),
        )
    return values


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping)


def _pairs(table: Mapping[str, Any]) -> str:
    return "".join(
        f"{key} = {_value(value)}\n" for key, value in table.items() if value is not None
    )


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = (f"{key} = {_value(one)}" for key, one in value.items() if one is not None)
        return "{ " + ", ".join(inner) + " }"
    if _is_tables(value):
        return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date | int):
        return str(value)
    if isinstance(value, Decimal):
        return f'"{value}"'
    # A basic string of TOML escapes as JSON does, but for DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
