"""``plugin "owners_ledger.checks.closed_months"``: closed months are as they were when sealed.

Nothing is done in a book without seals. Where an entry differs, balances are not compared as well:
they would only say the same again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, at, plugin
from owners_ledger.closing.compare import (
    ADDED,
    CHANGED,
    Break,
    Difference,
    breaks,
    differences,
    wrong_balances,
)
from owners_ledger.closing.reopen import load_reopenings
from owners_ledger.closing.seal import FOLDER, REOPENED, ClosingError, closed_months, load_seals
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


def check(facts: Facts) -> Iterator[Problem]:
    """Entries changed, added or removed since their month was closed, and broken seals."""
    if not closed_months(facts.root) and not (facts.root / FOLDER / REOPENED).is_file():
        return
    try:
        seals, record = load_seals(facts.root), load_reopenings(facts.root)
    except ClosingError as error:
        yield Problem(at(facts.root, _relative(error, facts.root)), error.message, error.remedy)
        return
    for one in breaks(seals, record):
        yield _break(facts.root, one)
    found = differences(facts.entries, seals)
    for difference in found:
        yield _problem(facts.root, difference)
    if seals and not found:
        for wrong in wrong_balances(facts.entries, seals[-1]):
            yield _break(facts.root, wrong)


def _problem(root: Path, found: Difference) -> Problem:
    remedy = _(
        "改回原样，另在没有结账的月份记一笔更正；"
        "确要改的，运行 owners-ledger reopen {month} --reason 原因，改好再结账。"
    ).format(month=found.month)
    month, row, entry = found.month.title, found.row, found.entry
    if found.kind == CHANGED and row is not None and entry is not None:
        said = _("{month}已结账，这一笔和结账时的 {number} 不一样了").format(
            month=month, number=_called(row.number)
        )
    elif found.kind == ADDED:
        said = _("{month}已结账，这一笔是结账以后加进来的，或者日期改到了这个月").format(
            month=month
        )
    else:
        number, day = (row.number, row.date) if row else ("", found.month.last)
        said = _("{month}已结账，结账时 {day} 的 {number} 不在了：删掉了，或者日期改走了").format(
            month=month, day=day, number=_called(number)
        )
    if entry is not None:
        return Problem(entry.meta, said, remedy, entry=entry)
    file = f"{FOLDER}/{found.month}.toml"
    return Problem(at(root, file, _line(root / file, row.digest if row else "")), said, remedy)


def _called(number: str) -> str:
    return _("一行（不是凭证）") if number == "-" else _("{number} 号").format(number=number)


def _line(file: Path, text: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 0)


def _break(root: Path, found: Break) -> Problem:
    place = at(root, f"{FOLDER}/{found.month}.toml")
    month = found.month.title
    restore = _("请从 git 或备份恢复 ledger/closed 文件夹；封条只由 close 和 reopen 改动。")
    if found.what == "gap":
        said = _("{month}的封条前面缺了一个月的封条").format(month=month)
    elif found.what == "chain":
        said = _("{month}的封条接不上前一个月的：前一个月的封条换过了").format(month=month)
    elif found.what == "reopenings":
        said = _("{month}结账以前重开过账，现在的重开记录里对不上").format(month=month)
    else:
        said = _("{month}末 {account} 的余额，封条上是 {sealed}，账上是 {now}").format(
            month=month,
            account=found.account,
            sealed=show(found.sealed or ZERO),
            now=show(found.now or ZERO),
        )
    return Problem(place, said, restore)


def _relative(error: ClosingError, root: Path) -> str:
    path = Path(error.file or FOLDER)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


__plugins__ = (plugin({"closed_months": check}),)
