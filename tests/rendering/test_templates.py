from pathlib import Path

import pytest
import samples

from owners_ledger.rendering import page, templates, view
from owners_ledger.rendering.document import RenderError


@pytest.fixture
def book(tmp_path):
    (tmp_path / "reports" / "css").mkdir(parents=True)
    return tmp_path


def own(book: Path, text: str, name: str = "monthly.html") -> str:
    (book / "reports" / name).write_text(text, encoding="utf-8")
    variables = view.variables(samples.disclosure(), samples.committee(), draft=False)
    return templates.render(book, "monthly.html", variables)


def test_the_committees_own_template_comes_first(book):
    assert (
        own(book, "<p>{{ board.name }}：{{ d.closing|money }}</p>")
        == "<p>云杉苑小区：427,357.68</p>"
    )


def test_its_own_style_too_and_the_shipped_macros_stay_at_hand(book):
    (book / "reports/css/print.css").write_text("p { color: black }", encoding="utf-8")
    assert page.style(book, "css/print.css") == "p { color: black }"
    assert "@media" in page.style(book, "css/screen.css")
    html = own(book, "{% import '_macros.html' as part %}{{ part.explained(explanations) }}")
    assert "<h2>说明</h2>" in html


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("<p>\n{{ d.closng }}</p>", 2, "closng"),
        ("{{ nothing }}", 1, "nothing"),
        ("a\nb\n{% if %}", 3, "Template"),
        ("a\n{{ 1 / 0 }}", 2, "ZeroDivision"),
        ("{{ d.closing|nofilter }}", 1, "nofilter"),
        ("\n{{ board|money }}", 2, "Error"),
    ],
)
def test_a_mistake_names_the_template_and_the_line(book, text, line, word):
    with pytest.raises(RenderError) as caught:
        own(book, text)
    assert caught.value.file is not None
    assert caught.value.file.endswith("monthly.html")
    assert caught.value.line == line
    assert word in caught.value.message


def test_a_template_that_is_not_there(book):
    with pytest.raises(RenderError, match=r"nowhere\.html"):
        templates.render(book, "nowhere.html", {})


@pytest.mark.parametrize(
    "text",
    [
        "{{ d.__class__ }}",
        "{{ d.closing.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{% set x = income.rows.append(1) %}",
        "{{ '%s'|format(d.__class__) }}",
        "{{ '{0.__class__}'.format(d) }}",
    ],
)
def test_a_template_can_only_lay_out(book, text):
    with pytest.raises(RenderError):
        own(book, text)


def test_a_template_cannot_reach_outside_its_folders(book):
    (book / "secret.html").write_text("secret", encoding="utf-8")
    with pytest.raises(RenderError):
        own(book, "{% include '../secret.html' %}")


def test_text_is_text_whatever_it_looks_like():
    evil = "<script>alert(1)</script>{{ 7*7 }}{% include 'x' %}&amp;\"'"
    figures = samples.disclosure(headline=evil)
    html = page.web(None, "monthly", view.variables(figures, samples.committee(), draft=False))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}{% include" in html
