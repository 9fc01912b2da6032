"""No money goes from one fund to another unseen: each way of doing it, refused and put right."""

from __future__ import annotations

import pytest
from fund_book import BANK, FUNDS, OWN, Book, entry

from owners_ledger.books.load import load_books
from owners_ledger.funds.chart_text import unfenced

FEE, RENT, DEPOSIT = "Assets:20应收款:01物业费", "Income:20公共收益", "Liabilities:20押金"
CLEANING, REPAIR = "Expenses:30保洁", "Expenses:50维修"
TRANSFER, DUE, SETTLE = "Equity:20资金划转", "Equity:21资金往来", "Equity:22资金结转"
SUSPENSE = "Liabilities:29待核实款项"
DECIDED = 'resolution: "2025-01"'

CROSSINGS = {
    "a cost of one set against another's income": [(CLEANING, "100.00"), (RENT, "-100.00")],
    "a deposit set off against rent": [(DEPOSIT, "100.00"), ("Assets:20应收款:02租金", "-100.00")],
    "a deposit paid back less what is kept": [
        (BANK, "-80.00"),
        (DEPOSIT, "100.00"),
        (RENT, "-20.00"),
    ],
    "rent received less a cost of another fund": [
        (BANK, "80.00"),
        (CLEANING, "20.00"),
        (RENT, "-100.00"),
    ],
    "another's cost from the maintenance fund's account": [(OWN, "-100.00"), (CLEANING, "100.00")],
    "one posting moved by its mark": [
        (FEE, "100.00"),
        ("Income:10物业服务费", "-100.00", "公共收益"),
    ],
}


@pytest.mark.parametrize("legs", CROSSINGS.values(), ids=CROSSINGS)
def test_a_crossing_does_not_load(book: Book, legs) -> None:
    ((severity, message),) = book.say(entry(*legs))
    assert severity == "error"
    assert "却没有写明" in message
    assert "resolution" in message


def mended(legs, kind: str):
    """The crossing with its pair: each fund's own legs are balanced by one more."""
    usual = {CLEANING: "物业费", RENT: "公共收益", DEPOSIT: "押金代管", OWN: "维修资金"}
    usual |= {"Assets:20应收款:02租金": "公共收益", FEE: "物业费"}
    amount = {"-80.00": "20.00", "80.00": "20.00"}.get(legs[0][1], "100.00")
    gives, takes = [
        (leg[2] if len(leg) == 3 else usual[leg[0]])
        for leg in sorted(
            (one for one in legs if one[0] != BANK), key=lambda one: one[1].startswith("-")
        )
    ]
    return [*legs, (kind, f"-{amount}", gives), (kind, amount, takes)]


@pytest.mark.parametrize("kind", [DUE, SETTLE])
@pytest.mark.parametrize("legs", CROSSINGS.values(), ids=CROSSINGS)
def test_with_a_pair_and_a_resolution_it_loads(book: Book, legs, kind: str) -> None:
    whole = entry(*mended(legs, kind), meta=DECIDED)
    errors = [said for severity, said in book.say(whole) if severity != "warning"]
    assert errors == []


def test_a_transfer_needs_two_mirrored_postings_and_a_resolution_already_taken(book: Book) -> None:
    given, got = (TRANSFER, "50.00", "公共收益"), (TRANSFER, "-50.00", "物业费")
    assert book.say(entry(given, got, meta=DECIDED)) == []

    def error(*legs, day: str = "2025-02-01", meta: str = DECIDED) -> str:
        found = [
            said
            for severity, said in book.say(entry(*legs, day=day, meta=meta))
            if severity == "error"
        ]
        return found[0]

    assert "没有写依据的决议" in error(given, got, meta="")
    assert "2025-99 不在" in error(given, got, meta='resolution: "2025-99"')
    assert "晚于这笔分录" in error(given, got, day="2025-01-04")
    assert "不对应" in error((TRANSFER, "50.00", "公共收益"), (TRANSFER, "-50.00", "公共收益"))
    assert "不对应" in error((TRANSFER, "50.00", "公共收益"), (CLEANING, "-50.00"))
    assert "不对应" in error((TRANSFER, "50.00", "公共收益"), (DUE, "-50.00", "物业费"))
    assert "没有“公共收入”这项资金" in error((TRANSFER, "50.00", "公共收入"), got)
    assert "没有“未写 fund”这项资金" in error((TRANSFER, "50.00"), got)


def test_a_pair_the_wrong_way_round_does_not_mend_a_crossing(book: Book) -> None:
    legs = [
        (CLEANING, "100.00"),
        (RENT, "-100.00"),
        (DUE, "100.00", "物业费"),
        (DUE, "-100.00", "公共收益"),
    ]
    ((severity, message),) = book.say(entry(*legs, meta=DECIDED))
    assert severity == "error"
    assert "却没有写明" in message


def test_every_day_entries_need_no_pair(book: Book) -> None:
    assert (
        book.say(
            entry((FEE, "90.00"), ("Income:10物业服务费", "-90.00")),
            entry((BANK, "140.00"), (FEE, "-90.00"), (RENT, "-50.00")),
            entry((BANK, "-60.00"), (CLEANING, "60.00")),
            entry((BANK, "40.00"), (SUSPENSE, "-40.00")),
            entry((SUSPENSE, "40.00"), (FEE, "-30.00"), (RENT, "-10.00"), day="2025-02-03"),
            entry((BANK, "-300.00"), (DEPOSIT, "300.00")),
        )
        == []
    )


def test_a_bill_is_paid_by_the_fund_whose_cost_it_was(book: Book) -> None:
    owed = "Liabilities:14应付账款"
    bill, paid = (
        entry(*legs).replace(
            f"  {owed}  {amount} CNY", f'  {owed}  {amount} CNY\n    payable: "P-1"'
        )
        for legs, amount in (
            ([("Expenses:40出租成本", "70.00"), (owed, "-70.00")], "-70.00"),
            ([(owed, "70.00"), (BANK, "-70.00")], "70.00"),
        )
    )
    assert book.say(bill, paid) == []
    assert "却没有写明" in book.say(bill.replace('    payable: "P-1"\n', ""))[0][1]


def test_a_fund_below_zero_has_borrowed_and_the_day_is_named(book: Book) -> None:
    spent = entry((BANK, "-250.00"), (CLEANING, "250.00"), day="2025-03-04")
    ((severity, message),) = book.say(spent)
    assert severity == "warning"
    assert "物业费 从 2025-03-04 起" in message
    assert "50.00 元" in message
    paid_back = entry((BANK, "60.00"), (FEE, "-60.00"), day="2025-03-09")
    assert "2025-03-04 到 2025-03-09" in book.say(spent, paid_back)[0][1]
    same_day = entry((BANK, "60.00"), (FEE, "-60.00"), day="2025-03-04")
    assert book.say(spent, same_day) == []


def test_money_that_is_not_its_own_does_not_go_into_a_fund_s_own_account(book: Book) -> None:
    moved = [(BANK, "-100.00"), (OWN, "100.00")]
    errors = [said for severity, said in book.say(entry(*moved)) if severity == "error"]
    assert "不是它的钱" in errors[0]
    pair = [(TRANSFER, "100.00", "公共收益"), (TRANSFER, "-100.00", "维修资金")]
    assert book.say(entry(*moved, *pair, meta=DECIDED)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("funds.toml", 'name = "物业费"', 'name = "物业"', "物业费”不在"),
        ("funds.toml", '"fee"', '"fees"', "kind 要写成"),
        ("funds.toml", '"fee"', '"fee"\nto = 2020-01-01\nfrom = 2021-01-01', "早于"),
        ("funds.toml", '"fee"', '"fee"\nresolutions = "1"', "不认识的项"),
        ("funds.toml", '"物业费"', '"公共收益"', "写了两次"),
        ("accounts.beancount", '"due"', '"loan"', "interfund"),
        ("accounts.beancount", "其他 40%", "其他 30%", "90%"),
        ("accounts.beancount", "出租 60%", "出祖 60%", "出祖"),
        (
            "entries.beancount",
            f"{BANK}  1000.00 CNY",
            f'{BANK}  1000.00 CNY\n    fund: "物业费"',
            "不能另写",
        ),
    ],
)
def test_marks_that_cannot_be_understood_are_told(
    book: Book, name: str, old: str, new: str, said: str
) -> None:
    text = (book.root / "ledger" / name).read_text(encoding="utf-8")
    assert old in text
    book.write(name, text.replace(old, new, 1))
    messages = [one.message for one in load_books(book.root).errors]
    assert messages
    assert said in messages[0]


def test_a_book_without_funds_has_one_and_nothing_to_find(book: Book) -> None:
    (book.root / "ledger" / "funds.toml").unlink()
    chart = (book.root / "ledger" / "accounts.beancount").read_text(encoding="utf-8")
    book.write("accounts.beancount", unfenced(chart))
    assert book.say(entry((CLEANING, "900.00"), (RENT, "-900.00"))) == []
    assert not book.funds()


def test_an_account_without_a_fund_goes_with_the_other_side_or_is_told(book: Book) -> None:
    opened = '2020-01-01 open Expenses:70其他 CNY\n  disclose: "支出/其他"\n'
    beside = entry(("Expenses:70其他", "5.00"), (FEE, "-5.00"))
    assert book.say(opened, beside) == []
    ((severity, message),) = book.say(opened, entry(("Expenses:70其他", "5.00"), (BANK, "-5.00")))
    assert severity == "warning"
    assert "没有写明属于哪项资金" in message


def test_a_fund_has_its_time_and_its_resolution(book: Book) -> None:
    clean = [entry((BANK, "-5.00"), (CLEANING, "5.00"), day="2025-03-01")] * 2
    dated = FUNDS.replace('"fee"', '"fee"\nto = 2025-02-28\nresolution = "2025-01"')
    book.write("funds.toml", dated)
    ((severity, message),) = book.say(*clean)
    assert severity == "warning"
    assert "不含这一天" in message
    book.write("funds.toml", dated.replace("2025-02-28", "2025-03-01"))
    assert book.say(*clean) == []
    book.write("funds.toml", FUNDS.replace('"fee"', '"fee"\nresolution = "2025-77"'))
    assert "2025-77 不在" in book.say(*clean)[0][1]


def test_the_list_of_funds_is_as_written(book: Book) -> None:
    book.write("funds.toml", FUNDS + '[[fund]]\nname = "助餐"\nkind = "restricted"\n')
    funds = book.funds()
    assert list(funds.funds) == ["公共收益", "物业费", "押金代管", "维修资金", "助餐"]
    assert [one.name for one in funds.funds.values() if one.restricted] == ["助餐"]
