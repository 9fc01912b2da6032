"""What is restricted: by the account's line, by the book's funds, by how it is spent and given back."""

from __future__ import annotations

import pytest
from test_by_hand import CHART, splits, statements, whole

OPENING = """
2024-12-31 * "期初"
  Assets:10银行 1000.00 CNY
  Equity:10期初 -1000.00 CNY
"""
MORE = """
2020-01-01 open Liabilities:27维修 CNY
  disclose: "收支/维修资金/动用维修资金"
  npo-2004: "3102 限定性净资产/4101 捐赠收入"
  npo-2024: "3102 限定性净资产/4101 捐赠收入"
2020-01-01 open Income:40捐赠 CNY
  disclose: "收入/捐赠"
  npo-2004: "410102 捐赠收入"
  npo-2024: "4101 捐赠收入（限定性）"
2020-01-01 open Equity:20划转 CNY
  disclose: "收入/资金划转"
  npo-2004: "3101 非限定性净资产"
  npo-2024: "3101 非限定性净资产"
  interfund: "transfer"
"""
RELEASED = "三、限定性净资产转为非限定性净资产"
BOUND = "四、非限定性净资产转为限定性净资产"


def rows(entries: str, period: str = "2025", chart: str = CHART + MORE):
    """The rows of the activity statement that are no totals, and the net assets at the end."""
    found = statements(period, chart, OPENING + entries)
    wanted = {one.title for one in found.activities.rows if one.kind != "total"}
    net = found.balance.net_closing
    printed = {title: one for title, one in splits(found.activities).items() if title in wanted}
    return printed, (net.unrestricted, net.restricted)


def test_spending_out_of_a_restricted_account_is_a_cost_that_is_released() -> None:
    found = rows("""
2025-01-10 * "交存"
  Assets:10银行 80.00 CNY
  Liabilities:27维修 -80.00 CNY
2025-02-10 * "动用"
  Liabilities:27维修 30.00 CNY
  Assets:10银行 -30.00 CNY
""")
    assert found == (
        {"其中：捐赠收入": (0, 80)}
        | whole("（一）业务活动成本 30 0", "动用维修资金 30 0", f"{RELEASED} 30 -30"),
        (1000, 50),
    )


def test_a_grant_paid_back_is_income_less() -> None:
    found = rows("""
2025-01-10 * "补助"
  Assets:10银行 80.00 CNY
  Liabilities:26补助 -80.00 CNY
2025-02-10 * "退回"
  Liabilities:26补助 30.00 CNY
  Assets:10银行 -30.00 CNY
""")
    assert found == (whole("政府补助收入 0 50"), (1000, 50))


@pytest.mark.parametrize("period", ["2025", "2026"])
def test_income_on_a_restricted_line_is_restricted_in_either_spelling(period: str) -> None:
    found, net = rows(
        f"""
{period}-01-10 * "捐赠"
  Assets:10银行 80.00 CNY
  Income:40捐赠 -80.00 CNY
""",
        period,
    )
    assert list(found.values()) == [(0, 80)]
    assert net == (1000, 80)


def test_own_money_bound_to_a_purpose_has_its_row_only_in_the_new_form() -> None:
    entry = """
{year}-05-10 * "配套"
  Equity:10期初 40.00 CNY
  Liabilities:26补助 -40.00 CNY
{year}-05-11 * "手续费"
  Expenses:30税 1.00 CNY
  Assets:10银行 -1.00 CNY
"""
    old, net = rows(entry.format(year=2025))
    assert (old[RELEASED], net) == ((-40, 40), (959, 40))
    new, net = rows(entry.format(year=2026), "2026")
    assert (new[BOUND], net) == ((-40, 40), (959, 40))


def test_costs_of_a_restricted_fund_are_released_as_they_are_spent() -> None:
    """The funds of the book say what is restricted, the release entry frees its income."""
    entries = """
2025-03-10 * "专款"
  Assets:10银行 90.00 CNY
  Income:30补助 -90.00 CNY
    fund: "消防"
    restricted: "是"
2025-04-10 * "花专款"
  Expenses:20保险 60.00 CNY
    fund: "消防"
    restricted: "是"
  Assets:10银行 -60.00 CNY
2025-05-10 * "补助"
  Assets:10银行 50.00 CNY
  Liabilities:26补助 -50.00 CNY
2025-06-10 * "转收入"
  Liabilities:26补助 20.00 CNY
  Income:30补助 -20.00 CNY
    fund: "消防"
    restricted: "是"
2025-07-10 * "划转"
  Equity:20划转 5.00 CNY
    fund: "公共收益"
  Equity:20划转 -5.00 CNY
    fund: "消防"
"""
    chart = "\n".join(
        line + ('\n  fund: "公共收益"' if " open Income" in line or " open Exp" in line else "")
        for line in (CHART + MORE).splitlines()
    )
    found, net = rows(entries, chart=chart)
    assert found == whole(
        "政府补助收入 0 140",
        "（一）业务活动成本 60 0",
        "保险 60 0",
        f"{RELEASED} 80 -80",
    )
    assert net == (1020, 60)


def test_a_year_closed_to_the_net_assets_is_earned_once() -> None:
    found, net = rows("""
2025-03-10 * "收款"
  Assets:10银行 90.00 CNY
  Income:10物业费 -90.00 CNY
2025-12-31 * "结转"
  Income:10物业费 90.00 CNY
  Equity:10期初 -90.00 CNY
""")
    assert (found, net) == (whole("提供服务收入 90 0"), (1090, 0))
