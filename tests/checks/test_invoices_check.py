"""An invoice counts once, and pays for what it says; an attached one is its payment's document."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.checks.findings import findings_of

CHECK = "invoices"
ACCOUNT = "Assets:10银行存款:01基本户"
PLAIN = f'2026-01-05 document {ACCOUNT} "../documents/a.pdf"\n'
RECEIPT = PLAIN + '  receipt: "7"\n  payment: "01/S1"\n'


def paid(ref: str, amount: str = "-1000.00", day: str = "2026-01-05", meta: str = "") -> str:
    said = f"  {meta}\n" if meta else ""
    return (
        f'{day} * "绿化公司" "养护"\n{said}  {ACCOUNT}  {amount} CNY\n    bank-ref: "01/{ref}"\n'
        f"  Expenses:30运行:33绿化\n\n"
    )


def voucher(
    number: str,
    ref: str,
    amount: str = "1000.00",
    total: str | None = None,
    *,
    original: str = "",
    account: str = ACCOUNT,
    meta: str = "",
) -> str:
    text = (
        f'2026-01-05 document {account} "../documents/a.pdf"\n  invoice: "{number}"\n'
        f'  issued: 2026-01-02\n  total: {total or amount}\n  amount: {amount}\n  payment: "01/{ref}"\n'
    )
    if original:
        text += f'  original-invoice: "{original}"\n'
    return text + (f"  {meta}\n" if meta else "") + "\n"


def found(book, *parts: str):
    book.write("ledger/documents/a.pdf", "%PDF")
    book.ledger("".join(parts))
    return book.run(CHECK)


S1, S2 = paid("S1"), paid("S2")
IN_ORDER = {
    "one": (S1, voucher("1", "S1")),
    "two on one payment": (S1, voucher("1", "S1", "600.00"), voucher("2", "S1", "400.00")),
    "in parts": (
        S1,
        S2,
        voucher("1", "S1", total="2000.00"),
        voucher("1", "S2", total="2000.00"),
    ),
    "more paid than invoiced": (S1, voucher("1", "S1", "10.00")),
    "noted where it is attached": (
        paid("S1", meta='invoice: "1; 2"'),
        voucher("1", "S1", "600.00"),
    ),
    "noted several": (paid("S1", meta='invoice: "1 2；3"'), paid("S2", meta='invoice: "4"')),
    "red on its payment": (
        S1,
        voucher("1", "S1"),
        voucher("2", "S1", "-300.00", original="1"),
        voucher("3", "S1", "300.00"),
    ),
    "red on the refund": (
        S1,
        paid("S2", "300.00"),
        voucher("1", "S1"),
        voucher("2", "S2", "-300.00", original="1"),
    ),
    "red of one noted by hand": (
        paid("S1", meta='invoice: "1"'),
        paid("S2", "300.00"),
        voucher("2", "S2", "-300.00", original="1"),
    ),
    "receipt": (
        S1,
        voucher("1", "S1"),
        RECEIPT,
    ),
    "another kind of document": (S1, PLAIN),
}


@pytest.mark.parametrize("name", IN_ORDER)
def test_in_order(book, name):
    assert found(book, *IN_ORDER[name]) == []


# The line of the finding, and what it says.
NOT_IN_ORDER = {
    "on two payments": (
        (S1, S2, voucher("1", "S1"), voucher("1", "S2")),
        18,
        r"1 用了两次，另一处在 2026/01-test\.beancount:11",
    ),
    "twice on one payment": (
        (S1, voucher("1", "S1", "400.00"), voucher("1", "S1", "400.00")),
        13,
        r"另一处在 2026/01-test\.beancount:6",
    ),
    "parts of different totals": (
        (S1, S2, voucher("1", "S1", total="2000.00"), voucher("1", "S2", total="2001.00")),
        18,
        "用了两次",
    ),
    "noted twice": (
        (paid("S1", meta='invoice: "1"'), paid("S2", meta='invoice: "9 1"')),
        7,
        r"另一处在 2026/01-test\.beancount:1$",
    ),
    "noted and attached elsewhere": (
        (paid("S1", meta='invoice: "1"'), S2, voucher("1", "S2")),
        1,
        r"另一处在 2026/01-test\.beancount:12$",
    ),
    "a number, not a text": (
        (
            paid("S1", meta="invoice: 26509900000000000017"),
            S2,
            voucher("26509900000000000017", "S2"),
        ),
        1,
        "26509900000000000017 用了两次",
    ),
    "part beyond the total": ((S1, voucher("1", "S1", total="900.00")), 6, "合计 900.00 元"),
    "more than paid": (
        (S1, voucher("1", "S1", "600.00"), voucher("2", "S1", "400.01")),
        6,
        r"−1,000.00 元，附的发票合计 1,000.01 元",
    ),
    "for money that came in": ((paid("S1", "1000.00"), voucher("1", "S1")), 6, "发票合计 1,000.00"),
    "red without original": (
        (paid("S1", "300.00"), voucher("2", "S1", "-300.00", original="1")),
        6,
        "红冲的原发票 1 不在账上",
    ),
    "red of nothing": (
        (paid("S1", "300.00"), voucher("2", "S1", "-300.00")),
        6,
        "（没有写）",
    ),
    "red beyond the original": (
        (
            S1,
            paid("S2", "1300.00"),
            voucher("1", "S1"),
            voucher("2", "S2", "-600.00", original="1"),
            voucher("3", "S2", "-400.01", original="1"),
        ),
        26,
        r"只有 1,000.00 元，红冲了 1,000.01 元",
    ),
    "no such payment": ((S1, voucher("1", "S9")), 6, "附在 01/S9，账上没有"),
    "another account": (
        (S1, voucher("1", "S1", account="Assets:11库存现金")),
        6,
        "账上没有这一笔流水",
    ),
    "no amount": ((S1, voucher("1", "S1").replace("amount: 1000.00", 'amount: "x"')), 6, "amount"),
}


@pytest.mark.parametrize("name", NOT_IN_ORDER)
def test_not_in_order(book, name):
    parts, line, said = NOT_IN_ORDER[name]
    (error,) = found(book, *parts)
    assert error.severity == "error"
    assert error.source["lineno"] == line
    assert re.search(said, error.said), error.said
    assert error.remedy


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param((voucher("1", "S1"),), "", id="all of it"),
        pytest.param((voucher("1", "S1", "600.01"),), "", id="the rest is small"),
        pytest.param((voucher("1", "S1", "500.00"),), "只有 500.00 元的发票", id="a part"),
        pytest.param(
            (voucher("1", "S1", "1500.00"), voucher("2", "S1", "-1500.00", original="1")),
            "没有凭证",
            id="taken back",
        ),
        pytest.param(
            (RECEIPT,),
            "没有凭证",
            id="a receipt only",
        ),
    ],
)
def test_an_attached_invoice_is_the_document_of_its_payment(book, parts, said):
    book.write("ledger/documents/a.pdf", "%PDF")
    promised = 'document-reason: "凭证待补"\n  document-due: 2026-01-04'
    book.ledger("".join((paid("S1", "-1500.00"), *parts)))
    errors = book.run("documents")
    assert [said in error.said for error in errors] == ([True] if said else [])
    book.ledger("".join((paid("S1", "-1500.00", meta=promised), *parts)))
    assert bool(book.run("documents")) == bool(said)


def test_a_changed_file_is_found_by_the_command(book):
    path: Path = book.write("ledger/documents/a.pdf", "%PDF")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    book.ledger(S1 + voucher("1", "S1", meta=f'sha256: "{digest}"'))
    book.load()

    def mine() -> list[str]:
        return [one.message for one in findings_of(load_books(book.root)) if one.check == CHECK]

    assert mine() == []
    path.write_text("%PDf")
    assert mine() == ["凭证文件 a.pdf 与附上时不同了"]


def test_the_banks_numbers_on_a_document_are_nobodys_card(book):
    book.write("ledger/documents/a.pdf", "%PDF")
    card = "6217990000000000019"
    book.ledger(paid(card) + RECEIPT.replace('"7"', f'"{card}"').replace("S1", f"S-{card}"))
    assert book.run("personal_data") == []
    book.ledger(paid(card) + PLAIN + f'  note: "{card}"\n')
    assert len(book.run("personal_data")) == 1
