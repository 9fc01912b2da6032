"""Writing from the page 待核实: who may, what becomes of it, and that a refusal changes no byte."""

from __future__ import annotations

import html
import re
import time

import pytest
from apps import app_of
from click.testing import CliRunner
from small_book import make_book, tree

from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.web.door import MOST_BYTES, TOKEN

FILE = "ledger/2025/02-bank-00000002.beancount"
LOCK = "ledger/.lock"


class Window:
    """The page of a book, as a browser on this computer has it."""

    def __init__(self, book, app):
        self.book = book
        self.client = app.test_client()
        self.home = f"/{app.config['LEDGERS'].first_slug()}/extension/Disclosure/"
        self.page = ""
        self.reload()

    def reload(self):
        got = self.client.get(f"{self.home}?tab=review", base_url="http://127.0.0.1/")
        assert got.status_code == 200
        self.page = got.text
        return self

    def said(self, name):
        found = re.search(rf'data-{name}="([^"]*)"', self.page)
        return html.unescape(found[1]) if found else None

    def post(self, endpoint, body, *, headers=None, token=None, **more):
        known = {TOKEN: self.said("token") if token is None else token}
        more = more or {"json": body}
        return self.client.post(
            f"{self.home}{endpoint}",
            base_url="http://127.0.0.1/",
            headers={**known, **(headers or {})},
            **more,
        )

    def settle(self, action, **more):
        return self.post("settle", self.decision(action, **more))

    def decision(self, action, **more):
        return {"ref": self.said("ref"), "version": self.said("version"), "action": action, **more}

    def tree(self):
        return {name: digest for name, digest in tree(self.book).items() if name != LOCK}


@pytest.fixture
def window(tmp_path):
    book = make_book(tmp_path / "book")
    with app_of(book) as app:
        yield Window(book, app)


def postings(book, ref="01/S4"):
    """The entry of a bank line in the books as anybody loads them."""
    for entry in load_books(book).transactions:
        if any((one.meta or {}).get("bank-ref") == ref for one in entry.postings):
            legs = [(one.account, str(one.units.number)) for one in entry.postings]
            return entry.flag, entry.payee, entry.narration, legs
    return None


BANK = ("Assets:10银行存款:01基本户", "88.00")
FEE = ("Assets:20应收款:01物业费", "-88.00")


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_accepting_a_candidate_writes_one_file_and_a_second_time_nothing(window):
    before = window.tree()
    answer = window.settle("accept", number=1)
    assert answer.status_code == 200, answer.text
    assert changed(before, window.tree()) == {FILE}
    assert postings(window.book) == ("*", "1-1-101", "物业费", [BANK, FEE])
    after = window.tree()
    again = window.settle("accept", number=1)  # the page as it was: a double click
    assert again.status_code in (409, 422)
    assert window.tree() == after
    assert window.reload().said("ref") is None


def test_a_split_and_a_line_left_for_later(window):
    parts = [
        {"account": "物业费", "holder": "1-1-101", "amount": "80.00"},
        {"account": "银行手续费", "holder": "", "amount": "8"},
    ]
    left = window.settle("leave", why="等回复", due="2025-03-31")
    assert left.status_code == 200, left.text
    assert "先放着：等回复" in window.reload().page
    assert window.settle("assign", parts=parts, narration="物业费").status_code == 200
    legs = [BANK, (FEE[0], "-80.00"), ("Expenses:50管理:54银行手续费", "-8.00")]
    assert postings(window.book) == ("*", "1-1-101", "物业费", legs)
    assert "why" not in (window.book / FILE).read_text(encoding="utf-8")


def test_the_last_decision_is_put_back_byte_for_byte(window):
    before = window.tree()
    window.settle("leave", why="等回复", due="2025-03-31")
    between = window.tree()
    window.reload().settle("accept", number=2)
    key = window.reload().said("undo")
    assert window.post("undo", {"key": key}).status_code == 200
    assert window.tree() == between
    assert window.post("undo", {"key": key}).status_code == 422
    assert window.post("undo", {"key": window.reload().said("undo")}).status_code == 200
    assert window.tree() == before
    assert window.reload().said("undo") is None


def test_what_is_put_back_must_be_what_was_written(window):
    window.settle("accept", number=1)
    key = window.reload().said("undo")
    with (window.book / FILE).open("a", encoding="utf-8") as file:
        file.write("; 手改\n")
    before = window.tree()
    assert window.post("undo", {"key": key}).status_code == 409
    assert window.tree() == before


def test_a_file_changed_since_it_was_shown_is_not_written(window):
    with (window.book / FILE).open("a", encoding="utf-8") as file:
        file.write("; 手改\n")
    before = window.tree()
    answer = window.settle("accept", number=1)
    assert answer.status_code == 409
    assert "改过" in answer.json["error"]
    assert window.tree() == before
    shown, until = window.said("version"), time.monotonic() + 10
    while window.reload().said("version") == shown and time.monotonic() < until:
        time.sleep(0.05)  # Fava looks at its files from time to time
    assert window.settle("accept", number=1).status_code == 200
    assert (window.book / FILE).read_text(encoding="utf-8").endswith("; 手改\n")


def test_a_closed_month_is_not_written(window):
    (window.book / "ledger" / "closed").mkdir()
    (window.book / "ledger" / "closed" / "2025-02.toml").write_text("", encoding="utf-8")
    before = window.tree()
    answer = window.settle("accept", number=1)
    assert answer.status_code == 422
    assert "已经结账" in answer.json["error"]
    assert window.tree() == before


def test_a_decision_that_makes_new_errors_is_not_written(window):
    """The receivable is asserted: booking the line there would break the assertion."""
    with (window.book / "ledger" / "2025" / "03-manual.beancount").open(
        "w", encoding="utf-8"
    ) as file:
        file.write("2025-03-01 balance Assets:20应收款:01物业费  0.00 CNY\n")
    before = window.reload().tree()
    answer = window.settle("accept", number=1)
    assert answer.status_code == 422
    assert "检查会多出 1 处错误" in answer.json["error"]
    assert window.tree() == before
    assert window.settle("accept", number=2).status_code == 200


def test_another_command_at_work_is_waited_for(window):
    from owners_ledger.books.write import locked  # noqa: PLC0415 - for this test only

    before = window.tree()
    with locked(window.book):
        assert "正在写" in window.settle("accept", number=1).json["error"]
    assert window.tree() == before


FOREIGN = [
    {"Origin": "http://example.org"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:5001"},
    {"Referer": "http://example.org/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "example.org"},
]


@pytest.mark.parametrize("endpoint", ["settle", "undo"])
def test_only_our_own_page_writes(window, endpoint):
    before = window.tree()
    body = window.decision("accept", number=1)
    for headers in FOREIGN:
        assert window.post(endpoint, body, headers=headers).status_code == 403
    with app_of(window.book) as app:
        other = Window(window.book, app).said("token")
    for token in ("", "x", window.said("token")[:-1], other):
        assert window.post(endpoint, body, token=token).status_code == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = window.post(endpoint, None, data="{}", content_type=kind)
        assert answer.status_code == 415
    long = window.post(endpoint, {"why": "长" * MOST_BYTES})
    assert long.status_code == 413
    for data in ("[]", "1", "{", '"x"', "null"):
        answer = window.post(endpoint, None, data=data, content_type="application/json")
        assert answer.status_code == 400
    for method in ("get", "put", "delete", "patch"):
        answer = getattr(window.client, method)(
            f"{window.home}{endpoint}", base_url="http://127.0.0.1/", json=body
        )
        assert answer.status_code in (404, 405)
    assert window.tree() == before


STRANGE = [
    {},
    {"action": "x"},
    {"action": "accept"},
    {"action": "accept", "number": "1"},
    {"action": "accept", "number": True},
    {"action": "accept", "number": -1},
    {"action": "accept", "number": 99},
    {"action": "assign"},
    {"action": "assign", "parts": []},
    {"action": "assign", "parts": ["物业费"]},
    {"action": "assign", "parts": [{"account": 1}]},
    {"action": "assign", "parts": [{"account": "物业费", "amount": "1e2"}]},
    {"action": "assign", "parts": [{"account": "物业费", "amount": "88.001"}]},
    {"action": "assign", "parts": [{"account": "物业费", "amount": 88}]},
    {"action": "assign", "parts": [{"account": "x" * 201}]},
    {"action": "assign", "parts": [{"account": "物业费", "amount": "1"}] * 21},
    {"action": "leave", "why": "x", "due": "明天"},
    {"action": "leave", "why": " ", "due": "2025-03-31"},
    {"action": "accept", "number": 1, "ref": "01/S3"},
    {"action": "accept", "number": 1, "ref": "../../外面.txt:1"},
    {"action": "accept", "number": 1, "version": ""},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_requests_are_sentences_and_write_nothing(window, strange):
    before = window.tree()
    body = {"ref": window.said("ref"), "version": window.said("version"), **strange}
    answer = window.post("settle", body)
    assert answer.status_code in (409, 422)
    assert answer.json["error"]
    assert window.tree() == before


def test_the_command_line_writes_the_same(window, tmp_path):
    other = make_book(tmp_path / "other")
    window.settle("accept", number=2)
    run = ["--book", str(other), "review"]
    dry = CliRunner().invoke(main, [*run, "accept", "01/S4", "--candidate", "2", "--dry-run"])
    assert "只是预演" in dry.output
    assert postings(other)[0] == "!"
    done = CliRunner().invoke(main, [*run, "accept", "01/S4", "--candidate", "2"])
    assert done.exit_code == 0, done.output
    assert (other / FILE).read_bytes() == (window.book / FILE).read_bytes()
    again = CliRunner().invoke(main, [*run, "accept", "01/S4", "--candidate", "2"])
    assert again.exit_code == 1
    assert "已经核实" in again.output
