"""All findings of a book, ours and beancount's, with place, excerpt and remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.checks import CHECKS
from owners_ledger.checks.beancount_words import in_our_words
from owners_ledger.checks.findings import findings_of

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"
FILE = "ledger/2026/01-test.beancount"


def findings(book, ledger, plugin="owners_ledger.checks"):
    book.ledger(ledger)
    book.write("ledger/main.beancount", book.main.format(plugin=plugin))
    return findings_of(load_books(book.root))


def test_a_book_in_order_has_none(book):
    assert findings(book, "; nothing") == []


LOST = """
2026-01-05 * "绿化"
  Expenses:30运行:33绿化   30.00 CNY
    supplier: "V-77"
  Assets:11库存现金       -30.00 CNY
"""


def test_a_finding_has_place_excerpt_and_remedy(book):
    (finding,) = findings(book, LOST)
    assert (finding.check, finding.severity) == ("units_known", "error")
    assert (finding.file, finding.line) == (FILE, 2)
    assert finding.excerpt.splitlines()[:2] == [
        "     2 |   Expenses:30运行:33绿化   30.00 CNY",
        '     3 |     supplier: "V-77"',
    ]
    assert "V-77" in finding.message
    assert finding.remedy


def test_checks_run_even_where_the_book_does_not_ask_for_them(book):
    found = findings(book, LOST, plugin="beancount.plugins.check_drained")
    assert [finding.check for finding in found] == ["units_known", "plugins_active"]


def test_a_single_check_as_plugin_is_not_reported_twice(book):
    book.main = book.main.replace(
        'plugin "{plugin}"', 'plugin "{plugin}"\nplugin "owners_ledger.checks.units_known"'
    )
    assert len(findings(book, LOST)) == 1


def test_what_the_bank_said_of_people_is_not_in_the_excerpt(book):
    (finding, *_others) = findings(
        book,
        """
        2026-01-05 * "1-1-101" "物业费"
          Assets:10银行存款:01基本户   30.00 CNY
            bank-payer: "欧阳试样"
            bank-no: 1
          Assets:20应收款:01物业费   -30.00 CNY
        """,
    )
    assert "欧阳" not in finding.excerpt


def test_a_changed_original_is_found(book):
    book.write("ledger/statements/a.csv", "changed")
    found = findings(
        book,
        """
        2026-01-31 custom "bank-statement" Assets:10银行存款:01基本户
          file: "statements/a.csv"
          sha256: "00"
          first-date: 2026-01-01
          last-date: 2026-01-31
          first-no: 1
          last-no: 0
          opening: 0.00
          closing: 0.00
        """,
    )
    assert [finding.check for finding in found] == ["bank_files"]


@pytest.mark.parametrize(
    ("ledger", "line", "said"),
    [
        pytest.param(
            "2026-01-05 balance Assets:11库存现金  5.00 CNY",
            1,
            "Assets:11库存现金 的余额应为 5.00 元，账上是 0 元（账上少 5.00 元）",
            id="balance",
        ),
        pytest.param(LOST.replace("-30.00", "-31.00").replace("V-77", "V-01"), 1, "差 -1.00 元", id="unbalanced"),
        pytest.param(
            LOST.replace("33绿化", "34没有").replace("V-77", "V-01"), 1, "没有科目 Expenses:30运行:34没有", id="unknown account"
        ),
        pytest.param(LOST.replace("30.00 CNY", "30.00 USD").replace("V-77", "V-01"), 1, "USD", id="currency"),
        pytest.param("2026-01-05 * “绿化”\n", 1, "不认识的字符", id="full-width quotes"),
        pytest.param("2026-01-05 & 5\n", 1, "写法有误", id="syntax"),
        pytest.param('2026-01-05 * "绿化\n', 1, "双引号没有配对", id="open quote"),
        pytest.param('include "none.beancount"\n', 0, "none.beancount", id="missing file"),
        pytest.param(
            '2026-01-05 document Assets:11库存现金 "none.pdf"\n', 1, "找不到凭证文件", id="document"
        ),
        pytest.param("2026-01-05 open Assets:11库存现金 CNY\n", 1, "开设了两次", id="open twice"),
        pytest.param("2026-01-05 open Assets:库存现金 CNY\n", 1, "不合规则|不认识|写法有误", id="account name"),
    ],
)  # fmt: skip
def test_beancount_speaks_the_treasurers_language(book, ledger, line, said):
    found = [finding for finding in findings(book, ledger) if finding.check == "beancount"]
    assert any(re.search(said, finding.message) for finding in found), found
    assert line in [finding.line for finding in found]
    assert all(finding.severity == "error" and finding.remedy for finding in found)


def test_one_fault_is_one_finding_however_many_assertions_it_fails(book):
    balances = "".join(
        f"2026-0{month}-01 balance Assets:11库存现金  -35.00 CNY\n" for month in (2, 3, 4)
    )
    (finding,) = findings(book, LOST.replace("V-77", "V-01") + "\n" + balances)
    assert finding.line == 6
    assert "2 处断言" in finding.message


def test_a_crash_of_a_plugin_is_told_without_its_traceback():
    said, remedy = in_our_words(
        'Error applying plugin "some.plugin": Traceback (most recent call last):\n'
        '    File "x.py", line 1, in f\n  ValueError: no such thing\n  '
    )
    assert said == "插件 some.plugin 出了错：ValueError: no such thing"
    assert remedy


def test_an_unknown_message_stays_as_it_is():
    assert in_our_words("Something new")[0] == "Something new"


@pytest.mark.parametrize("name", [*CHECKS, "beancount"])
def test_every_check_is_documented(name):
    sections = dict(
        re.findall(
            r"^## (\w+)：.+\n((?:(?!## ).*\n?)*)", DOCS.read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert name in sections
    for part in ("**查什么**", "**为什么**", "**怎么办**"):
        assert part in sections[name]


def test_nothing_is_documented_that_does_not_exist():
    names = re.findall(r"^## (\w+)：", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(names) == sorted([*CHECKS, "beancount"])
