"""``plugin "owners_ledger.checks.bank_complete"``: the books hold every bank line, and no other.

Per account the lines are numbered 1, 2, 3 … without holes or repeats, each running balance is the
one before plus the amount, and every statement's opening plus its lines is its closing; statements
follow one another or overlap. So a line that was lost, doubled, swapped or altered shows at its
place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from owners_ledger import money
from owners_ledger.checks.bank import BankLine, StatementFact, statement_fact
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, plugin
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Holes, repeats, breaks in the balance chain, statements that do not come out."""
    if facts.committee is None:
        return
    statements: dict[str, list[StatementFact]] = {account: [] for account in facts.bank_lines}
    for entry in facts.statements:
        fact = statement_fact(entry)
        if isinstance(fact, str):
            yield Problem(
                entry.meta,
                _("对账单记录缺少或写错了 {key}").format(key=fact),
                _("请恢复导入时生成的这一条（git 里有），或删去后重新导入。"),
                entry=entry,
            )
        elif fact.account not in statements:
            yield Problem(
                entry.meta,
                _("对账单记录的科目 {account} 不是 committee.toml 里的银行账户").format(
                    account=fact.account
                ),
                _("请在 ledger/committee.toml 里登记这个账户，或改正科目。"),
                entry=entry,
            )
        else:
            statements[fact.account].append(fact)
    for account, lines in facts.bank_lines.items():
        facts_here = sorted(statements[account], key=lambda one: (one.first_no, one.last_no))
        yield from _account(lines, facts_here)


def _account(lines: Sequence[BankLine], statements: Sequence[StatementFact]) -> Iterator[Problem]:
    opening = money.total(line.amount for line in lines if line.number is None and line.is_opening)
    for line in lines:
        if line.ref and (line.number is None or line.number < 1):
            yield _problem(
                line,
                _("这一行流水没有序号 bank-no"),
                _("请恢复导入时的 bank-no，或删去这一笔后重新导入。"),
            )
    numbered = sorted(
        (line for line in lines if line.number is not None and line.number >= 1),
        key=lambda line: line.number or 0,
    )
    by_number: dict[int, BankLine] = {}
    covered = max((fact.last_no for fact in statements), default=0)
    running, before = opening, 0
    for line in numbered:
        number = line.number or 0
        if number == before:
            yield _repeat(line, by_number[number])
            continue
        by_number[number] = line
        if number != before + 1:
            if number <= covered:
                yield _hole(line, before + 1, number - 1)
            running = opening if line.balance is None else line.balance - line.amount
        running += line.amount
        if line.balance is not None and running != line.balance:
            yield _break(line, running)
            running = line.balance
        before = number
    yield from _statements(by_number, statements, opening)


def _statements(
    lines: dict[int, BankLine], statements: Sequence[StatementFact], opening: Decimal
) -> Iterator[Problem]:
    numbers = list(lines)
    expected_no, expected_opening = 1, opening
    seen: set[tuple[str, int, int]] = set()
    for fact in statements:
        this = fact.file, fact.first_no, fact.last_no
        first = lines.get(fact.first_no)
        start_no, start = expected_no, expected_opening
        if fact.first_no < expected_no and this not in seen and first and first.balance is not None:
            start_no, start = fact.first_no, first.balance - first.amount  # it overlaps
        seen.add(this)
        if fact.first_no != start_no or fact.last_no < fact.first_no - 1:
            yield Problem(
                fact.place,
                _("{file} 的流水从第 {first} 笔到第 {last} 笔，应从第 {expected} 笔开始").format(
                    file=fact.file, first=fact.first_no, last=fact.last_no, expected=expected_no
                ),
                _("中间少了一份对账单，或有一份记了两次：请导入缺的那份，或删去多的那份。"),
                entry=fact.entry,
            )
        elif fact.opening != start:
            yield Problem(
                fact.place,
                _("{file} 的期初余额 {opening} 元，与之前账上的 {expected} 元不符").format(
                    file=fact.file, opening=fact.opening, expected=start
                ),
                _("请核对前一份对账单的期末余额（第一份则核对期初余额分录）。"),
                entry=fact.entry,
            )
        yield from _inside(lines, numbers, fact)
        if fact.last_no + 1 >= expected_no or start_no == expected_no:
            expected_no, expected_opening = fact.last_no + 1, fact.closing
    if beyond := [number for number in lines if number >= expected_no]:
        yield _problem(
            lines[beyond[0]],
            _("第 {first} 笔起共 {count} 笔流水不在任何一份对账单里").format(
                first=beyond[0], count=len(beyond)
            ),
            _("请导入载有它们的对账单；不是从对账单来的，请删去。"),
        )


def _inside(
    lines: dict[int, BankLine], numbers: Sequence[int], fact: StatementFact
) -> Iterator[Problem]:
    first = bisect_left(numbers, fact.first_no)
    inside = [lines[number] for number in numbers[first : bisect_right(numbers, fact.last_no)]]
    balances = any(line.balance is not None for line in inside)
    total, previous = fact.opening, fact.first_date
    for line in inside:
        total += line.amount
        day = line.entry.date
        if not fact.first_date <= day <= fact.last_date:
            yield _problem(
                line,
                _("第 {number} 笔流水的日期不在对账单的期间 {first} 至 {last} 之内").format(
                    number=line.number, first=fact.first_date, last=fact.last_date
                ),
                _("日期以银行为准：请恢复对账单上的日期。"),
            )
        elif day < previous:
            yield _problem(
                line,
                _("第 {number} 笔流水的日期 {day} 早于前一笔的 {previous}").format(
                    number=line.number, day=day, previous=previous
                ),
                _("请对照 {file}，恢复对账单上的日期。").format(file=fact.file),
                severity=WARNING,
            )
        previous = max(previous, day)
        if balances and line.balance is None:
            yield _problem(
                line,
                _("第 {number} 笔流水没有余额 bank-balance，同一份对账单的别的行有").format(
                    number=line.number
                ),
                _("请恢复导入时的 bank-balance。"),
            )
    newest = numbers[-1] if numbers else 0
    if fact.last_no > newest:
        yield _lost(fact, newest + 1)
    elif len(inside) == fact.last_no - fact.first_no + 1 and total != fact.closing:
        yield Problem(
            fact.place,
            _("{file}：期初 {opening} 加各笔等于 {total} 元，对账单期末是 {closing} 元").format(
                file=fact.file, opening=fact.opening, total=total, closing=fact.closing
            ),
            _("有一笔的金额被改动，或这条记录被改动：请对照原对账单恢复。"),
            entry=fact.entry,
        )


def _problem(line: BankLine, said: str, remedy: str, severity: str = "error") -> Problem:
    return Problem(line.place, said, remedy, severity, line.entry)


def _lost(fact: StatementFact, first: int) -> Problem:
    return Problem(
        fact.place,
        _("{file} 的第 {first} 笔到第 {last} 笔流水不在账上").format(
            file=fact.file, first=max(first, fact.first_no), last=fact.last_no
        ),
        _("流水被删去了：请从 git 恢复，或删去这条记录后重新导入对账单。"),
        entry=fact.entry,
    )


def _repeat(line: BankLine, first: BankLine) -> Problem:
    return _problem(
        line,
        _("{account} 的流水序号 {number} 出现了两次，另一处在 {date}").format(
            account=line.posting.account, number=line.number, date=first.entry.date
        ),
        _("同一笔流水只能记一次：请删去重复的一笔。"),
    )


def _hole(line: BankLine, first: int, last: int) -> Problem:
    missing = str(first) if first == last else f"{first}–{last}"
    return _problem(
        line,
        _("{account} 在这一笔之前缺第 {missing} 笔流水").format(
            account=line.posting.account, missing=missing
        ),
        _("流水被删去了，或少导入了一份对账单：请从 git 恢复，或重新导入。"),
    )


def _break(line: BankLine, running: Decimal) -> Problem:
    return _problem(
        line,
        _("第 {number} 笔流水之后应有余额 {running} 元，银行的余额是 {balance} 元").format(
            number=line.number, running=running, balance=line.balance
        ),
        _("这一笔（或前一笔）的金额、余额被改动：请对照原对账单恢复。"),
    )


__plugins__ = (plugin({"bank_complete": check}),)
