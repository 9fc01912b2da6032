"""The entries that ``docs/funds.md`` shows load as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from fund_book import Book

from owners_ledger.books.load import load_books

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "funds.md").read_text(encoding="utf-8")


def test_the_pairs_of_the_manual_load(book: Book) -> None:
    blocks = re.findall(r"```beancount\n(.*?)```", PAGE, re.DOTALL)
    entries = [block for block in blocks if " open " not in block]
    assert len(entries) == 4
    numbers = {number for block in entries for number in re.findall(r'resolution: "(.*?)"', block)}
    for name in ("accounts.beancount", "funds.toml"):
        book.write(name, (ROOT / "ledger" / name).read_text(encoding="utf-8"))
    book.write(
        "resolutions.toml",
        "\n".join(f'[[resolution]]\nnumber = "{one}"\ndate = 2020-01-01' for one in numbers),
    )
    text = "\n".join(entries)
    assert errors(book, text) == []
    assert len(errors(book, re.sub(r'  Equity:22资金结转.*\n    fund: ".*"\n', "", text))) == 2


def errors(book: Book, text: str) -> list[str]:
    book.write("entries.beancount", text)
    found = load_books(book.root).errors
    return [one.message for one in found if getattr(one, "severity", "") != "warning"]
