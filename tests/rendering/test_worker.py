"""The child that sets pages gives what this process would, and stays within bounds."""

import datetime

import pytest

from owners_ledger.rendering.document import Embedded, RenderError
from owners_ledger.rendering.pdf import make_pdf
from owners_ledger.rendering.worker import Setter

DAY = datetime.date(2026, 3, 31)
PAGE = '<html lang="zh-Hans"><title>公示</title><p>期末余额 427,357.68</p></html>'
STYLE = ('html { font-family: "Noto Sans CJK SC" }', "p { colour: red }")


def test_the_child_gives_the_same_bytes():
    more = {"day": DAY, "embedded": (Embedded("a.json", "figures", b"{}"),), "paper": "a3"}
    with Setter() as set_page:
        there = set_page(PAGE, STYLE, **more)
    assert there == make_pdf(PAGE, STYLE, **more)
    assert len(there.warnings) == 1


def test_an_error_comes_back_with_its_remedy():
    page = PAGE.replace("<p>", '<p><img src="https://example.org/x.png" alt="x">')
    with Setter() as set_page, pytest.raises(RenderError, match=r"example\.org") as caught:
        set_page(page, STYLE, day=DAY)
    assert "data:" in caught.value.remedy


def test_a_page_that_bursts_the_bounds_is_an_error_and_no_crash():
    bomb = PAGE.replace("<p>", "<table><tr><td colspan=100000000>x</table><p>")
    with Setter() as set_page, pytest.raises(RenderError, match="排版没有完成"):
        set_page(bomb, STYLE, day=DAY)


def test_a_child_that_is_not_needed_is_ended():
    with Setter() as set_page:
        pass
    assert set_page._child.returncode is not None
