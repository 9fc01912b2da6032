"""Special notices from ``ledger/special/<ID>.toml``: complete, or refused; nothing is invented."""

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
from owners_ledger.board.special_model import (
    Decision,
    SpecialFact,
    SpecialNotice,
    SpecialRow,
    SpecialTable,
)
from owners_ledger.board.toml_text import BoardError
from owners_ledger.config import Committee, load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_CODE = re.compile(r"[0-9A-Za-z㐀-鿿][0-9A-Za-z㐀-鿿._-]{0,39}\Z")
_AREA = re.compile(r"\d{1,9}(\.\d{1,2})?\Z", re.ASCII)
_RATE = Decimal("0.0001")
# Printed elsewhere than as a line of its own.
_APART = ("price-unit", "resolution", "area", "account", "ceiling")


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


def notice(
    file: SpecialFile,
    committee: Committee,
    decision: Decision | None,
    facts: tuple[SpecialFact, ...] = (),
    table: SpecialTable | None = None,
) -> SpecialNotice:
    """The notice of a file.

    Args:
        file: checked.
        committee: who publishes it.
        decision: what it rests on; of a correction or a reply ``None``.
        facts: lines of a correction or a reply.
        table: corrected figures.

    Raises:
        BoardError: the file contradicts itself, the committee's file or the resolution.
    """
    kind = KINDS[file.kind]
    phones = dict(committee.contacts)
    for label in file.values["contact"]:
        if label not in phones:
            raise file.refused(
                _("contact 里的“{label}”没有公布的电话").format(label=label),
                _("committee.toml 的 [[contact]] 里有：{known}。").format(known="、".join(phones)),
            )
    if file.kind == "works":
        table = _works(file, decision)
    return SpecialNotice(
        kind=file.kind,
        code=file.code,
        title=kind.title,
        estate=committee.name,
        body=committee.body,
        number=file.text("number"),
        as_of=file.values["date"],
        posted_from=file.values["from"],
        posted_to=file.values["to"],
        about=_about(file),
        facts=facts or _facts(file, committee),
        table=table,
        decision=decision,
        contact=tuple(f"{label} {phones[label]}" for label in file.values["contact"]),
    )


def _facts(file: SpecialFile, committee: Committee) -> tuple[SpecialFact, ...]:
    found = []
    for key in KINDS[file.kind].keys:
        value = file.values.get(key.name)
        if value is None or not key.label or key.name in _APART[:2]:
            continue
        if key.name == "area":
            found.append(_share(file))
        elif key.name == "account":
            found.append(SpecialFact(key.label, (_account(file, committee),)))
        elif key.type == YUAN:
            unit = file.text("price-unit") if key.name == "reserve-price" else "元"
            found.append(SpecialFact(key.label, amount=value, unit=unit))
        elif key.type == DAY:
            found.append(SpecialFact(key.label, (f"{value.year}年{value.month}月{value.day}日",)))
        else:
            found.append(SpecialFact(key.label, tuple(value) if key.type == TEXTS else (value,)))
    return tuple(found)


def _share(file: SpecialFile) -> SpecialFact:
    """What a square metre bears, for reading; a flat's share is computed from the sum itself."""
    area, whole = file.values["area"], file.values["sum"]
    rate = (whole / area).quantize(_RATE)
    shown = f"{area:,.2f}"
    return SpecialFact(
        "每平方米",
        (
            f"分摊面积 {shown} 平方米，"
            f"平均每平方米 {rate} 元（{money.show(whole)} ÷ {shown}，四舍五入）",
        ),
    )


def _account(file: SpecialFile, committee: Committee) -> str:
    """The account's name, bank and last four digits: never its number."""
    known = {bank.code: bank for bank in committee.banks}
    bank = known.get(file.text("account"))
    if bank is None:
        raise file.refused(
            _("account 写的“{code}”不是本单位的账户").format(code=file.text("account")),
            _("committee.toml 的 [[bank]] 里有：{known}。").format(known="、".join(known)),
        )
    return f"{bank.holder}，{bank.bank}，{bank.name}，账号尾号 {bank.tail}（全部账号向业委会索取）"


def _works(file: SpecialFile, decision: Decision | None) -> SpecialTable:
    price, ceiling = file.values["price"], file.values["ceiling"]
    if price > ceiling:
        raise file.refused(
            _("合同价 {price} 超过决议限额 {ceiling}").format(
                price=money.show(price), ceiling=money.show(ceiling)
            ),
            _("先要有新的决议。"),
        )
    if decision is not None and decision.ceiling is not None and decision.ceiling != ceiling:
        raise file.refused(
            _("决议 {number} 的限额是 {there}，ceiling 写的是 {here}").format(
                number=decision.resolution,
                there=money.show(decision.ceiling),
                here=money.show(ceiling),
            ),
            _("请照决议改正 ceiling。"),
        )
    chosen = file.text("contractor")
    if (chosen, price) not in file.values["quote"]:
        raise file.refused(
            _("报价里没有“{name}”的 {price}").format(name=chosen, price=money.show(price)),
            _("[[quote]] 里要有中选的一家，name 与 contractor、price 与合同价相同。"),
        )
    if file.values["end"] < file.values["start"]:
        raise file.refused(_("end 早于 start"), _("请核对开工和完工的日期。"))
    rows = tuple(
        SpecialRow(name, quoted, None, "中选" if name == chosen else "")
        for name, quoted in sorted(file.values["quote"], key=lambda one: one[1])
    )
    return SpecialTable(f"各家报价（{len(rows)} 家）", "单位", "报价", "", rows)


def _about(file: SpecialFile) -> str:
    return {
        "lease-tender": f"{file.values.get('what')}公开招租，欢迎符合条件的单位和个人报名。",
        "works": f"{file.values.get('what')}将要施工，选定的单位、价格和时间公布如下。",
        "fund-raising": "经业主共同决定，筹集建筑物及其附属设施的维修资金。",
        "correction": "已经张贴的公示有误，更正如下。原公示保留，不撤换、不涂改。",
        "reply": "对业主书面提出的疑问，答复如下。",
    }[file.kind]


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
