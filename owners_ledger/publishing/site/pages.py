"""The public value as pages: which there are, what each is filled with, how long each may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from owners_ledger import resources
from owners_ledger.publishing.model import PublicBook
from owners_ledger.publishing.site.charts import HATCHED, SOLID, Group, chart, unit_of
from owners_ledger.publishing.site.view import (
    ITEMS_ON_A_PAGE,
    Month,
    leaves_of,
    listed_on,
    months_of,
    notice_anchor,
    years_of,
)
from owners_ledger.rendering import page, templates
from owners_ledger.reporting.project_model import ProjectPage

_STYLE, _SCRIPT = "site/site.css", "site/site.js"
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,40}")
_FEWEST = 2  # a single month is no comparison
_YEAR = 12
# What the menu leads to, in this order; pages with nothing to show are left out.
_MENU = (
    ("index.html", "本月"),
    ("months.html", "各月收支"),
    ("property.html", "公共收益"),
    ("works.html", "工程"),
    ("budget.html", "预算"),
    ("notices.html", "历次公示"),
    ("questions.html", "提问答复"),
    ("vouchers.html", "看凭证"),
    ("check.html", "核对"),
    ("data.html", "下载"),
)

Page = tuple[str, str, Mapping[str, Any]]


def pages(root: Path | None, book: PublicBook) -> dict[str, bytes]:
    """The site.

    Args:
        root: the committee's folder, whose templates and style come first; ``None``: ours.
        book: what is shown; the same value gives the same bytes.

    Returns:
        Path in the edition → content.

    Raises:
        RenderError: a template of the committee's has a mistake.
    """
    menu = tuple(_menu(book))
    files = {
        name: templates.render(
            root, f"site/{template}.html", {"b": book, "menu": menu, "here": here, **variables}
        ).encode()
        for name, template, variables in _pages(book)
        for here in (variables.get("under", name),)
    }
    files["site.css"] = page.style(root, _STYLE).encode()
    # The script is ours alone: what runs on owners' phones is what was tested.
    files["site.js"] = (resources.data_dir("reports") / _SCRIPT).read_bytes()
    return files


def _menu(book: PublicBook) -> Iterator[tuple[str, str]]:
    empty = {
        "property.html": not (book.places or book.contracts),
        "works.html": not book.projects,
        "budget.html": book.budget is None,
    }
    return (one for one in _MENU if not empty.get(one[0], False))


def _pages(book: PublicBook) -> Iterator[Page]:
    months = months_of(book)
    newest = months[-1]
    yield "index.html", "index", {"m": newest, **_charts(months[-_YEAR:])}
    years = years_of(months)
    yield "months.html", "months", {"years": years[::-1]}
    for year in years:
        yield year.page, "year", {"y": year, "under": "months.html", **_charts(year.months)}
    for month in months:
        yield month.page, "month", {"m": month, "under": "months.html"}
        yield from _leaves(month)
    if book.places or book.contracts:
        yield "property.html", "property", {}
    if book.projects:
        yield from _works(book.projects)
    if book.budget is not None:
        yield "budget.html", "budget", {"d": book.budget}
    anchors = [notice_anchor(book, place) for place in range(len(book.notices))]
    yield from _listed("notices", tuple(zip(anchors, book.notices, strict=True)))
    yield from _listed("questions", book.questions, {"m": newest})
    yield "vouchers.html", "vouchers", {}
    yield "check.html", "check", {"m": newest}
    yield "data.html", "data", {}


def _leaves(month: Month) -> Iterator[Page]:
    for line in (*month.income, *month.spending):
        for name, rows in leaves_of(line):
            given = {"m": month, "line": line, "rows": rows, "page": name}
            yield name, "entries", {**given, "under": "months.html"}


def _works(projects: Sequence[ProjectPage]) -> Iterator[Page]:
    names = [
        f"work-{one.code if _SLUG.fullmatch(one.code) else place}.html"
        for place, one in enumerate(projects, start=1)
    ]
    yield "works.html", "works", {"works": tuple(zip(names, projects, strict=True))}
    for name, one in zip(names, projects, strict=True):
        yield name, "work", {"d": one, "under": "works.html"}


def _listed(
    stem: str, items: Sequence[Any], more: Mapping[str, Any] | None = None
) -> Iterator[Page]:
    """A long list on several pages."""
    count = max(1, -(-len(items) // ITEMS_ON_A_PAGE))
    names = [listed_on(stem, leaf) for leaf in range(count)]
    for place, name in enumerate(names):
        shown = items[place * ITEMS_ON_A_PAGE : (place + 1) * ITEMS_ON_A_PAGE]
        given = {"items": tuple(shown), "names": tuple(names), "place": place, **(more or {})}
        yield name, stem, {**given, "under": f"{stem}.html"}


def _charts(months: Sequence[Month]) -> dict[str, Any]:
    """Income against spending, and the money at each month's end; "" for a single month."""
    if len(months) < _FEWEST:
        return {"flows": "", "levels": "", "shown": tuple(months)}
    marks = [_mark(one.month.month, first=place == 0) for place, one in enumerate(months)]
    figures = [one.month.figures for one in months]
    flows = [
        Group(mark, (("收", one.income_total), ("支", one.spending_total)))
        for mark, one in zip(marks, figures, strict=True)
    ]
    levels = [Group(mark, (("", one.closing),)) for mark, one in zip(marks, figures, strict=True)]
    return {
        "unit": unit_of(flows),
        "level_unit": unit_of(levels),
        "flows": chart("flows", "各月收入和支出", flows, (SOLID, HATCHED)),
        "levels": chart("levels", "各月末的钱", levels, (SOLID,)),
        "shown": tuple(months),
    }


def _mark(month: str, *, first: bool) -> str:
    year, _dash, number = month.partition("-")
    return f"{year}.{int(number)}" if first or number == "01" else f"{int(number)}月"
