"""Writes the whole book of a sample estate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import balance_assertion, bank_transaction, statement_fact
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.write import stamped
from owners_ledger.periods import Period
from owners_ledger.sample.annual_notes import annual_notes
from owners_ledger.sample.board import board_files
from owners_ledger.sample.charges import charge_entries, payroll_entries
from owners_ledger.sample.deposits import deposit_movements
from owners_ledger.sample.doubtful import doubtful_movements
from owners_ledger.sample.funds import fund_entries, fund_files, fund_plan
from owners_ledger.sample.households import household_movements
from owners_ledger.sample.in_place import place
from owners_ledger.sample.movement import ACCOUNTS, BASIC, FEES, Movement
from owners_ledger.sample.notes import notes
from owners_ledger.sample.papers import documents
from owners_ledger.sample.paying import payroll_movements
from owners_ledger.sample.running import running_movements
from owners_ledger.sample.spec import EstateSpec
from owners_ledger.sample.statements import PROFILES, MonthFile, digest, month_file, sweep
from owners_ledger.sample.tally import Tally, month_of
from owners_ledger.sample.texts import fixed_texts
from owners_ledger.sample.treasurer import OPENING_CASH, manual_entries, opening_entries
from owners_ledger.sample.works import works_movements
from owners_ledger.sample.world import World

_OPENING = {BASIC: "286415.37", FEES: "52308.90"}
_LEAST = Decimal("12000.00")
_RESERVE = "20000"


def generate(spec: EstateSpec, root: Path) -> None:
    """Write a whole book into ``root/ledger``.

    Args:
        spec: the estate.
        root: the committee's folder, made when missing.

    Raises:
        UsageError: a book stands there already.
        WriteError: the folder cannot be written.
    """
    place(root, book_files(spec))


def book_files(spec: EstateSpec) -> Iterator[tuple[str, bytes]]:
    """Every file of the book: its path within ``ledger/`` and its bytes."""
    world = World.of(spec)
    yield from fixed_texts(world)
    yield from fund_files(world)
    yield from documents(world)
    opening = opening_balances(spec)
    entries, cash = opening_entries(world, opening), OPENING_CASH
    before = Period.month_of(spec.start).previous()
    yield f"{before.year}/{before.month:02d}-opening.beancount", _ledger(entries)
    tally = Tally(month_of(spec.months[0]))
    everything = list(bank_files(world, opening))
    plan = fund_plan(world, _movements(everything), entries)
    for month, files in everything:
        tally.add(row.movement for file in files for row in file.rows)
        folder = f"{month.year}/{month.month:02d}"
        yield f"{folder}-charges.beancount", _ledger(charge_entries(world, month))
        if moved := fund_entries(world, month, plan):
            yield f"{folder}-funds.beancount", _ledger(moved)
        if wages := payroll_entries(world, month):
            yield f"{folder}-payroll.beancount", _ledger(wages)
        contents = [file.content() for file in files]
        where = "statements" if spec.is_closed(month) else "inbox"
        for file, content in zip(files, contents, strict=True):
            yield f"{where}/{file.name}", content
        if spec.is_closed(month):
            manual, cash = manual_entries(world, month, cash)
            tally.add_cash(manual)
            yield f"{folder}-manual.beancount", _ledger(manual)
            name = f"{folder}-bank-{digest(contents)}.beancount"
            yield name, _ledger(_booked(files, contents))
    yield from notes(world, tally)
    yield from annual_notes(world)
    yield from board_files(world, tally)


def _movements(
    everything: Sequence[tuple[Period, Sequence[MonthFile]]],
) -> Iterator[tuple[Period, Iterator[Movement]]]:
    for month, files in everything:
        yield month, (row.movement for file in files for row in file.rows)


def opening_balances(spec: EstateSpec) -> dict[str, Decimal]:
    """What the two accounts hold when the books begin; a yard's basic account not too little."""
    scaled = {code: spec.scaled(amount, "0.01") for code, amount in _OPENING.items()}
    return scaled | {BASIC: max(scaled[BASIC], _LEAST)}


def bank_files(
    world: World, opening: Mapping[str, Decimal]
) -> Iterator[tuple[Period, tuple[MonthFile, ...]]]:
    """Month by month the two banks' files, the own transfer at each month's end included."""
    by_month: dict[Period, list[Movement]] = {month: [] for month in world.spec.months}
    for move in (
        *household_movements(world.estate),
        *works_movements(world),
        *deposit_movements(world),
        *doubtful_movements(world),
    ):
        by_month[Period.month_of(move.when.date())].append(move)
    balances, numbers = dict(opening), {BASIC: 0, FEES: 0}
    reserve = world.spec.scaled(_RESERVE, "100")
    for month, known in by_month.items():
        moves = [*known, *payroll_movements(world, month), *running_movements(world, month)]
        held = balances[FEES] + money.total(one.amount for one in moves if one.account == FEES)
        swept = ((held - reserve) / 100).quantize(Decimal(1), rounding=ROUND_DOWN) * 100
        moves += sweep(month, max(Decimal(100), swept).quantize(money.FEN))
        files = []
        for code in (BASIC, FEES):
            mine = [one for one in moves if one.account == code]
            file = month_file(code, month, mine, balances[code], numbers[code])
            balances[code], numbers[code] = file.closing, numbers[code] + len(file.rows)
            files.append(file)
        yield month, tuple(files)


def _booked(files: Sequence[MonthFile], contents: Sequence[bytes]) -> list[data.Directive]:
    found: list[data.Directive] = []
    for file in files:
        for row in file.rows:
            move = row.movement
            found.append(
                bank_transaction(
                    move.when.date(),
                    row.posting,
                    move.legs,
                    payee=move.payee,
                    narration=move.narration,
                    certain=True,
                    meta=move.meta,
                )
            )
    found.sort(key=lambda entry: entry.date)
    for file, content in zip(files, contents, strict=True):
        proved = statement_fact(
            ACCOUNTS[file.account],
            file=f"statements/{file.name}",
            sha256=hashlib.sha256(content).hexdigest(),
            first_date=file.month.first,
            last_date=file.month.last,
            first_no=file.before + 1,
            last_no=file.before + len(file.rows),
            opening=file.opening,
            closing=file.closing,
        )
        proved.meta["profile"] = PROFILES[file.account]
        found.append(proved)
    found += [
        balance_assertion(ACCOUNTS[file.account], file.month.end, file.closing) for file in files
    ]
    return found


def _ledger(entries: Sequence[data.Directive]) -> bytes:
    return stamped(ledger_text(entries)).encode()
