"""``unit``: what is printed, what is written where, what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(ROOT), "unit", *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_what_is_printed_and_what_is_written(tmp_path: Path) -> None:
    done = run("1-1-503", "--from", "2026-02", "--to", "2026-03", cwd=ROOT)
    assert "现在应交：459.30（肆佰伍拾玖元叁角整）" in done.stdout
    written = run("1-1-503", "--format", "html", "--output", str(tmp_path / "p"), cwd=ROOT)
    assert written.returncode == 0, written.stderr
    assert [one.name for one in (tmp_path / "p").iterdir()] == ["unit-1-1-503-2026-01_2026-06.html"]
    table = run("--arrears", "--building", "3", "--to", "2026-03", cwd=ROOT).stdout
    assert "3-2-701" in table.partition("可以张贴的")[0]
    assert not re.search(r"\d-\d-\d", table.partition("可以张贴的")[2])
    for wrong in (
        [],
        ["1-1-503", "--all"],
        ["9-9-999"],
        ["--all", "--each"],
        ["--all", "--from", "2026-05", "--to", "2026-01"],
    ):
        refused = run(*wrong, cwd=ROOT)
        assert refused.returncode in (1, 2)
        assert "→" in refused.stderr
        assert "Traceback" not in refused.stderr
