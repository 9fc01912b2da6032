"""Payments have their document, or a promise that is kept."""

from __future__ import annotations

import pytest

CHECK = "documents"


def payment(
    account="Expenses:30运行:33绿化", amount="1000.00", meta="", flag="*", newest="2026-01-20"
):
    said = "".join(f"\n  {line}" for line in meta.splitlines())
    return f"""
2026-01-05 {flag} "绿化公司" "养护"{said}
  Assets:10银行存款:01基本户  -{amount} CNY
  {account}  {amount} CNY

{newest} * "最新一笔"
  Assets:11库存现金      1.00 CNY
  Income:10物业服务费   -1.00 CNY
"""


PROMISE = 'document-reason: "发票待开"\ndocument-due: {due}'


@pytest.mark.parametrize(
    "ledger",
    [
        pytest.param(payment(meta='document: "documents/a.pdf"'), id="with document"),
        pytest.param(payment(amount="999.99"), id="below the threshold"),
        pytest.param(payment(flag="!"), id="still to be reviewed"),
        pytest.param(payment("Liabilities:10应付工资"), id="wages have the payroll"),
        pytest.param(payment("Liabilities:13应交税费"), id="taxes have the return"),
        pytest.param(payment("Liabilities:20押金:01装修押金"), id="a deposit returned"),
        pytest.param(payment("Assets:11库存现金"), id="cash drawn"),
        pytest.param(payment(meta=PROMISE.format(due="2026-03-01")), id="promised"),
        pytest.param(
            payment().replace("Assets:10银行存款:01基本户", "Assets:21预付款:01保险"),
            id="no money leaves",
        ),
    ],
)
def test_payments_in_order(book, ledger):
    book.write("ledger/documents/a.pdf", "%PDF")
    book.ledger(ledger)
    assert book.run(CHECK) == []


@pytest.mark.parametrize(
    ("ledger", "severity", "said"),
    [
        pytest.param(payment(), "warning", "没有凭证", id="none yet"),
        pytest.param(payment(newest="2026-04-05"), "warning", "没有凭证", id="on the 90th day"),
        pytest.param(payment(newest="2026-04-06"), "error", "没有凭证", id="after 90 days"),
        pytest.param(payment("Assets:21预付款:01保险"), "warning", "没有凭证", id="prepaid"),
        pytest.param(payment("Assets:30在建工程:01消防改造"), "warning", "没有凭证", id="works"),
        pytest.param(payment("Expenses:20人员:21保洁"), "warning", "没有凭证", id="casual labour"),
        pytest.param(
            payment(meta=PROMISE.format(due="2026-01-19")), "error", "过期", id="promise broken"
        ),
        pytest.param(
            payment(meta=PROMISE.format(due="2026-04-06")), "warning", "90", id="promised too late"
        ),
        pytest.param(
            payment(meta="document-due: 2026-03-01"), "warning", "没有凭证", id="no reason"
        ),
        pytest.param(
            payment(meta='document: "documents/b.pdf"'), "error", "documents/b.pdf", id="lost"
        ),
        pytest.param(
            payment(amount="1.00", meta='document: "documents/a.pdf"\ndocument-2: "../secret.pdf"'),
            "error",
            "../secret.pdf",
            id="outside the folder",
        ),
    ],
)
def test_payments_without_document_are_found(book, ledger, severity, said):
    book.write("ledger/documents/a.pdf", "%PDF")
    book.write("secret.pdf", "%PDF")
    book.ledger(ledger)
    (error,) = book.run(CHECK)
    assert (error.severity, error.source["lineno"]) == (severity, 1)
    assert said in error.said


def test_several_lines_of_one_payment_count_together(book):
    book.ledger("""
        2026-01-05 * "园艺公司" "养护与保险"
          Assets:10银行存款:01基本户  -1000.00 CNY
          Expenses:30运行:33绿化   600.00 CNY
          Expenses:30运行:37保险   400.00 CNY
        """)
    (error,) = book.run(CHECK)
    assert "1000.00" in error.said
