"""Books and a period to the three statements and the bridge, proved to agree with each other."""

from __future__ import annotations

import datetime

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.funds import load_funds
from owners_ledger.funds import restricted as is_restricted
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.reporting.accrual.activities import activity_statement, prove_change
from owners_ledger.reporting.accrual.balance import (
    Standing,
    balance_sheet,
    net_assets,
    standing,
)
from owners_ledger.reporting.accrual.bridge import bridge
from owners_ledger.reporting.accrual.cash_flows import cash_flow_statement
from owners_ledger.reporting.accrual.eras import era_of
from owners_ledger.reporting.accrual.forms import Era
from owners_ledger.reporting.accrual.model import Split, Statements
from owners_ledger.reporting.accrual.numbers import with_ids
from owners_ledger.reporting.accrual.places import Places
from owners_ledger.reporting.accrual.read import Accrual, IsRestricted, Span, read_accrual
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.refusal import ReportError, refuse_broken

_DAY = datetime.timedelta(days=1)
_YEAR = 12
_NOW = {1: "本月", 3: "本季度", 6: "本半年"}


def accrual_statements(
    books: Books,
    period: Period,
    cash: Disclosure,
    *,
    restricted: IsRestricted | None = None,
) -> Statements:
    """The accrual view of a period that the cash view has been made of.

    Args:
        books: loaded books without errors.
        period: whole months of one year.
        cash: the same period on the cash view (``disclosure.disclose``): lines, opening, closing.
        restricted: whether a posting belongs to a restricted fund; without it, what the book's
            funds say.

    Raises:
        ReportError: an account has no line in the forms of its time, or the forms disagree.
        ConfigError: a form's data is wrong.
    """
    refuse_broken(books)
    restricted = restricted or by_funds(books)
    era = era_of(period.last, books.root)
    places = Places(books, era)
    earlier = era_of(datetime.date(period.year, 1, 1) - _DAY, books.root)
    changed = earlier.name != era.name
    compare = period.months == _YEAR and bool(cash.previous_number) and not changed
    found = read_accrual(books, era, places, period, compare=compare, restricted=restricted)
    marks = (found.opening, found.start, found.closing)
    then, start, now = [
        (standing(balances, places, era), net_assets(balances, places)) for balances in marks
    ]
    balance = balance_sheet(era, found.opened, period.last, (then, now), remapped=changed)
    activities = activity_statement(
        era,
        _groups(period, found),
        [f"{period.year} 年是新制度的第一年，不列上年数。"] if changed else [],
    )
    prove_change(_change(era, found.year), then[1], now[1])
    prove_change(_change(era, found.period), start[1], now[1])
    _prove_money(era, now[0], cash)
    made = Statements(
        period=str(period),
        title=period.title,
        estate=books.committee.name,
        body=books.committee.body,
        as_of=period.last,
        era=era.name,
        system=era.system,
        source=era.source,
        unverified=era.unverified,
        balance=balance,
        activities=activities,
        cash_flows=cash_flow_statement(
            era,
            _cash_groups(period, found),
            cash.opening,
            cash.closing,
            activities.notes,
        ),
        bridge=bridge(
            era,
            places,
            found.period,
            (start[0], now[0]),
            (cash.income, cash.spending),
            change=now[1].total - start[1].total,
        ),
        draft=cash.draft,
    )
    return with_ids(made)


def by_funds(books: Books) -> IsRestricted | None:
    """Whether a posting is restricted, as the book's funds say; ``None`` without funds."""
    opens = [entry for entry in books.entries if isinstance(entry, data.Open)]
    funds = load_funds(books.root, opens)
    return (lambda entry, leg: is_restricted(funds, leg, entry)) if funds else None


def _groups(period: Period, found: Accrual) -> list[tuple[str, Span]]:
    """Columns of the activity statement: the year's has the year before in place of the month."""
    year = ("本年累计数", found.year)
    if period.months == _YEAR:
        return [("上年数", found.before), year] if found.before else [year]
    return [(_NOW.get(period.months, "本期") + "数", found.period), year]


def _cash_groups(period: Period, found: Accrual) -> list[tuple[str, Span]]:
    if period.months == _YEAR:
        now = ("本年金额", found.period)
        return [now, ("上年金额", found.before)] if found.before else [now]
    return [
        (_NOW.get(period.months, "本期") + "金额", found.period),
        ("本年累计金额", found.year),
    ]


def _change(era: Era, span: Span) -> Split:
    return activity_statement(era, [("", span)]).change[0]


def _prove_money(era: Era, held: Standing, cash: Disclosure) -> None:
    """The money of the balance sheet is the closing of the notice.

    Raises:
        ReportError: it is not.
    """
    money = sum((amount for (_name, code), amount in held.items() if code in era.money_codes), ZERO)
    if money != cash.closing:
        raise ReportError(
            _("资产负债表的货币资金 {mine} 不等于收支公示的期末余额 {theirs}").format(
                mine=show(money), theirs=show(cash.closing)
            ),
            remedy=_("请把这份账本发给软件维护者查找原因，报表先不要用。"),
        )
