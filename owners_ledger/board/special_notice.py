"""A special notice from its file, the committee's file and the resolution; nothing is invented."""

from __future__ import annotations

from decimal import Decimal

from owners_ledger import money
from owners_ledger.board.special import SpecialFile
from owners_ledger.board.special_kinds import DAY, KINDS, TEXTS, YUAN
from owners_ledger.board.special_model import (
    Decision,
    SpecialFact,
    SpecialNotice,
    SpecialRow,
    SpecialTable,
)
from owners_ledger.config import Committee
from owners_ledger.i18n import _

_RATE = Decimal("0.0001")
# Printed beside others, not as a line of its own.
_APART = ("price-unit", "resolution")


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
        if value is None or not key.label or key.name in _APART:
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
    mean = f"平均每平方米 {rate} 元（{money.show(whole)} ÷ {shown}，四舍五入）"
    return SpecialFact("每平方米", (f"分摊面积 {shown} 平方米，{mean}",))


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
