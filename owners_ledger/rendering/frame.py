"""What ``_report.html`` needs of every report that is not a notice on the cash view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from owners_ledger.config import Committee
from owners_ledger.rendering import seal
from owners_ledger.rendering.json_ import as_json
from owners_ledger.rendering.view import Board


@dataclass(frozen=True, slots=True)
class Frame:
    """The outer side of a report.

    Attributes:
        kind: class of the page's body, the template's name.
        title: in full, without the estate's name.
        number: of the notice, or "".
        draft: whether this is a draft that must not be posted.
        seal: the 核对码.
        qr: QR code as inline SVG, or "" without a public edition.
        narrow: whether for a phone's width.
    """

    kind: str
    title: str
    number: str
    draft: bool
    seal: str
    qr: Markup
    narrow: bool


def variables(
    value: Any,
    committee: Committee,
    *,
    kind: str,
    title: str,
    number: str = "",
    draft: bool = False,
    narrow: bool = False,
    **more: Any,
) -> Mapping[str, Any]:
    """The variables of a template that extends ``_report.html``.

    Args:
        value: the report, as ``d``.
        committee: who publishes it.
        kind: the template's name.
        title: without the estate's name.
        number: of the notice, or "".
        draft: mark it as a draft.
        narrow: for a phone's width.
        more: further variables of this template.
    """
    svg = ""
    if committee.website:
        svg = seal.qr_svg(committee.website, f"二维码：{committee.website}")
    frame = Frame(
        kind=kind,
        title=title,
        number=number,
        draft=draft,
        seal=seal.seal_code(as_json(value)),
        qr=Markup(svg),  # noqa: S704 - segno escapes the title, the rest is numbers
        narrow=narrow,
    )
    return MappingProxyType({"d": value, "board": Board.of(committee), "sheet": frame, **more})
