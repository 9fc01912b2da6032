"""The treasurer decides in a real Chromium: keys and clicks on one side, the books on the other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from chromium import fits, needs_chromium, served, window
from small_book import make_book
from test_review_endpoint import postings

from owners_ledger.web.pages import TABS

pytestmark = needs_chromium

MORE = """\
2025-03-03 ! "待核实收款"
  review: "一笔款写了几种用途"
  candidate-1: "此账户以往 5 笔中 3 笔记入 1-1-102 物业费、1-1-102 停车费"
  Assets:10银行存款:01基本户   350.00 CNY
    bank-ref: "01/S5"
    bank-no: 5
    bank-balance: 4847.50
    bank-text: "</option><script>window.hacked=1</script>"
  Liabilities:29待核实款项  -350.00 CNY

2025-03-04 ! "待核实付款"
  review: "规则里找不到"
  Assets:10银行存款:01基本户   -20.00 CNY
    bank-ref: "01/S6"
    bank-no: 6
    bank-balance: 4827.50
  Liabilities:29待核实款项  20.00 CNY
"""
SUPPLIERS = """\
编号,名称,别名,账号,科目,说明,起,止
V-01,</option><script>window.hacked=1</script>有限公司,,,Expenses:30运行:36日常维修,维修,2020-01-01,
"""


@pytest.fixture
def book(tmp_path):
    book = make_book(tmp_path / "book")
    (book / "ledger/2025/03-bank.beancount").write_text(MORE, encoding="utf-8")
    (book / "ledger/registers/suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    return book


@pytest.fixture
def site(book):
    with served(book) as site:
        yield site


def card(page, ref):
    return page.locator(f'[data-ref="{ref}"]')


def opened(page, site):
    page.goto(site.page("extension/Disclosure/?tab=review"))
    page.locator(".ol [data-token]").wait_for()
    return page


def test_accept_and_take_back(browser, site, book):
    with window(browser, site) as page:
        opened(page, site)
        button = card(page, "01/S4").get_by_role("button", name="照这个记").first
        button.focus()
        page.keyboard.press("Enter")
        page.get_by_text("刚才记了").wait_for()
        assert postings(book)[:3] == ("*", "1-1-101", "物业费")
        assert card(page, "01/S4").count() == 0
        page.get_by_role("button", name="撤回这一笔").click()
        card(page, "01/S4").wait_for()
        assert postings(book)[0] == "!"


def test_split_with_the_remainder_shown(browser, site, book):
    with window(browser, site) as page:
        line = card(opened(page, site), "01/S5")
        line.get_by_role("button", name="填到下面").click()
        amounts = line.locator("[name=amount]")
        assert amounts.count() == 2
        book_it = line.get_by_role("button", name="记账")
        amounts.nth(0).fill("199.99")
        amounts.nth(1).fill("150")
        assert line.locator(".rest").inner_text() == "还差 0.01"
        assert book_it.is_disabled()
        amounts.nth(1).fill("150.01")
        assert line.locator(".rest").inner_text() == "还差 0.00"
        book_it.click()
        page.get_by_text("刚才记了").wait_for()
    legs = postings(book, "01/S5")[3]
    assert legs[1:] == [
        ("Assets:20应收款:01物业费", "-199.99"),
        ("Assets:20应收款:02停车费", "-150.01"),
    ]


def test_assign_a_payment_and_leave_a_line(browser, site, book):
    with window(browser, site) as page:
        line = card(opened(page, site), "01/S6")
        line.get_by_text("记到科目，或拆成几份").click()
        line.get_by_label("科目", exact=True).fill("日常维修")
        line.get_by_label("是谁的").fill("V-01")
        line.get_by_role("button", name="再拆一份").click()
        assert line.locator("[name=amount]").nth(1).input_value() == ""
        line.locator("[name=account]").nth(1).fill("银行手续费")
        line.locator("[name=amount]").nth(0).fill("18.50")
        line.locator("[name=amount]").nth(1).fill("1.50")
        line.get_by_role("button", name="记账").click()
        page.get_by_text("刚才记了").wait_for()
        flag, _payee, narration, legs = postings(book, "01/S6")
        assert (flag, narration) == ("*", "日常维修、银行手续费")
        assert sum(Decimal(amount) for _account, amount in legs) == 0
        line = card(page, "01/S4")
        line.locator("summary").get_by_text("先放着").click()
        line.get_by_label("在等什么").fill("等银行查付款人")
        line.get_by_label("放到哪一天").fill("2099-01-31")
        line.get_by_role("button", name="记下").click()
        page.get_by_text("先放着：等银行查付款人").wait_for()
        assert page.locator("[data-ref]").last.get_attribute("data-ref") == "01/S4"


def test_a_refusal_is_said_on_the_card(browser, site, book):
    page = browser.new_page()
    line = card(opened(page, site), "01/S6")
    line.get_by_text("记到科目，或拆成几份").click()
    line.get_by_label("科目", exact=True).fill("没有的科目")
    line.get_by_role("button", name="记账").click()
    line.get_by_text("没有可以记入的科目“没有的科目”").wait_for()
    assert line.get_by_role("button", name="记账").is_enabled()
    assert postings(book, "01/S6")[0] == "!"
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_tab_fits_and_foreign_text_stays_text(browser, site, width):
    with window(browser, site, width) as page:
        for tab in TABS:
            page.goto(site.page(f"extension/Disclosure/?tab={tab.name}"))
            page.locator(".ol .tabs").wait_for()
            for details in page.locator(".ol summary").all():
                details.click()
            page.wait_for_timeout(50)
            assert fits(page), tab.name
            assert page.evaluate("window.hacked") is None
        opened(page, site)
        assert "<script>window.hacked=1</script>" in card(page, "01/S5").inner_text()


def test_a_table_is_searched(browser, tmp_path):
    book = make_book(tmp_path / "many")
    rows = "".join(
        f"1-{floor}-{floor}01,1栋,1,{floor},90.00,住宅,2020-01-01,\n" for floor in range(3, 30)
    )
    with (book / "ledger/registers/units.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    with served(book) as site, window(browser, site, 360) as page:
        page.goto(site.page("extension/Disclosure/?tab=registers"))
        page.get_by_label("在房屋里查找").fill("1-17")
        assert page.locator("tbody tr:visible").count() == 1
        page.get_by_label("在房屋里查找").fill("")
        assert page.locator("tbody tr:visible").count() == 29


def test_another_site_cannot_decide(browser, site, book):
    page = browser.new_page()
    page.route(
        "http://127.0.0.2/", lambda route: route.fulfill(body="<p>", content_type="text/html")
    )
    page.goto("http://127.0.0.2/")
    script = """([url, type, mode]) => fetch(url, {method: "POST", mode, body: "{}",
        headers: {"Content-Type": type}}).then(answer => answer.type, () => "refused")"""
    for kind, mode in (("application/json", "cors"), ("text/plain", "no-cors")):
        url = site.page("extension/Disclosure/settle")
        assert page.evaluate(script, [url, kind, mode]) in ("refused", "opaque")
    assert postings(book)[0] == "!"
    page.close()
