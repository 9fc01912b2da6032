"""From table rows to movements: every amount is read, skipped by name, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.columns import assign
from owners_ledger.banking.reading.grid import Grid
from owners_ledger.banking.reading.header import Header, row_keys
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.moments import Moments
from owners_ledger.banking.reading.movements import Movement, Row, Table, check_currency
from owners_ledger.banking.reading.preamble import facts, is_label_row
from owners_ledger.banking.reading.profile import Profile, plain
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.wallet_cells import NEUTRAL_FLAG, WalletReader, numbers
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, AmountError, show

_REMARK = re.compile(r"[\u3400-\u9fff ]{1,12}[:：]")  # 操作员：…


def read_tables(grid: Grid, header: Header, profile: Profile, file: str) -> list[Table]:
    """The tables of a grid: one, or one per account where preamble and header repeat.

    Raises:
        StatementError: a row has amounts but cannot be understood.
    """
    return _Reader(grid, header, profile, file).read()


class _Reader:
    def __init__(self, grid: Grid, header: Header, profile: Profile, file: str) -> None:
        self.grid = grid
        self.header = header
        self.profile = profile
        self.file = file
        self.first = header.top + header.height
        self.columns = assign(header, profile, grid.rows[self.first :])
        found = (self.columns.in_, self.columns.out, self.columns.amount)
        self.amounts = tuple(at for at in found if at is not None)
        self.wallet = WalletReader.of(self.columns, header.names, profile)
        self.anchor = next(at for at, name in enumerate(header.names) if name)
        self.moments = Moments(self.columns, file)
        self.labels = frozenset(name for names in profile.labels.values() for name in names)
        self.naming = self.labels - set(map(key, profile.out_flags | profile.in_flags))
        self.accounts = frozenset(profile.labels.get("account", ()))
        self.flags = dict.fromkeys(profile.out_flags, -1) | dict.fromkeys(profile.in_flags, 1)

    def read(self) -> list[Table]:
        rows = self.grid.rows
        table = self._table([(at + 1, rows[at]) for at in range(self.header.top)])
        tables = [table]
        at = self.first
        while at < len(rows):
            if self._is_header(rows[at]):
                pending = self._pending(table)
                if pending:
                    table = self._table(pending)
                    tables.append(table)
                at += self.header.height
                continue
            self._take(at + 1, rows[at], table)
            at += 1
        return tables

    def _table(self, around: list[tuple[int, Row]]) -> Table:
        has_balance = self.columns.balance is not None
        return Table(around, has_balance=has_balance, has_pairs=self.columns.has_pairs)

    def _take(self, number: int, row: Row, table: Table) -> None:
        """Read a row into the table, or note that it is no transaction."""
        try:
            stamp = self.moments.of(number, row)
            if stamp is None or not self._has_amount(row):
                if any(map(cells.text, row)):
                    self._skip(number, row, table, is_dated=stamp is not None)
                return
            self._check_width(number, row)
            table.movements.append(self._movement(number, row, stamp))
        except cells.LongCellError as error:
            message = _("单元格的内容过长：{text}…").format(text=error)
            raise self._refuse(number, message) from None

    def _has_amount(self, row: Row) -> bool:
        width = len(row)
        return any(at < width and cells.text(row[at]) not in cells.BLANKS for at in self.amounts)

    def _skip(self, number: int, row: Row, table: Table, *, is_dated: bool) -> None:
        places = (at for at in self.columns.money if at < len(row))
        has_money = any(mark.isdigit() for at in places for mark in cells.text(row[at]))
        if has_money or is_dated:
            if not self._is_named_trailer(row, is_dated=is_dated):
                raise self._refuse_unread(number, row, is_dated=is_dated)
        elif (
            self.grid.ragged
            and len(row) < self.header.width
            and not self._is_note(row)
            and not self._has_labels_above(table)
        ):
            raise self._refuse_short(number, row)
        table.skipped.append(number)
        table.around.append((number, row))

    def _has_labels_above(self, table: Table) -> bool:
        return bool(table.around) and is_label_row(table.around[-1][1], self.labels)

    def _is_named_trailer(self, row: Row, *, is_dated: bool) -> bool:
        texts = [text for text in map(cells.text, row) if text]
        if not is_dated:
            first = key(texts[0].replace("：", ":").partition(":")[0])
            if first in self.labels or key(texts[0]).startswith(self.profile.trailers):
                return True
        keys = map(key, texts)
        return any(name in self.profile.trailers or name in self.naming for name in keys)

    def _is_note(self, row: Row) -> bool:
        texts = [text for text in map(cells.text, row) if text]
        if self._is_named_trailer(row, is_dated=False) or all(map(_REMARK.match, texts)):
            return True
        return len(texts) == 1 and any("\u3400" <= mark <= "\u9fff" for mark in texts[0])

    def _is_header(self, row: Row) -> bool:
        names, at = self.header.names, self.anchor
        if len(row) <= at or type(written := row[at]) is not str or written[:1].isdigit():
            return False
        if written and key(written) != names[at]:
            return False
        found = row_keys(row)
        same = sum(name == other for name, other in zip(names, found, strict=False) if name)
        return same * 2 > sum(1 for name in names if name)

    def _pending(self, table: Table) -> list[tuple[int, Row]]:
        """The rows above a repeated header that open another account's part, else none."""
        last = table.movements[-1].row if table.movements else 0
        tail = [(number, row) for number, row in table.around if number > last]
        start = next((at for at, (_n, row) in enumerate(tail) if self._names_account(row)), None)
        if start is None or (not table.movements and table.around[0][0] == tail[start][0]):
            return []
        moved = tail[start:]
        if self._account_in(moved) == self._account_in(table.around[: -len(moved)]):
            return []  # the same account's next page
        numbers = {number for number, _row in moved}
        table.around = [each for each in table.around if each[0] not in numbers]
        table.skipped = [number for number in table.skipped if number not in numbers]
        return moved

    def _account_in(self, around: list[tuple[int, Row]]) -> str:
        found = facts(around, self.profile.labels).get("account")
        return found.text if found else ""

    def _names_account(self, row: Row) -> bool:
        first = next((text for text in map(cells.text, row) if text), "")
        return key(first) in self.accounts or (
            key(first.replace("：", ":").partition(":")[0]) in self.accounts
        )

    def _movement(self, number: int, row: Row, stamp: cells.Stamp) -> Movement:
        columns = self.columns
        width = len(row)

        def value(at: int | None) -> str | None:
            return None if at is None or at >= width else cells.value(row[at])

        flag = self._flag(number, row)
        side, amount = self._amount(number, row, flag)
        serial, order = numbers(row, columns, self.profile)
        balance = None
        if columns.balance is not None:
            balance = self._money(number, row, columns.balance)
            if balance is None:
                raise self._refuse(number, _("余额是空的（公式没有算出结果，或文件被改过）"))
        check_currency(value(columns.currency), self.file, number)
        party, party_account = value(columns.counterparty), value(columns.counterparty_account)
        payee, payee_account = value(columns.payee), value(columns.payee_account)
        if columns.has_pairs:
            party, party_account = value(columns.payer), value(columns.payer_account)
        return Movement(
            number,
            stamp[0],
            stamp[1],
            side,
            flag,
            amount,
            balance,
            party,
            party_account,
            payee,
            payee_account,
            _joined(value(at) for at in columns.text),
            serial,
            value(columns.account),
            order,
            value(columns.voucher),
            self.wallet(row, flag, partial(self._money, number, row)) if self.wallet else None,
        )

    def _amount(self, number: int, row: Row, flag: int) -> tuple[int, Decimal]:
        columns = self.columns
        if columns.amount is not None:
            amount = self._money(number, row, columns.amount)
            if amount is None:
                raise self._refuse(number, _("金额是空的"))
            if columns.flag is not None and not flag:
                raise self._refuse(number, _("借贷标志是空的，不知道是收是付"))
            if "signed-amounts" in self.profile.quirks and flag:
                return flag, self._unsigned(number, flag, amount)
            return (0 if flag == NEUTRAL_FLAG else flag), amount
        out = self._money(number, row, columns.out) if columns.out is not None else None
        in_ = self._money(number, row, columns.in_) if columns.in_ is not None else None
        if out and in_:
            raise self._refuse(
                number, _("收入 {in_} 和支出 {out} 同时有数").format(in_=in_, out=out)
            )
        if out or in_ is None:
            return -1, out or ZERO
        return (1, in_) if in_ or out is None else (flag or 1, ZERO)

    def _flag(self, number: int, row: Row) -> int:
        at = self.columns.flag
        if at is None or at >= len(row):
            return 0
        text = cells.text(row[at])
        if not text:
            return 0
        if self.profile.neutral_flags and plain(text) in self.profile.neutral_flags:
            return NEUTRAL_FLAG
        found = self.flags.get(key(text)) or self.flags.get(text)
        if found is None:
            raise self._refuse(number, _("不认识的借贷标志“{text}”").format(text=text[:20]))
        return found

    def _unsigned(self, number: int, flag: int, amount: Decimal) -> Decimal:
        """The amount without the sign it has besides the flag; both must say the same."""
        if amount * flag < 0:
            why = _("金额 {amount} 的正负号与收支标志矛盾").format(amount=show(amount))
            raise self._refuse(number, why)
        return abs(amount)

    def _money(self, number: int, row: Row, at: int) -> Decimal | None:
        if at >= len(row):
            return None
        try:
            return cells.amount(cells.text(row[at]))
        except AmountError as error:
            raise self._refuse(number, error.message) from None

    def _check_width(self, number: int, row: Row) -> None:
        if not self.grid.ragged or len(row) == len(self.header.names):
            return
        if len(row) < self.header.width:
            raise self._refuse_short(number, row)
        if any(map(cells.text, row[len(self.header.names) :])):
            raise self._refuse(
                number,
                _("这一行有 {found} 列，表头只有 {expected} 列").format(
                    found=len(row), expected=len(self.header.names)
                ),
            )

    def _refuse(self, number: int, message: str) -> Exception:
        text = _("第 {row} 行：{message}").format(row=number, message=message)
        return refuse(text, file=self.file, row=number)

    def _refuse_short(self, number: int, row: Row) -> Exception:
        return self._refuse(
            number,
            _("只有 {found} 列，表头有 {expected} 列，这一行没有下载完整").format(
                found=len(row), expected=self.header.width
            ),
        )

    def _refuse_unread(self, number: int, row: Row, *, is_dated: bool) -> Exception:
        shown = " | ".join(text for text in map(cells.text, row) if text)[:80]
        why = (
            _("有日期却没有发生额（公式没有算出结果，或文件被改过）：{shown}")
            if is_dated
            else _("有金额却没有日期，也不是合计之类的行：{shown}")
        )
        return self._refuse(number, why.format(shown=shown))


def _joined(texts: Iterable[str | None]) -> str | None:
    found = list(dict.fromkeys(text for text in texts if text))
    return " / ".join(found) or None
