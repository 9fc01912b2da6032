"""Web pages and XML workbooks that banks name ``.xls``: text of table cells, nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.workbook import CELL_LIMIT, ROW_LIMIT
from owners_ledger.i18n import _

_SPAN_LIMIT = 100
_ROW_TAGS = frozenset(["tr", "row", "ss:row"])
_CELL_TAGS = frozenset(["td", "th", "cell", "ss:cell"])
_SILENT_TAGS = frozenset(["script", "style", "title"])


class _LimitError(Exception):
    """More rows or cells than a statement has."""


class _Tables(HTMLParser):
    """Collects the cells of all tables of a page, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._down = 1
        self._hanging: dict[int, int] = {}  # column → rows that a cell above covers
        self._begun: dict[int, int] = {}
        self._silent = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ROW_TAGS:
            self._close_row()
            self.rows.append([])
            if len(self.rows) > ROW_LIMIT:
                raise _LimitError
        elif tag == "table":
            self._close_row()
            self._hanging.clear()
        elif tag in _CELL_TAGS:
            self._close_cell()
            if not self.rows:
                self.rows.append([])
            self._pass_hanging()
            named = dict(attrs)
            self._pad(named.get("ss:index"))
            self._cell = []
            self._span = _number(named.get("colspan"), 1)
            self._down = _number(named.get("rowspan"), 1)
            self._count(self._span)
        elif tag in _SILENT_TAGS:
            self._silent += 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELL_TAGS or tag in _ROW_TAGS or tag == "table":
            self._close_cell()
        elif tag in _SILENT_TAGS:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._close_cell()

    def _close_row(self) -> None:
        """End the row; what hangs into it from above hangs one row less."""
        self._close_cell()
        if self.rows and self.rows[-1]:
            self._pass_hanging()
        self._hanging = {at: left - 1 for at, left in self._hanging.items() if left > 1}
        self._hanging |= self._begun
        self._begun = {}

    def _pass_hanging(self) -> None:
        """Leave blank where a cell from a row above reaches down."""
        row = self.rows[-1]
        while self._hanging.get(len(row)):
            row.append("")
            self._count(1)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > CELL_LIMIT:
            raise _LimitError

    def _pad(self, place: str | None) -> None:
        row = self.rows[-1]
        row.extend([""] * (_number(place, 1) - 1 - len(row)))

    def _close_cell(self) -> None:
        if self._cell is not None:
            if self._down > 1:
                start = len(self.rows[-1])
                self._begun |= dict.fromkeys(range(start, start + self._span), self._down - 1)
            self.rows[-1].append("".join(self._cell))
            self.rows[-1].extend([""] * (self._span - 1))
            self._cell = None


def _number(written: str | None, default: int) -> int:
    if written and written.isascii() and written.isdigit():
        return max(1, min(int(written[:4]), _SPAN_LIMIT))
    return default


def read_tables(content: str, file: str) -> list[list[str]]:
    """The rows of all tables of the page.

    Raises:
        StatementError: there is no table, or the page is cut before its last table ends.
    """
    if "<!ENTITY" in content[:10_000].upper():
        raise refuse(_("文件里有实体定义，不是银行的流水"), file=file)
    parser = _Tables()
    try:
        parser.feed(content)
        if "<" in parser.rawdata or parser.cdata_elem:
            raise refuse(_("网页里有没有结尾的标记，后面的内容读不到"), file=file)
        parser.close()
    except _LimitError:
        raise refuse(
            _("网页表格的行或单元格多得不正常"), file=file, remedy=_("请分月下载")
        ) from None
    except (AssertionError, ValueError):  # the library's words for what it cannot parse
        raise refuse(_("网页的标记写坏了，读不下去"), file=file) from None
    if not any(parser.rows):
        if content.lstrip()[:5].lower() in ("<?xml", "<svg "):
            raise refuse(
                _("这是 XML 文件，里面没有流水"),
                file=file,
                remedy=_("请在网上银行下载 Excel 或 CSV 格式的账户明细"),
            )
        raise refuse(
            _("这是网页，里面没有表格"),
            file=file,
            remedy=_("网上银行可能已退出登录；请重新登录后下载账户明细"),
        )
    lowered = content.lower()
    if lowered.count("<table") > lowered.count("</table"):
        raise refuse(_("网页表格没有结尾，文件没有下载完整"), file=file, row=len(parser.rows))
    return parser.rows
