"""A sealed month: every change is found and named, what changes nothing is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core import amount, data
from closing_book import ACT, FEBRUARY, JANUARY, LEDGER, MARCH, chain, entries_of

from owners_ledger.closing.canonical import is_sealed
from owners_ledger.closing.compare import breaks, differences, voucher_numbers, wrong_balances
from owners_ledger.closing.reopen import chain_hash, load_reopenings, reopening
from owners_ledger.closing.seal import ClosingError, content, file_of, load_seal, load_seals
from owners_ledger.closing.sealing import Act, refuse_one_person, refuse_out_of_turn, seal_month

APRIL = datetime.date(2026, 4, 8)
ENTRIES = entries_of()
SEALS = chain(ENTRIES, JANUARY, FEBRUARY)
SEALED = [one for one in ENTRIES if is_sealed(one) and one.date <= FEBRUARY.last]
Change = Callable[[data.Directive], Iterator[data.Directive]]


def later(entry: data.Directive) -> Iterator[data.Directive]:
    yield entry._replace(date=MARCH.first)


def a_day_on(entry: data.Directive) -> Iterator[data.Directive]:
    yield entry._replace(date=entry.date + datetime.timedelta(days=1))


def more_meta(entry: data.Directive) -> Iterator[data.Directive]:
    yield entry._replace(meta={**entry.meta, "lease": "L-09"})


def in_the_entry(entry: data.Directive) -> Iterator[data.Directive]:
    if isinstance(entry, data.Transaction):
        yield entry._replace(payee="别人")
        yield entry._replace(narration="别的事")
        yield entry._replace(flag="!" if entry.flag == "*" else "*")
        yield entry._replace(tags=frozenset({"other"}))
        yield entry._replace(links=frozenset({"L-02"}))
    elif isinstance(entry, data.Note):
        yield entry._replace(comment="盘点短少")
    elif isinstance(entry, data.Balance):
        yield entry._replace(amount=amount.Amount(Decimal("959.81"), "CNY"))
    elif isinstance(entry, data.Custom):
        yield entry._replace(values=entry.values[:-1])


def in_the_postings(entry: data.Directive) -> Iterator[data.Directive]:
    for place, posting in enumerate(getattr(entry, "postings", ())):
        units = posting.units
        cent = amount.Amount(units.number + Decimal("0.01"), units.currency)
        for other in (
            posting._replace(units=cent),
            posting._replace(units=amount.Amount(-units.number, units.currency)),
            posting._replace(account="Assets:99别处"),
            posting._replace(meta={**(posting.meta or {}), "unit": "9-9-901"}),
        ):
            postings = [*entry.postings]
            postings[place] = other
            yield entry._replace(postings=postings)


@pytest.mark.parametrize("change", [later, a_day_on, more_meta, in_the_entry, in_the_postings])
@pytest.mark.parametrize("place", range(len(SEALED)))
def test_every_change_of_every_sealed_entry_is_found(place: int, change: Change) -> None:
    entry = SEALED[place]
    for changed in change(entry):
        books = [changed if one is entry else one for one in ENTRIES]
        found = differences(books, SEALS)
        assert found, changed
        named = [one.entry for one in found if one.entry is not None]
        assert any(one is changed for one in named) or not changed.date <= FEBRUARY.last


@pytest.mark.parametrize("place", range(len(SEALED)))
def test_an_entry_that_is_gone_or_doubled_is_found(place: int) -> None:
    entry = SEALED[place]
    without = [one for one in ENTRIES if one is not entry]
    (gone,) = differences(without, SEALS)
    assert gone.kind == "removed"
    assert gone.row is not None
    assert gone.row.date == entry.date
    (extra,) = differences([*ENTRIES, entry], SEALS)
    assert (extra.kind, extra.entry) == ("added", entry)


def test_back_dated_entries_are_found_even_before_the_first_month() -> None:
    march = ENTRIES[-1]
    for day in ("2020-01-01", "2025-12-31", "2026-01-15", "2026-02-28"):
        added = march._replace(date=datetime.date.fromisoformat(day))
        (found,) = differences([*ENTRIES, added], SEALS)
        assert (found.kind, found.entry) == ("added", added)


def test_open_months_and_what_completes_an_entry_are_free(tmp_path: Path) -> None:
    text = LEDGER.replace("打印", "复印").replace(
        '  resolution: "2026-1"\n', '  document: "documents/a.pdf"\n  resolution: "2026-1"\n'
    )
    assert differences(entries_of(text), SEALS) == ()


def test_how_the_file_is_written_is_free() -> None:
    rows = LEDGER.split("\n\n")
    head, rest = rows[0], rows[1:]
    shuffled = "\n\n".join([head, *reversed(rest)])
    spaced = (
        shuffled.replace("20.10 CNY", "   20.1 CNY  ; 除草")
        .replace(" 30 CNY", " 30.00 CNY")
        .replace(
            "  Assets:11库存现金    30.00 CNY\n  Assets:20应收款     -30.00 CNY",
            "  Assets:20应收款     -30.00 CNY\n  Assets:11库存现金    30.00 CNY",
        )
    )
    assert differences(entries_of(spaced), SEALS) == ()


def test_vouchers_are_numbered_without_a_gap_and_balances_stand_in_the_seal() -> None:
    january, february = SEALS
    assert [row.number for row in january.entries] == [
        "期初-1",
        "-",
        "记-1",
        "记-2",
        "记-3",
        "-",
        "-",
    ]
    assert [row.number for row in february.entries] == ["记-1"]
    assert january.balances == {
        "Assets:11库存现金": Decimal("959.80"),
        "Assets:20应收款": Decimal("30.00"),
        "Equity:10期初净资产": Decimal("-1000.00"),
        "Expenses:30运行": Decimal("40.20"),
        "Income:10物业服务费": Decimal("-30.00"),
    }
    assert february.previous == january.head


def test_vouchers_keep_their_numbers_while_an_entry_of_the_month_is_gone() -> None:
    numbers = voucher_numbers(ENTRIES, SEALS)
    sealed = [one for one in SEALED if isinstance(one, data.Transaction)]
    assert [numbers[id(one)] for one in sealed] == ["期初-1", "记-1", "记-2", "记-3", "记-1"]
    without = [one for one in ENTRIES if one is not sealed[2]]
    assert [voucher_numbers(without, SEALS)[id(one)] for one in (sealed[1], sealed[3])] == [
        "记-1",
        "记-3",
    ]


def test_a_seal_reads_back_and_a_touched_one_is_refused(tmp_path: Path) -> None:
    seal = replace(SEALS[0], by='出"纳\\\n', reasons=("2026-01-20 对方没有写房号",))
    path = tmp_path / "2026-01.toml"
    path.write_bytes(content(seal))
    assert load_seal(path, JANUARY) == seal
    text = path.read_text("utf-8")
    for old, new in (
        ("959.80", "959.81"),
        ("监督小组", "监督组"),
        ("记-2 ", "记-9 "),
        ("2026-04-08", "2026-04-09"),
        ('head = "', 'head = "0'),
        ("对方没有写房号", "没有写房号"),
    ):
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ClosingError) as refused:
            load_seal(path, JANUARY)
        assert refused.value.file == str(path)


def test_broken_chains() -> None:
    january, february, march = chain(ENTRIES, JANUARY, FEBRUARY, MARCH)
    assert list(breaks([january, february, march], ())) == []
    assert [(one.month, one.what) for one in breaks([january, march], ())] == [(MARCH, "gap")]
    assert [(one.month, one.what) for one in breaks([february, march], ())] == [(FEBRUARY, "gap")]
    # A lost seal is one finding, not one for each of its entries; the months beside it still count.
    assert differences(ENTRIES, [january, march]) == differences(ENTRIES, [february, march]) == ()
    other = replace(january, notice="K4Q2-2MZD-X9RT-0B5W-HN3C")
    assert [(one.month, one.what) for one in breaks([other, february], ())] == [(FEBRUARY, "chain")]
    (wrong,) = wrong_balances(
        ENTRIES, replace(february, balances={**february.balances, "Expenses:30运行": Decimal(41)})
    )
    assert (wrong.account, wrong.sealed, wrong.now) == (
        "Expenses:30运行",
        Decimal(41),
        Decimal("40.20"),
    )


def test_months_are_closed_in_turn_by_two_people() -> None:
    def turn(month: object, seals: list, today: datetime.date = APRIL) -> None:
        refuse_out_of_turn(ENTRIES, seals, month, today)

    turn(JANUARY, [])
    turn(MARCH, SEALS)
    with pytest.raises(ClosingError, match="2026年1月还没有结账"):
        turn(FEBRUARY, [])
    with pytest.raises(ClosingError, match="已经结账"):
        turn(FEBRUARY, SEALS)
    with pytest.raises(ClosingError, match="没有过完"):
        turn(MARCH, SEALS, datetime.date(2026, 3, 31))
    with pytest.raises(ClosingError, match="没有账"):
        refuse_out_of_turn([], [], JANUARY, APRIL)
    for by, approved in (("出纳", "出 纳"), ("", "监督小组"), ("出纳", " ")):
        with pytest.raises(ClosingError):
            refuse_one_person(Act(APRIL, by, approved))
    refuse_one_person(ACT)


def test_reopening_is_recorded_for_ever(tmp_path: Path) -> None:
    def put(files: object) -> None:
        for path, data_ in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data_)

    def again(reason: str) -> None:
        seals, record = load_seals(tmp_path), load_reopenings(tmp_path)
        added, files, gone = reopening(
            tmp_path, seals, record, JANUARY, day=APRIL, by="出纳", reason=reason
        )
        assert [one.month for one in added] == [seal.month for seal in seals]
        put(files)
        for path in gone:
            path.unlink()

    put((file_of(tmp_path, seal.month), content(seal)) for seal in SEALS)
    with pytest.raises(ClosingError, match="原因"):
        again("  ")
    again("电费记重了")
    assert load_seals(tmp_path) == ()
    record = load_reopenings(tmp_path)
    assert [(one.month, one.reason, one.head) for one in record] == [
        (JANUARY, "电费记重了", SEALS[0].head),
        (FEBRUARY, "电费记重了", SEALS[1].head),
    ]
    seal = seal_month(ENTRIES, None, JANUARY, ACT, reopenings=chain_hash(record))
    put([(file_of(tmp_path, JANUARY), content(seal))])
    assert list(breaks([seal], record)) == []
    for forged in (record[:1], (), (replace(record[0], reason="没什么"), record[1])):
        assert [one.what for one in breaks([seal], forged)] == ["reopenings"]
    again("又改")
    assert [one.reason for one in load_reopenings(tmp_path)] == ["电费记重了", "电费记重了", "又改"]
    kept = sorted(path.name for path in (tmp_path / "ledger/closed/reopened").iterdir())
    assert kept == ["2026-01.1.toml", "2026-01.2.toml", "2026-02.1.toml"]
