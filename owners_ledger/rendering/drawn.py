"""What is written on each page of a laid-out document, as the setter draws it.

Reading a finished PDF back costs as much as laying it out; the setter's own boxes hold the same
signs (``tests/annual/test_drawn.py`` compares the two).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes


def texts(document: Any) -> tuple[str, ...]:
    """The text of every page, a line of type on a line of text.

    Args:
        document: WeasyPrint's, laid out.
    """
    return tuple(
        "".join(_text(page._page_box))  # noqa: SLF001 - the page's boxes have no public name
        for page in document.pages
    )


def _text(box: Any) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        yield box.text
    elif isinstance(box, boxes.ReplacedBox):
        # A chart: its labels stand in the page's own source.
        if box.element is not None:
            yield "\n".join(box.element.itertext()) + "\n"
    else:
        for child in getattr(box, "children", ()):
            yield from _text(child)
        if isinstance(box, boxes.LineBox):
            yield "\n"
