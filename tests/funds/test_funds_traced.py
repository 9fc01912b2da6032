"""A hand-made book: a cost of two businesses, a bill, a deposit, an own account, a transfer."""

from __future__ import annotations

from decimal import Decimal

from fund_book import BANK, OWN, Book, entry

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.disclosure import read
from owners_ledger.reporting.funds import funds_report
from owners_ledger.reporting.trace import traces_of

MAINTENANCE = """keeper = "中心"

[[statement]]
from = 2025-01-01
to = 2025-03-31
opening = "10.00"
paid-in = "5.00"
used = "0.00"
gain = "1.00"
balance = "16.00"

  [[statement.building]]
  building = "1"
  opening = "10.00"
  paid-in = "5.00"
  used = "0.00"
  gain = "1.00"
  balance = "16.00"
"""
ENTRIES = (
    entry((BANK, "100.01"), ("Income:20公共收益", "-100.01"), day="2025-01-10"),
    entry(("Assets:20应收款:01物业费", "300.00"), ("Income:10物业服务费", "-300.00")),
    entry((BANK, "250.00"), ("Assets:20应收款:01物业费", "-250.00")),
    entry(("Expenses:40出租成本", "10.01"), (BANK, "-10.01")),
    entry(("Expenses:30保洁", "70.00"), ("Liabilities:14应付账款", "-70.00")),
    entry(("Liabilities:14应付账款", "40.00"), (BANK, "-40.00"), day="2025-03-01"),
    entry((BANK, "60.00"), ("Liabilities:20押金", "-60.00"), day="2025-03-02"),
    entry(
        (BANK, "-30.00"),
        (OWN, "30.00"),
        ("Equity:20资金划转", "30.00", "公共收益"),
        ("Equity:20资金划转", "-30.00", "维修资金"),
        day="2025-03-03",
        meta='resolution: "2025-01"',
    ),
)


def test_every_figure_of_the_funds_leads_to_its_entries(book: Book) -> None:
    book.write("maintenance.toml", MAINTENANCE)
    books, period = book.enter(*ENTRIES), Period.parse("2025-Q1")
    report = funds_report(books, period)
    traces = traces_of(read(books, Registers(), period, draft=True), "2025-Q1", report)
    found = {one.id: one for one in traces.all()}
    for one in found.values():
        assert one.figures
        assert all(figure.agrees for figure in one.figures), one
    by_name = {one.what: {figure.name: figure for figure in one.figures} for one in found.values()}
    # By hand: 500 + 100.01 earned, 10.01 spent, 30 given away.
    assert by_name["资金 公共收益"]["期末结余"].printed == Decimal("560.00")
    assert by_name["资金 维修资金"]["在“维修专户”"].printed == 30
    # 60 % of 10.01 is 6.01 or 6.00; what is not of the business is taken off the entry.
    cost = by_name["公共收益 出租"]["直接成本 出租成本"]
    assert [one.amount for one in cost.entries] == [
        Decimal("10.01"),
        cost.printed - Decimal("10.01"),
    ]
    assert by_name["公共收益 出租"]["毛收入"].entries[0].file == "ledger/entries.beancount"
    gain = by_name["维修资金 1栋"]["增值收益"].entries[0]
    assert (gain.file, gain.line) == ("ledger/maintenance.toml", 12)


def test_a_fund_that_owes_another_says_so(book: Book) -> None:
    loan = entry(
        ("Equity:21资金往来", "20.00", "公共收益"),
        ("Equity:21资金往来", "-20.00", "物业费"),
        meta='resolution: "2025-01"',
    )
    books, period = book.enter(loan), Period.parse("2025-Q1")
    report = funds_report(books, period)
    traces = traces_of(read(books, Registers(), period, draft=True), "2025-Q1", report)
    named = {one.what: one for one in traces.all()}
    assert all(one.agrees for one in named.values())
    owes = {figure.name: figure.printed for figure in named["资金 物业费"].figures}
    assert owes["它欠其他资金"] == 20
