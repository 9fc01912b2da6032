"""The chart: what money received and paid against an account is called on a notice."""

import pytest
from beancount.parser import parser

from owners_ledger.books.chart import Chart

OPENS = """
2020-01-01 open Assets:10银行存款:01基本户 CNY
  disclose: "资金/基本户"
2020-01-01 open Expenses:30运行:33绿化 CNY
  disclose: "支出/绿化"
2020-01-01 open Liabilities:20押金:01装修押金 CNY
  disclose: "收支/装修押金"
  earmark: "押金"
2020-01-01 open Liabilities:29待核实款项 CNY
  disclose: "收支/待核实收款/待核实付款"
2020-01-01 open Equity:10期初净资产 CNY
"""


@pytest.mark.parametrize(
    ("account", "section", "received", "paid"),
    [
        ("Assets:10银行存款:01基本户", "资金", "基本户", "基本户"),
        ("Expenses:30运行:33绿化", "支出", "绿化", "绿化"),
        ("Liabilities:20押金:01装修押金", "收支", "收到装修押金", "退还装修押金"),
        ("Liabilities:29待核实款项", "收支", "待核实收款", "待核实付款"),
        ("Equity:10期初净资产", "", "", ""),
    ],
)
def test_the_lines_of_an_account(account, section, received, paid):
    entries, errors, _options = parser.parse_string(OPENS)
    assert not errors
    found = Chart.of(entries).accounts[account]
    assert (found.section, found.line_in, found.line_out) == (section, received, paid)


def test_money_and_earmarks():
    chart = Chart.of(parser.parse_string(OPENS)[0])
    assert [account.name for account in chart.money] == ["Assets:10银行存款:01基本户"]
    assert chart.accounts["Liabilities:20押金:01装修押金"].earmark == "押金"
