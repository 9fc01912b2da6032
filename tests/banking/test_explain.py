"""``statement --explain``: what was decided, by the reader's own decisions, in plain words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bank_files import SAMPLES
from click.testing import CliRunner, Result

from owners_ledger.banking.reading.explain import container
from owners_ledger.cli import main


def run(file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["statement", str(file), "--explain", *options])


def test_a_name_that_lies_about_the_content_is_said() -> None:
    done = run(SAMPLES / "trap_html_named.xls")
    assert done.exit_code == 0
    assert "网页表格（html）" in done.output
    assert "以 .xls 结尾，但以内容为准" in done.output


def test_a_file_that_is_read_says_header_profile_columns_and_proof() -> None:
    found = json.loads(run(SAMPLES / "boc_hisqry_pipe_gb18030.txt", "--format", "json").output)
    sheet, statement = found["sheets"][0], found["statements"][0]
    assert (found["container"], found["encoding"]) == ("text", "gb18030")
    assert (sheet["header_row"], sheet["known"], sheet["names"]) == (8, 38, 38)
    assert (sheet["rivals"][0]["profile"], sheet["rivals"][0]["is_marked"]) == ("boc-hisqry", True)
    assert {"at": 14, "title": "交易后余额[ After-transaction balance ]", "role": "balance"} in (
        sheet["columns"]
    )
    assert {"fact": "count", "text": "9", "row": 2} in sheet["declared"]
    assert (statement["lines"], statement["opening"]) == (9, "10000.00")
    assert statement["newest_first"] is False
    assert found["refusal"] is None


def test_a_refused_file_says_how_far_it_came() -> None:
    done = run(SAMPLES / "trap_missing_row_breaks_chain.xlsx")
    assert done.exit_code == 1
    assert "选 icbc-historydetail" in done.output
    assert "第 6 行的余额接不上" in done.output
    assert "--map" not in done.output


def test_an_unknown_table_is_sent_to_the_mapping(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("何时,多少,还剩\n2026-01-04,5.00,105.00\n", encoding="utf-8")
    done = run(file)
    assert done.exit_code == 1
    assert "没有找到列名" in done.output
    assert f"owners-ledger statement {file} --map" in done.output


@pytest.mark.parametrize(
    ("sample", "kind"),
    [
        ("ccb_c_mingxi.xls", "xls"),
        ("cmbc_10col.xlsx", "xlsx"),
        ("mof_bker_issuer.ofd", "ofd"),
        ("intl_camt053_v02.xml", "xml"),
        ("ccb_b_noprefix_quoted_gb18030.csv", "text"),
    ],
)
def test_the_container_is_told_by_the_content(sample: str, kind: str, tmp_path: Path) -> None:
    copy = tmp_path / "name-says-nothing"
    shutil.copy(SAMPLES / sample, copy)
    assert container(copy.read_bytes())[0] == kind
