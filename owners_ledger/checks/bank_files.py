"""``plugin "owners_ledger.checks.bank_files"``: the originals of all statements are kept.

While Fava loads only their presence is looked at; ``owners-ledger check`` also compares their
SHA-256 with the one the import wrote down, so that an edited or exchanged original shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from beancount.core import data

from owners_ledger.checks.bank import is_statement
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Originals that are not there."""
    for entry in facts.statements:
        path = inside(facts.root, str(entry.meta.get("file") or ""))
        if path is None or not path.is_file():
            yield Problem(
                entry.meta,
                _("找不到对账单原件 {file}").format(file=entry.meta.get("file")),
                _("请把银行给的原文件放回 ledger/statements/，不要改名。"),
                entry=entry,
            )


def check_contents(entries: Iterable[data.Directive], root: Path) -> Iterator[Problem]:
    """Originals that are not byte for byte what was imported; for the command line only."""
    for entry in entries:
        if not is_statement(entry):
            continue
        path = inside(root, str(entry.meta.get("file") or ""))
        if path is None or not path.is_file():
            continue
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            yield Problem(
                entry.meta,
                _("读不了对账单原件 {file}（{why}）").format(
                    file=entry.meta["file"], why=error.strerror
                ),
                _("请检查文件的读取权限。"),
                entry=entry,
            )
            continue
        if found != entry.meta.get("sha256"):
            yield Problem(
                entry.meta,
                _("对账单原件 {file} 与导入时不同了").format(file=entry.meta["file"]),
                _("请从 git 或银行取回原文件；不要用表格软件打开后保存它。"),
                entry=entry,
            )


def inside(root: Path, file: str) -> Path | None:
    """A file named in the books, relative to ``ledger/``; ``None`` where it leads outside."""
    path = PurePosixPath(file)
    if not file or path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file:
        return None
    return root / "ledger" / path


__plugins__ = (plugin({"bank_files": check}),)
