"""``ledger/special/<ID>.toml``: a special notice's file, complete or refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.board.special_kinds import AREA, COMMON, DAY, KINDS, TEXT, TEXTS, YUAN, Key
from owners_ledger.board.toml_text import BoardError
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_CODE = re.compile(r"[0-9A-Za-z㐀-鿿][0-9A-Za-z㐀-鿿._-]{0,39}\Z")
_AREA = re.compile(r"\d{1,9}(\.\d{1,2})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class SpecialFile:
    """A checked file.

    Attributes:
        code: its id.
        kind: of ``KINDS``.
        values: every needed key, of its type.
        file: for messages.
    """

    code: str
    kind: str
    values: Mapping[str, Any]
    file: str

    def text(self, key: str) -> str:
        """A text."""
        return str(self.values[key])

    def refused(self, said: str, remedy: str) -> BoardError:
        """What is wrong with this file."""
        return BoardError(said, remedy=remedy, file=self.file)


def folder(root: Path) -> Path:
    """Where the special notices of a book lie."""
    return root / "ledger" / "special"


def load_special(root: Path, code: str) -> SpecialFile:
    """The file of an id, every needed key of it checked.

    Raises:
        BoardError: there is no such file, or a key is missing or wrong; names key and example.
        ConfigError: it is no TOML.
    """
    path = folder(root) / f"{code}.toml"
    if not _CODE.match(code) or not path.is_file():
        known = sorted(one.stem for one in folder(root).glob("*.toml"))
        raise BoardError(
            _("没有公告“{code}”").format(code=code),
            remedy=_("已有的公告：{known}。").format(known="、".join(known))
            if known
            else _("请照 docs/board.md 的例子写 ledger/special/{code}.toml。").format(code=code),
        )
    raw = load_toml(path)
    kind = str(raw.get("kind", ""))
    if kind not in KINDS:
        raise BoardError(
            _("kind 写的“{kind}”不是公告的种类").format(kind=kind),
            remedy=_("种类有：{known}。").format(
                known="、".join(f"{name}（{one.title}）" for name, one in KINDS.items())
            ),
            file=str(path),
        )
    keys = (*COMMON, *KINDS[kind].keys)
    values = {key.name: value for key in keys if (value := _value(raw, key, str(path))) is not None}
    unknown = set(raw) - {key.name for key in keys} - {"kind", "quote"}
    if unknown:
        raise BoardError(
            _("不认识的项：{unknown}").format(unknown="、".join(sorted(unknown))),
            remedy=_("{title}的项有：{known}。").format(
                title=KINDS[kind].title, known="、".join(key.name for key in keys)
            ),
            file=str(path),
        )
    values["quote"] = _quotes(raw, kind, str(path))
    found = SpecialFile(code, kind, values, str(path))
    if found.values["to"] < found.values["from"]:
        raise found.refused(_("to 早于 from"), _("请核对张贴的起止日期。"))
    _refuse_same_number(root, found)
    return found


def _value(raw: Mapping[str, Any], key: Key, file: str) -> Any:
    value = raw.get(key.name)
    if value is None or value in ("", []):
        if not key.is_needed:
            return None
        raise BoardError(
            _("缺少 {key}").format(key=key.name),
            remedy=_("例如 {key} = {example}").format(key=key.name, example=key.example),
            file=file,
        )
    found = _typed(value, key.type)
    if found is None:
        raise BoardError(
            _("{key} 写的“{value}”不对").format(key=key.name, value=str(value)[:40]),
            remedy=_("例如 {key} = {example}").format(key=key.name, example=key.example),
            file=file,
        )
    return found


def _typed(value: Any, kind: str) -> Any:
    if kind == TEXT:
        return " ".join(value.split()) if isinstance(value, str) and value.strip() else None
    if kind == TEXTS:
        is_texts = isinstance(value, list) and all(
            isinstance(one, str) and one.strip() for one in value
        )
        return tuple(" ".join(one.split()) for one in value) if is_texts else None
    if kind == DAY:
        is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
        return value if is_day else None
    if kind == AREA:
        is_area = isinstance(value, str) and _AREA.match(value) and Decimal(value) > 0
        return Decimal(value) if is_area else None
    try:
        amount = money.parse(value) if isinstance(value, str) else money.ZERO
    except OwnersLedgerError:
        return None
    return amount if amount > 0 else None


def _quotes(raw: Mapping[str, Any], kind: str, file: str) -> tuple[tuple[str, Decimal], ...]:
    if kind != "works":
        return ()
    quotes = raw.get("quote")
    found: list[tuple[str, Decimal]] = []
    for one in quotes if isinstance(quotes, list) else ():
        name = _typed(one.get("name"), TEXT) if isinstance(one, Mapping) else None
        price = _typed(one.get("price"), YUAN) if isinstance(one, Mapping) else None
        if name is None or price is None:
            found = []
            break
        found.append((name, price))
    if not found:
        raise BoardError(
            _("缺少报价 [[quote]]，或其中的 name、price 不对"),
            remedy=_('每家写一段：[[quote]] 换行 name = "单位" 换行 price = "18600.00"'),
            file=file,
        )
    return tuple(found)


def _refuse_same_number(root: Path, file: SpecialFile) -> None:
    for path in sorted(folder(root).glob("*.toml")):
        if path.stem != file.code and load_toml(path).get("number") == file.values["number"]:
            raise file.refused(
                _("编号“{number}”已经用在 {other}").format(
                    number=file.values["number"], other=path.name
                ),
                _("每份公告一个编号，请改成没有用过的。"),
            )
