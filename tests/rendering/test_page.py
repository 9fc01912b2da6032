"""The page for a browser: the same figures, one file, fit for a phone."""

import datetime
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import samples
from test_pdf import amounts

from owners_ledger.rendering import page, view
from owners_ledger.rendering.document import RenderError


def web(kind: str = "monthly", **changes: object) -> str:
    figures = samples.disclosure(kind, **changes)
    return page.web(
        None, kind, view.variables(figures, samples.committee(), draft=False, narrow=True)
    )


@pytest.mark.parametrize("kind", ["monthly", "quarterly"])
def test_it_says_what_the_notice_says(kind):
    text = re.sub(r"<style>.*?</style>|<[^>]+>", "", web(kind), flags=re.DOTALL)
    assert not {amount for amount in amounts(samples.disclosure(kind)) if amount not in text}


class Outside(HTMLParser):
    """Collects everything that could lead a browser elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "col", "br", "path", "rect"}:
            self.open.append(tag)
        if tag in {"script", "link", "iframe", "object", "embed", "img", "base", "form"}:
            self.found.append(tag)
        self.found += [
            name
            for name, _value in attrs
            if name in {"src", "href", "srcset"} or name.startswith("on")
        ]

    def handle_endtag(self, tag):
        if tag not in {"path", "rect"}:
            assert self.open.pop() == tag


@pytest.mark.parametrize("kind", ["monthly", "quarterly"])
def test_it_is_one_file_that_asks_for_nothing(kind):
    html = web(kind)
    reader = Outside()
    reader.feed(html)
    assert not reader.found
    assert not reader.open
    assert "url(" not in html
    assert "@import" not in html
    assert '<html lang="zh-Hans">' in html


def test_a_style_cannot_end_itself(tmp_path):
    (tmp_path / "reports/css").mkdir(parents=True)
    (tmp_path / "reports/css/screen.css").write_text("</style><script>1</script>", encoding="utf-8")
    with pytest.raises(RenderError):
        page.web(
            tmp_path,
            "monthly",
            view.variables(samples.disclosure(), samples.committee(), draft=False),
        )


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MEASURE = "<script>const e = document.documentElement; document.title = (e.scrollWidth - e.clientWidth) + '/' + innerWidth</script>"


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium")
@pytest.mark.parametrize("kind", ["monthly", "quarterly"])
def test_a_phone_of_360_pixels_needs_no_sideways_scrolling(kind, tmp_path):
    # A window cannot be as narrow as a phone, a frame can.
    (tmp_path / "page.html").write_text(
        web(kind).replace("</body>", f"{MEASURE}</body>"), encoding="utf-8"
    )
    (tmp_path / "frame.html").write_text(
        '<iframe src="page.html" width="360" height="640" style="border:0"></iframe>'
        "<script>onload = () => document.title = frames[0].document.title</script>",
        encoding="utf-8",
    )
    shown = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            f"--user-data-dir={tmp_path}/profile",
            "--virtual-time-budget=2000",
            "--dump-dom",
            (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout
    assert "<title>0/360</title>" in shown


@pytest.mark.parametrize("kind", ["monthly", "quarterly"])
@pytest.mark.parametrize("days_short", [0, 1])
def test_a_bill_without_balances_is_not_called_missing(kind, days_short):
    figures = samples.disclosure(kind)
    wallet = replace(
        figures.accounts[0],
        statement=None,
        difference=None,
        covered_to=figures.as_of - datetime.timedelta(days=days_short),
    )
    html = web(kind, accounts=(wallet, *figures.accounts[1:]))
    assert ("由流水推算" in html) == (days_short == 0)
    assert ("银行对账单还没有记入" in html) == (days_short == 1)
