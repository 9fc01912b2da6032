"""XML read without risk: no document type, no entities, bounded in depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

DEPTH_LIMIT = 64
ELEMENT_LIMIT = 200_000

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class Node:
    """An element by its local name.

    Attributes:
        name: without namespace.
        space: the namespace, "" without one.
        attributes: by their names as written.
        children: the elements in it.
        text: the text directly in it, trimmed.
    """

    name: str
    space: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, path: str) -> Iterator[Node]:
        """The elements at a path of local names (``Acct/Id/IBAN``)."""
        name, _slash, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, path: str) -> Node | None:
        """The first element at a path."""
        return next(self.all(path), None)

    def text_at(self, *paths: str) -> str:
        """The first text found at one of the paths, "" where there is none."""
        return next((node.text for path in paths for node in self.all(path) if node.text), "")

    def below(self, name: str) -> Iterator[Node]:
        """Every element of that name at any depth, itself included."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.name == name:
                yield node
            stack.extend(reversed(node.children))


class _LimitError(ValueError):
    """Too deep or too many."""


class _Builder:
    """Builds the nodes while they are read, so that the bounds hold before memory is used."""

    def __init__(self) -> None:
        self.root = Node("")
        self.stack = [self.root]
        self.texts: list[list[str]] = [[]]
        self.count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if len(self.stack) > DEPTH_LIMIT or self.count > ELEMENT_LIMIT:
            raise _LimitError
        space, _brace, name = tag.rpartition("}")
        node = Node(name, space.lstrip("{"), attributes)
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self.texts.append([])

    def end(self, _tag: str) -> None:
        self.stack.pop().text = "".join(self.texts.pop()).strip()

    def data(self, data: str) -> None:
        self.texts[-1].append(data)

    def close(self) -> Node:
        return self.root.children[0]


def parse(content: str, file: str) -> Node:
    """The root element.

    Args:
        content: the decoded text; an encoding it declares no longer counts.
        file: for messages.

    Raises:
        StatementError: damaged, with a document type or entities, too deep or too large.
    """
    parser: Any = DefusedXMLParser(target=_Builder(), forbid_dtd=True)  # type: ignore[no-untyped-call]  # untyped library
    try:
        parser.feed(_DECLARATION.sub("", content, count=1).strip())
        root = parser.close()
    except DefusedXmlException:
        raise _hostile(file, _("XML 里有文档类型定义或实体")) from None
    except _LimitError:
        raise _hostile(file, _("XML 的层数或元素多得不正常")) from None
    except (ParseError, ExpatError) as error:
        raise refuse(
            _("XML 已损坏，第 {row} 行起读不下去（文件可能没有下载完整）").format(
                row=error.position[0] if isinstance(error, ParseError) else error.lineno
            ),
            file=file,
        ) from None
    assert isinstance(root, Node)
    return root


def _hostile(file: str, why: str) -> Exception:
    return refuse(why, file=file, remedy=_("银行和税务局的文件不会这样；请从原处重新下载"))
