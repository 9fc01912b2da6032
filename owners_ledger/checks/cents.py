"""``plugin "owners_ledger.checks.cents"``: amounts are yuan in whole fen, sums exactly zero.

Beancount by itself forgives half a fen and lets ``(12 * 150.00) / 7`` leave 28 digits in the books.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import CURRENCY
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _

_NONE = Decimal(0)


def check(facts: Facts) -> Iterator[Problem]:
    """Amounts that are no whole fen or no yuan, sums that are not zero, tolerances."""
    fen = money.FEN
    for entry in facts.transactions:
        whole = _NONE
        for account, units, cost, price, _flag, meta in entry.postings:
            assert units is not None, "postings are booked before plugins run"
            number, currency = units
            assert number is not None, "postings are booked before plugins run"
            if not number.same_quantum(fen) and not money.is_whole_fen(number):
                yield Problem(
                    meta or entry.meta,
                    _("{account} 的金额 {amount} 不是整分").format(
                        account=account, amount=_short(number)
                    ),
                    _("请直接写出两位小数的金额，不要写算式；尾差计入其中一行。"),
                    entry=entry,
                )
            if currency != CURRENCY or cost or price:
                yield Problem(
                    meta or entry.meta,
                    _("{account} 的金额不是单纯的人民币").format(account=account),
                    _("账本只记人民币（CNY），请改成人民币金额，不写成本和单价。"),
                    entry=entry,
                )
            whole += number
        if whole:
            yield Problem(
                entry.meta,
                _("这笔分录借贷相差 {difference} 元").format(difference=_short(whole)),
                _("请改正金额，使各行合计恰好为零。"),
                entry=entry,
            )
    for balance in facts.balances:
        number = balance.amount.number or _NONE
        if not money.is_whole_fen(number) or balance.tolerance:
            yield Problem(
                balance.meta,
                _("{account} 的余额断言不精确").format(account=balance.account),
                _("断言要写到分，并去掉 ~ 和后面的容差。"),
                entry=balance,
            )


def _short(number: Decimal) -> str:
    text = str(number)
    return text if len(text) <= 24 else f"{text[:24]}…"


__plugins__ = (plugin({"cents": check}),)
