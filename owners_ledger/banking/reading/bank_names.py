"""Which bank a file is of, where its header alone would name another one.

Several banks use the same columns: the China Development Bank's download has the header of the
China Construction Bank, and a small bank may copy a large one. The rows above the table and the
committee's own list of accounts know better than the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from owners_ledger.banking.statement import Statement
from owners_ledger.config import load_committee, main_file

_NAME = re.compile(
    r"(?:[^:：]{1,12}[:：]\s*)?"
    r"([\u3400-\u9fff]{2,14}?(?:银行|农商行|农信|信用社|信用联社|信用社联合社))"
)
_WORDS = (
    *("开户", "对方", "收款", "付款", "本方", "我方", "所属", "经办", "代理", "受理"),
    *("银企", "网上", "企业", "手机", "电子"),
)
_ENDINGS = ("股份有限公司", "有限责任公司", "银行")
_LEAST = 2


def bank_above(rows: Iterable[Sequence[object]]) -> str | None:
    """The bank that a title or an opening branch (开户行) above the table names, if one does."""
    for row in rows:
        for cell in row:
            match = _NAME.match("".join(cell.split())) if isinstance(cell, str) else None
            if match and not match[1].startswith(_WORDS):
                return match[1]
    return None


def is_same_bank(one: str, other: str) -> bool:
    """Whether two names may be of one bank.

    建设银行 and 中国建设银行 are, 重庆银行 and 重庆农村商业银行 are not.
    """
    first, second = sorted((_core(one), _core(other)), key=len)
    return first == second or (len(first) >= _LEAST and second.endswith(first))


def named_by_committee(
    statements: tuple[Statement, ...], book: Path | None
) -> tuple[Statement, ...]:
    """The statements, a committee's own account with the bank the committee says it is at."""
    if book is None or not main_file(book).with_name("committee.toml").is_file():
        return statements
    banks = {_digits(bank.number): bank.bank for bank in load_committee(book).banks}
    return tuple(
        replace(each, bank=known)
        if (known := banks.get(_digits(each.account))) and not is_same_bank(known, each.bank)
        else each
        for each in statements
    )


def _core(name: str) -> str:
    """What tells a bank from others: 工商 of 中国工商银行; 中国 of 中国银行."""
    found = name.replace("农商行", "农村商业银行")
    for ending in _ENDINGS:
        found = found.removesuffix(ending)
    return found.removeprefix("中国") or found


def _digits(number: str | None) -> str:
    return "".join(mark for mark in number or "" if "0" <= mark <= "9")
