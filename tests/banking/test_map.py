"""``statement --map``: a bank nobody described is proposed, proved, agreed to and written."""

from __future__ import annotations

import datetime
import os
import pty
import select
import signal
import sys
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from bank_files import as_csv, as_xlsx
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_here import read_statements

from owners_ledger.banking.reading.grid import load
from owners_ledger.banking.reading.mapping.profile_text import Draft, as_profile, profile_text, slug
from owners_ledger.banking.reading.mapping.proposal import propose, read_with
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.cli import main, statement_map

PROFILES = load_profiles(None)
Line = tuple[datetime.datetime, Decimal]
START = datetime.datetime.fromisoformat("2026-01-04 09:12:31")
NAMES = {
    "when": ["记账时刻", "何时", "日子"],
    "out": ["付去", "走掉的"],
    "in": ["进来", "到手"],
    "amount": ["钱数", "来去"],
    "flag": ["增减", "往哪"],
    "balance": ["结存", "还剩"],
    "party": ["跟谁", "那头"],
    "account": ["那头卡折", "彼方编码"],
    "serial": ["凭据编码", "柜员编码"],
    "fee": ["工本", "另扣"],
    "text": ["事由", "说法"],
}


def lines_of(amounts: list[int]) -> list[Line]:
    return [
        (START + datetime.timedelta(hours=7 * at), Decimal(fen) / 100)
        for at, fen in enumerate(amounts)
    ]


def table(
    lines: list[Line], kinds: list[str], names: dict[str, str], *, newest_first: bool
) -> list[list[str]]:
    """A bank's file by its kinds of columns, from an opening balance of 20,000 yuan."""
    balance, rows = Decimal(20000), []
    for at, (when, amount) in enumerate(lines):
        balance += amount
        signed = "amount" in kinds and "flag" not in kinds
        cells = {
            "when": f"{when:%Y-%m-%d %H:%M:%S}",
            "out": f"{-amount:.2f}" if amount < 0 else "",
            "in": f"{amount:.2f}" if amount > 0 else "",
            "amount": f"{amount:.2f}" if signed else f"{abs(amount):.2f}",
            "flag": "增" if amount > 0 else "减",
            "balance": f"{balance:.2f}",
            "party": ["张三丰", "重庆某某广告有限公司", "李四"][at % 3],
            "account": f"62220000000000{at % 7:04}",
            "serial": f"AB{at:010}",
            "fee": "0.00",
            "text": ["一季度广告", "停车", "水", "电"][at % 4],
        }
        rows.append([cells[kind] for kind in kinds])
    return [[names[kind] for kind in kinds], *(reversed(rows) if newest_first else rows)]


moved = st.lists(
    st.integers(1, 900_00).flatmap(lambda fen: st.sampled_from([fen, -fen])),
    min_size=5,
    max_size=12,
).filter(lambda found: min(found) < 0 < max(found))
# The oldest row alone says nothing about its word, so each word comes twice.
banks = st.tuples(
    st.sampled_from([["out", "in"], ["amount"], ["amount", "flag"]]),
    st.lists(st.sampled_from(["party", "account", "serial", "fee", "text"]), unique=True),
    st.randoms(use_true_random=False),
    st.booleans(),
    st.integers(0, 3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(banks, moved, moved)
def test_an_invented_bank_is_proposed_proved_and_its_next_file_read(
    tmp_path: Path, bank, first: list[int], second: list[int]
) -> None:
    money, more, random, newest_first, above = bank
    kinds = ["when", *money, "balance", *more]
    random.shuffle(kinds)
    names = {kind: random.choice(found) for kind, found in NAMES.items()}
    first = [*first, first[0], second[0]]  # and a second file of other lines
    preamble = [["账户明细"], ["存折号", "50050199009900000017"], [""]][:above]
    truth = lines_of([*first, 100, -100])
    data = as_csv(preamble + table(truth, kinds, names, newest_first=newest_first))
    found = propose(load(data, "a.csv"), PROFILES, "a.csv")
    assert len(found) == 1
    assert found[0].is_proved
    assert found[0].open_flags == ()
    draft = replace(found[0].draft, bank="桐梓村镇银行", name="tongzi")
    folder = tmp_path / "importers" / "banks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tongzi.toml").write_text(profile_text(draft, "x"), encoding="utf-8")
    for month in (truth, lines_of(second)):
        file = tmp_path / "流水.csv"
        file.write_bytes(as_csv(preamble + table(month, kinds, names, newest_first=newest_first)))
        read = read_statements(file, tmp_path)[0]
        assert read.profile == "tongzi"
        assert [line.amount for line in read.lines] == [amount for _when, amount in month]
        assert [line.date for line in read.lines] == [when.date() for when, _amount in month]
        assert read.opening == Decimal(20000)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4))
def test_a_profile_is_harmless_toml_whatever_a_file_says(bank: str, texts: list[str]) -> None:
    draft = Draft(tuple(texts), {"text": tuple(texts)}, tuple(texts), bank=bank, marks=(bank,))
    text = profile_text(draft, bank)
    read = tomllib.loads(text)
    assert set(read) <= {"bank", "marks", "layouts", "columns", "flags"}
    assert all(mark.isprintable() for mark in text.replace("\n", ""))
    assert slug(bank)
    assert not set(slug(bank)) & set('/\\:*?"<>|. ')


def test_the_profile_in_memory_is_the_one_in_the_file(tmp_path: Path) -> None:
    draft = Draft(
        ("甲日", "数目", "向"), {"date": ("甲日",), "amount": ("数目",), "flag": ("向",)},
        ("减",), ("增",), {"account": ("存折号",)}, ("收进共计",), ("某行",), "某行", "own",
    )  # fmt: skip
    folder = tmp_path / "importers" / "banks"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(profile_text(draft, ""), encoding="utf-8")
    written = load_profiles(tmp_path)["own"]
    held = as_profile(draft, PROFILES["generic"])
    for name in ("bank", "marks", "known", "out_flags", "in_flags", "trailers", "quirks"):
        assert getattr(held, name) == getattr(written, name), name
    for role, names in written.columns.items():
        assert held.columns.get(role, ()) == names, role


def test_two_true_readings_are_offered_both() -> None:
    rows = [["日子", "数目", "甲余", "乙余"]]
    for day, (amount, one, two) in enumerate([(5, 105, 905), (3, 108, 908), (2, 110, 910)], 1):
        rows.append([f"2026-01-0{day}", f"{amount}.00", f"{one}.00", f"{two}.00"])
    found = propose(load(as_csv(rows), "a.csv"), PROFILES, "a.csv")
    assert {each.draft.columns["balance"] for each in found} == {("甲余",), ("乙余",)}


def test_what_the_balance_does_not_prove_is_not_proposed() -> None:
    names = {kind: found[0] for kind, found in NAMES.items()}
    rows = table(lines_of([500, -200, 300, 100]), ["when", "amount", "balance"], names, newest_first=False)  # fmt: skip
    rows[3][2] = "1.23"
    assert propose(load(as_csv(rows), "a.csv"), PROFILES, "a.csv") == ()
    assert propose(load(as_csv(rows[:3]), "a.csv"), PROFILES, "a.csv") == ()


def test_names_on_two_rows() -> None:
    rows = [
        ["日子", "钱数", "", "还剩", "事由"],
        ["", "付去", "到手", "", ""],
        ["2026-01-04", "", "5.00", "105.00", "水"],
        ["2026-01-05", "3.00", "", "102.00", "电"],
        ["2026-01-06", "", "1.00", "103.00", "水"],
    ]
    grid = load(as_xlsx(rows), "a.xlsx")[0]
    found = propose([grid], PROFILES, "a.xlsx")[0]
    lines = read_with(grid, found.draft, PROFILES, "a.xlsx")[0].lines
    assert [line.amount for line in lines] == [Decimal(5), Decimal(-3), Decimal(1)]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "main.beancount").write_text("", encoding="utf-8")
    monkeypatch.setattr(statement_map, "is_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def odd_file(book: Path, kinds: list[str] | None = None) -> str:
    names = {kind: found[0] for kind, found in NAMES.items()}
    rows = table(
        lines_of([500, -200, 300, 100, -5]),
        kinds or ["when", "party", "amount", "flag", "balance", "text"],
        names,
        newest_first=True,
    )
    (book / "流水.csv").write_bytes(as_csv(rows))
    return "流水.csv"


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["statement", *arguments], input=answers)


def profiles_in(book: Path) -> list[str]:
    return sorted(path.name for path in (book / "importers").rglob("*"))


def test_enter_enter_enter_writes_a_profile_that_reads_the_file(book: Path) -> None:
    file = odd_file(book)
    done = run(file, "--map", answers="?\n什么\n\n桐梓村镇银行\n\n")
    assert done.exit_code == 0, done.output
    assert "全部 5 行余额逐行相符" in done.output
    assert profiles_in(book) == ["banks", "桐梓村镇银行.toml"]
    read = read_statements(book / file, book)[0]
    assert (read.bank, len(read.lines), str(read.closing)) == ("桐梓村镇银行", 5, "20006.95")
    again = run(file, "--map")
    assert (again.exit_code, "不用再认" in again.output) == (0, True)
    assert "桐梓村镇银行" in run(file).output


def test_answers_one_by_one_and_names_already_taken(book: Path) -> None:
    file = odd_file(book)
    answers = "n\n9\n1\nZ\nＡ\n3\nC\nD\nE\n2\n1\nB\n\n某行\nccb-detail\nICBC-account\nmine\n"
    done = run(file, "--map", answers=answers)
    assert done.exit_code == 0, done.output
    assert "没有“z”这一列" in done.output
    assert "已经有 icbc-account 这份档案" in done.output
    text = next((book / "importers" / "banks").glob("*.toml")).read_text(encoding="utf-8")
    assert tomllib.loads(text)["columns"]["counterparty"] == ["跟谁"]


def test_without_balances_only_an_explicit_yes_writes(book: Path) -> None:
    file = odd_file(book, ["when", "amount", "flag", "text"])
    steps = "1\nA\n3\nB\nC\n"
    sides = "2\n1\n" if "减" in (book / file).read_text("gb18030").splitlines()[1] else "1\n2\n"
    refused = run(file, "--map", answers=steps + sides + "0\n\n否\nq\n")
    assert (refused.exit_code, profiles_in(book)) == (1, [])
    done = run(file, "--map", answers=steps + sides + "0\n是\n某行\n\n")
    assert done.exit_code == 0, done.output
    assert "没有余额可以证明" in (book / "importers/banks/某行.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "answers", "code", "said"),
    [
        (["--map"], "q\n", 1, "什么都没有写"),
        (["--map"], "", 1, "什么都没有写"),
        (["--map", "--yes", "--dry-run", "--bank", "甲行"], "", 0, 'bank = "甲行"'),
        (["--map", "--explain"], "", 2, "分开用"),
        (["--yes"], "", 2, "--map"),
    ],
)
def test_leaving_writes_nothing(
    book: Path, options: list[str], answers: str, code: int, said: str
) -> None:
    done = run(odd_file(book), *options, answers=answers)
    assert (done.exit_code, profiles_in(book)) == (code, [])
    assert said in done.output


def test_a_pipe_needs_yes_and_yes_needs_proof(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_map, "is_terminal", lambda: False)
    unproved = run(odd_file(book, ["when", "amount", "flag", "text"]), "--map", "--yes")
    assert (unproved.exit_code, profiles_in(book)) == (1, [])
    assert run(odd_file(book), "--map").exit_code == 2
    assert run(odd_file(book), "--map", "--yes", "--bank", "甲行").exit_code == 0
    assert profiles_in(book) == ["banks", "甲行.toml"]


@pytest.mark.parametrize(("key", "code"), [(b"\x04", 1), (b"\x03", 130), (b"q\n", 1)])
def test_on_a_real_terminal_every_way_out_writes_nothing(book: Path, key: bytes, code: int) -> None:
    file = odd_file(book)
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test run in the background ignores it
        os.execv(sys.executable, [sys.executable, "-m", "owners_ledger", "statement", file, "--map"])  # fmt: skip
    shown = b""
    for _second in range(30):
        if not select.select([terminal], [], [], 1)[0]:
            if shown.endswith(b"> "):  # a key struck while the prompt is set up can be lost
                os.write(terminal, key)
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    else:
        os.kill(pid, signal.SIGKILL)  # it hangs: the code below will not be the expected one
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == code
    assert "什么都没有写" in shown.decode()
    assert profiles_in(book) == []
