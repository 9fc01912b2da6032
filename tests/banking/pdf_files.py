"""Statements as PDF made for a test: the cells a bank would print, set on pages."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

import weasyprint
from bank_files import ACCOUNT, HOLDER

RULES = "td, th { border: 0.5pt solid #000 }"
LINES_BELOW = "tr { border-bottom: 0.5pt solid #888 }"
BARE = ""
PREAMBLE = (f"户名：{HOLDER}", f"账号：{ACCOUNT}")


@dataclass(frozen=True)
class Look:
    """How the pages look.

    ``widths`` in millimetres and ``right`` (columns aligned to the right) go by column number;
    ``head`` prints the header on every page.
    """

    css: str = RULES
    widths: Sequence[float] = ()
    right: Sequence[int] = ()
    middle: bool = False
    head: bool = True
    title: str = "账户明细"
    preamble: Sequence[str] = PREAMBLE
    footer: str = '"第 " counter(page) " 页 共 " counter(pages) " 页"'
    size: str = "A4 landscape"
    after: str = ""
    extra: str = ""
    cells: dict[str, str] = field(default_factory=dict)


def as_html(table: Sequence[Sequence[str]], look: Look) -> str:
    width = len(table[0])
    css = "".join(f"td:nth-child({at + 1}) {{ text-align: right }}" for at in look.right) + "".join(
        f"th:nth-child({at}) {{ width: {each}mm }}" for at, each in enumerate(look.widths, 1)
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in table[1:]
    )
    head = "".join(f"<th>{html.escape(name)}</th>" for name in table[0])
    group = "table-header-group" if look.head else "table-row-group"
    preamble = "".join(f"<p>{html.escape(line)}</p>" for line in look.preamble)
    assert all(len(row) == width for row in table)
    return f"""<html lang="zh"><head><meta charset="utf-8"><style>
      @page {{ size: {look.size}; margin: 14mm 12mm; @bottom-center {{
        content: {look.footer}; font: 8pt "Noto Sans CJK SC" }} }}
      body {{ font: 9pt/1.35 "Noto Sans CJK SC" }}
      table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
      thead {{ display: {group} }} tr {{ break-inside: avoid }}
      td, th {{ padding: 2pt 4pt; overflow-wrap: anywhere; font-weight: normal;
        vertical-align: {"middle" if look.middle else "top"} }}
      {look.css} {css} {look.extra}</style></head><body><h2>{look.title}</h2>{preamble}
      <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{look.after}
      </body></html>"""


def as_pdf(table: Sequence[Sequence[str]], look: Look | None = None) -> bytes:
    """The table, its first row the header, on pages with preamble and page numbers."""
    return bytes(weasyprint.HTML(string=as_html(table, look or Look())).write_pdf())


Placed = tuple[float, float, str]


def written(
    placed: Sequence[Placed], *, cmap: str = "GBK-EUC-H", encoding: str = "gbk", mode: int = 0
) -> bytes:
    """One page with texts at places, in a font that is named but not embedded.

    Args:
        placed: x, y and text.
        cmap: a predefined character map of the PDF standard.
        encoding: what it decodes.
        mode: 3 is the invisible text of a scanner's reader.
    """
    shown = "".join(
        f"1 0 0 1 {x} {y} Tm <{text.encode(encoding).hex()}> Tj " for x, y, text in placed
    )
    return raw(
        f"BT /F1 9 Tf {mode} Tr {shown}ET",
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{cmap}"
        "/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500 814 939 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>",
    )


def raw(content: str, *fonts: str, catalog: str = "") -> bytes:
    """A PDF of one page from its parts; the first font is ``/F1``."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R"
            "/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *(fonts or ("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",)),
    ]
    body = "%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF\n".encode("latin-1")
