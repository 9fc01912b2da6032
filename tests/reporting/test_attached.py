"""What is attached to a bank line counts among the documents of its payment."""

from __future__ import annotations

from tiny_ledger import BANK, report

PAID = f"""
2026-01-01 * "期初"
  {BANK}  9000.00 CNY
  Equity:10期初净资产
2026-02-05 * "甲公司" "维修"
  document: "a.pdf"
  {BANK}  -3000.00 CNY
    bank-ref: "01/S1"
  Expenses:30运行:36日常维修
2026-02-06 * "乙公司" "维修"
  {BANK}  -2000.00 CNY
    bank-ref: "01/S2"
  Expenses:30运行:36日常维修
"""


def test_attached_vouchers_count(tmp_path):
    kept = tmp_path / "invoice.xml"
    kept.write_text("<a/>")
    head = f'2026-02-05 document {BANK} "{kept.as_posix()}"\n  payment: "01/S1"\n'
    invoice = f'{head}  invoice: "1"\n  issued: 2026-02-01\n  total: 9.00\n  amount: 9.00\n'
    text = PAID.replace("2026-01-01", "2025-12-31") + invoice + f'{head}  receipt: "2"\n'
    found = report(text, "2026-Q1").payments
    assert [(row.payee, row.documents) for row in found] == [("甲公司", 3), ("乙公司", 0)]
