"""Payments out of the basic account: to suppliers, for wages, insurance and taxes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.sample import names
from owners_ledger.sample.movement import BASIC, Movement, Party, at, date_in, quarter_words
from owners_ledger.sample.wages import wages
from owners_ledger.sample.world import World, payroll_sheet, voucher_book

WAGES_DUE = "Liabilities:10应付工资"
INSURANCE_DUE = "Liabilities:11应交社保公积金"
INCOME_TAX_DUE = "Liabilities:12应交个人所得税"
TAX_DUE = "Liabilities:13应交税费"
DOCUMENT_FROM = Decimal(1000)
_PAYROLL = Party("代发工资过渡户", names.company_account(302), names.bank(0))
_FUND = Party("重庆市住房公积金管理中心", names.company_account(303), names.bank(1))


def pay(
    world: World,
    code: str,
    when: datetime.datetime,
    amount: Decimal,
    memo: str,
    *,
    leg: Leg | None = None,
    documents: tuple[str, ...] = (),
    remark: str = "",
) -> Movement:
    """A payment to a supplier, with a document from the threshold on.

    Args:
        world: the estate.
        code: the supplier.
        when: the bank's stamp.
        amount: yuan paid.
        memo: what for, also the narration.
        leg: the other side; by default the supplier's account.
        documents: instead of the month's voucher book.
        remark: the bank's further remark.
    """
    supplier = world.supplier[code]
    if amount < DOCUMENT_FROM:
        documents = ()
    elif not documents:
        documents = (voucher_book(Period.month_of(when.date())),)
    keys = ("document", *(f"document-{place}" for place in range(2, len(documents) + 1)))
    number = supplier.account_number
    return Movement(
        BASIC,
        when,
        -amount,
        Party(supplier.name, number, names.bank(int(number[-3:]))),
        "转账",
        memo,
        (leg or Leg(supplier.account, amount, {"supplier": code}),),
        supplier.name,
        memo,
        remark,
        dict(zip(keys, documents, strict=False)),
    )


def payroll_movements(world: World, month: Period) -> Iterator[Movement]:
    """Last month's wages, insurance, housing fund and income tax; in time the quarter's taxes."""
    before = month.previous()
    paid = wages(world.staff, before)
    title = f"{before.year}年{before.month}月"
    state = world.supplier.get("V-14")
    treasury = _PAYROLL if state is None else Party(state.name, state.account_number, names.bank(1))
    papers = {"document": payroll_sheet(before)} if before.first >= world.spec.start else {}
    for party, day, amount, account, memo, payee, narration in (
        (_PAYROLL, 10, _total(paid, "net"), WAGES_DUE, f"代发工资{title}", "职工", "代发工资"),
        (
            treasury,
            12,
            _total(paid, "insurance"),
            INSURANCE_DUE,
            f"{title}社保费",
            "",
            "缴纳社会保险费",
        ),
        (
            _FUND,
            13,
            _total(paid, "fund"),
            INSURANCE_DUE,
            f"{title}汇缴公积金",
            "",
            "缴纳住房公积金",
        ),
        (
            treasury,
            14,
            _total(paid, "tax"),
            INCOME_TAX_DUE,
            f"{title}个人所得税",
            "",
            "代缴个人所得税",
        ),
    ):
        if amount:
            yield Movement(
                BASIC,
                at(date_in(month, day)),
                -amount,
                party,
                "转账",
                memo,
                (Leg(account, amount),),
                payee,
                narration,
                "",
                papers,
            )
    if month.month % 3 == 1 and (tax := tax_of_quarter(world, before)):
        leg = Leg(TAX_DUE, tax, {"supplier": "V-14"})
        memo = f"{quarter_words(before)}税费"
        yield pay(world, "V-14", at(date_in(month, 15)), tax, memo, leg=leg)


def tax_of_quarter(world: World, last: Period) -> Decimal:
    """The taxes of the quarter that ends with a month; a yard pays none."""
    if world.spec.is_small:
        return money.ZERO
    share = Decimal(world.spec.chance("tax", last).randrange(900, 1100)) / 1000
    return money.round_fen(world.spec.scaled("4860", "0.01") * share)


def _total(paid: tuple[object, ...], part: str) -> Decimal:
    return money.total(getattr(one, part) for one in paid)
