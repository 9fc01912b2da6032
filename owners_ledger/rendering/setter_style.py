"""The setter's built-in style without what costs half of its work.

It gives every element six pseudo-elements (list markers, calls and marks of notes), each with a
computed style of its own: of a page with a table of 5,000 rows some 300,000 of them, and as many
hundred megabytes. Here only list items have markers and only ``aside`` elements are footnotes.
"""

# WeasyPrint has no types.
# mypy: allow-untyped-calls, disable-error-code=misc

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA

_OF_ALL = re.compile(r"^::(marker|(?:foot)?note-[a-z]+) \{", re.MULTILINE)
_WHOSE = {"marker": ("li", "summary")}
_NOTES = ("aside",)


@lru_cache(maxsize=1)
def _style() -> Any:
    return weasyprint.CSS(string=narrowed(UA), counter_style=CounterStyle())


def narrowed(style: str) -> str:
    """A style sheet whose pseudo-elements of every element are those of a few.

    >>> narrowed("::marker { color: red }")
    'li::marker, summary::marker { color: red }'
    """
    return _OF_ALL.sub(
        lambda found: (
            ", ".join(f"{one}::{found[1]}" for one in _WHOSE.get(found[1], _NOTES)) + " {"
        ),
        style,
    )


class Page(weasyprint.HTML):
    """A page with that style."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return super()._ua_stylesheets(forms) if forms else [_style()]
