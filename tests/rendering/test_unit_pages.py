"""Letters to households: what stands in them, and that nothing of a neighbour's does."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.open_items import Holder
from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.rendering import batch, household
from owners_ledger.rendering.document import RenderError
from owners_ledger.rendering.household_letters import (
    Order,
    UnitError,
    letters,
    to_files,
    to_json,
    to_text,
)

ROOT = Path(__file__).parents[2]
STATEMENT = """\
云杉苑小区　对账单　1-1-503 建筑面积 91.37㎡（住宅）
2026-02-01 至 2026-03-31，单位：元

期初                                 欠 612.40
本期应收                                306.20
本期已交                                459.30
期末                                 欠 459.30

现在应交：459.30（肆佰伍拾玖元叁角整）
  物业费 2026-01至2026-03               219.30  附言：1-1-503 物业费 2026-01至2026-03
  停车费 2026-01至2026-03               240.00  附言：1-1-503 停车费 2026-01至2026-03
转到：云杉苑小区业主委员会，中国建设银行，50050199009900000017

应收
  2026-02 物业费                         73.10  未交 73.10
      91.37㎡ × 0.80元 × 28/28天；决议 2020-01
  2026-02 停车费 A-028                   80.00  未交 80.00
      80.00元 × 28/28天
  2026-03 物业费                         73.10  未交 73.10
      91.37㎡ × 0.80元 × 31/31天；决议 2020-01
  2026-03 停车费 A-028                   80.00  未交 80.00
      80.00元 × 31/31天

已交
  2026-03-05  2026-00614                459.30
      物业费 2025-10 至 2025-12 219.30；停车费 2025-10 至 2025-12 240.00
      收费户 02/S3147-500501992600003147

看凭证：每周六 9:00—11:00，业委会办公室（南门值班房二楼），带身份证件即可查阅凭证
业委会 023-0000-0101
财务监督小组 023-0000-0102
云杉社区居委会 023-0000-0103
"""


@pytest.fixture(scope="module")
def books():
    return load_books(ROOT)


@pytest.fixture(scope="module")
def accounts(books):
    return Accounts.read(books, load_registers(ROOT), Period.parse("2026-01"), None)


def page(accounts: Accounts, wanted: Order) -> str:
    found = letters(accounts, wanted)
    (name,) = (files := to_files(found, accounts, wanted, batch=None, each=False, done=abs))
    assert name.startswith(wanted.kind)
    return files[name].decode()


def words(html: str) -> str:
    """The text of a page without the blanks that setting puts in."""
    body = html.partition("<main>")[2]
    return "".join(re.sub(r"<[^>]*>", "", body).split())


def pdf_pages(content: bytes) -> list[str]:
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(content)).pages]


def test_the_statement_in_full(books) -> None:
    """Checked by hand against the bank's lines and the charges of the months."""
    month = [Period.parse("2026-02"), Period.parse("2026-03")]
    read = Accounts.read(books, load_registers(ROOT), *month)
    assert list(to_text(letters(read, Order("1-1-503")), read)) == [STATEMENT]


def test_every_letter_holds_only_its_own_flat_and_nobody_by_name(accounts) -> None:
    """All 620, as page and as text; names and telephones of the register nowhere."""
    codes = set(accounts.registers.unit_terms)
    secret = {one.phone for one in accounts.registers.households if one.phone}
    secret |= {one.name for one in accounts.registers.households if len(one.name) > 2}
    for wanted in (Order(), Order(receipt="all"), Order(tone=3)):
        found = letters(accounts, wanted)
        articles = page(accounts, wanted).split("<article ")[1:]
        texts = list(to_text(found, accounts))
        assert len(articles) == len(texts) == len(found)
        for letter, html, text in zip(found, articles, texts, strict=True):
            for said in (html, text):
                named = set(re.findall(r"(?<![\d-])\d+-\d+-\d+(?![\d-])", said)) & codes
                assert named == {letter.account.code}
        whole = "".join(articles) + "".join(texts)
        assert not [one for one in secret if one in whole]
    assert len(letters(accounts, Order())) == 620


def test_a_name_stands_there_only_when_it_is_wanted(accounts) -> None:
    owner = accounts.registers.household("3-1-502", accounts.last)[0].name
    assert owner not in page(accounts, Order("3-1-502"))
    assert owner in page(accounts, Order("3-1-502", with_name=True))


@pytest.fixture(scope="module")
def setter():
    with batch.Batch(1) as made:
        yield made


def test_one_pdf_of_many_has_each_on_its_own_pages(accounts, setter) -> None:
    wanted = Order(building="3")
    found = letters(accounts, wanted)[:42]  # more than one chunk
    (content,) = to_files(found, accounts, wanted, batch=setter, each=False, done=abs).values()
    shown = [
        {one.account.code for one in found if f"{one.account.code}第" in text}
        for text in pdf_pages(content)
    ]
    assert all(len(one) == 1 for one in shown)
    assert list(dict.fromkeys(code for one in shown for code in one)) == [
        one.account.code for one in found
    ]


def test_each_its_own_pdf_with_the_figures_of_the_account(accounts, setter) -> None:
    wanted = Order(building="3")
    found = letters(accounts, wanted)[:12]
    files = to_files(found, accounts, wanted, batch=setter, each=True, done=abs)
    assert len(files) == 12
    for letter, (name, content) in zip(found, files.items(), strict=True):
        account = letter.account
        text = "".join(pdf_pages(content))
        assert name == f"unit-{account.code}-2026-01_2026-06.pdf"
        assert f"{account.charged:,.2f}" in text
        for paid in account.payments:
            assert paid.ref in text
            assert paid.number in text
        for due in account.dues:
            assert "".join(due.memo.split()) in text


def test_a_receipt_says_what_came_and_what_for(accounts) -> None:
    wanted = Order("1-1-503", receipt="02/S3147-500501992600003147")
    text = words(page(accounts, wanted))
    for said in (
        "编号2026-00614",
        "2026年3月5日",
        "459.30元",
        "人民币肆佰伍拾玖元叁角整",
        "物业费2025-10至2025-12219.30；停车费2025-10至2025-12240.00",
        "02/S3147-500501992600003147",
    ):
        assert said in text
    assert page(accounts, Order("1-1-503", receipt="2026-00614")) == page(accounts, wanted)
    with pytest.raises(UnitError, match="02/NONE"):
        letters(accounts, Order("1-1-503", receipt="02/NONE"))


@pytest.mark.parametrize(
    ("tone", "said"),
    [(1, "方便时请交一下"), (2, "请在收到本通知后15日内交清"), (3, "业主大会决议2020-01")],
)
def test_three_tones(accounts, tone, said) -> None:
    text = words(page(accounts, Order("3-2-701", tone=tone)))
    assert said in text
    # Never what the law forbids, never a fee no resolution has set.
    for never in ("停水", "停电", "断水", "断电", "违约金", "滞纳金"):
        assert never not in text


def test_only_those_who_owe_long_enough_are_reminded(accounts) -> None:
    for days in (1, 90, 365):
        found = letters(accounts, Order(tone=1, min_days=days))
        assert found
        for one in found:
            assert max(due.days for due in one.reminder.overdue) >= days
    assert not letters(accounts, Order("3-1-502", tone=1))
    ahead = accounts.of(Holder("unit", "4-2-203"))  # more paid ahead on one than owed on another
    assert ahead.due_now > 0 > ahead.closing
    assert not letters(accounts, Order("4-2-203", tone=1))


def test_json_has_every_figure_as_text(accounts) -> None:
    wanted = Order("1-1-503")
    found = json.loads(to_json(letters(accounts, wanted), wanted))
    account = accounts.of(Holder("unit", "1-1-503"))
    assert found["unit"] == "1-1-503"
    assert found["closing"] == f"{account.closing:.2f}"
    assert found["payments"][0]["settled"][0]["first"] == "2025-10"
    assert "items" not in found


def test_a_template_that_fetches_from_outside_is_refused(accounts, setter) -> None:
    given = household.variables(
        letters(accounts, Order("1-1-503")), "unit", accounts.books.committee, None
    )
    made = household.printed(None, "unit", given)
    evil = made.html.replace("<header>", '<img src="file:///etc/passwd"><header>')
    with pytest.raises(RenderError):
        list(setter.set_all([type(made)(evil, made.styles)], each=False))
    assert list(setter.set_all([made], each=False))  # and goes on working


def test_private_letters_are_kept_out_of_the_repository() -> None:
    for path in (ROOT / ".gitignore", ROOT / "owners_ledger/starter/files/gitignore"):
        assert "private/" in path.read_text("utf-8").splitlines()
