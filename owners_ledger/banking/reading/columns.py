"""Which column plays which role: by name first, by what stands in it where names are ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.header import Header
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.money import AmountError

_LOOKED_AT = 200
_OPTIONAL = frozenset(["account", "currency", "serial", "refund"])
_DATES = ("booked", "date", "time")

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Column indexes by role, ``None`` where the file has no such column.

    Of roles that several columns may play they stand in the profile's order.
    """

    booked: int | None
    date: int | None
    time: int | None
    out: int | None
    in_: int | None
    amount: int | None
    flag: int | None
    balance: int | None
    counterparty: int | None
    counterparty_account: int | None
    payer: int | None
    payer_account: int | None
    payee: int | None
    payee_account: int | None
    serial: int | None
    account: int | None
    currency: int | None
    text: tuple[int, ...]
    refund: int | None = None
    voucher: int | None = None
    method: int | None = None
    orders: tuple[int, ...] = ()
    fees: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    states: tuple[int, ...] = ()

    @property
    def has_wallet(self) -> bool:
        """Whether rows say more than an amount, as those of a wallet's bill do."""
        return bool(self.fees or self.kinds or self.states or self.method is not None)

    @property
    def has_pairs(self) -> bool:
        """Whether rows name payer and payee instead of the other side."""
        pairs = (self.payer, self.payer_account, self.payee, self.payee_account)
        return (
            self.counterparty is None
            and self.counterparty_account is None
            and any(at is not None for at in pairs)
        )

    @property
    def roles(self) -> dict[int, str]:
        """Which role each column plays, by its index; of several the first."""
        found: dict[int, str] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            for at in value if isinstance(value, tuple) else (value,):
                if isinstance(at, int):
                    found.setdefault(at, each.name)
        return found

    @property
    def money(self) -> tuple[int, ...]:
        """The columns a transaction has amounts in."""
        found = (self.out, self.in_, self.amount, self.balance)
        return tuple(at for at in found if at is not None)


def assign(header: Header, profile: Profile, rows: Rows) -> Columns:
    """The columns of a table.

    Args:
        header: the header found in it.
        profile: whose names apply.
        rows: the rows below the header; the first ones settle what a name leaves open.
    """
    sample = _sample(header, profile, rows)
    taken: set[int] = set()

    def pick(role: str, fits: Callable[[str], bool] | None = None, share: int = 1) -> int | None:
        for name in profile.columns.get(role, ()):
            for at, found in enumerate(header.names):
                if found != name or at in taken:
                    continue
                place = _under(at, header.names, sample)
                texts = _texts(place, sample)
                if (fits and not _mostly(fits, texts, share)) or (
                    role in _OPTIONAL and sample and not texts
                ):
                    continue
                taken.add(at)
                return place
        return None

    def every(role: str) -> tuple[int, ...]:
        return _all_columns(role, header, profile, sample)

    flags = profile.out_flags | profile.in_flags
    out, in_ = pick("out"), pick("in")
    both = out is not None and in_ is not None
    fits = None if profile.neutral_flags else lambda text: key(text) in flags or text in flags
    flag = pick("flag", fits, 1 if both else 2)
    amount = None if both else pick("amount", _is_amount if sample else None, 2)
    if amount is not None:
        out = in_ = None
    balance = pick("balance")
    return Columns(
        booked=pick("booked"),
        date=pick("date"),
        time=pick("time"),
        out=out,
        in_=in_,
        amount=amount,
        flag=flag,
        balance=balance,
        counterparty=pick("counterparty"),
        counterparty_account=pick("counterparty_account"),
        payer=pick("payer"),
        payer_account=pick("payer_account"),
        payee=pick("payee"),
        payee_account=pick("payee_account"),
        serial=pick("serial"),
        account=pick("account"),
        currency=pick("currency"),
        text=every("text"),
        refund=pick("refund"),
        voucher=pick("voucher"),
        method=pick("method"),
        orders=every("order"),
        fees=every("fee") if balance is None else (),
        kinds=every("kind"),
        states=every("state"),
    )


def _mostly(fits: Callable[[str], bool], texts: Sequence[str], share: int) -> bool:
    """Whether at least one text in ``share`` fits; a damaged cell must not hide its column."""
    return bool(texts) and sum(map(fits, texts)) * share >= len(texts)


def _sample(header: Header, profile: Profile, rows: Rows) -> Rows:
    """The first rows with a date: neither totals nor the preamble and header of a next page."""
    dates = {name for role in _DATES for name in profile.columns.get(role, ())}
    places = [at for at, name in enumerate(header.names) if name in dates]
    filled = [row for row in rows[:_LOOKED_AT] if any(row)]
    dated = [row for row in filled if any(_is_date(row[at]) for at in places if at < len(row))]
    return dated or filled


def _is_date(cell: object) -> bool:
    try:
        return cells.stamp(_shown(cell)) is not None
    except ValueError:
        return True  # refused with its row number when the row is read


def _all_columns(role: str, header: Header, profile: Profile, sample: Rows) -> tuple[int, ...]:
    """Every column of a role, also those that play another one."""
    return tuple(
        _under(at, header.names, sample)
        for name in profile.columns.get(role, ())
        for at, found in enumerate(header.names)
        if found == name
    )


def _under(at: int, names: Sequence[str], sample: Rows) -> int:
    """Where the values under a name stand: under a merged header cell it may be further right."""
    if at + 1 >= len(names) or names[at + 1] or _texts(at, sample):
        return at
    for place in range(at + 1, len(names)):
        if names[place]:
            break
        if _texts(place, sample):
            return place
    return at


def _texts(at: int, sample: Rows) -> list[str]:
    found = (_shown(row[at]) for row in sample if at < len(row))
    return [text for text in found if text and text not in cells.BLANKS]


def _shown(cell: object) -> str:
    try:
        return cells.text(cell)
    except cells.LongCellError:
        return ""  # refused with its row number when the row is read


def _is_amount(text: str) -> bool:
    try:
        return cells.amount(text) is not None
    except AmountError:
        return any("0" <= mark <= "9" for mark in text)
