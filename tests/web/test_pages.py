"""The pages beside the notice: what they say, that they read only, and that mistakes are sentences."""

from __future__ import annotations

import html
import json
import re
import shutil
from contextlib import contextmanager
from decimal import Decimal

import pytest
from apps import app_of
from click.testing import CliRunner
from small_book import HOSTILE, REPOSITORY, make_book, tree

from owners_ledger import money
from owners_ledger.cli import main
from owners_ledger.web.pages import TABS

NAMES = [tab.name for tab in TABS]
HOUSEHOLDS = """\
房号,姓名,身份,电话,起,止
1-1-101,张无此人,业主,13900000001,2020-01-01,
1-1-102,李无此人,业主,13900000002,2020-01-01,
"""


@contextmanager
def opened(book):
    with app_of(book) as app:
        yield pages_of(app)


def pages_of(app):
    client, slug = app.test_client(), app.config["LEDGERS"].first_slug()

    def get(query):
        path = f"/{slug}/extension/Disclosure/?{query}"
        answer = client.get(path, base_url="http://127.0.0.1/")
        assert answer.status_code == 200
        return answer.text.partition('<div class="ol"')[2].partition(
            '<script type="application/json'
        )[0]

    return get


@pytest.fixture(scope="module")
def estate(tmp_path_factory):
    """The sample estate, and its pages."""
    book = tmp_path_factory.mktemp("estate")
    for folder in ("ledger", "importers", "reports"):
        shutil.copytree(REPOSITORY / folder, book / folder)
    with opened(book) as get:
        yield book, get


def cells(page):
    return [html.unescape(one) for one in re.findall(r"<td[^>]*><span>([^<]*)", page)]


def ours(book, *arguments):
    answer = CliRunner().invoke(main, ["--book", str(book), *arguments, "--format", "json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_the_estates_arrears_are_those_of_the_command(estate):
    book, get = estate
    said, shown = ours(book, "unit", "--arrears"), cells(get("tab=arrears"))
    assert said["private"]
    for one in said["private"]:
        place = shown.index(one["code"])
        assert shown[place + 2] == money.show(sum(map(Decimal, one["ages"])))


def test_the_estates_expected_income_is_that_of_the_command(estate):
    book, get = estate
    said = ours(book, "report", "expected", "2026-Q2")
    shown = cells(get("tab=expected&period=2026-Q2"))
    total = said["total"]
    assert shown[-5:] == [
        money.show(Decimal(total[key]))
        for key in ("expected", "due", "charged", "received", "missing")
    ]
    for one in said["places"]:
        assert any((one["code"] or "") in cell for cell in shown)


def test_the_estates_budget_is_that_of_the_report(estate, tmp_path):
    book, get = estate
    asked = ["report", "budget", "2026", "--draft", "--format", "json", "--output", str(tmp_path)]
    answer = CliRunner().invoke(main, ["--book", str(book), *asked])
    assert answer.exit_code == 0, answer.output
    said = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    shown = cells(get("tab=budget&year=2026"))
    for line in said["spending"]["lines"]:
        place = shown.index(line["line"])
        if line["planned"] is not None:
            assert shown[place + 1] == money.show(Decimal(line["planned"]))
            assert shown[place + 2] == money.show(Decimal(line["actual"]))


def test_all_registers_of_the_estate_are_shown_masked(estate):
    book, get = estate
    page = get("tab=registers")
    names = re.findall(r"register=(\w+)", page)
    assert {"units", "households", "parking", "leases", "staff", "suppliers"} <= set(names)
    people = (book / "ledger/registers/households.csv").read_text(encoding="utf-8-sig")
    phones = {row.split(",")[3] for row in people.splitlines()[1:]} - {""}
    assert phones
    for name in names:
        shown = get(f"tab=registers&register={name}")
        assert "共 0 行" not in shown
        assert not phones & set(cells(shown))


@pytest.fixture(scope="module")
def get(book):
    with opened(book) as get:
        yield get


@pytest.mark.parametrize("name", NAMES)
def test_every_tab_is_shown_and_names_itself(get, book, name):
    before = tree(book)
    page = get(f"tab={name}")
    current = re.findall(r'<a href="[^"]*tab=(\w+)[^"]*" aria-current="page"', page)
    assert current == [name]
    assert "显示不了" not in page
    assert len(re.findall(r'<a href="[^"]*tab=\w+"', page)) >= len(NAMES)
    assert tree(book) == before


def test_an_unknown_tab_is_the_notice(get):
    assert "财务收支公示" in get("tab=../x")


@pytest.mark.parametrize("name", NAMES)
def test_foreign_text_is_escaped(get, name):
    page = get(f"tab={name}")
    assert HOSTILE not in page
    assert "<script" not in page
    assert " onerror=window" not in page.replace("&lt;img src=x onerror=window", "")


def test_the_review_page_has_reason_bank_candidates_and_lists(get):
    page = get("tab=review")
    assert "付款人不在户籍册里 &lt;script&gt;" in page
    assert "一月&lt;i&gt;物业费&lt;/i&gt;" in page
    assert page.count("照这个记") == 2
    assert '<option value="1-1-102">1栋 住宅</option>' in page
    assert '<option value="物业费">Assets:20应收款:01物业费</option>' in page
    assert "Liabilities:29待核实款项" not in page


def test_people_are_masked(tmp_path):
    book = make_book(tmp_path / "book")
    (book / "ledger/registers/households.csv").write_text(HOUSEHOLDS, encoding="utf-8")
    with opened(book) as get:
        page = get("tab=registers&register=households")
    assert "张＊" in page
    assert "…0001" in page
    assert "无此人" not in page
    assert "1390000" not in page


def test_findings_are_those_of_check_with_links(tmp_path):
    book = make_book(tmp_path / "book")
    (book / "ledger/2025/02-manual.beancount").write_text(
        '2025-02-20 * "现金"\n  Assets:11库存现金  10.005 CNY\n  Income:10物业服务费  -10.005 CNY\n',
        encoding="utf-8",
    )
    with opened(book) as get:
        page = get("tab=findings")
    said = CliRunner().invoke(main, ["--book", str(book), "check", "--format", "json"])
    found = json.loads(said.stdout)["findings"]
    assert found
    for one in found:
        assert one["message"].replace('"', "&#34;") in page
    assert re.search(r'<a href="[^"]*editor/[^"]*line=2[^"]*">ledger/2025/02-manual', page)


def test_a_page_is_made_again_when_a_register_changes(tmp_path):
    book = make_book(tmp_path / "book")
    units = book / "ledger/registers/units.csv"
    with opened(book) as get:
        assert "1-1-102" in get("tab=registers")
        units.write_text(units.read_text(encoding="utf-8").replace("1-1-102", "1-1-103"), "utf-8")
        page = get("tab=registers")
    assert "1-1-103" in page
    assert "1-1-102" not in page


def test_a_broken_register_is_a_sentence(tmp_path):
    book = make_book(tmp_path / "book")
    (book / "ledger/registers/units.csv").write_text("乱写\n", encoding="utf-8")
    with opened(book) as get:
        for name in NAMES:
            page = get(f"tab={name}")
            assert 'role="alert"' in page
            assert "units.csv" in page


def test_a_strange_period_is_a_sentence(get):
    assert 'role="alert"' in get("tab=expected&period=x")


def test_only_the_tab_asked_for_is_computed(book, monkeypatch):
    made = []
    monkeypatch.setattr(
        "owners_ledger.web.pages.opened.sheet_of",
        lambda tab, _desk, _asked: made.append(tab.name) or pytest.fail("not asked for"),
    )
    with opened(book) as get:
        get("tab=review")
        get("")
    assert made == []
