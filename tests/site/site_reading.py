"""Pages as a browser's parser has them, without a browser; and books that mean harm."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "img", "hr", "col"}
# Never free text: what the committee's program itself makes of dates and numbers.
MADE = {"month", "through", "kind", "period", "files", "file", "archive", "state"}
HARM = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' onclick=alert(3) {{ 7*7 }} &amp; "


@dataclasses.dataclass
class Element:
    tag: str
    attributes: dict
    text: str = ""


class Reading(HTMLParser):
    """Every element in order, with the text directly and indirectly in it."""

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.elements, self._open = [], []
        self.feed(content.decode())
        self.close()
        assert not self._open, [one.tag for one in self._open]

    def handle_starttag(self, tag, attrs):
        made = Element(tag, dict(attrs))
        assert len(made.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        for one in self._open:
            one.text += data

    def all(self, *tags):
        return [one for one in self.elements if one.tag in tags]

    @property
    def ids(self):
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def addresses(self):
        for one in self.elements:
            for key in ("href", "src", "action", "srcset", "poster", "data", "xlink:href"):
                if key in one.attributes:
                    yield one.attributes[key]


def html_pages(files):
    """The site's own pages: notices have their tests elsewhere."""
    return {n: Reading(c) for n, c in files.items() if n.endswith(".html") and "/" not in n}


def target(address):
    parts = urlsplit(address)
    return unquote(parts.path), unquote(parts.fragment)


def poisoned(value, name=""):
    """The same value with harm before every free text."""
    if isinstance(value, str):
        return HARM + value if value and name not in MADE else value
    if isinstance(value, tuple) and name not in MADE:
        return tuple(poisoned(one) for one in value)
    if dataclasses.is_dataclass(value):
        return type(value)(
            **{
                field.name: poisoned(getattr(value, field.name), field.name)
                for field in dataclasses.fields(value)
            }
        )
    return value


def write(root, files):
    """Files by path, as somebody unpacks them."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
