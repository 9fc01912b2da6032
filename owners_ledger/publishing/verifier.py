"""业主自己核对公开账本：python3 verify.py，或 python3 verify.py 核对码，不用上网，不用安装别的。

Shipped as ``verify.py`` with every edition; needs nothing but Python 3.8 or later. It trusts no
other part of the program: it reads the files again and computes everything for itself.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATED = re.compile(r"(\d{4}-\d{2}-\d{2}) (\S+) ?(.*)")
LEG = re.compile(r"  (\S+:\S+) +(-?\d+\.\d{2}) CNY$")
BALANCE = re.compile(r"(\S+) +(-?\d+\.\d{2}) (?:~ 0 )?CNY$")
MONEY = "资金/"


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, as it is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def code_of(figures: Any) -> str:
    """The 核对码 of a notice's figures: 100 bits of SHA-256 in Crockford's base32."""
    number = int.from_bytes(hashlib.sha256(canonical(figures)).digest(), "big") >> 156
    signs = [ALPHABET[number >> shift & 31] for shift in range(95, -1, -5)]
    return "-".join("".join(signs[place : place + 4]) for place in range(0, 20, 4))


def plain(code: str) -> str:
    """A code as people may type it: without blanks and hyphens, capital letters."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def check_files(root: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """Every file is there, unchanged, and there is no other."""
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    for name in sorted(there - set(listed) - {"edition.json"}):
        if not (name.endswith(".zip") and "/" not in name):
            yield f"多出一个文件：{name}"
    for name in sorted(listed):
        if name not in there:
            yield f"少了一个文件：{name}"
        elif hashlib.sha256((root / name).read_bytes()).hexdigest() != listed[name]:
            yield f"文件被改过：{name}"


def read_ledger(text: str) -> tuple[list[str], dict[str, dict[str, Decimal]]]:
    """What is wrong in the ledger, and the money of each account at each month's end."""
    wrong: list[str] = []
    sums: dict[str, Decimal] = {}
    money: dict[str, dict[str, Decimal]] = {}
    accounts: list[str] = []
    opened, entry, legs = "", "", Decimal(0)
    for line in [*text.splitlines(), "9999-12-31 end"]:
        dated, leg = DATED.match(line), LEG.match(line)
        if dated and entry and legs != 0:
            wrong.append(f"这一笔借贷不平：{entry}")
        if dated:
            day, word, rest = dated.groups()
            entry, legs, opened = "", Decimal(0), ""
            if word == "open":
                opened = rest.split()[0]
            elif word in ("*", "!"):
                entry = line
            elif word == "balance":
                account, said = BALANCE.match(rest).groups()  # type: ignore[union-attr]
                if sums.get(account, Decimal(0)) != Decimal(said):
                    wrong.append(f"{day} {account} 的余额不是 {said}")
                money.setdefault(day, {})[account] = Decimal(said)
        elif leg:
            account, amount = leg[1], Decimal(leg[2])
            sums[account] = sums.get(account, Decimal(0)) + amount
            legs += amount
        elif opened and MONEY in line:
            accounts.append(opened)
    return wrong, money


def check_months(root: Path, money: dict[str, dict[str, Decimal]]) -> Iterator[str]:
    """Each month adds up, begins where the one before ended, and ends with the ledger's money."""
    before = None
    with (root / "data/months.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            month = row["month"]
            opening, closing = Decimal(row["opening"]), Decimal(row["closing"])
            if opening + Decimal(row["income"]) - Decimal(row["spending"]) != closing:
                yield f"{month} 期初加收入减支出不等于期末"
            if before is not None and opening != before:
                yield f"{month} 的期初不等于上月的期末"
            before = closing
            year, number = map(int, month.split("-"))
            after = f"{year + number // 12:04d}-{number % 12 + 1:02d}-01"
            if after in money and sum(money[after].values()) != closing:
                yield f"{month} 的期末与账本里的钱不相等"


def check_seals(root: Path) -> tuple[list[str], dict[str, str]]:
    """What is wrong in the chain of seals, and the head of each month."""
    wrong: list[str] = []
    heads: dict[str, str] = {}
    before = None
    for path in sorted((root / "seals").glob("*.json")):
        seal = json.loads(path.read_text(encoding="utf-8"))
        head = hashlib.sha256(canonical(seal["sealed"])).hexdigest()
        if head != seal["head"]:
            wrong.append(f"{path.stem} 的封条被改过")
        if before is not None and seal["sealed"]["previous"] != before:
            wrong.append(f"{path.stem} 的封条与上月的接不上")
        before = heads[path.stem] = seal["head"]
    return wrong, heads


def notices(root: Path) -> dict[str, str]:
    """核对码 → the notice that has it."""
    found = {}
    for path in sorted((root / "notices").glob("*.json")):
        found[code_of(json.loads(path.read_text(encoding="utf-8")))] = path.stem
    return found


def verify(root: Path) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """All that is wrong, the notices by 核对码, the heads by month."""
    manifest = json.loads((root / "edition.json").read_text(encoding="utf-8"))
    wrong = list(check_files(root, manifest))
    faults, money = read_ledger((root / "ledger/main.beancount").read_text(encoding="utf-8"))
    wrong += faults
    wrong += check_months(root, money)
    broken, heads = check_seals(root)
    return wrong + broken, notices(root), heads


def say(text: str) -> None:
    """A line for the reader, on a console of any encoding."""
    shown = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(shown, "replace").decode(shown) + "\n")


def main(arguments: list[str]) -> int:
    """Verify the edition this file lies in; with a code, say what it belongs to."""
    root = Path(__file__).resolve().parent
    try:
        wrong, codes, heads = verify(root)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        say(f"公开账本不完整，读不下去：{error}")
        return 1
    for one in wrong:
        say(f"✗ {one}")
    if not wrong:
        say("✓ 文件完整，每一笔借贷相等，每月首尾相接，封条没有动过。")
    for month in sorted(heads)[-1:]:
        say(
            f"最近一次封账 {month}，封账码 {' '.join(re.findall('....', heads[month])[:5]).upper()}"
        )
    for asked in arguments:
        matching = [name for code, name in codes.items() if plain(code) == plain(asked)]
        matching += [
            f"{month} 的封条"
            for month, head in heads.items()
            if len(plain(asked)) >= 20 and head.upper().startswith(plain(asked))
        ]
        if matching:
            say(f"✓ {asked} 就是 {'、'.join(matching)}")
        else:
            say(f"✗ 这份公开账本里没有 {asked}：请先看有没有抄错，再向业委会和其他业主核对。")
            wrong.append(asked)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
