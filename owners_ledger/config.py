"""``ledger/committee.toml``: who keeps the books, their banks, thresholds and contacts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _


class ConfigError(OwnersLedgerError):
    """``committee.toml`` is missing or says something impossible."""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A corporate account (对公账户) and the ledger account that holds it.

    Attributes:
        code: two digits, also in the ledger account and in bank references (``01``).
        account: the ledger account.
        name: how notices call it (基本户).
        bank: the bank's name.
        number: the account number; only its last four digits are ever public.
        holder: the account's name at the bank.
        kind: ``bank``, or ``wallet`` of a payment company.
    """

    code: str
    account: str
    name: str
    bank: str
    number: str
    holder: str
    kind: str = "bank"

    @property
    def is_wallet(self) -> bool:
        """Whether it is kept at a payment company (微信支付, 支付宝)."""
        return self.kind == "wallet"

    @property
    def tail(self) -> str:
        """The last four digits."""
        return self.number[-4:]


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee as its own file describes it.

    Attributes:
        name: the estate (云杉苑小区).
        body: the committee's full name.
        households: number of flats, for notices.
        area: built area of all units in m².
        banks: its accounts.
        disclose_above: payments at or above this are listed one by one (yuan).
        document_above: expenses at or above this need a document (yuan).
        document_days: days a missing document may be promised for.
        transit_days: days within which a transfer between own accounts arrives.
        swing: percentage from which the page itself says how much a line changed.
        swing_year: percentage against the year before from which the committee says why.
        swing_month: the same against the period before.
        swing_above: changes below this need no sentence (yuan).
        other_above: "其他" is opened above this (yuan).
        posting_days: days a notice stays up; ``posting_kind`` 自然日 or 工作日.
        posting_places: where it hangs.
        posting_lag: days after the period's end until it is posted.
        consult: when and where vouchers can be seen.
        answer_days: days within which an answer hangs on the board.
        contacts: label and telephone of bodies (committee, supervisors, community).
        website: address of the public edition, or "".
        signatures: labels of the signature lines.
        raw: the whole file, for templates and later rooms.
        tax_id: its unified social credit code (统一社会信用代码), upper case, "" where unknown.
    """

    name: str
    body: str
    households: int
    area: Decimal
    banks: tuple[BankAccount, ...]
    disclose_above: Decimal
    document_above: Decimal
    document_days: int
    transit_days: int
    swing: Decimal
    swing_year: Decimal
    swing_month: Decimal
    swing_above: Decimal
    other_above: Decimal
    posting_days: int
    posting_kind: str
    posting_places: tuple[str, ...]
    posting_lag: int
    consult: str
    answer_days: int
    contacts: tuple[tuple[str, str], ...]
    website: str
    signatures: tuple[str, ...]
    raw: Mapping[str, Any]
    tax_id: str = ""

    def bank_by_account(self, account: str) -> BankAccount | None:
        """The bank account a ledger account holds."""
        return next((bank for bank in self.banks if bank.account == account), None)


def find_book(start: Path) -> Path | None:
    """The nearest folder upwards that holds ``ledger/main.beancount``."""
    for folder in (start, *start.parents):
        if main_file(folder).is_file():
            return folder
    return None


def main_file(root: Path) -> Path:
    """The book's main file."""
    return root / "ledger" / "main.beancount"


def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file of the book (UTF-8, with or without BOM; numbers with a point as ``Decimal``).

    Raises:
        ConfigError: it is missing, not UTF-8, or no TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            _("读不到文件 {path}").format(path=path),
            remedy=_("请确认文件存在并且可以读取。"),
            file=str(path),
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            _("文件不是 UTF-8 编码"), remedy=_("请在编辑器里另存为 UTF-8。"), file=str(path)
        ) from error
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            _("文件格式有误：{error}").format(error=error),
            remedy=_("请对照示例检查该行的引号、等号和方括号。"),
            file=str(path),
        ) from error


def load_committee(root: Path) -> Committee:
    """Read ``ledger/committee.toml``.

    Raises:
        ConfigError: it is missing, or a key is missing or wrong.
    """
    path = root / "ledger" / "committee.toml"
    return committee_of(load_toml(path), str(path))


def committee_of(raw: Mapping[str, Any], file: str = "committee.toml") -> Committee:
    """The committee a parsed file describes (keys in ``docs/committee.md``).

    Raises:
        ConfigError: a key is missing or wrong.
    """
    try:
        return _committee(raw)
    except (KeyError, TypeError, ValueError, ArithmeticError, OwnersLedgerError) as error:
        what = error.args[0] if error.args else error
        raise ConfigError(
            _("committee.toml 缺少或写错了：{what}").format(what=what),
            remedy=_("请对照示例账本的 ledger/committee.toml 补上或改正这一项。"),
            file=file,
        ) from error


def _kind(bank: Mapping[str, Any]) -> str:
    kind = str(bank.get("kind", "bank"))
    if kind not in ("bank", "wallet"):
        raise ValueError(_("kind 只能是 bank 或 wallet"))
    return kind


def _committee(raw: Mapping[str, Any]) -> Committee:
    rules = raw.get("rules", {})
    posting = raw.get("posting", {})
    return Committee(
        name=str(raw["name"]),
        body=str(raw["body"]),
        households=int(raw.get("households", 0)),
        area=Decimal(str(raw.get("area", "0"))),
        banks=tuple(
            BankAccount(
                str(bank["code"]),
                str(bank["account"]),
                str(bank["name"]),
                str(bank["bank"]),
                str(bank["number"]),
                str(bank.get("holder", raw["body"])),
                _kind(bank),
            )
            for bank in raw.get("bank", ())
        ),
        disclose_above=money.parse(str(rules.get("disclose-above", "1000.00"))),
        document_above=money.parse(str(rules.get("document-above", "1000.00"))),
        document_days=int(rules.get("document-days", 90)),
        transit_days=int(rules.get("transit-days", 15)),
        swing=Decimal(str(rules.get("swing-percent", "20"))),
        swing_year=Decimal(str(rules.get("swing-year", "7"))),
        swing_month=Decimal(str(rules.get("swing-month", "10"))),
        swing_above=money.parse(
            str(rules.get("swing-above", rules.get("disclose-above", "1000.00")))
        ),
        other_above=money.parse(str(rules.get("other-above", "1000.00"))),
        posting_days=int(posting.get("days", 30)),
        posting_kind=str(posting.get("kind", "自然日")),
        posting_places=tuple(map(str, posting.get("places", ()))),
        posting_lag=int(posting.get("lag", 8)),
        consult=str(posting.get("consult", "")),
        answer_days=int(posting.get("answer-days", 15)),
        contacts=tuple((str(item["label"]), str(item["phone"])) for item in raw.get("contact", ())),
        website=str(raw.get("website", "")),
        signatures=tuple(
            map(
                str, posting.get("signatures", ("制表", "出纳", "复核（监督小组）", "主任（盖章）"))
            )
        ),
        raw=raw,
        tax_id=str(raw.get("tax-id", "")).upper(),
    )
