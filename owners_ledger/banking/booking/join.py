"""Where a statement lies on an account's chain of lines: exactly there, or nowhere.

A statement is an unbroken piece of the account's one history, and so are the booked lines. The
piece is laid on the chain so that date, amount and balance of every shared line agree, in order;
the rest must go on where the chain ends. That is stronger than looking up lines one by one: twins
(equal payments on one day) are told apart by their neighbours, another layout of the same account
is recognised without serial numbers, and nothing is ever taken for known by date and amount alone.
Within one layout a different serial number is a different line.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.booking.booked import BookedAccount
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

Key = tuple[datetime.date, Decimal, Decimal]


class JoinError(OwnersLedgerError):
    """The statement does not go on where the books end; nothing was written."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line as the chain sees it.

    Attributes:
        key: date, amount, balance after it.
        serial: the bank's serial number, ``None`` where the layout has none that is unique.
        layout: the profile it was read with, ``None`` where unknown.
    """

    key: Key
    serial: str | None
    layout: str | None

    def may_be(self, other: Link) -> bool:
        """Whether both can be the same line."""
        if self.key != other.key:
            return False
        if self.serial is None or other.serial is None or self.serial == other.serial:
            return True
        return self.layout is None or other.layout is None or self.layout != other.layout


class Chain:
    """An account's lines in order, growing while statements are placed.

    Attributes:
        name: the account's, for messages.
        opening: balance before the first line; ``None``: any, the account is new.
        first: number of the first line.
        links: the lines.
        covered: numbers of the lines that a statement proves.
        covered_to: the last day a statement covers.
        is_proved: whether all its lines come from statements with balances.
    """

    def __init__(self, booked: BookedAccount) -> None:
        self.name = booked.bank.name
        self.opening = booked.opening
        self.first = booked.lines[0].number if booked.lines else 1
        self.links: list[Link] = []
        self.covered = set(booked.covered)
        self.covered_to = booked.covered_to
        self.is_proved = booked.is_proved
        self._keys: dict[Key, list[int]] = {}
        self._serials: dict[str, list[int]] = {}
        for line in booked.lines:
            self.append(Link((line.date, line.amount, line.balance), line.serial, line.layout))

    def append(self, link: Link) -> int:
        """Add a line at the end; its occurrence (1, 2 …) among lines of the same key."""
        place = len(self.links)
        self.links.append(link)
        if link.serial is not None:
            self._serials.setdefault(link.serial, []).append(place)
        places = self._keys.setdefault(link.key, [])
        places.append(place)
        return len(places)

    @property
    def balance(self) -> Decimal | None:
        """Balance after the last line."""
        return self.links[-1].key[2] if self.links else self.opening

    def known(self, serial: str) -> Link | None:
        """The line of a serial number."""
        places = self._serials.get(serial)
        return self.links[places[0]] if places else None

    def place(self, piece: Sequence[Link], opening: Decimal, file: str) -> tuple[int, bool]:
        """The place on the chain of the piece's first line, and whether it was not the only one.

        Of several places (only with sums of zero in between, and without serial numbers) the one
        that leaves the fewest new lines is taken: a line left out is missed by the next statement,
        a line doubled might not be.

        Raises:
            JoinError: there is no such place; the message says what is missing.
        """
        self._refuse_changed(piece, file)
        places = [place for place in self._keys.get(piece[0].key, ()) if self._agrees(place, piece)]
        places.sort(key=lambda place: -self._same_serials(place, piece))
        if self._goes_on(piece[0], opening) and not self._holds_serial(piece):
            places.append(len(self.links))
        if not places:
            raise self._nowhere(piece, opening, file)
        return places[0], len(places) > 1

    def _agrees(self, place: int, piece: Sequence[Link]) -> bool:
        pairs = list(zip(self.links[place:], piece, strict=False))
        if not all(ours.may_be(other) for ours, other in pairs):
            return False
        same = [
            ours.serial == other.serial
            for ours, other in pairs
            if ours.serial and other.serial and (ours.layout is None or other.layout is None)
        ]
        return all(same) or not any(same)  # unknown layouts: one equal serial proves them the same

    def _same_serials(self, place: int, piece: Sequence[Link]) -> int:
        pairs = zip(self.links[place:], piece, strict=False)
        return sum(ours.serial is not None and ours.serial == other.serial for ours, other in pairs)

    def _goes_on(self, link: Link, opening: Decimal) -> bool:
        if not self.links:
            return self.opening is None or self.opening == opening
        return self.balance == opening and self.links[-1].key[0] <= link.key[0]

    def _holds_serial(self, piece: Sequence[Link]) -> bool:
        return any(
            self.links[place].may_be(link)
            for link in piece
            if link.serial is not None
            for place in self._serials.get(link.serial, ())
        )

    def _refuse_changed(self, piece: Sequence[Link], file: str) -> None:
        for number, link in enumerate(piece, 1):
            if link.serial is None:
                continue
            places = self._serials.get(link.serial, ())
            comparable = [
                place
                for place in places
                if self.links[place].layout in (None, link.layout) or link.layout is None
            ]
            if comparable and not any(self.links[place].key == link.key for place in comparable):
                ours = self.links[comparable[0]]
                raise JoinError(
                    _(
                        "银行流水号 {serial} 已入账（第 {number} 号，{ours}），"
                        "这份对账单的第 {row} 笔却是 {theirs}：银行改了历史，或文件被改过"
                    ).format(
                        serial=link.serial,
                        number=self.first + comparable[0],
                        ours=said(ours),
                        row=number,
                        theirs=said(link),
                    ),
                    remedy=_("请到银行重新下载并核对这一笔，必要时请银行书面说明。"),
                    file=file,
                )

    def _nowhere(self, piece: Sequence[Link], opening: Decimal, file: str) -> JoinError:
        balance = self.balance
        assert balance is not None
        first = piece[0]
        if not self.links:
            return JoinError(
                _("{account} 账面余额是 {books}，这份对账单从 {opening} 开始，相差 {gap}").format(
                    account=self.name,
                    books=money.show(balance),
                    opening=money.show(opening),
                    gap=money.show(opening - balance),
                ),
                remedy=_("请从账本的期初余额那天起下载，或先改正期初余额。"),
                file=file,
            )
        last = self.links[-1]
        if piece[-1].key[0] < self.links[0].key[0]:
            return JoinError(
                _("这份对账单（到 {theirs}）早于账上 {account} 的第一行流水（{ours}）").format(
                    theirs=piece[-1].key[0], account=self.name, ours=self.links[0].key[0]
                ),
                remedy=_("这些流水已经包含在期初余额里，不用导入。"),
                file=file,
            )
        if any(self._keys.get(link.key) for link in piece):
            return self._disagrees(piece, file)
        if first.key[0] < last.key[0]:
            return JoinError(
                _(
                    "这份对账单的日期 {first} 早于 {account} 已入账的最后一天 {last}，"
                    "其中的流水账上却没有"
                ).format(first=first.key[0], account=self.name, last=last.key[0]),
                remedy=_("请确认账户选对了；从账上最后一天起重新下载，再导入。"),
                file=file,
            )
        return JoinError(
            _(
                "对账单接不上账：{account} 账上到 {last} 余额 {books}，"
                "对账单从 {first} 余额 {opening} 开始，中间差 {gap}"
            ).format(
                account=self.name,
                last=last.key[0],
                books=money.show(balance),
                first=first.key[0],
                opening=money.show(opening),
                gap=money.show(opening - balance),
            ),
            remedy=_("请下载 {last} 至 {first} 的流水，与这份一起导入。").format(
                last=last.key[0], first=first.key[0]
            ),
            file=file,
        )

    def _disagrees(self, piece: Sequence[Link], file: str) -> JoinError:
        """The piece shares lines with the chain but does not lie on it as a whole."""
        at = next(at for at, link in enumerate(piece) if self._keys.get(link.key))
        place = self._keys[piece[at].key][0]
        if at:
            if place == 0:
                return JoinError(
                    _("对账单的前 {count} 笔早于账上 {account} 的第一行流水（{day}）").format(
                        count=at, account=self.name, day=self.links[0].key[0]
                    ),
                    remedy=_("请从 {day} 起重新下载，再导入。").format(day=self.links[0].key[0]),
                    file=file,
                )
            row, ours = at - 1, place - 1
        else:
            length = min(len(piece), len(self.links) - place)
            row = next((n for n in range(length) if not piece[n].may_be(self.links[place + n])), 0)
            ours = place + row
        return JoinError(
            _(
                "对账单第 {row} 笔（{theirs}）与 {account} 账上第 {number} 号流水（{ours}）对不上"
            ).format(
                row=row + 1,
                theirs=said(piece[row]),
                account=self.name,
                number=self.first + ours,
                ours=said(self.links[ours]),
            ),
            remedy=_("以前导入的对账单可能缺了行，或银行改了历史：请重新下载两段时间的流水核对。"),
            file=file,
        )


def said(link: Link) -> str:
    """A line as messages name it."""
    date, amount, balance = link.key
    text = _("{date} 金额 {amount} 余额 {balance}").format(
        date=date, amount=money.show(amount), balance=money.show(balance)
    )
    return text if link.serial is None else text + _(" 流水号 {serial}").format(serial=link.serial)
