"""The same history written as another branch, another month or another program would write it."""

from __future__ import annotations

import dataclasses
import datetime
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
import xlwt
from bank_files import CONTAINERS, Truth, grouped, plain
from layouts.known import LAYOUTS, Layout
from layouts.render import around, body

Grid = list[list[object]]
EXTRA = ("渠道", "柜员号", "IP地址", "审核状态", "网点名称", "凭证类型", "手续费", "起息日期", "对方开户行", "冻结金额", "联行号")  # fmt: skip
NEEDED = {"stamp", "out", "in", "abs", "signed", "flag", "balance"}
_TIMES = Counter(name for layout in LAYOUTS.values() for name in set(layout.header))
COMMON = frozenset(name for name, times in _TIMES.items() if times > 1)
NUMBERS = ("out", "in", "abs", "balance")


@dataclass(frozen=True)
class Written:
    """A file as written: its bytes, how it is laid out, where each line stands, what is skipped."""

    content: bytes
    layout: Layout
    rows: list[int]
    skipped: tuple[int, ...]
    how: str


def written(layout: Layout, lines: Sequence[Truth], seed: object) -> Written:
    """The history in a random variant of the layout."""
    chance = random.Random(f"vary {seed}")
    how = []
    if not layout.lower and "" not in layout.header:
        layout, said = _columns(layout, chance)
        how.append(said)
    layout = dataclasses.replace(
        layout, is_newest_first=chance.choice([layout.is_newest_first, True, False])
    )
    style = layout.style
    money = chance.choice([style.money, plain, grouped, *MONEY])
    layout = dataclasses.replace(layout, style=dataclasses.replace(style, money=money))
    if "signed" in layout.meanings:
        layout = dataclasses.replace(layout, style=style)
    how.append(f"newest first {layout.is_newest_first}, money {money(Decimal('-1234.5'))}")
    table = [list(row) for row in body(layout, lines)]
    placed: list[tuple[list[object], int | None]] = []
    for at, row in enumerate(table):
        placed.append(([*row, *[""] * chance.choice([0, 0, 3])], at))
        if chance.random() < 0.1:
            placed.append(([""] * chance.choice([0, 3, len(row)]), None))
    head: Grid = [[], *([[]] * chance.choice([0, 0, 1, 4]))][1:]
    head += [list(row) for row in around(layout.above, lines)]
    if layout.above and chance.random() < 0.3:
        head.insert(chance.randint(0, len(head)), [])
    head += [list(layout.header)] + ([list(layout.lower)] if layout.lower else [])
    tail: Grid = [[]] * chance.choice([0, 0, 2]) + [
        list(row) for row in around(layout.below, lines)
    ]
    grid = head + [row for row, _at in placed] + tail
    if chance.random() < 0.15:
        grid = [["", *row] for row in grid]
        how.append("one column right")
    rows = {at: len(head) + number for number, (_row, at) in enumerate(placed, 1) if at is not None}
    order = [rows[at] for at in range(len(lines))]
    if layout.is_newest_first:
        order.reverse()
    skipped = tuple(
        number
        for number, row in enumerate(grid, 1)
        if number > len(head) + len(placed) and any(row)
    )
    several = any("\n" in str(cell) for row in grid for cell in row)
    kinds = [name for name in CONTAINERS if not (several and name.startswith("pipe"))]
    kind = chance.choice([*kinds, "numbers xlsx", "numbers xls", "merged html", "sheets"])
    how.append(kind)
    top = len(head)
    content = _content(kind, grid, layout, range(top, top + len(placed)), chance)
    return Written(content, layout, order, skipped, ", ".join(how))


MONEY: tuple[Callable[[Decimal], str], ...] = (
    lambda amount: f"¥{amount:,.2f}" if amount >= 0 else f"-¥{-amount:,.2f}",
    lambda amount: f" {amount:.2f} ",
    lambda amount: f"{amount:.2f}元",
    lambda amount: f"{amount:,.2f}\t",
    lambda amount: f"{amount:.2f}".rstrip("0").rstrip("."),
    lambda amount: f"￥{amount:.2f}",
    lambda amount: f"RMB {amount:,.2f}" if amount >= 0 else f"{amount:,.2f}",
    lambda amount: f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}",
    lambda amount: f"{amount:,.2f}".translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")),
    lambda amount: f"{amount:+,.2f}" if amount > 0 else f"{amount:,.2f}",
)  # fmt: skip


def _columns(layout: Layout, chance: random.Random) -> tuple[Layout, str]:
    """Columns left out, moved, and unknown ones between."""
    pairs = list(zip(layout.header, layout.meanings, strict=True))
    own = dict(layout.own)
    dated = [at for at, (_name, each) in enumerate(pairs) if each in ("day", "stamp")]
    kept: list[str] = []
    telling = chance.choice([name for name, _each in pairs if name not in COMMON] or [""])
    for at, (name, each) in enumerate(pairs):
        needed = each in NEEDED or at == dated[0] or each.startswith("pay") or name == telling
        if needed or chance.random() < 0.85:
            kept.append(name)
    if chance.random() < 0.5:
        chance.shuffle(kept)
    for name in chance.sample(EXTRA, min(chance.choice([0, 0, 1, 3]), len(kept) // 6)):
        if name not in kept:
            kept.insert(chance.randint(0, len(kept)), name)
            own[name] = ""
    return dataclasses.replace(layout, header=tuple(kept), own=own), f"{len(kept)} columns"


def _content(kind: str, grid: Grid, layout: Layout, lines: range, chance: random.Random) -> bytes:
    text: list[list[str]] = [[str(cell) for cell in row] for row in grid]
    if kind in CONTAINERS:
        if not kind.startswith(("xls", "html")):
            width = max(map(len, text))
            text = [row + [""] * (width - len(row)) for row in text]
        return CONTAINERS[kind](text)
    if kind == "merged html":
        return _merged_html(text, lines.start)
    shift = len(grid[lines.start - 1]) - len(layout.header) if not layout.lower else 0
    typed = _typed(grid, layout, lines, shift) if kind.startswith("numbers") else grid
    return _xls(typed) if kind == "numbers xls" else _xlsx(typed, kind == "sheets", chance)


def _typed(grid: Grid, layout: Layout, lines: range, shift: int) -> Grid:
    """Amounts as numbers with the noise of binary fractions, stamps as dates of the workbook."""
    found = [list(row) for row in grid]
    for row in found[lines.start : lines.stop]:
        for at, each in enumerate(layout.meanings, shift):
            if at >= len(row) or not row[at]:
                continue
            if each in NUMBERS:
                number = _number(str(row[at]))
                if number is not None:
                    row[at] = float(number) + 4e-12 if number % 1 else int(number)
            elif each == "stamp" and layout.style.stamp == "%Y-%m-%d %H:%M:%S":
                row[at] = datetime.datetime.fromisoformat(str(row[at]))
            elif each == "day" and layout.style.day == "%Y-%m-%d":
                row[at] = datetime.date.fromisoformat(str(row[at]))
            elif each == "day" and layout.style.day == "%Y%m%d":
                row[at] = int(str(row[at]))
    return found


def _number(text: str) -> Decimal | None:
    plain_text = text.translate(str.maketrans("０１２３４５６７８９．，－", "0123456789.,-"))
    kept = "".join(mark for mark in plain_text if mark in "0123456789.-")
    if "(" in plain_text:
        kept = "-" + kept
    return Decimal(kept) if any(mark.isdigit() for mark in kept) else None


def _xlsx(grid: Grid, has_notes: bool, chance: random.Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if has_notes:
        sheet.title = "说明"
        sheet.append(["本文件由网上银行导出，仅供参考。"])
        sheet.append(["交易日期：以记账日为准", "金额：元"])
        sheet = book.create_sheet("明细", chance.choice([0, 1]))
    for at, row in enumerate(grid, 1):
        for place, cell in enumerate(row, 1):
            if cell != "":
                sheet.cell(at, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(grid: Grid) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet0")
    moments = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for at, row in enumerate(grid):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write(at, place, cell, moments)
            elif cell != "":
                sheet.write(at, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merged_html(text: list[list[str]], top: int) -> bytes:
    """A page whose title spans the table."""
    width = max(map(len, text))
    rows = []
    for number, row in enumerate(text, 1):
        if number < top and len(row) == 1:
            rows.append(f'<tr><td colspan="{width}">{_escaped(row[0])}</td></tr>')
        else:
            rows.append(
                "<tr>" + "".join(f"<td>{_escaped(cell)}&nbsp;</td>" for cell in row) + "</tr>"
            )
    page = f'<html><head><meta charset="gbk"></head><table border=1>{"".join(rows)}</table></html>'
    return page.encode("gb18030")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
