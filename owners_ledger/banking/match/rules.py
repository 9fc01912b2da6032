"""Rules a committee can write: ``importers/rules/*.toml``, its own before the shipped ones.

::

    [[rule]]
    name = "存款利息"
    to = "Income:30其他收入:11利息"
    narration = "存款利息"
    payee = ""
    certain = true               # false: only a suggestion
    when.direction = "in"        # in, out
    when.text = ["结息"]         # the text contains one of these
    when.text-is = ["利息"]      # or is one of these
    when.counterparty = ["税务"]
    when.counterparty-is = ["财付通支付科技有限公司"]
    when.counterparty-if-any = ["银行"]  # nobody, or a name that contains one of these
    when.account = ["01"]        # our account, by code or name
    when.amount = "5.00"         # also amount-from, amount-to; without sign
    posting.resolution = "2025-03"

    [[purpose]]
    name = "物业费"
    words = ["物业费", "物管费"]
    kind = "charge"              # charge, deposit, income (booked as such), other (only known)
    account = "Assets:20应收款:01物业费"
    of-bays = false              # true: a memo with only a plate or a bay means this

All conditions of a rule must hold. There are no patterns to write, so none can be slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.banking.match.model import Asked
from owners_ledger.banking.match.providers import Provider, provider
from owners_ledger.banking.match.text import name_key, plain
from owners_ledger.config import ConfigError, load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.resources import data_files

_KEY = re.compile(r"[a-z][a-z0-9-]+\Z", re.ASCII)
_KINDS = ("charge", "deposit", "income", "other")
_RULE = frozenset({"name", "to", "narration", "payee", "certain", "when", "posting"})
_WHEN = frozenset(
    {
        "direction",
        "text",
        "text-is",
        "counterparty",
        "counterparty-is",
        "counterparty-if-any",
        "account",
        "amount",
        "amount-from",
        "amount-to",
    }
)
_PURPOSE = frozenset({"name", "words", "kind", "account", "of-bays"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; empty conditions hold always."""

    name: str
    to: str
    narration: str
    payee: str
    certain: bool
    posting: Mapping[str, str]
    direction: str
    text: tuple[str, ...]
    text_is: frozenset[str]
    counterparty: tuple[str, ...]
    counterparty_is: frozenset[str]
    counterparty_if_any: tuple[str, ...]
    account: frozenset[str]
    least: Decimal | None
    most: Decimal | None

    def holds(self, asked: Asked) -> bool:
        """Whether every condition holds."""
        size = abs(asked.amount)
        return (
            (not self.direction or (self.direction == "in") == (asked.amount > 0))
            and (self.least is None or size >= self.least)
            and (self.most is None or size <= self.most)
            and (
                not self.account or not self.account.isdisjoint((asked.bank.code, asked.bank.name))
            )
            and (not self.counterparty_is or asked.name in self.counterparty_is)
            and (
                not self.counterparty_if_any
                or not asked.name
                or any(word in asked.name for word in self.counterparty_if_any)
            )
            and (not self.text_is or asked.text in self.text_is)
            and (not self.counterparty or any(word in asked.name for word in self.counterparty))
            and (not self.text or any(word in asked.text for word in self.text))
        )


@dataclass(frozen=True, slots=True)
class Purpose:
    """What words in a memo say the money is for.

    Attributes:
        name: as narrations say it.
        words: any of these names it.
        kind: ``charge``, ``deposit``, ``income`` or ``other``.
        account: where it is booked, "" for ``other``.
        of_bays: whether naming a bay or a plate, and nothing else, states it.
    """

    name: str
    words: tuple[str, ...]
    kind: str
    account: str
    of_bays: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, first come first served, the purposes words stand for, payment companies."""

    rules: tuple[Rule, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    wallets: tuple[Provider, ...] = ()

    def first(self, asked: Asked) -> Rule | None:
        """The first rule that holds."""
        return next((rule for rule in self.rules if rule.holds(asked)), None)

    def stated(self, text: str) -> tuple[Purpose, ...]:
        """The purposes a normalised memo states; words inside a longer found word do not count."""
        found = {purpose for _start, _end, purpose in self.named(text)}
        return tuple(purpose for purpose in self.purposes if purpose in found)

    def named(self, text: str) -> list[tuple[int, int, Purpose]]:
        """Where a normalised memo states purposes: place, place after it, purpose."""
        found: list[tuple[int, int, Purpose]] = []
        rest = text
        words = [(word, purpose) for purpose in self.purposes for word in purpose.words]
        for word, purpose in sorted(words, key=lambda pair: -len(pair[0])):
            while (start := rest.find(word)) >= 0:
                end = start + len(word)
                found.append((start, end, purpose))
                rest = rest[:start] + "\0" * len(word) + rest[end:]
        return sorted(found, key=lambda one: one[0])

    @property
    def charges(self) -> tuple[Purpose, ...]:
        """The purposes that are charged to units."""
        return tuple(purpose for purpose in self.purposes if purpose.kind == "charge")


def load_rules(root: Path | None) -> Rules:
    """Every rules file, the committee's own first; a file of the same name hides the shipped one.

    Raises:
        ConfigError: a file is no TOML, or has an unknown key or a wrong value.
    """
    rules: list[Rule] = []
    purposes: list[Purpose] = []
    wallets: list[Provider] = []
    for path in data_files(root, "importers", "rules/*.toml"):
        raw = load_toml(path)
        _only(raw, frozenset({"rule", "purpose", "wallet"}), path, "")
        rules.extend(_rule(one, path) for one in _tables(raw, "rule", path))
        purposes.extend(_purpose(one, path) for one in _tables(raw, "purpose", path))
        wallets.extend(provider(one, partial(_wrong, path)) for one in _tables(raw, "wallet", path))
    return Rules(tuple(rules), tuple(purposes), tuple(wallets))


def _tables(raw: Mapping[str, Any], key: str, path: Path) -> list[Mapping[str, Any]]:
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
        return value
    raise _wrong(path, key, _("应写成 [[{key}]]").format(key=key))


def _rule(raw: Mapping[str, Any], path: Path) -> Rule:
    name = str(raw.get("name", ""))
    _only(raw, _RULE, path, name)
    when = raw.get("when", {})
    if not isinstance(when, Mapping) or not when:
        raise _wrong(path, name, _("缺少条件 when"))
    _only(when, _WHEN, path, name)
    direction = str(when.get("direction", ""))
    if direction not in ("", "in", "out"):
        raise _wrong(path, name, _("when.direction 只能是 in 或 out"))
    exact = _amount(when, "amount", path, name)
    if not isinstance(raw.get("certain", False), bool):
        raise _wrong(path, name, _("certain 只能是 true 或 false"))
    posting = raw.get("posting", {})
    if not isinstance(posting, Mapping) or not all(map(_KEY.match, posting)):
        raise _wrong(path, name, _("posting 的键只能用小写字母、数字和 -"))
    return Rule(
        name,
        _text(raw, "to", path, name),
        _text(raw, "narration", path, name),
        str(raw.get("payee", "")),
        bool(raw.get("certain", False)),
        {key: str(value) for key, value in posting.items()},
        direction,
        tuple(map(plain, _list(when, "text", path, name))),
        frozenset(map(plain, _list(when, "text-is", path, name))),
        tuple(map(name_key, _list(when, "counterparty", path, name))),
        frozenset(map(name_key, _list(when, "counterparty-is", path, name))),
        tuple(map(name_key, _list(when, "counterparty-if-any", path, name))),
        frozenset(_list(when, "account", path, name)),
        exact if exact is not None else _amount(when, "amount-from", path, name),
        exact if exact is not None else _amount(when, "amount-to", path, name),
    )


def _purpose(raw: Mapping[str, Any], path: Path) -> Purpose:
    name = _text(raw, "name", path, str(raw.get("name", "")))
    _only(raw, _PURPOSE, path, name)
    kind = str(raw.get("kind", "charge"))
    if kind not in _KINDS:
        raise _wrong(path, name, _("kind 只能是 {kinds}").format(kinds="、".join(_KINDS)))
    account = str(raw.get("account", ""))
    if (kind == "other") == bool(account):
        raise _wrong(path, name, _("除了 other 都要写 account，other 不写"))
    words = tuple(map(plain, _list(raw, "words", path, name)))
    return Purpose(name, words, kind, account, raw.get("of-bays") is True)


def _only(raw: Mapping[str, Any], keys: frozenset[str], path: Path, name: str) -> None:
    if unknown := sorted(set(raw) - keys):
        raise _wrong(path, name, _("不认识的项 {key}").format(key=unknown[0]))


def _text(raw: Mapping[str, Any], key: str, path: Path, name: str) -> str:
    value = raw.get(key)
    if isinstance(value, str) and value.strip():
        return value
    raise _wrong(path, name, _("缺少 {key}").format(key=key))


def _list(raw: Mapping[str, Any], key: str, path: Path, name: str) -> Iterable[str]:
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return value
    raise _wrong(path, name, _('{key} 应写成 ["词", "词"]').format(key=key))


def _amount(raw: Mapping[str, Any], key: str, path: Path, name: str) -> Decimal | None:
    if key not in raw:
        return None
    try:
        return abs(money.parse(str(raw[key])))
    except OwnersLedgerError as error:
        raise _wrong(path, name, error.message) from error


def _wrong(path: Path, name: str, what: str) -> ConfigError:
    return ConfigError(
        _("规则“{name}”：{what}").format(name=name, what=what),
        remedy=_("请对照 importers/rules/README.md 改正。"),
        file=str(path),
    )
