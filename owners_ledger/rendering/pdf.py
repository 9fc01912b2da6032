"""The edge to WeasyPrint: a page and its style become an archival, tagged PDF.

Nothing outside is fetched, neither by the page nor by a style sheet. The same input gives the
same bytes: dates come from the report, the document's identifier from its content.
"""

# WeasyPrint has no types.
# mypy: allow-untyped-calls

from __future__ import annotations

import datetime
import gc
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from owners_ledger.i18n import _
from owners_ledger.rendering import drawn, setter_style
from owners_ledger.rendering.document import Document, Embedded, RenderError

ZOOM = {"a4": 1.0, "a3": 297 / 210}

_NOWHERE = "data:,"  # relative addresses lead nowhere, and to no folder of this computer
_LOGGER = logging.getLogger("weasyprint")
_UA_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
_UA_XMP = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA_NAMESPACE}" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class ClosedFetcher(URLFetcher):
    """Fetches nothing but ``data:`` addresses."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return FontConfiguration()


def warm_up() -> None:
    """Load what setting any page needs (fonts, the built-in style), before the page is there."""
    sample = '<html lang="zh-Hans"><title>公示</title><p>公示 <b>2026</b></p>'
    make_pdf(sample, ('html { font-family: "Noto Sans CJK SC" }',), day=datetime.date(2020, 1, 1))


@contextmanager
def quiet_setting() -> Iterator[_Log]:
    """Collect the setter's log, and keep the garbage collector out of its millions of boxes."""
    log = _Log()
    was, propagate = gc.isenabled(), _LOGGER.propagate
    _LOGGER.addHandler(log)
    _LOGGER.propagate = False
    gc.disable()
    try:
        yield log
    finally:
        _LOGGER.removeHandler(log)
        _LOGGER.propagate = propagate
        if was:
            gc.enable()


def laid_out(page: str, styles: Sequence[str]) -> Any:
    """WeasyPrint's document of a page and its styles, nothing fetched from outside."""
    fetcher = ClosedFetcher()
    sheets = [
        weasyprint.CSS(string=style, url_fetcher=fetcher, font_config=_fonts(), base_url=_NOWHERE)
        for style in styles
    ]
    html = setter_style.Page(string=page, url_fetcher=fetcher, base_url=_NOWHERE)
    return html.render(font_config=_fonts(), stylesheets=sheets)


def make_pdf(
    page: str,
    styles: tuple[str, ...],
    *,
    day: datetime.date,
    embedded: tuple[Embedded, ...] = (),
    paper: str = "a4",
) -> Document:
    """Set a page as PDF/A-3a, tagged for PDF/UA-1.

    Args:
        page: HTML text.
        styles: CSS texts.
        day: date of the embedded files (a day of the report, never today).
        embedded: files to put inside.
        paper: ``a4``, or ``a3`` for the same pages enlarged.

    Raises:
        RenderError: the page wants something from outside, or cannot be set.
    """
    fetcher = ClosedFetcher()
    moment = datetime.datetime.combine(day, datetime.time())
    files = [
        weasyprint.Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            created=moment,
            modified=moment,
            relationship="Data",
            url_fetcher=fetcher,
        )
        for file in embedded
    ]
    with quiet_setting() as log:
        document = laid_out(page, styles)
        _claim_accessibility(document.metadata)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
            content = document.write_pdf(
                zoom=ZOOM[paper], pdf_variant="pdf/a-3a", pdf_tags=True, attachments=files
            )
    errors = [record.getMessage() for record in log.records if record.levelno >= logging.ERROR]
    if errors:
        raise RenderError(
            _("排版出错：{why}").format(why="；".join(errors[:3])),
            remedy=_("模板和样式不能引用外部地址，图片请写成 data: 地址。没有生成任何文件。"),
        )
    return Document(
        content,
        len(document.pages),
        tuple(record.getMessage() for record in log.records),
        drawn.texts(document),
    )


def _claim_accessibility(metadata: Any) -> None:
    """Let the metadata name PDF/UA-1 beside PDF/A-3, with the extension schema PDF/A asks for."""
    generate = metadata.generate_rdf_metadata

    def with_ua(*args: Any) -> bytes:
        rdf: bytes = generate(*args)
        return rdf.replace(b"</rdf:RDF>", _UA_XMP.encode() + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = with_ua
