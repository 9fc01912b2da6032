"""What ``statement`` is measured on: layouts of banks and wallets, beside other importers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import material
import statement_material as made
from measure import Case
from row import Row

HERE = Path(__file__).resolve().parent
ROWS = material.ROWS
MANY = 10 * ROWS
PDF_ROWS = 1_000
GROWTH = 11.0  # ten times the lines, and a tenth for what grows faster
MEMORY = 300
CSV, BOOK = 0.6, 0.8


def rows(python: Path, program: Path, folder: Path, china: Path | None) -> list[Row]:
    """The cases, their files made when a case first runs.

    Args:
        python: runs csvbase.
        program: ours.
        folder: where the files are made.
        china: a Python with china_bean_importers; without one its figures are missing.
    """

    def ours(name: str, file: str, make: Callable[[Path], object]) -> Case:
        path = folder / file
        command = (program, "statement", path, "--format", "json")
        return Case(f"statement, {name}", command, made.once(path, make))

    def theirs(name: str, importer: str, file: str, make: Callable[[Path], object]) -> Case:
        path, script = folder / file, HERE / "china_reference.py"
        return Case(
            f"china_bean_importers, {name}",
            (china or "", script, importer, path),
            made.once(path, make),
        )

    def grid(form: Callable[[int], made.Grid], count: int, encoding: str) -> Callable[[Path], Path]:
        quoted = encoding == "gb18030"
        return lambda path: made.as_csv(path, form(count), encoding, is_quoted=quoted)

    def sheet(form: Callable[[int], made.Grid], count: int) -> Callable[[Path], Path]:
        return lambda path: made.as_xlsx(path, form(count))

    plain = folder / "statement.csv"
    csv = ours("CSV of 10 000 lines", plain.name, material.statement_csv)
    xlsx = ours("xlsx of 10 000 lines", "statement.xlsx", material.statement_xlsx)
    person = grid(made.wechat_person, ROWS, "utf-8-sig")
    wechat = ours("WeChat personal CSV of 10 000 lines", "wechat-person.csv", person)
    csvbase = Case(
        "beangulp csvbase, the same rows as CSV",
        (python, HERE / "csvbase_reference.py", plain),
        made.once(plain, material.statement_csv),
    )
    china_csv = theirs("the same rows as WeChat CSV", "wechat", "wechat-person.csv", person)
    china_xlsx = theirs(
        *("the same rows as WeChat xlsx", "wechat", "wechat-person.xlsx"),
        sheet(made.wechat_person, ROWS),
    )
    china_xls = theirs(
        *("the same rows as card xls", "ccb_debit_card", "card-person.xls"),
        lambda path: made.as_xls(path, made.ccb_person(ROWS)),
    )
    ccb, ccb_many = (
        ours(
            f"CCB 38 columns, CSV in GB18030 of {count // 1000} 000 lines",
            f"ccb-{count}.csv",
            grid(made.ccb, count, "gb18030"),
        )
        for count in (ROWS, MANY)
    )
    icbc, icbc_many = (
        ours(
            f"ICBC 14 columns, xlsx of {count // 1000} 000 lines",
            f"icbc-{count}.xlsx",
            sheet(made.icbc, count),
        )
        for count in (ROWS, MANY)
    )
    xls = ours(
        *("ICBC 14 columns, xls of 10 000 lines", "icbc.xls"),
        lambda path: made.as_xls(path, made.icbc(ROWS)),
    )
    camt = ours("camt.053 of 10 000 lines", "camt.xml", lambda path: made.as_camt(path, ROWS))
    fund = ours(
        *("WeChat fund bill of 10 000 lines", "fund.csv"),
        grid(made.wechat_fund, ROWS, "utf-8-sig"),
    )
    pdf = ours("PDF of 1 000 lines", "table.pdf", lambda path: made.as_pdf(path, PDF_ROWS))
    beside = partial(Row, ratio=1.0, is_there=china is not None)
    return [
        Row(csv, csvbase, CSV, 1.0),
        beside(csv, china_csv),
        beside(wechat, china_csv, CSV),
        Row(xlsx, csvbase, BOOK, 1.0),
        beside(xlsx, china_xlsx),
        Row(ccb, csvbase, CSV),
        Row(ccb_many, ccb, ratio=GROWTH, memory=MEMORY),
        Row(icbc, csvbase, BOOK),
        Row(icbc_many, icbc, ratio=GROWTH, memory=MEMORY),
        beside(xls, china_xls, BOOK),
        Row(camt, csvbase),
        Row(fund, csvbase, CSV),
        Row(pdf),
    ]
