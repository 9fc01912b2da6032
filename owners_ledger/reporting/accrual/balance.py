"""资产负债表: balances by account of the system, what stands on the wrong side shown on the right.

A receivable on which a household has paid ahead is no negative asset but an advance received; the
same for payables, prepayments and other claims. This is decided per household, contract, supplier
or person, so that one who paid ahead does not hide another's debt. What a transaction books
without naming anybody is taken off the named ones first, except on receivables, where the notice
too counts it by itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.accrual.forms import Era, Form, FormRow, total
from owners_ledger.reporting.accrual.model import (
    HEADING,
    ITEM,
    TOTAL,
    BalanceRow,
    BalanceSheet,
    NetAssets,
)
from owners_ledger.reporting.accrual.places import RESTRICTED, UNRESTRICTED, Places
from owners_ledger.reporting.accrual.read import BOUND, Balances
from owners_ledger.reporting.cash_pass import is_receivable
from owners_ledger.reporting.refusal import ReportError

Standing = dict[tuple[str, str], Decimal]
_DAY = datetime.timedelta(days=1)


def standing(balances: Balances, places: Places, era: Era) -> Standing:
    """Debit balances per account and account of the system, net assets left out."""
    holders: dict[str, dict[tuple[str, str], Decimal]] = {}
    for (name, kind, code), amount in balances.items():
        if amount and not is_nominal(name):
            holders.setdefault(name, {})[kind, code] = amount
    found: Standing = {}
    for name, amounts in holders.items():
        place = places.of(name)
        if place.is_net:
            continue
        code = place.code
        if not code:
            found[name, ""] = sum(amounts.values(), ZERO)
            continue
        debit, credit = _parts(amounts, apart=is_receivable(place.account))
        other = era.credit.get(code) if code[0] == "1" else era.debit.get(code)
        if other is None:
            found[name, code] = debit + credit
            continue
        wrong, right = (credit, debit) if code[0] == "1" else (debit, credit)
        found[name, code] = right
        if wrong:
            found[name, other] = wrong
    return {key: amount for key, amount in found.items() if amount}


def _parts(amounts: Mapping[tuple[str, str], Decimal], *, apart: bool) -> tuple[Decimal, Decimal]:
    """Sum of the debit and of the credit balances of the holders."""
    nobody = ZERO if apart else amounts.get(("", ""), ZERO)
    named = [amount for key, amount in amounts.items() if apart or key != ("", "")]
    debit = sum((amount for amount in named if amount > 0), ZERO)
    credit = sum((amount for amount in named if amount < 0), ZERO)
    if nobody < 0:
        used = min(debit, -nobody)
        return debit - used, credit + nobody + used
    used = min(-credit, nobody)
    return debit + nobody - used, credit + used


def net_assets(balances: Balances, places: Places) -> NetAssets:
    """Net assets from the accounts of net assets, income and costs since the books began."""
    free = bound = ZERO
    for (name, kind, _code), amount in balances.items():
        if not amount:
            continue
        if is_nominal(name):
            is_restricted = kind == BOUND
        elif (place := places.of(name)).is_net:
            is_restricted = kind == BOUND or place.code == RESTRICTED
        else:
            continue
        if is_restricted:
            bound -= amount
        else:
            free -= amount
    return NetAssets(free, bound, free + bound)


def balance_sheet(
    era: Era,
    opened: datetime.date,
    as_of: datetime.date,
    columns: tuple[tuple[Standing, NetAssets], tuple[Standing, NetAssets]],
    *,
    remapped: bool,
) -> BalanceSheet:
    """The form.

    Args:
        era: its rows.
        opened: first day of the year to date.
        as_of: the closing day.
        columns: balances and net assets before ``opened`` and at the closing.
        remapped: whether the opening column was closed under another system.

    Raises:
        ReportError: assets are not liabilities and net assets.
    """
    sides = [(_left(era.assets, held), _right(era.claims, held, net)) for held, net in columns]
    for held, net in columns:
        _prove(era, held, net)
    (assets_then, claims_then), (assets_now, claims_now) = sides
    whole_year = (opened.month, opened.day) == (1, 1)
    words = era.assets.words
    notes = []
    if remapped:
        notes.append(f"{words['opening']}按新制度的项目，把 {opened - _DAY} 的余额重新归类列示。")
    if not whole_year:
        notes.append(f"账本从 {opened} 开始，没有更早的余额。")
    last = era.assets.rows[-1].row or 0
    return BalanceSheet(
        form=era.assets.form,
        title=era.assets.title,
        as_of=as_of,
        opened=opened - _DAY,
        opening_title=words["opening"] if whole_year else "启用时余额",
        closing_title=words["closing"],
        assets=_rows(era.assets, assets_then, assets_now),
        claims=_rows(era.claims, claims_then, claims_now),
        assets_total=(assets_then[last], assets_now[last]),
        liabilities_total=(
            assets_then[last] - columns[0][1].total,
            assets_now[last] - columns[1][1].total,
        ),
        net_opening=columns[0][1],
        net_closing=columns[1][1],
        notes=tuple(notes),
    )


def _left(form: Form, held: Standing) -> dict[int, Decimal]:
    return _side(form, _by_code(held))


def _right(form: Form, held: Standing, net: NetAssets) -> dict[int, Decimal]:
    owed = {code: -amount for code, amount in _by_code(held).items()}
    return _side(form, {**owed, UNRESTRICTED: net.unrestricted, RESTRICTED: net.restricted})


def _by_code(held: Standing) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for (_name, code), amount in held.items():
        found[code] = found.get(code, ZERO) + amount
    return found


def _side(form: Form, amounts: Mapping[str, Decimal]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for one in form.rows:
        if one.row is None:
            continue
        if one.sums:
            found[one.row] = total(one.sums, found, ZERO)
        else:
            made = sum((amounts.get(code, ZERO) for code in one.codes), ZERO)
            # Added to zero, as a negated zero would print a minus.
            found[one.row] = ZERO + one.sign * made
    return found


def _rows(
    form: Form, then: Mapping[int, Decimal], now: Mapping[int, Decimal]
) -> tuple[BalanceRow, ...]:
    return tuple(
        BalanceRow(None, one.title, HEADING, None, None)
        if one.row is None
        else BalanceRow(one.row, one.title, _kind(one), then[one.row], now[one.row])
        for one in form.rows
    )


def _kind(one: FormRow) -> str:
    return TOTAL if one.sums else ITEM


def _prove(era: Era, held: Standing, net: NetAssets) -> None:
    """Assets = liabilities + net assets, and accounts between funds are zero in all."""
    internal = sum((amount for (_name, code), amount in held.items() if not code), ZERO)
    if internal:
        raise ReportError(
            _("各项资金之间的往来合计应当是零，现在是 {amount}").format(amount=show(internal)),
            remedy=_("请检查不列示的往来科目，每笔应当一借一贷。"),
        )
    assets = _last(era.assets, _left(era.assets, held))
    claims = _last(era.claims, _right(era.claims, held, net))
    if assets != claims:
        raise ReportError(
            _("资产负债表不平：资产 {assets} ≠ 负债和净资产 {claims}").format(
                assets=show(assets), claims=show(claims)
            ),
            remedy=_("有分录借贷不平，请运行 owners-ledger check。"),
        )


def _last(form: Form, amounts: Mapping[int, Decimal]) -> Decimal:
    return amounts[max(number for number in _numbers(form.rows))]


def _numbers(rows: Iterable[FormRow]) -> list[int]:
    return [one.row for one in rows if one.row is not None]


def is_nominal(name: str) -> bool:
    """Whether an account is income or cost."""
    return name.startswith(("Income:", "Expenses:"))
