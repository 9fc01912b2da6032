"""What the PDF library shows of a page, mark by mark, and whether it showed all of it."""

from __future__ import annotations

import zlib
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import apply_matrix_pt

from owners_ledger.banking.reading.pdf_page import UNREADABLE, Mark, readable

MARK_LIMIT = 40_000
EDGE_LIMIT = 40_000
CONTENT_LIMIT = 32 * 1024 * 1024

_PIECE = 1 << 20
_INVISIBLE = 3
_SMALLEST = 1.0
_SHORTEST = 3.0
_STRAIGHT = 0.5


class PageLimitError(Exception):
    """A page with more on it than any statement has."""


class DamagedPageError(Exception):
    """A page of which a part is missing; the library would go on without it."""


class Collector(PDFTextDevice):
    """Keeps the marks and ruling lines of a page."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.marks: list[Mark] = []
        self.edges: list[tuple[float, float, float, float]] = []
        self.box = (0.0, 0.0)
        self.has_image = False
        self.has_hidden = False
        self.has_turned = False
        self.is_hidden = False
        self.run = 0
        self.open_texts = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.marks, self.edges = [], []
        self.open_texts = 0
        self.has_image = self.has_hidden = self.has_turned = False
        left, low, right, top = page.mediabox
        width, height = abs(right - left), abs(top - low)
        self.box = (height, width) if page.rotate in (90, 270) else (width, height)
        self.ctm = ctm

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.is_hidden = textstate.render == _INVISIBLE
        self.run += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0917 - the library calls it
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, _e, _f = matrix
        is_upright = a * scaling > 0 and d > 0 and abs(b) < a / 50 and abs(c) < d / 50
        if not is_upright:
            self.has_turned = True
        elif not font.is_vertical():
            self._keep(matrix, _text(font, cid), advance, rise, fontsize * d)
        return advance

    def _keep(self, matrix: Any, text: str, advance: float, rise: float, size: float) -> None:
        if self.is_hidden or size < _SMALLEST:
            self.has_hidden = True
            return
        left, base = apply_matrix_pt(matrix, (0, rise))
        right, _base = apply_matrix_pt(matrix, (advance, rise))
        width, height = self.box
        if right < 0 or left > width or base < 0 or base > height or not text:
            return
        if len(self.marks) >= MARK_LIMIT:
            raise PageLimitError
        left, right = min(left, right), max(left, right)
        self.marks.append(Mark(text, left, right, base, size, self.run))

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.has_image = True

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any
    ) -> None:
        assert self.ctm is not None
        start = last = None
        for step in path:
            place = start if step[0] == "h" else apply_matrix_pt(self.ctm, step[-2:])
            if step[0] == "m":
                start = place
            elif step[0] in "lh" and last and place:
                self._edge(last, place)
            last = place

    def _edge(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
        if min(across, along) > _STRAIGHT or max(across, along) < _SHORTEST:
            return
        if len(self.edges) >= EDGE_LIMIT:
            raise PageLimitError
        (x, y), (right, top) = map(min, one, other), map(max, one, other)
        self.edges.append((x, y, right, top))


class Interpreter(PDFPageInterpreter):
    """Makes sure that what a page or a form on it shows is there to its end."""

    device: Collector

    def execute(self, streams: Any) -> None:
        if not all(map(_is_whole, streams)):
            raise DamagedPageError
        super().execute(streams)

    def process_page(self, page: PDFPage) -> None:
        super().process_page(page)
        if self.device.open_texts:  # something swallowed the end of a text and what follows it
            raise DamagedPageError

    def do_BT(self) -> None:  # noqa: N802 - the library calls it
        super().do_BT()
        self.device.open_texts += 1

    def do_ET(self) -> None:  # noqa: N802 - the library calls it
        super().do_ET()
        self.device.open_texts -= 1


def _is_whole(content: object) -> bool:
    """Whether a page's content can be unpacked to its end; the library would drop the rest."""
    stream = resolve1(content)
    if not isinstance(stream, PDFStream) or stream.rawdata is None:
        return isinstance(stream, PDFStream)
    filters = stream.get_filters()
    if not filters or getattr(filters[0][0], "name", "") not in ("FlateDecode", "Fl"):
        return True
    packed = stream.rawdata
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        packed = stream.decipher(stream.objid, stream.genno, packed, stream.attrs)
    unpacking = zlib.decompressobj()
    size = 0
    try:
        while packed and not unpacking.eof:
            size += len(unpacking.decompress(packed, _PIECE))
            packed = unpacking.unconsumed_tail
            if size > CONTENT_LIMIT:
                raise PageLimitError
    except zlib.error:
        return False
    return unpacking.eof


def _text(font: PDFFont, cid: int) -> str:
    try:
        return readable(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNREADABLE
