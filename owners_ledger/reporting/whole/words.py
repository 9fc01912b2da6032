"""The year in plain words: sentences computed from its figures, for who reads no table.

They are part of a Chinese document and of its seal, and are not translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from owners_ledger.config import Committee
from owners_ledger.money import ZERO, show, total
from owners_ledger.reporting.model import Disclosure, ReportLine
from owners_ledger.reporting.whole.model import NextBudget

_WHOLE, _TENTH = Decimal(1), Decimal("0.1")
_HUNDRED = 100
_NAMED = 4
_FEW = 2


def summary(
    figures: Disclosure, committee: Committee, planned: NextBudget | None
) -> tuple[str, ...]:
    """The sentences; one whose figures the books do not have is left out."""
    found = (
        _whole(figures),
        _hundred("收进", "来自", figures.income, figures.income_total),
        _hundred("花掉", "用于", figures.spending, figures.spending_total),
        _each(figures, committee),
        _against("收入", figures.income),
        _against("支出", figures.spending),
        _free(figures),
        _collection(figures),
        _works(figures),
        _next(planned),
    )
    return tuple(sentence for sentence in found if sentence)


def _whole(one: Disclosure) -> str:
    change = one.closing - one.opening
    end = (
        "和年初一样多"
        if not change
        else f"比年初{'多' if change > 0 else '少'} {show(abs(change))} 元"
    )
    return (
        f"年初有 {show(one.opening)} 元，全年收入 {show(one.income_total)} 元，"
        f"支出 {show(one.spending_total)} 元，年末有 {show(one.closing)} 元，{end}。"
    )


def _hundred(verb: str, word: str, lines: Sequence[ReportLine], whole: Decimal) -> str:
    """Of a hundred yuan, how many are for what."""
    named = [line for line in lines if line.amount > 0][:_NAMED]
    if whole <= 0 or len(named) < _FEW:
        return ""
    parts = [(line.line, _round(line.amount * _HUNDRED / whole, _WHOLE)) for line in named]
    parts = [(name, yuan) for name, yuan in parts if yuan >= 1]
    rest = _HUNDRED - sum(yuan for _name, yuan in parts)
    said = "，".join(f"{name} {yuan} 元" for name, yuan in parts)
    tail = f"，其余各项 {rest} 元" if rest > 0 and len(lines) > len(parts) else ""
    return f"每{verb} 100 元，{word}{said}{tail}。"


def _each(one: Disclosure, committee: Committee) -> str:
    if committee.households <= 0 or one.spending_total <= 0:
        return ""
    yuan = _round(one.spending_total / committee.households / 12, _TENTH)
    return f"全小区 {committee.households} 户，平均每户每月的支出是 {yuan} 元。"


def _against(side: str, lines: Sequence[ReportLine]) -> str:
    """The lines that have a budget against it, the others beside; ``side``: 收入 or 支出."""
    planned = [line for line in lines if line.budget]
    budget = total(line.budget or ZERO for line in planned)
    if not budget:
        return ""
    amount = total(line.amount for line in planned)
    gap = amount - budget
    share = _round(amount * _HUNDRED / budget, _TENTH)
    text = f"列入预算的{side} {show(amount)} 元，是预算的 {share}%"
    if gap:
        text += f"，{'多' if gap > 0 else '少'} {show(abs(gap))} 元"
    sign = 1 if side == "支出" else -1
    off = [(sign * (line.amount - (line.budget or ZERO)), line.line) for line in planned]
    most, name = max(off)
    if most > 0:
        text += f"；{'超出' if sign > 0 else '差得'}最多的是{name}，{show(most)} 元"
    other = [line for line in lines if not line.budget and line.amount > 0]
    if other:
        names = "、".join(line.line for line in other[:_FEW])
        more = "等" if len(other) > _FEW else ""
        sum_of = total(line.amount for line in other)
        text += f"。没有列入预算的{side} {show(sum_of)} 元（{names}{more}）"
    return text + "。"


def _free(one: Disclosure) -> str:
    tied = total(mark.amount for mark in one.earmarks)
    if not tied:
        return ""
    names = "、".join(mark.name for mark in one.earmarks[:_FEW])
    more = "等" if len(one.earmarks) > _FEW else ""
    text = (
        f"年末的钱里有 {show(tied)} 元不能动用（{names}{more}），可以动用的是 {show(one.free)} 元"
    )
    if one.spending_total > 0 and one.free > 0:
        months = (one.free * 12 / one.spending_total).quantize(_TENTH, ROUND_DOWN)
        text += f"，照今年的支出够用 {months} 个月"
    return text + "。"


def _collection(one: Disclosure) -> str:
    late = total(group.amount for group in one.arrears)
    if one.collection is None:
        return ""
    text = f"今年应收的物业费收到了 {one.collection}%"
    if late:
        units = sum(group.units for group in one.arrears)
        text += f"；年末还有 {units} 户欠着物业费、停车费 {show(late)} 元"
    return text + "。"


def _works(one: Disclosure) -> str:
    paid = [project for project in one.projects if project.paid]
    if not paid:
        return ""
    said = "，".join(
        f"{project.name}付了 {show(project.paid)} 元、还有 {show(project.left)} 元没付"
        for project in paid
    )
    return f"专项工程：{said}。"


def _next(planned: NextBudget | None) -> str:
    if planned is None:
        return ""
    resolution = f"（决议 {planned.resolution}）" if planned.resolution else ""
    return (
        f"{planned.year}年预算{resolution}：收入 {show(planned.income_total)} 元，"
        f"支出 {show(planned.spending_total)} 元。"
    )


def _round(value: Decimal, unit: Decimal) -> Decimal:
    return value.quantize(unit, ROUND_HALF_UP)
