"""Sentences of a notice. They state what the books say; the committee's own go before them.

A notice is a Chinese document whatever language its maker reads: these texts are part of its
figures (and of its seal) and are not translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.config import Committee
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash
from owners_ledger.reporting.lines import Span
from owners_ledger.reporting.model import Note, Payment, ReportLine
from owners_ledger.reporting.sources import Sources

_OTHER_SHARE = Decimal("0.05")
_REASONS = 2


def unit_words(months: int) -> tuple[str, str]:
    """How the period and the one before are called."""
    return {
        1: ("本月", "上月"),
        3: ("本季", "上季"),
        6: ("本期", "上期"),
        12: ("本年", "上年"),
    }[months]


def headline(
    cash: Cash,
    income: Sequence[ReportLine],
    spending: Sequence[ReportLine],
    sources: Sources,
) -> str:
    """One sentence: which side was larger, the same of the period before, the reason."""
    this, before = unit_words(cash.period.months)
    surplus = _total(income) - _total(spending)
    text = f"{this}{_balance_words(surplus)}"
    reason = sources.notes.headline.rstrip("。")
    if Span.of(cash).has_previous:
        earlier = _previous(income) - _previous(spending)
        text += (
            f"，{before}{_balance_words(earlier)}" if earlier != surplus else f"，与{before}相同"
        )
        if not reason and earlier != surplus:
            reason = f"与{before}相比，主要是{_reasons(income, spending, surplus - earlier)}"
            return f"{text}；{reason}。"
    return f"{text}：{reason}。" if reason else f"{text}。"


def _balance_words(surplus: Decimal) -> str:
    """Which side was larger, in words that need no sign."""
    if not surplus:
        return "收入和支出一样多"
    more, less = ("收入", "支出") if surplus > 0 else ("支出", "收入")
    return f"{more}比{less}多 {show(abs(surplus))} 元"


def _reasons(income: Sequence[ReportLine], spending: Sequence[ReportLine], change: Decimal) -> str:
    """The lines that moved the surplus most in the direction it went."""
    effects = [(_change(line), f"{line.line}多收", f"{line.line}少收") for line in income]
    effects += [(-_change(line), f"{line.line}少付", f"{line.line}多付") for line in spending]
    same = [one for one in effects if one[0] * change > 0]
    same.sort(key=lambda one: (-abs(one[0]), one[1]))
    return "，".join(
        f"{up if effect > 0 else down} {show(abs(effect))} 元"
        for effect, up, down in same[:_REASONS]
    )


def notes(
    cash: Cash,
    committee: Committee,
    sides: tuple[Sequence[ReportLine], Sequence[ReportLine]],
    single: Mapping[tuple[str, str], Sequence[Payment]],
    *,
    due: Mapping[str, Decimal],
    review: tuple[int, Decimal],
) -> tuple[Note, ...]:
    """What must not pass without a word: zero lines, swings, other, movements under review.

    Args:
        cash: the pass.
        committee: for its limits.
        sides: lines of income and of spending.
        single: the movements of lines that must be opened, per side and line.
        due: charged in the period, per income line.
        review: number of movements still uncertain and their balance.
    """
    found: list[Note] = []
    for side, lines in zip((INCOME, SPENDING), sides, strict=True):
        for line in lines:
            if line.note:
                continue
            if not line.amount and not line.count:
                found.append(Note("zero", line.line, _zero(cash, side, line, due)))
            elif _swings(line, committee.swing):
                found.append(Note("swing", line.line, _swing(cash, side, line)))
    found.extend(
        Note("other", line, "其中：" + "；".join(map(_item, rows)) + "。")
        for (_side, line), rows in single.items()
        if rows
    )
    count, amount = review
    if count or amount:
        found.append(
            Note(
                "review",
                "待核实款项",
                f"{unit_words(cash.period.months)[0]}有 {count} 笔收支尚待核实，"
                f"期末待核实款项 {show(amount)} 元，查明后在下期说明。",
            )
        )
    return tuple(found)


def to_open(lines: Sequence[ReportLine], committee: Committee) -> list[str]:
    """Lines called 其他 that are too large to stay closed: above 5 % of the side or the limit."""
    whole = _total(lines)
    return [
        line.line
        for line in lines
        if line.line.startswith("其他")
        and line.amount
        and (abs(line.amount) > committee.other_above or abs(line.amount) > whole * _OTHER_SHARE)
    ]


def _zero(cash: Cash, side: str, line: ReportLine, due: Mapping[str, Decimal]) -> str:
    """Short: it stands beside the line's year to date and budget."""
    this, _before = unit_words(cash.period.months)
    moved = [month for month, cell in cash.lines.get((side, line.line), {}).items() if cell.count]
    if moved:
        year, month = divmod(max(moved), 12)
        text = f"上次在 {year}年{month + 1}月"
    else:
        text = f"还没有{'收' if side == INCOME else '付'}过"
    if side == INCOME and (charged := due.get(line.line, ZERO)) > 0:
        text = f"{this}应收 {show(charged)} 元没有收到；{text}"
    return f"{text}。"


def _swings(line: ReportLine, percent: Decimal) -> bool:
    if line.previous is None or line.previous == line.amount:
        return False
    return abs(_change(line)) * 100 >= abs(line.previous) * percent


def _swing(cash: Cash, side: str, line: ReportLine) -> str:
    this, before = unit_words(cash.period.months)
    span = Span.of(cash)
    cells = cash.lines.get((side, line.line), {})
    count = sum(cell.count for month, cell in cells.items() if span.previous <= month < span.first)
    if not line.previous and not count:
        return f"{before}没有。"
    change = _change(line)
    text = f"比{before}{'多' if change > 0 else '少'} {show(abs(change))} 元"
    if line.previous:
        share = (change * 100 / abs(line.previous)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        text += f"（{'+' if share > 0 else '−'}{abs(share)}%）"
    if (line.count - count) * change > 0:
        text += f"：{this} {line.count} 笔，{before} {count} 笔"
    return text + "。"


def _item(row: Payment) -> str:
    who = f"（{row.payee}）" if row.payee else ""
    return f"{row.date.month}月{row.date.day}日{row.summary}{who} {show(row.amount)} 元"


def _change(line: ReportLine) -> Decimal:
    return line.amount - (line.previous or ZERO)


def _total(lines: Sequence[ReportLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _previous(lines: Sequence[ReportLine]) -> Decimal:
    return sum((line.previous or ZERO for line in lines), ZERO)
