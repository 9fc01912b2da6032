"""The page 公示 over HTTP: the figures of ``report``, the lines to review, mistakes as sentences."""

from __future__ import annotations

import inspect
import json

import pytest
from click.testing import CliRunner
from fava.ext import FavaExtensionBase, find_extensions
from small_book import make_book, tree

from owners_ledger.cli import main
from owners_ledger.web import disclosure
from owners_ledger.web.server import make_app

OWN = {"base_url": "http://127.0.0.1/", "buffered": True}


@pytest.fixture(scope="module")
def slug(app):
    return app.config["LEDGERS"].first_slug()


@pytest.fixture
def get(client, slug):
    return lambda path: client.get(f"/{slug}/extension/Disclosure/{path}", **OWN)


@pytest.fixture
def own_book(tmp_path):
    """A book of one's own to spoil."""
    return make_book(tmp_path / "book")


def opened(book):
    """How to ask the page of a book."""
    app = make_app(book)
    slug = app.config["LEDGERS"].first_slug()
    return lambda path: app.test_client().get(f"/{slug}/extension/Disclosure/{path}", **OWN)


def test_the_last_month_is_shown(get):
    page = get("")
    assert page.status_code == 200
    assert "2025年2月财务收支公示" in page.text
    for figure in ("4,099.50", "398.00", "4,497.50"):
        assert f">{figure}<" in page.text


def test_all_covered_months_can_be_chosen(get):
    page = get("").text
    assert "period=2025-01" in page
    assert "period=2025-02" in page
    assert "period=2025-03" not in page
    assert "period=2024-12" not in page  # the opening entry is no month of business
    assert "Q1" not in page  # March is missing


def test_lines_to_review_are_listed_escaped_with_reason_and_links(get):
    page = get("?period=2025-02").text
    assert "付款人不在户籍册里 &lt;script&gt;" in page
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "银行写的：一月&lt;i&gt;物业费" in page
    assert "1-1-102 停车费" in page
    assert "#context-" in page
    assert "02-bank-00000002.beancount&amp;line=" in page
    assert "其他期间的 1 笔" in get("?period=2025-01").text


@pytest.mark.parametrize("period", ["2025-01", "2025-02"])
def test_figures_are_those_of_the_command(get, book, period):
    said = CliRunner().invoke(
        main,
        ["--book", str(book), "report", "monthly", period, "--format", "json", "--dry-run"],
        catch_exceptions=False,
    )
    answer = get(f"figures?period={period}")
    assert answer.mimetype == "application/json"
    assert answer.json == json.loads(said.stdout)


def test_a_period_without_statements_is_a_draft(get):
    answer = get("figures?period=2025-Q1")
    assert answer.status_code == 422 or answer.json["draft"]


@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")  # WeasyPrint's own
def test_the_pdf_is_made_on_the_fly_and_nothing_is_written(get, book):
    before = tree(book)
    answer = get("pdf?period=2025-02")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert get("?period=2025-01").status_code == 200
    assert tree(book) == before


@pytest.mark.parametrize(
    "period", ["2026-01", "1999-12", "2025-13", "x", "<b>", "2025-02 ", "9999-12", "0000-01"]
)
def test_a_wrong_period_is_a_sentence(get, period):
    page = get(f"?period={period}")
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert "<b><" not in page.text
    for form in ("figures", "pdf"):
        assert get(f"{form}?period={period}").status_code == 422


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["", "figures", "pdf"])
def test_nothing_but_reading(client, slug, method, path):
    url = f"/{slug}/extension/Disclosure/{path}"
    assert client.open(url, method=method, **OWN).status_code in (404, 405)


def test_a_wrong_committee_file_is_a_sentence(own_book):
    get = opened(own_book)
    (own_book / "ledger" / "committee.toml").write_text("name = ", encoding="utf-8")
    assert "committee.toml" in get("").text
    assert get("figures").status_code == 422


def test_a_change_of_the_committee_file_shows_at_once(own_book):
    get = opened(own_book)
    assert get("figures").json["estate"] == "小样小区"
    path = own_book / "ledger" / "committee.toml"
    path.write_text(path.read_text("utf-8").replace('"小样小区"', '"改名小区"'), "utf-8")
    assert get("figures").json["estate"] == "改名小区"


def test_broken_books_say_where_and_what_to_do(own_book):
    path = own_book / "ledger" / "2025" / "01-bank-00000001.beancount"
    path.write_text(path.read_text("utf-8").replace(" 300.00 CNY", " 300.01 CNY", 1), "utf-8")
    get = opened(own_book)
    page = get("?period=2025-01")
    assert page.status_code == 200
    assert "这一期现在出不了公示" in page.text
    assert "ledger/2025/01-bank-00000001.beancount:1" in page.text
    assert "→" in page.text
    assert get("figures?period=2025-01").status_code == 422


def test_a_missing_statement_is_found(own_book):
    (own_book / "ledger" / "statements" / "2025-01.csv").unlink()
    page = opened(own_book)("").text
    assert "找不到对账单原件 statements/2025-01.csv" in page
    assert "ledger/2025/01-bank-00000001.beancount:17" in page


def test_the_module_holds_one_thin_extension(book):
    classes, errors = find_extensions(book / "ledger", "owners_ledger.web.disclosure")
    assert (classes, errors) == ([disclosure.Disclosure], [])
    assert issubclass(disclosure.Disclosure, FavaExtensionBase)
    assert len(inspect.getsource(disclosure).splitlines()) <= 150


def test_what_needs_a_sentence_is_listed_and_the_sentence_takes_it_away(own_book):
    """January paid 1 200.50 for cleaning, February nothing."""
    point = "“清洁与垃圾清运”本月一笔也没有（上次在 2025年1月）"
    get = opened(own_book)
    page = get("?period=2025-02")
    assert page.status_code == 200
    assert point in page.text
    assert "[lines]　&#34;清洁与垃圾清运&#34; = &#34;&#34;" in page.text
    assert "ledger/notes/2025-02.toml" in page.text
    notes = own_book / "ledger/notes/2025-02.toml"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text('[lines]\n"清洁与垃圾清运" = "保洁改为双月付款。"\n', encoding="utf-8")
    page = get("?period=2025-02")
    assert point not in page.text
    assert "保洁改为双月付款" in page.text
