"""A month's pay as one entry: cost by post against what is then owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.i18n import books_language
from owners_ledger.payroll.pay import Pay
from owners_ledger.periods import Period

WAGES = "Liabilities:10应付工资"
INSURANCE = "Liabilities:11应交社保公积金"
TAX = "Liabilities:12应交个人所得税"
SOCIAL = "Expenses:20人员:29社保公积金"
POSTS: Mapping[str, str] = {
    "保洁": "Expenses:20人员:21保洁",
    "秩序维护": "Expenses:20人员:22秩序维护",
    "维修": "Expenses:20人员:23维修",
    "文员": "Expenses:20人员:24文员",
}


def entry(pays: Sequence[Pay], month: Period, document: str = "") -> data.Transaction:
    """The wages of a month.

    Args:
        pays: everybody's.
        month: the month.
        document: path of the signed pay sheet relative to ``ledger/``, or "".
    """
    postings = [
        _posting(POSTS[post], amount, one.person.code, post)
        for one in pays
        for post, amount in one.by_post.items()
    ]
    postings += [
        _posting(SOCIAL, one.employer_share, one.person.code, one.insured_post) for one in pays
    ]
    for account, amount in (
        (WAGES, money.total(one.net for one in pays)),
        (INSURANCE, money.total(one.own_share + one.employer_share for one in pays)),
        (TAX, money.total(one.tax for one in pays)),
    ):
        postings.append(_posting(account, -amount))
    meta = {"payroll": str(month)}
    if document:
        meta["document"] = document
    return data.Transaction(
        meta,
        month.last,
        "*",
        "职工",
        f"工资 {month.title}",
        data.EMPTY_SET,
        data.EMPTY_SET,
        [one for one in postings if one.units is not None and one.units.number],
    )


def made(pays: Sequence[Pay], month: Period) -> list[data.Transaction]:
    """The entries of a month, none where nobody is paid."""
    with books_language():
        return [entry(pays, month)] if pays else []


def _posting(account: str, amount: Decimal, staff: str = "", post: str = "") -> data.Posting:
    return posting(Leg(account, amount, {"staff": staff, "post": post} if staff else {}))
