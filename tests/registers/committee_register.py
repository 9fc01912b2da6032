"""A book with registers to import into, and the command that does it."""

from __future__ import annotations

import csv
import json

from click.testing import CliRunner, Result

from owners_ledger.cli import main

UNITS_HEAD = "房号,楼栋,单元,楼层,建筑面积,用途,起,止"
UNITS_FILE = (
    f"{UNITS_HEAD}\r\n"
    "1-1-101,1,1,1,88.56,住宅,2020-01-01,\r\n"
    "1-1-102,1,1,1,90.00,住宅,2020-01-01,\r\n"
)
OWNERS_FILE = (
    "房号,姓名,身份,电话,起,止\n"
    "1-1-101,测甲,业主,19900000001,2020-01-01,\n"
    "1-1-101,测乙,家属,19900000002,2020-01-01,\n"
    "1-1-102,测丙,业主,,2020-01-01,\n"
)
BAYS_FILE = (
    "车位,类型,房号,车牌,月租,起,止\n"
    "A-01,公共,1-1-101,渝A·D0001,80.00,2020-01-01,\n"
    "A-02,公共,1-1-102,渝A·D0002,80.00,2020-01-01,\n"
)


def new_book(tmp_path):
    root = tmp_path / "book"
    (root / "ledger" / "registers").mkdir(parents=True)
    (root / "ledger" / "main.beancount").touch()
    return root


def register(book, name, text=None):
    path = book / "ledger" / "registers" / f"{name}.csv"
    if text is not None:
        path.write_bytes(text.encode("utf-8-sig"))
    return path


def rows(book, name):
    text = register(book, name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def run(book, *args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--book", str(book), "register", "import", *map(str, args)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def said(book, *args: object, code: int = 0) -> dict:
    found: dict = json.loads(run(book, *args, "--format", "json", code=code).stdout)
    return found
