"""Read the fences: ``fund:`` and ``interfund:`` on the accounts, ``ledger/funds.toml``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from beancount.core import data

from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.funds.model import FOLLOWS, INTERFUND, KINDS, PENDING, Fund, Funds
from owners_ledger.i18n import _

FILE = "ledger/funds.toml"
RESOLUTIONS = "ledger/resolutions.toml"
_KEYS = frozenset({"name", "kind", "restricted", "resolution", "from", "to", "default", "source"})
_YES = ("是", "true", "yes")


class FundsError(OwnersLedgerError):
    """``funds.toml`` or a mark on an account cannot be understood."""


def names_in(opens: Iterable[data.Open]) -> bool:
    """Whether any account names a fund."""
    return any("fund" in (one.meta or {}) for one in opens)


def load_funds(root: Path, opens: Iterable[data.Open]) -> Funds:
    """The funds of a book; empty where it neither has the file nor any ``fund:`` on an account.

    Args:
        root: the committee's folder.
        opens: the chart's directives.

    Raises:
        FundsError: the file or a mark is wrong.
        ConfigError: a file is no TOML.
    """
    opened = tuple(opens)
    path = root / FILE
    if not path.is_file() and not names_in(opened):
        return Funds()
    declared, default = _declared(path)
    reading = _Accounts(root, dict(declared), is_declared=path.is_file())
    for one in opened:
        reading.read(one)
    return Funds(
        MappingProxyType(reading.funds),
        MappingProxyType(reading.accounts),
        MappingProxyType(
            {
                account: fund
                for account, fund in reading.accounts.items()
                if fund != FOLLOWS and account not in reading.shared | reading.dedicated
            }
        ),
        MappingProxyType(reading.interfund),
        frozenset(reading.shared),
        frozenset(reading.dedicated),
        frozenset(reading.opening),
        MappingProxyType(reading.restricted),
        default,
        MappingProxyType(_resolutions(root / RESOLUTIONS)),
    )


class _Accounts:
    """What the accounts say."""

    def __init__(self, root: Path, funds: dict[str, Fund], *, is_declared: bool) -> None:
        self.root, self.funds, self.is_declared = root, funds, is_declared
        self.accounts: dict[str, str] = {}
        self.interfund: dict[str, str] = {}
        self.restricted: dict[str, bool] = {}
        self.shared: set[str] = set()
        self.dedicated: set[str] = set()
        self.opening: set[str] = set()

    def read(self, one: data.Open) -> None:
        """One ``open``."""
        meta = one.meta or {}
        name = str(meta.get("fund") or "")
        if "restricted" in meta:
            self.restricted[one.account] = is_yes(meta["restricted"])
        if kind := str(meta.get("interfund") or ""):
            self._pair(one, kind)
            return
        section = str(meta.get("disclose") or "").partition("/")[0]
        if section == "资金":
            (self.dedicated if name and name != FOLLOWS else self.shared).add(one.account)
        elif section == "不列示":
            self.opening.add(one.account)
        if name:
            self._named(one, name)

    def _pair(self, one: data.Open, kind: str) -> None:
        if kind not in INTERFUND:
            raise FundsError(
                _("{account} 的 interfund 写的是“{kind}”").format(account=one.account, kind=kind),
                remedy=_("只能写 due（往来）、transfer（划转）或 settle（结转）。"),
                **place_of(self.root, one.meta or {}),
            )
        self.interfund[one.account] = kind

    def _named(self, one: data.Open, name: str) -> None:
        if name != FOLLOWS and name not in self.funds:
            if self.is_declared:
                raise FundsError(
                    _("{account} 的资金“{name}”不在 {file} 里").format(
                        account=one.account, name=name, file=FILE
                    ),
                    remedy=_("请改成已有的资金（{names}），或在 {file} 里加上它。").format(
                        names="、".join(self.funds), file=FILE
                    ),
                    **place_of(self.root, one.meta or {}),
                )
            self.funds[name] = Fund(name)
        self.accounts[one.account] = name


def is_yes(value: object) -> bool:
    """Whether a mark says yes."""
    return value is True or str(value).lower() in _YES


def _declared(path: Path) -> tuple[dict[str, Fund], str]:
    if not path.is_file():
        return {}, ""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    found: dict[str, Fund] = {}
    default = ""
    raw = load_toml(path).get("fund", [])
    if not isinstance(raw, list):
        raise _wrong(_("资金要写成 [[fund]]"))
    for item in raw:
        fund = _fund(item, lines)
        if fund.name in found:
            raise _wrong(_("资金“{name}”写了两次").format(name=fund.name), fund.line)
        found[fund.name] = fund
        if item.get("default") is True:
            if default:
                raise _wrong(_("default 只能有一个"), fund.line)
            default = fund.name
    return found, default


def _fund(item: object, lines: list[str]) -> Fund:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"]:
        raise _wrong(_("有一个资金没有 name"))
    name = item["name"]
    mark = f'"{name}"'
    line = next((n for n, text in enumerate(lines, 1) if "name" in text and mark in text), 0)
    if unknown := sorted(item.keys() - _KEYS):
        raise _wrong(
            _("资金“{name}”有不认识的项 {key}").format(name=name, key=unknown[0]),
            line,
        )
    if name in (FOLLOWS, PENDING):
        raise _wrong(_("“{name}”不能作资金的名称").format(name=name), line)
    kind = item.get("kind", "")
    if kind not in KINDS:
        raise _wrong(
            _("资金“{name}”的 kind 要写成 {kinds} 之一").format(
                name=name, kinds="、".join(f"{key}（{said}）" for key, said in KINDS.items())
            ),
            line,
        )
    first, last = item.get("from"), item.get("to")
    if any(one is not None and type(one) is not datetime.date for one in (first, last)):
        raise _wrong(_("资金“{name}”的 from、to 要写成日期").format(name=name), line)
    if first and last and last < first:
        raise _wrong(_("资金“{name}”的 to 早于 from").format(name=name), line)
    if not isinstance(item.get("restricted", False), bool):
        raise _wrong(_("资金“{name}”的 restricted 要写 true 或 false").format(name=name), line)
    return Fund(
        name,
        str(kind),
        bool(item.get("restricted", kind == "restricted")),
        str(item.get("resolution", "")),
        first,
        last,
        line,
    )


def _resolutions(path: Path) -> dict[str, datetime.date | None]:
    if not path.is_file():
        return {}
    found: dict[str, datetime.date | None] = {}
    raw = load_toml(path).get("resolution", [])
    for item in raw if isinstance(raw, list) else []:
        if isinstance(item, dict) and "number" in item:
            day = item.get("date")
            found[str(item["number"])] = day if type(day) is datetime.date else None
    return found


def _wrong(message: str, line: int = 0) -> FundsError:
    return FundsError(
        message,
        remedy=_("请改正 {file}；写法见 docs/funds.md。").format(file=FILE),
        file=FILE,
        line=line or None,
    )


def place_of(root: Path, meta: Mapping[str, Any]) -> dict[str, Any]:
    name = str(meta.get("filename") or "")
    path = Path(name)
    known = path.relative_to(root).as_posix() if path.is_relative_to(root) else name
    return {"file": known or None, "line": meta.get("lineno") or None}
