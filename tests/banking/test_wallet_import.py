"""Wallets as accounts of the committee: fees, refunds, withdrawals, trade bills, personal bills."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beancount.core import data
from hypothesis import given, settings
from hypothesis import strategies as st
from import_book import COMMITTEE, FEES, NUMBERS, make_book

from owners_ledger.banking.booking.accounts import bank_numbered
from owners_ledger.banking.booking.importing import Plan, plan_import
from owners_ledger.banking.booking.join import JoinError
from owners_ledger.banking.booking.placing import Source
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.books.load import load_books
from owners_ledger.books.write import write_all
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.reporting import disclose

WALLET = "Assets:10银行存款:03微信支付"
MERCHANT = "1990000017"
TRANSIT = "Assets:10银行存款:09在途资金"
PARKING = "Income:20公共收益:12临时停车"
FEE = "Expenses:50管理:54银行手续费"
SUSPENSE = "Liabilities:29待核实款项"
OPENING = "Equity:10期初净资产"
TENPAY = "财付通支付科技有限公司"
JANUARY = datetime.date(2025, 1, 1)

WALLET_TABLE = f"""
[[bank]]
code = "03"
account = "{WALLET}"
name = "微信支付"
bank = "微信支付"
number = "{MERCHANT}"
kind = "wallet"
"""
RULE = """
[[rule]]
name = "扫码停车"
to = "Income:20公共收益:12临时停车"
narration = "临时停车"
certain = true
when.account = ["03"]
when.text = ["交易", "扫二维码付款"]
"""
OPEN = f"""
2020-01-01 open {WALLET} CNY
  disclose: "资金/微信支付"
  npo-2004: "1009 其他货币资金"
  npo-2024: "1009 其他货币资金"
"""


def book(root: Path, *, wallet: bool = True) -> Path:
    make_book(root, checked=True)
    ledger = root / "ledger"
    (ledger / "committee.toml").write_text(COMMITTEE + WALLET_TABLE * wallet, "utf-8")
    with (ledger / "accounts.beancount").open("a", encoding="utf-8") as chart:
        chart.write(OPEN)
    rules = root / "importers" / "rules" / "own.toml"
    rules.parent.mkdir(parents=True)
    rules.write_text(RULE, "utf-8")
    return root


def entry(
    day: int | str,
    amount: str | Decimal,
    text: str,
    order: str | None = None,
    serial: str | None = None,
    name: str | None = None,
) -> Line:
    date = JANUARY + datetime.timedelta(days=day - 1) if isinstance(day, int) else day
    on = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    value = Decimal(amount).quantize(Decimal("0.01"))
    return Line(on, None, value, None, name, None, text, serial, 0, order)


def bill(
    lines: Sequence[Line],
    opening: str | Decimal | None = "0.00",
    *,
    profile: str = "wechat-fund",
    account: str | None = MERCHANT,
    bank: str = "微信支付",
    last: datetime.date | None = None,
) -> Source:
    """A file; with an opening balance every line gets its running balance."""
    balance = None if opening is None else Decimal(opening)
    filled = []
    for row, line in enumerate(lines, 2):
        balance = None if balance is None else balance + line.amount
        filled.append(replace(line, balance=balance, row=row))
    content = repr((profile, account, opening, last, filled)).encode()
    digest = hashlib.sha256(content).hexdigest()
    statement = Statement(
        file="账单.csv",
        bank=bank,
        profile=profile,
        account=account,
        currency="CNY",
        opening=None if opening is None else Decimal(opening),
        closing=balance,
        first_date=lines[0].date if lines else None,
        last_date=last or (lines[-1].date if lines else None),
        lines=tuple(filled),
        skipped_rows=(),
        warnings=(),
        sha256=digest,
    )
    return Source(Path("账单.csv"), "账单.csv", content, digest, (statement,))


def bank(lines: Sequence[Line], opening: str | Decimal = "1000.00") -> Source:
    return bill(lines, opening, profile="ccb-detail", account=NUMBERS[FEES], bank="中国建设银行")


def take(root: Path, *sources: Source) -> Plan:
    plan = plan_import(load_books(root), sources)
    write_all(plan.files)
    return plan


def sound(root: Path) -> list[data.Transaction]:
    """The books load without an error, all checks on; their transactions."""
    books = load_books(root)
    assert [one.message for one in books.errors if getattr(one, "severity", "") != "warning"] == []
    return [one for one in books.entries if isinstance(one, data.Transaction)]


def balances(root: Path) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in sound(root):
        for posting in one.postings:
            number = posting.units.number if posting.units else None
            assert number is not None
            found[posting.account] = found.get(posting.account, Decimal(0)) + number
    return {account: number for account, number in found.items() if number}


def flagged(root: Path) -> list[str]:
    return [str(one.meta["review"]) for one in sound(root) if one.flag == "!"]


def refs(root: Path) -> list[str]:
    return [
        str(posting.meta["bank-ref"])
        for one in sound(root)
        for posting in one.postings
        if posting.meta and "bank-ref" in posting.meta
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return book(tmp_path / "book")


FUND = (
    entry(8, "300", "交易 / 结算总金额 300.00 元;含手续费 1.80 元", "A1"),
    entry(8, "-1.80", "交易 / 扣除交易手续费 / 结算总金额 300.00 元;含手续费 1.80 元", "A1"),
    entry(9, "-200", "提现 / 自动提现", "W1"),
)
ARRIVAL = entry(10, "200", "提现", serial="0001", name=TENPAY)


@pytest.mark.parametrize("order", ["wallet first", "bank first", "together"])
def test_a_withdrawal_is_one_transfer_in_any_order(root: Path, order: str) -> None:
    files = [bill(FUND), bank([ARRIVAL])]
    if order == "together":
        take(root, *files)
    else:
        for one in files if order == "wallet first" else files[::-1]:
            take(root, one)
    assert balances(root) == {
        FEES: Decimal("1200.00"),
        WALLET: Decimal("98.20"),
        PARKING: Decimal("-300.00"),
        FEE: Decimal("1.80"),
        OPENING: Decimal("-1000.00"),
    }
    assert len(flagged(root)) == (order == "bank first")


def test_a_withdrawal_may_arrive_on_its_own_day(root: Path) -> None:
    """The bank's account stands before the wallet's; the withdrawal counts first all the same."""
    take(root, bank([entry(9, "200", "提现", serial="1", name=TENPAY)]), bill(FUND))
    assert flagged(root) == []


def test_an_arrival_takes_a_withdrawal_once_and_in_time(root: Path) -> None:
    twins = [ARRIVAL, replace(ARRIVAL, serial="0002"), entry(25, "70", "提现", None, "3", TENPAY)]
    take(root, bill([*FUND, entry(10, "-70", "提现", "W2")], "500.00"), bank(twins))
    assert balances(root)[TRANSIT] == Decimal("-200.00")
    assert len(flagged(root)) == 2, "the second 200 and the 70 that took fifteen days"


@pytest.mark.parametrize(("day", "warnings"), [(24, 0), (25, 1)])
def test_money_that_never_arrives_is_seen(root: Path, day: int, warnings: int) -> None:
    """Withdrawn on the 9th; the newest entry is fifteen days later, or one more."""
    take(root, bill([*FUND, entry(day, "5", "交易", "A2")], "500.00"))
    said = [one.message for one in load_books(root).errors]
    assert len(said) == warnings
    assert all("2025-01-09 转出的 200.00 元" in one for one in said)


SETTLED = """
[[rule]]
name = "结算"
to = "Income:20公共收益:12临时停车"
narration = "结算"
certain = true
when.counterparty = ["财付通"]
"""


@pytest.mark.parametrize("wallet_first", [True, False])
def test_no_rule_makes_a_withdrawal_income_again(root: Path, wallet_first: bool) -> None:
    """The rule is from the time before the wallet was an account of the books."""
    (root / "importers" / "rules" / "old.toml").write_text(SETTLED, "utf-8")
    files = [bill(FUND), bank([ARRIVAL])]
    for one in files if wallet_first else files[::-1]:
        take(root, one)
    assert balances(root)[PARKING] == Decimal("-300.00")


MOVES = {
    "a withdrawal that came back": (
        [entry(9, "-200", "提现", "W1"), entry(11, "200", "提现 / 提现失败", "W1")],
        [],
        0,
    ),
    "a top-up": (
        [entry(9, "50", "充值", "C1")],
        [entry(8, "-50", "微信充值", serial="1", name=TENPAY)],
        1,
    ),
}


@pytest.mark.parametrize("case", MOVES)
def test_other_moves_between_own_accounts_are_no_income(root: Path, case: str) -> None:
    wallet, moved, doubts = MOVES[case]
    take(root, bill(wallet, "500.00"), *([bank(moved)] if moved else []))
    assert set(balances(root)) <= {WALLET, FEES, OPENING}
    assert len(flagged(root)) == doubts


def test_balances_that_are_only_a_reference_prove_nothing(root: Path) -> None:
    """Alipay's need not be continuous: lines are told by number, again and in the next month."""
    lines = [entry(day, "10", "交易", f"N{day}", f"N{day}") for day in (2, 3, 4)]
    source = bill(lines, "0.00")
    statement = source.statements[0]
    jumping = [*statement.lines[:2], replace(statement.lines[2], balance=Decimal("77.00"))]
    broken = replace(statement, lines=tuple(jumping), closing=Decimal("77.00"))
    january = replace(source, statements=(broken,))
    february = bill([entry("2025-02-05", "1", "交易", "N9", "N9")], "77.00")
    take(root, january)
    assert take(root, january).files == ()
    plan = take(root, february)
    assert any("77.00" in one and "30.00" in one for one in plan.placed[0].warnings)
    assert take(root, february, january).files == ()
    assert balances(root)[WALLET] == Decimal("31.00")
    assert len(refs(root)) == 4


def test_without_the_wallet_settlements_stay_a_suggestion(tmp_path: Path) -> None:
    root = book(tmp_path / "book", wallet=False)
    take(root, bank([ARRIVAL]))
    assert balances(root)[SUSPENSE] == Decimal("-200.00")
    with pytest.raises(JoinError, match="不是钱包"):
        take(root, bill(FUND, account=None))


def test_an_owner_who_pays_through_the_company_is_no_withdrawal(root: Path) -> None:
    registers = root / "ledger" / "registers"
    registers.mkdir()
    (registers / "units.csv").write_text(
        "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n3-1-502,3,1,5,90.00,住宅,2020-01-01,\n",
        "utf-8",
    )
    take(root, bank([entry(10, "150", "3-1-502 物业费", serial="1", name=TENPAY)]))
    assert balances(root)["Assets:20应收款:01物业费"] == Decimal("-150.00")


REFUNDS = {
    "whole": (["-300"], "0.00", 0),
    "in two parts": (["-100", "-200"], "0.00", 0),
    "more than was paid": (["-250", "-100"], "-50.00", 1),
}


@pytest.mark.parametrize("case", REFUNDS)
def test_refunds_reverse_their_order_and_no_more(root: Path, case: str) -> None:
    parts, income, doubts = REFUNDS[case]
    back = [entry(20 + at, part, "退款 / 含手续费", "A1") for at, part in enumerate(parts)]
    take(root, bill(FUND, "500.00"))
    take(root, bill(back, "598.20"))
    assert balances(root).get(PARKING, Decimal("0.00")) == Decimal(income)
    assert len(flagged(root)) == doubts


def test_what_may_be_fee_or_refund_is_looked_at(root: Path) -> None:
    take(root, bill([FUND[0], entry(9, "-3", "退款 / 手续费", "A1")]))
    assert balances(root)[SUSPENSE] == Decimal("3.00")
    assert len(flagged(root)) == 1


def test_a_refund_of_nothing_known_is_looked_at(root: Path) -> None:
    take(root, bill([*FUND, entry(9, "-300", "退款", "R1"), entry(9, "-5", "退款")], "500.00"))
    assert balances(root)[PARKING] == Decimal("-300.00")
    assert balances(root)[SUSPENSE] == Decimal("305.00")


TRADE = (
    entry(8, "300", "云杉苑停车费", "A1", "A1"),
    entry(8, "-1.80", "手续费 / 云杉苑停车费", "A1", "A1-手续费"),
)


@pytest.mark.parametrize("order", [0, 1])
def test_a_trade_bill_tells_what_money_was_for(root: Path, order: int) -> None:
    back = entry(9, "-120", "退款 / 含手续费", "R1")
    trade = bill(
        [*TRADE, entry(9, "-120", "退款 / 云杉苑停车费", "A1", "R1")],
        None,
        profile="wechat-trade",
    )
    files = [bill([*FUND, back], "500.00"), trade]
    plan = take(root, *(files[::-1] if order else files))
    counts = [plan.counts(one) for one in plan.placed]
    assert all(one["lines"] == one["new"] + one["known"] for one in counts)
    assert sum(one["new"] for one in counts) == 4
    texts = [p.meta.get("bank-text", "") for one in sound(root) for p in one.postings if p.meta]
    assert sum("云杉苑停车费" in text for text in texts) == 3
    assert balances(root)[PARKING] == Decimal("-180.00"), "the refund found its order"
    again = take(root, trade)
    assert again.files == ()
    assert again.counts(again.placed[0])["known"] == 3


def test_a_movement_seen_twice_is_one_movement(root: Path) -> None:
    """Overlapping fund bills, one of them booked before, and then the trade bill with them."""
    trade = bill(TRADE, None, profile="wechat-trade")
    take(root, bill(FUND, "500.00"))
    whole = bill([*FUND, entry(10, "1", "交易", "A2")], "500.00")
    plan = take(root, whole, bill(FUND, "500.00", last=datetime.date(2025, 1, 9)), trade)
    assert [plan.counts(one)["new"] for one in plan.placed].count(0) == 2
    assert len(refs(root)) == 4
    assert take(root, trade, whole).files == ()


TRADES = {
    "another amount": ([entry(8, "301", "停车费", "A1", "A1"), TRADE[1]], "账单.csv 第 2 行"),
    "another fee": ([TRADE[0], replace(TRADE[1], amount=Decimal("-1.50"))], "手续费对不上"),
    "no fee": ([TRADE[0]], "手续费对不上"),
    "a day without fund bill": ([*TRADE, entry(12, "5", "停车费", "A9", "A9")], "2025-01-12"),
}


@pytest.mark.parametrize("case", TRADES)
@pytest.mark.parametrize("booked", [False, True])
def test_a_trade_bill_that_does_not_agree_is_refused(root: Path, case: str, booked: bool) -> None:
    lines, said = TRADES[case]
    fund, trade = bill(FUND, "500.00"), bill(lines, None, profile="wechat-trade")
    if booked:
        take(root, fund)
        said = said.replace("账单.csv 第 2 行", "beancount 第")
    with pytest.raises(JoinError) as refused:
        take(root, *([trade] if booked else [trade, fund]))
    assert said in refused.value.message
    assert refs(root) == [] or booked


PERSONAL = tuple(
    entry(day, amount, "扫二维码付款", f"P{at}", f"P{at}")
    for at, (day, amount) in enumerate(
        [(1, "5"), (1, "5"), (3, "-2"), (9, "7.50"), (9, "1"), (20, "4"), (31, "-3")]
    )
)


def personal(lines: Sequence[Line]) -> Source:
    return bill(lines, None, profile="wechat-personal", account=None)


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(0, 6), st.integers(1, 7)), max_size=3))
def test_lines_known_by_number_alone_are_booked_once(cuts: list[tuple[int, int]]) -> None:
    """Overlapping downloads in the order of their ends, then the whole, then the whole again."""
    with TemporaryDirectory() as folder:
        root = book(Path(folder) / "book")
        reached = 0
        for start, end in sorted(cuts, key=lambda cut: cut[1]):
            if start < end and start <= reached:
                take(root, personal(PERSONAL[start:end]))
                reached = max(reached, end)
        take(root, personal(PERSONAL))
        again = take(root, personal(PERSONAL))
        assert again.counts(again.placed[0])["new"] == 0
        assert len(refs(root)) == len(PERSONAL)
        assert balances(root)[WALLET] == Decimal("17.50")


def test_a_bill_without_balances_asserts_none_and_says_so(root: Path) -> None:
    plan = take(root, personal([*PERSONAL, entry(33, "1", "扫二维码付款", "P9", "P9")]))
    assert any("无法证明" in one for one in plan.placed[0].warnings)
    assert not [
        one
        for one in load_books(root).entries
        if isinstance(one, data.Balance) and one.account == WALLET
    ]
    notice = disclose(load_books(root), load_registers(root), Period(2025, 1, 1), draft=True)
    place = next(one for one in notice.accounts if one.name == "微信支付")
    assert place.book == Decimal("17.50")
    assert place.statement is None, "the wallet has not said so"


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ([replace(PERSONAL[0], serial=None)], "流水号"),
        ([entry(8, "1", "扫二维码付款", "P9", "P9")], "不能插在中间"),
        ([replace(PERSONAL[1], amount=Decimal("6.00"))], "日期或金额却不同"),
    ],
)
def test_lines_that_cannot_be_told_are_refused(root: Path, later: list[Line], said: str) -> None:
    take(root, personal(PERSONAL))
    with pytest.raises(JoinError) as refused:
        take(root, personal(later))
    assert said in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("number", "written", "known"),
    [
        ("1990000017", "1990000017", True),
        ("2088999900000017", "20889999000000170156", True),
        ("pay@yunshan.example", "PAY@yunshan.example", True),
        ("pay@yunshan.example", "pay@other.example", False),
        ("2088999900000017", "20889999000000180156", False),
    ],
)
def test_a_wallet_is_known_by_what_its_bills_write(number: str, written: str, known: bool) -> None:
    mine = BankAccount("03", WALLET, "微信支付", "微信支付", number, "", "wallet")
    assert bank_numbered(written, (mine,)) == (mine if known else None)


def test_a_bank_without_balances_stays_refused(root: Path) -> None:
    lines = [entry(3, "5", "转账", None, "1")]
    with pytest.raises(JoinError, match="没有余额"):
        take(root, bill(lines, None, profile="ccb-detail", account=NUMBERS[FEES], bank="建行"))


def test_a_wallet_of_an_unknown_company_is_refused(root: Path) -> None:
    path = root / "ledger" / "committee.toml"
    path.write_text(path.read_text("utf-8").replace('bank = "微信支付"', 'bank = "某付"'), "utf-8")
    with pytest.raises(OwnersLedgerError, match="某付"):
        take(root, bank([ARRIVAL]))


yuan = st.integers(100, 90_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def months(draw: st.DrawFn) -> tuple[list[Line], list[Line], dict[str, Decimal]]:
    """A month of a wallet and a bank, and what is true of it, reckoned plainly."""
    wallet: list[tuple[int, Line]] = []
    arrivals: list[tuple[int, Line]] = []
    truth = {key: Decimal(0) for key in (PARKING, FEE, TRANSIT)}
    held = Decimal(0)
    for at in range(draw(st.integers(2, 7))):
        day, order, amount = 1 + 4 * at, f"T{at}", draw(yuan)
        fee = (amount * Decimal("0.006")).quantize(Decimal("0.01"))
        wallet.append((day, entry(day, amount, "交易 / 含手续费", order)))
        truth[PARKING] -= amount
        held += amount
        if fee:
            wallet.append((day, entry(day, -fee, "交易 / 扣除交易手续费", order)))
            truth[FEE] += fee
            held -= fee
        if draw(st.booleans()):
            back = draw(st.sampled_from([amount, (amount / 2).quantize(Decimal("0.01"))]))
            if back <= held:
                wallet.append((day + 1, entry(day + 1, -back, "退款 / 含手续费", order)))
                truth[PARKING] += back
                held -= back
        sums = [value for value in (Decimal("1.00"), held) if 0 < value <= held]
        if sums and draw(st.booleans()):
            out = draw(st.sampled_from(sums))
            wallet.append((day + 2, entry(day + 2, -out, "提现 / 自动提现", f"W{at}")))
            held -= out
            came = day + 2 + draw(st.integers(0, 3))
            if came <= 31 and draw(st.integers(0, 4)):
                arrivals.append((came, entry(came, out, "提现", f"{at}", name=TENPAY)))
            else:
                truth[TRANSIT] += out
    truth[WALLET] = held
    lines = [line for _day, line in sorted(wallet, key=lambda pair: pair[0])]
    into = [line for _day, line in sorted(arrivals, key=lambda pair: pair[0])]
    into = [replace(line, order=None, serial=f"S{at}") for at, line in enumerate(into)]
    truth[FEES] = Decimal(1000) + sum((line.amount for line in into), Decimal(0))
    truth[OPENING] = Decimal(-1000)
    return lines, into, {key: value for key, value in truth.items() if value}


def halves(lines: list[Line], opening: Decimal) -> list[tuple[list[Line], Decimal]]:
    middle = next((at for at, line in enumerate(lines) if line.date.day > 15), len(lines))
    first, second = lines[:middle], lines[middle:]
    return [
        (part, start)
        for part, start in (
            (first, opening),
            (second, opening + sum((line.amount for line in first), Decimal(0))),
        )
        if part
    ]


@settings(max_examples=40, deadline=None)
@given(month=months(), orders=st.permutations([0, 0, 1, 1]), together=st.booleans())
def test_the_order_of_files_never_changes_the_figures(
    month: tuple[list[Line], list[Line], dict[str, Decimal]], orders: list[int], together: bool
) -> None:
    wallet, into, truth = month
    files = [
        [bill(part, start) for part, start in halves(wallet, Decimal(0))],
        [bank(part, start) for part, start in halves(into, Decimal(1000))],
    ]
    queues = [iter(one) for one in files]
    ordered = [one for which in orders if (one := next(queues[which], None)) is not None]
    with TemporaryDirectory() as folder:
        root = book(Path(folder) / "book")
        if together:
            take(root, *ordered[::-1])
        for one in ordered:
            take(root, one)
        assert balances(root) == truth
        assert len(set(refs(root))) == len(refs(root)) == len(wallet) + len(into)
        if together or orders == [0, 0, 1, 1]:
            assert flagged(root) == []
        for one in itertools.chain(*files):
            assert take(root, one).files == ()
