"""``ledger/notes/<period>.toml``: the committee's sentences on the figures of a period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from owners_ledger.config import ConfigError, load_toml
from owners_ledger.i18n import _

LINES, PAYEES, GONE, TOTALS = "lines", "payees", "missing", "totals"
TABLES = (LINES, PAYEES, GONE, TOTALS)
SIDES = ("收入", "支出")
_HEADLINE = "headline"
_LEAST = 4
_EMPTY_WORDS = frozenset({"正常", "无", "没有", "略", "同上", "正常波动", "情况正常", "没有变化"})
_SIGNS = re.compile(r"[\W_]+")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Notes:
    """The sentences of one file.

    Attributes:
        headline: the reason of the whole change, or "".
        lines: per line of the notice.
        payees: per company or class that was paid for the first time.
        missing: per company that used to be paid and was not.
        totals: for 收入 and 支出.
        stray: names of tables or keys that mean nothing here.
    """

    headline: str = ""
    lines: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    payees: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    missing: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    totals: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    stray: tuple[str, ...] = ()

    def table(self, name: str) -> Mapping[str, str]:
        """The sentences of one of ``TABLES``."""
        return {LINES: self.lines, PAYEES: self.payees, GONE: self.missing, TOTALS: self.totals}[
            name
        ]


def notes_file(period: object) -> str:
    """Where a period's sentences stand, relative to the book."""
    return f"ledger/notes/{period}.toml"


def read_notes(root: Path, period: object) -> Notes:
    """The sentences of a period, none where there is no file.

    Raises:
        ConfigError: the file is no TOML, or a sentence is no text.
    """
    path = root / notes_file(period)
    if not path.is_file():
        return Notes()
    raw = load_toml(path)
    tables = {name: _sentences(path, name, raw.get(name, _NOTHING)) for name in TABLES}
    headline = raw.get(_HEADLINE, "")
    if not isinstance(headline, str):
        raise _wrong(path, _HEADLINE)
    return Notes(
        headline=headline.strip(),
        lines=tables[LINES],
        payees=tables[PAYEES],
        missing=tables[GONE],
        totals=tables[TOTALS],
        stray=tuple(key for key in raw if key not in (*TABLES, _HEADLINE)),
    )


def says_nothing(sentence: str) -> bool:
    """Whether a sentence gives no reason: empty, 正常, or shorter than four signs.

    >>> [says_nothing(text) for text in ("", "正常。", "换水泵", "更换水泵。")]
    [True, True, True, False]
    """
    bare = _SIGNS.sub("", sentence)
    return len(bare) < _LEAST or bare in _EMPTY_WORDS


def _sentences(path: Path, name: str, table: Any) -> Mapping[str, str]:
    if not isinstance(table, Mapping):
        raise _wrong(path, f"[{name}]")
    for key, text in table.items():
        if not isinstance(text, str):
            raise _wrong(path, f"[{name}] {key}")
    return MappingProxyType({key: text.strip() for key, text in table.items()})


def _wrong(path: Path, what: str) -> ConfigError:
    return ConfigError(
        _("{file} 缺少或写错了：{what}").format(file=path.name, what=what),
        remedy=_(
            '每一句写成一行："项目" = "说明"，放在 [lines]、[payees]、[missing] 或 [totals] 下面。'
        ),
        file=str(path),
    )
