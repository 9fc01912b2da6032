"""``plugin "owners_ledger.checks.ledger_text"``: ledger files hold entries, not programs.

Ledger text can run code: plugins, ``insert_pythonpath``, Fava's import configuration and its
extensions, ``include`` of any file on the machine. And a division by zero ends the process that
loads it, without a word; therefore ``owners-ledger check`` looks for divisions before it loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from owners_ledger.checks.facts import Facts, text_of
from owners_ledger.checks.problem import ERROR, WARNING, Problem, plugin
from owners_ledger.i18n import _

_DATE = re.compile(rb"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9/])")
_STRING = re.compile(rb'"[^"]*"')
_SLASH = re.compile(rb"/[ \t]{0,7}[-+.(0-9]")  # and what may be divided by
_WORDS = (b"include", b"insert_pythonpath", b"fava-", b"plugin")
_INCLUDE = re.compile(rb'^include[ \t]+"([^"\n]*)"', re.MULTILINE)
_PYTHONPATH = re.compile(rb'^option[ \t]+"(insert_pythonpath)"', re.MULTILINE)
_PLUGIN = re.compile(rb'^plugin[ \t]+"([^"\n]*)"', re.MULTILINE)
_EXTENSION = re.compile(
    rb'^[-/0-9]+[ \t]+custom[ \t]+"fava-extension"[ \t]+"([^"\n]*)"', re.MULTILINE
)
_FAVA = re.compile(rb'^[-/0-9]+[ \t]+custom[ \t]+"fava-option"', re.MULTILINE)
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")
_PLUGINS = ("owners_ledger.", "beancount.plugins.", "fava.plugins.")
_EXTENSIONS = ("owners_ledger.",)


def check(facts: Facts) -> Iterator[Problem]:
    """Divisions, includes that lead outside, and lines that run code where none belongs."""
    main = str(facts.options["filename"])
    for name, text in facts.texts.items():
        file = Path(name)
        yield from _divisions(file, text)
        if any(word in text for word in _WORDS):
            yield from _includes(file, text)
            yield from _code(file, text, is_main=name == main)


def divisions(files: Iterable[Path]) -> Iterator[Problem]:
    """Divisions in ledger files, before anything loads them."""
    for file in files:
        yield from _divisions(file, text_of(file))


def _divisions(file: Path, text: bytes) -> Iterator[Problem]:
    for slash in _SLASH.finditer(text):
        place = slash.start()
        before = text[max(place - 8, 0) : place].rstrip(b" \t")[-1:]
        if before.isdigit() or before == b")":
            start = text.rfind(b"\n", 0, place) + 1
            end = text.find(b"\n", place)
            line = text[start : end if end >= 0 else len(text)]
            if not _is_text(line, place - start):
                yield Problem(
                    {"filename": str(file), "lineno": text.count(b"\n", 0, place) + 1},
                    _("金额里写了除法"),
                    _("请算好以后直接写出金额：除以零会使整个程序无声无息地退出。"),
                )


def _is_text(line: bytes, place: int) -> bool:
    """Whether a place in a line lies in a string, a comment or a date."""
    bare = _STRING.sub(b"", line[:place])
    in_date = any(date.start() < place < date.end() for date in _DATE.finditer(line))
    return b'"' in bare or b";" in bare or in_date


def _includes(file: Path, text: bytes) -> Iterator[Problem]:
    for found in _INCLUDE.finditer(text):
        name = found[1].decode("utf-8", "replace")
        if _OUTSIDE.match(name):
            yield Problem(
                _place(file, text, found),
                _("include “{name}”伸到了账本文件夹外面").format(name=name),
                _("请把那个文件放进 ledger/，用相对路径写，不用 ..。"),
            )


def _code(file: Path, text: bytes, *, is_main: bool) -> Iterator[Problem]:
    # Beancount ignores plugins in included files; plugins_active says so.
    patterns = [(_PYTHONPATH, ()), (_EXTENSION, _EXTENSIONS), *([(_PLUGIN, _PLUGINS)] * is_main)]
    for pattern, allowed in patterns:
        for found in pattern.finditer(text):
            name = found[1].decode("utf-8", "replace")
            if not is_main or not f"{name}.".startswith(allowed):
                yield Problem(
                    _place(file, text, found),
                    _("这一行会运行程序“{name}”").format(name=name),
                    _("不是自己有意加的，请删去，并查清它从哪里来；自己加的，只写在总账本里。"),
                    WARNING if is_main else ERROR,
                )
    for found in () if is_main else _FAVA.finditer(text):
        yield Problem(
            _place(file, text, found),
            _("Fava 的设置只能写在总账本里"),
            _("请把这一行移到 ledger/main.beancount；不是自己写的，请删去。"),
        )


def _place(file: Path, text: bytes, found: re.Match[bytes]) -> dict[str, object]:
    return {"filename": str(file), "lineno": text.count(b"\n", 0, found.start()) + 1}


__plugins__ = (plugin({"ledger_text": check}),)
