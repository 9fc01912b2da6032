"""The SGML of OFX 1.x as a tree: values need no end tag, aggregates do."""

from __future__ import annotations

import re

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.standards.xmltree import DEPTH_LIMIT, ELEMENT_LIMIT, Node
from owners_ledger.i18n import _

_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._-]{0,40})>([^<]*)")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_MAY_BE_EMPTY = frozenset(
    ["MEMO", "NAME", "CHECKNUM", "REFNUM", "SIC", "ORG", "FID", "BANKID", "BRANCHID", "ACCTKEY"]
)


def parse(content: str, file: str) -> Node:
    """The element ``OFX``.

    Raises:
        StatementError: tags that do not close, or something that is no tag.
    """
    start = max(content.find("<OFX>"), 0)
    top = Node("")
    stack = [top]
    value = ""
    at = start
    for count, match in enumerate(_TOKEN.finditer(content, start)):
        if count > 2 * ELEMENT_LIMIT or len(stack) > DEPTH_LIMIT:
            raise refuse(_("OFX 的层数或元素多得不正常"), file=file)
        is_end, name, text = match[1], match[2].upper(), match[3].strip()
        if match.start() != at or (is_end and (text or not _closes(stack, name, value))):
            break
        at = match.end()
        value = "" if is_end or not text else name
        if not is_end:
            node = Node(name, text=_ENTITY.sub(lambda found: _ENTITIES[found[0]], text))
            stack[-1].children.append(node)
            if not text:
                stack.append(node)
    if at != len(content) or len(stack) > 1 or len(top.children) != 1:
        row = content.count("\n", 0, at) + 1
        raise refuse(
            _("OFX 已损坏，第 {row} 行起读不下去（文件可能没有下载完整）").format(row=row),
            file=file,
        )
    return top.children[0]


def _closes(stack: list[Node], name: str, value: str) -> bool:
    """Close the value just read, or an aggregate with the values left blank in it."""
    if name == value:
        return True
    while len(stack) > 1:
        node = stack.pop()
        if node.name == name:
            return True
        if node.name not in _MAY_BE_EMPTY:
            return False
        stack[-1].children += node.children
        node.children = []
    return False
