"""Bring the English catalogue up to date with the source, and compile every catalogue.

New messages come in empty, to be translated by hand in the ``.po``; vanished ones go. The file
holds no dates and no line numbers, so that a run without changes changes nothing.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "owners_ledger"
LOCALE = PACKAGE / "locale"
# Babel writes the time of day into what it compiles; the same text must give the same bytes.
_NO_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "messages.po"


def in_source() -> Catalog:
    """Every message of ``_()`` and ``N_()`` in the package."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"_": None, "N_": None})
    for file, _line, message, _comments, _context in sorted(found, key=lambda one: one[:2]):
        catalog.add(message, locations=[(f"owners_ledger/{Path(file).as_posix()}", 0)])
    return catalog


def read(path: Path) -> Catalog:
    """A catalogue from its ``.po``."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], charset="utf-8")


def as_po(catalog: Catalog) -> bytes:
    """A catalogue as text, without dates, people and line numbers."""
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head.encode() + body.getvalue().lstrip(b"\n")


def as_mo(catalog: Catalog) -> bytes:
    """A catalogue compiled: untranslated and fuzzy messages left out."""
    catalog.creation_date = catalog.revision_date = _NO_DAY
    body = io.BytesIO()
    write_mo(body, catalog)
    return body.getvalue()


def main() -> int:
    """Update, compile, and say what is still to be translated."""
    catalog = read(ENGLISH) if ENGLISH.exists() else Catalog("en", charset="utf-8")
    catalog.update(in_source(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_bytes(as_po(catalog))
    for path in sorted(LOCALE.rglob("*.po")):
        path.with_suffix(".mo").write_bytes(as_mo(read(path)))
    empty = [message.id for message in catalog if message.id and not message.string]
    for message in empty:
        print(f"not translated: {message!r}")
    print(f"{len(catalog)} messages, {len(empty)} not translated")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
