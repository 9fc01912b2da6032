"""Which rows of a wallet's bill moved the wallet's own money, and which way.

A wallet lists what a person did, not what happened to a balance: orders that were closed, payments
from a bank card, moves between the wallet's own pockets. A row counts only where the profile says
how; every other one is left out and named.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from owners_ledger.banking.reading.declared import row_list
from owners_ledger.banking.reading.movements import Fee, Movement, Table, WalletCells
from owners_ledger.banking.reading.profile import Profile, plain
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.wallet_words import is_refund, meaning, parent
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

_REFUND = "退款"  # goes into the books, which are Chinese
_SIDES = {"in": 1, "refund": 1, "earned": 1, "out": -1, "paid": -1}
_COUNTS = frozenset(["", "pending"])


def settle(table: Table, profile: Profile, file: str) -> None:
    """Keep of a wallet's table the movements of its money, each with its side, oldest first.

    What does not count goes to ``skipped``, fees become movements of their own after their row.

    Raises:
        StatementError: a side is given and the amount is negative all the same.
    """
    if not any(each.wallet for each in table.movements):
        return
    refunds = _refunds(table.movements, profile)
    noted: dict[str, list[Movement]] = defaultdict(list)
    kept: list[Movement] = []
    for each in table.movements:
        side, note = _verdict(each, profile, refunds)
        noted[note].append(each)
        if note not in _COUNTS:
            continue
        if each.value < 0 and side:
            message = _("第 {row} 行：金额是负数，与收支标志合在一起看不出是收是付")
            raise refuse(message.format(row=each.row), file=file, row=each.row)
        kept.append(each._replace(side=side, flag=side))
    if not table.has_balance:
        kept = list(_with_fees(_oldest_first(kept), profile))
    left = [each.row for note, rows in noted.items() if note not in _COUNTS for each in rows]
    table.movements = kept
    table.skipped = sorted((*table.skipped, *left))
    table.warnings += _warnings(noted, profile)


def _warnings(noted: Mapping[str, Sequence[Movement]], profile: Profile) -> list[str]:
    sentences = {
        "pending": _("这些行的款项还在处理中，已照账单计入，结果请到钱包里核对：{rows}"),
        "elsewhere": _(
            "有 {count} 笔用的不是钱包里的钱（银行卡、信用付等），没有计入，"
            "以免与银行流水重复：{rows}"
        ),
        "inner": _("这些行只在钱包内部转移，没有计入：{rows}"),
        "closed": _(
            "这些行的交易已关闭，账单里也没有对应的退款，没有计入；"
            "如果付过款后来退了，请连同退款一起核对：{rows}"
        ),
        "side": _("这些行不计收支，看不出钱是进是出，没有计入，请自行判断：{rows}"),
        "state": _("这些行的状态（{states}）看不出钱动了没有，没有计入，请自行判断：{rows}"),
        "mixed": _("这些行由几种方式合付，看不出钱包付了多少，没有计入，请自行判断：{rows}"),
        "unsaid": _("这些支出没有写付款方式，没有计入，请自行判断：{rows}"),
    }
    states = {
        state
        for each in noted.get("state", ())
        for state in (each.wallet.states if each.wallet else ())
        if meaning((state,), profile.states) is None
    }
    return [
        sentence.format(
            rows=row_list(each.row for each in noted[note]),
            count=len(noted[note]),
            states="、".join(sorted(states)),
        )
        for note, sentence in sentences.items()
        if noted.get(note)
    ]


def _verdict(each: Movement, profile: Profile, refunds: Mapping[str, Decimal]) -> tuple[int, str]:
    """1 for money in, -1 for money out, and what is to be noted of the row."""
    wallet = each.wallet
    if wallet is None:
        return each.side, ""
    states = {meaning((state,), profile.states) for state in wallet.states}
    if "void" in states or not (each.value or wallet.fees):
        return 0, "void"
    if None in states:
        return 0, "state"
    if "closed" in states:
        is_paid = wallet.group != "in" and refunds.get(each.order or "") == each.value
        return -1, _way(wallet, -1, profile) if is_paid else "closed"
    if wallet.group == "neutral":
        return _neutral(wallet, profile, states)
    side = _SIDES.get(wallet.group, each.side)
    return side, _way(wallet, side, profile) or _pending(states)


def _neutral(wallet: WalletCells, profile: Profile, states: set[str | None]) -> tuple[int, str]:
    """The side of a row that has none, by its kind.

    A transfer names the bank as its way of payment, and moves the wallet's money all the same.
    """
    kind = meaning(wallet.kinds, profile.neutral)
    if kind == "inner":
        return 0, "inner"
    side = _SIDES.get(kind or "", 0)
    if not side:
        return 0, "side"
    if kind == "in" and wallet.method and not _way(wallet, side, profile):
        return 0, "inner"  # paid in with the wallet's own money
    is_transfer = kind in ("in", "out")
    return side, ("" if is_transfer else _way(wallet, side, profile)) or _pending(states)


def _pending(states: set[str | None]) -> str:
    return "pending" if "pending" in states else ""


def _way(wallet: WalletCells, side: int, profile: Profile) -> str:
    """Why a row was not paid with the wallet's own money alone, "" where it was.

    What comes in without a way of payment comes into the wallet.
    """
    if wallet.method is None:
        return ""
    ways = [meaning((way,), profile.methods) for way in plain(wallet.method).split("&") if way]
    if not ways:
        return "" if side > 0 else "unsaid"
    if "own" not in ways:
        return "elsewhere"
    return "" if len(ways) == 1 else "mixed"


def _refunds(movements: Sequence[Movement], profile: Profile) -> dict[str, Decimal]:
    """What was given back by the order it belongs to."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for each in movements:
        if is_refund(each, profile):
            found[parent(each.order)] += each.value
    found.pop("", None)
    return dict(found)


def _oldest_first(movements: Sequence[Movement]) -> list[Movement]:
    moments = [(each.date, each.time or datetime.time.min) for each in movements]
    if moments and moments[0] > moments[-1]:
        movements = list(reversed(movements))
    return sorted(movements, key=lambda each: (each.date, each.time or datetime.time.min))


def _with_fees(movements: Iterable[Movement], profile: Profile) -> Iterable[Movement]:
    """Each movement and its fees; that one gives money back is said in its text."""
    for each in movements:
        wallet = each.wallet
        if each.value and is_refund(each, profile):
            yield each._replace(text=_joined(_REFUND, each.text))
        elif each.value:
            yield each
        yield from (_as_movement(fee, each) for fee in (wallet.fees if wallet else ()))


def _as_movement(fee: Fee, each: Movement) -> Movement:
    """A fee as a movement: what it is called makes its number differ from its row's."""
    side = 1 if fee.amount > 0 else -1
    return each._replace(
        side=side,
        flag=side,
        value=abs(fee.amount),
        text=_joined(fee.name, each.text),
        serial=f"{each.serial}-{fee.name}" if each.serial else None,
        wallet=None,
    )


def _joined(word: str, text: str | None) -> str:
    return " / ".join(filter(None, (word, text)))
