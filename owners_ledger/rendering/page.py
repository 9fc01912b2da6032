"""The page of a notice: its template filled, its style beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from owners_ledger import resources
from owners_ledger.i18n import _
from owners_ledger.rendering import templates
from owners_ledger.rendering.document import RenderError

_PRINT, _SCREEN, _DRAFT = "css/print.css", "css/screen.css", "css/draft.css"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text.

    Attributes:
        html: the page.
        styles: style sheets for printing.
    """

    html: str
    styles: tuple[str, ...]


def style(book: Path | None, name: str) -> str:
    """A style sheet, the committee's own first.

    Raises:
        RenderError: there is none of that name, or it is not UTF-8.
    """
    for folder in resources.search_path(book, "reports"):
        path = folder / name
        if path.is_file():
            try:
                return path.read_text("utf-8")
            except UnicodeDecodeError as error:
                raise RenderError(
                    _("样式文件不是 UTF-8 编码"), file=str(path), remedy=_("请另存为 UTF-8。")
                ) from error
    raise RenderError(_("找不到样式文件 {name}").format(name=name), file=name)


def printed(
    book: Path | None, kind: str, variables: Mapping[str, Any], *, draft: bool = False
) -> Page:
    """The page for the setter; a draft has the word across every sheet."""
    html = templates.render(book, f"{kind}.html", {**variables, "screen": False, "style": ""})
    return Page(html, (style(book, _PRINT), *([style(book, _DRAFT)] if draft else [])))


def web(book: Path | None, kind: str, variables: Mapping[str, Any], *, draft: bool = False) -> str:
    """The page for a browser: one file, its style inside, good on a phone and on paper."""
    text = sheets(book, _SCREEN, _PRINT)
    if draft:
        text += harmless_style(book, _DRAFT)
    styles = Markup(text)  # noqa: S704 - cannot end the style
    both = {**variables, "screen": True, "style": styles}
    return templates.render(book, f"{kind}.html", both)


def sheets(book: Path | None, screen: str, paper: str) -> str:
    """Two style sheets as one, each for its medium; it cannot end the element it stands in.

    Raises:
        RenderError: one of them holds the end of an element, or cannot be read.
    """
    on_screen, on_paper = harmless_style(book, screen), harmless_style(book, paper)
    return f"@media screen {{\n{on_screen}}}\n@media print {{\n{on_paper}}}"


def harmless_style(book: Path | None, name: str) -> str:
    """A style sheet that cannot end the element it stands in.

    Raises:
        RenderError: it holds the end of an element, or cannot be read.
    """
    text = style(book, name)
    if "</" in text:
        raise RenderError(_("样式文件里不能有 “</”"), file=name)
    return text
