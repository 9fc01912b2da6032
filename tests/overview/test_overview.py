"""Editions of several estates, honest ones and others, side by side."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from owners_ledger.books.hashed import canonical
from owners_ledger.cli.overview import command
from owners_ledger.publishing import edition
from owners_ledger.publishing.overview.overview import overview
from owners_ledger.publishing.overview.surfaces import files

D = Decimal
TODAY = datetime.date(2026, 5, 20)


def month(name: str, opening: str, income: str, spending: str, **more: object) -> dict[str, object]:
    closing = f"{D(opening) + D(income) - D(spending):.2f}"
    return {
        "month": name,
        "opening": opening,
        "income": income,
        "spending": spending,
        "closing": closing,
        "bank_agrees": True,
        "review": 0,
        "posted": None,
        "due": None,
        "head": None,
        **more,
    }


def facts(estate: str, months: list[dict[str, object]], **more: object) -> dict[str, object]:
    return {
        "estate": estate,
        "body": f"{estate}业主委员会",
        "households": 200,
        "area": "16000.00",
        "through": months[-1]["month"],
        "head": None,
        "arrears": {"units": 9, "amount": "4321.00"},
        "collection": "93.5",
        "months": months,
        **more,
    }


def laid_out(folder: Path, said: dict[str, object]) -> Path:
    made = edition.with_manifest(
        {"index.html": str(said["estate"]).encode(), "data/a.csv": b"a"}, said
    )
    edition.put(folder / "public", made)
    return folder


APRIL = [
    month("2026-03", "1000.00", "20000.00", "18000.00", posted="2026-04-08", due="2026-04-10"),
    month("2026-04", "3000.00", "21000.00", "12000.00", posted="2026-05-09", due="2026-05-10"),
]


@pytest.fixture
def honest(tmp_path):
    return laid_out(tmp_path / "甲小区", facts("甲小区", APRIL))


def only(path: Path):
    return overview([path], TODAY).rows[0]


def test_the_row_of_an_honest_estate(honest):
    row = only(honest)
    assert (row.estate, row.through, row.state, row.verified, row.problem) == (
        "甲小区",
        "2026-04",
        "posted",
        "whole",
        "",
    )
    assert (row.income, row.spending, row.closing) == (D("41000.00"), D("30000.00"), D("12000.00"))
    # 41 000 yuan over 16 000 m² and two months; 30 000 likewise.
    assert (row.income_per_area, row.cost_per_area) == (D("1.28"), D("0.94"))
    assert (row.arrears_units, row.arrears, row.arrears_rate) == (9, D("4321.00"), D("4.5"))
    # April was due ten days after its end; May's notice is not due before 10 June.
    assert (row.posted, row.due, row.late_days) == (
        datetime.date(2026, 5, 9),
        datetime.date(2026, 6, 10),
        0,
    )


def test_a_zip_says_the_same_as_the_folder(honest, tmp_path):
    content = {
        path.relative_to(honest / "public").as_posix(): path.read_bytes()
        for path in (honest / "public").rglob("*")
        if path.is_file()
    }
    packed = tmp_path / "甲.zip"
    packed.write_bytes(edition.archive(content))
    assert only(packed) == only(honest) == only(honest / "public")


def test_an_estate_that_has_not_posted_april_is_late(tmp_path):
    months = [APRIL[0], {**APRIL[1], "posted": None}]
    row = only(laid_out(tmp_path / "乙", facts("乙小区", months)))
    assert (row.state, row.late_days) == ("late", 10)


def test_an_estate_that_stopped_publishing_is_late(tmp_path):
    row = overview(
        [laid_out(tmp_path / "乙", facts("乙小区", APRIL))], datetime.date(2026, 8, 1)
    ).rows[0]
    assert (row.state, row.late_days) == ("late", 52)  # since 10 June


def test_a_month_that_the_bank_contradicts_is_named(tmp_path):
    months = [{**APRIL[0], "bank_agrees": False}, APRIL[1]]
    row = only(laid_out(tmp_path / "丙", facts("丙小区", months)))
    assert not row.bank_agrees
    assert row.disagreeing == ("2026-03",)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([{**APRIL[0], "closing": "3000.01"}, APRIL[1]], "2026-03 期初加收入减支出不等于期末"),
        ([APRIL[0], month("2026-04", "2999.99", "1.00", "1.00")], "2026-04 的期初不等于上月期末"),
    ],
)
def test_figures_that_do_not_chain_are_broken(tmp_path, months, said):
    row = only(laid_out(tmp_path / "丁", facts("丁小区", months)))
    assert (row.verified, row.problem) == ("broken", said)


@pytest.mark.parametrize("harm", ["change", "delete", "add"])
def test_a_changed_edition_is_broken_and_the_file_named(honest, harm):
    file = honest.joinpath("public").resolve() / "data" / "a.csv"
    if harm == "change":
        file.write_bytes(b"b")
    elif harm == "delete":
        file.unlink()
    else:
        file.with_name("b.csv").write_bytes(b"x")
    row = only(honest)
    assert row.verified == "broken"
    assert ("data/b.csv" if harm == "add" else "data/a.csv") in row.problem


def test_what_is_no_edition_is_a_row_that_says_so(tmp_path):
    (tmp_path / "空").mkdir()
    (tmp_path / "坏.zip").write_bytes(b"PK no zip")
    bad = tmp_path / "乱"
    bad.mkdir()
    (bad / "edition.json").write_text("[1, 2", encoding="utf-8")
    found = overview([tmp_path / "空", tmp_path / "坏.zip", bad], TODAY)
    assert found.broken == 3
    assert all(row.state == "unreadable" and row.problem for row in found.rows)


def sealed(previous: str, name: str) -> dict[str, object]:
    said = {"month": name, "previous": previous, "private": "ab" * 32}
    head = hashlib.sha256(canonical(said)).hexdigest()
    return {"sealed": said, "head": head}


def with_seals(folder: Path, seals: list[dict[str, object]], codes: list[str | None]) -> Path:
    months = [{**month, "head": code} for month, code in zip(APRIL, codes, strict=True)]
    made = {f"seals/{one['sealed']['month']}.json": json.dumps(one).encode() for one in seals}
    edition.put(folder / "public", edition.with_manifest(made, facts("戊小区", months)))
    return folder


def code(seal: dict[str, object]) -> str:
    return str(seal["head"])[:20].upper()


def test_heads_are_computed_anew_and_the_chain_is_followed(tmp_path):
    march = sealed("", "2026-03")
    april = sealed(str(march["head"]), "2026-04")
    loose = sealed("f" * 64, "2026-04")
    forged = {**april, "sealed": {**april["sealed"], "private": "cd" * 32}}
    cases = [
        ([march, april], [code(march), code(april)], "sealed", ""),
        ([march], [code(march), None], "sealed", ""),
        ([march, loose], [code(march), code(loose)], "broken", "2026-04 的封条与上月的接不上"),
        ([march, forged], [code(march), code(april)], "broken", "2026-04 的封条被改过"),
        ([march, april], [code(march), code(march)], "broken", "2026-04 的封账码不是封条上的"),
        ([march], [code(march), code(april)], "broken", "2026-04 有封账码，没有封条"),
    ]
    for number, (seals, codes, verified, problem) in enumerate(cases):
        row = only(with_seals(tmp_path / str(number), seals, codes))
        assert (row.verified, row.problem) == (verified, problem)
    assert only(tmp_path / "1").sealed_to == "2026-03"


def test_an_edition_cannot_reach_outside_itself(honest, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    file = honest.joinpath("public").resolve() / "data" / "a.csv"
    file.unlink()
    file.symlink_to(secret)
    assert only(honest).verified == "broken"


def test_many_estates_in_processes_are_the_same_as_one_by_one(tmp_path):
    paths = [laid_out(tmp_path / f"{n}", facts(f"小区{n:03d}", APRIL)) for n in range(12)]
    shutil.rmtree(paths[7] / "public.editions")
    many = overview(paths, TODAY, processes=2)
    assert many == overview(paths, TODAY, processes=1)
    assert (many.posted, many.broken, many.households) == (11, 1, 2200)
    assert many.rows[0].estate == "7"  # what is wrong stands first


def test_every_format_holds_the_same_rows(honest, tmp_path):
    late = laid_out(tmp_path / "乙", facts("=1+1小区", [APRIL[0], {**APRIL[1], "posted": None}]))
    found = overview([honest, late], TODAY)
    made = files(found, ["html", "xlsx", "json", "parquet"])
    assert made == files(found, ["html", "xlsx", "json", "parquet"])
    said = json.loads(made["json"])
    assert [row["estate"] for row in said["rows"]] == ["=1+1小区", "甲小区"]
    assert said["rows"][1]["closing"] == "12000.00"
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).active
    assert sheet["A4"].value == "'=1+1小区"
    assert sheet["L5"].value == 12000
    (tmp_path / "o.parquet").write_bytes(made["parquet"])
    rows = duckdb.sql(
        f"SELECT estate, closing, late_days, posted FROM '{tmp_path / 'o.parquet'}' ORDER BY late_days"
    ).fetchall()
    assert rows == [
        ("甲小区", D("12000.00"), 0, datetime.date(2026, 5, 9)),
        ("=1+1小区", D("12000.00"), 10, None),
    ]
    assert "甲小区" in made["html"].decode()
    assert "逾期 10 天" in made["html"].decode()


def test_names_of_estates_cannot_act_on_the_page(tmp_path):
    path = laid_out(tmp_path / "x", facts("<script>alert(1)</script>", APRIL))
    html = files(overview([path], TODAY), ["html"])["html"].decode()
    assert "<script>" not in html


def test_the_command_tells_writes_and_exits_1_where_something_is_broken(honest, tmp_path):
    run = CliRunner()
    told = run.invoke(command, [str(honest), "--today", "2026-05-20"])
    assert told.exit_code == 0
    assert (
        "甲小区（到 2026-04）：已公示；与银行相符；文件完整，还没有封账；余额 12,000.00"
        in told.output
    )
    done = run.invoke(
        command,
        [
            str(honest),
            "--today",
            "2026-05-20",
            "--format",
            "html,xlsx",
            "--output",
            str(tmp_path / "o"),
        ],
    )
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "o").iterdir()} == {
        "overview-2026-05-20.html",
        "overview-2026-05-20.xlsx",
    }
    (tmp_path / "空").mkdir()
    assert run.invoke(command, [str(honest), str(tmp_path / "空")]).exit_code == 1


def test_a_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "大.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("edition.json", b" " * (65 * 1024 * 1024))
    assert only(path).state == "unreadable"
