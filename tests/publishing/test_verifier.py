"""The small verifier finds every change of an edition, with Python alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from owners_ledger.books.hashed import canonical
from owners_ledger.publishing import edition, verifier
from owners_ledger.rendering.seal import seal_code

LEDGER = """\
option "title" "小院 公开账本"

2026-01-01 open Assets:10银行存款:01基本户 CNY
  disclose: "资金/基本户"

2026-01-01 open Income:10物业服务费 CNY
  disclose: "收入/物业服务费"

2026-01-05 * "业主" "物业服务费"
  movements: 3
  Assets:10银行存款:01基本户   300.00 CNY
  Income:10物业服务费         -300.00 CNY

2026-02-01 balance Assets:10银行存款:01基本户   300.00 ~ 0 CNY
"""
MONTHS = "\ufeffmonth,opening,income,spending,closing\r\n2026-01,0.00,300.00,0.00,300.00\r\n"
NOTICE = {"kind": "monthly", "period": "2026-01", "closing": "300.00", "title": "2026年1月"}


def seal(previous: str, digest: str) -> dict[str, object]:
    sealed = {"month": "2026-01", "previous": previous, "digest": digest}
    return {"sealed": sealed, "head": verifier.hashlib.sha256(canonical(sealed)).hexdigest()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first = seal("", "a" * 64)
    files = {
        "ledger/main.beancount": LEDGER.encode(),
        "data/months.csv": MONTHS.encode(),
        "notices/monthly-2026-01.json": json.dumps(NOTICE, ensure_ascii=False).encode(),
        "seals/2026-01.json": json.dumps(first).encode(),
        "seals/2026-02.json": json.dumps(seal(str(first["head"]), "b" * 64)).encode(),
        "verify.py": Path(verifier.__file__).read_bytes(),
    }
    edition.put(tmp_path / "public", edition.with_manifest(files, {"estate": "小院"}))
    target = tmp_path / "copy"
    shutil.copytree(tmp_path / "public", target)
    return target


def run(folder: Path, *codes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), *codes],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd="/",
        env={"PYTHONIOENCODING": "utf-8"},
    )


def again(folder: Path) -> None:
    """A forger who also writes a new manifest."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "edition.json"
    }
    made = edition.with_manifest(files, {"estate": "小院"})
    (folder / "edition.json").write_bytes(made["edition.json"])


def test_an_honest_edition_passes_and_knows_its_notices(folder):
    code = seal_code(NOTICE)
    done = run(folder, code, code.lower().replace("-", " "))
    assert done.returncode == 0
    assert "✓ 文件完整" in done.stdout
    assert done.stdout.count("就是 monthly-2026-01") == 2
    assert run(folder, "AAAA-BBBB-CCCC-DDDD-EEEE").returncode == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("ledger/main.beancount", "-300.00 CNY", "-299.00 CNY", "借贷不平"),
        ("ledger/main.beancount", "300.00 ~ 0", "301.00 ~ 0", "余额不是 301.00"),
        ("data/months.csv", "0.00,300.00,0.00", "1.00,299.00,0.00", ""),
        ("data/months.csv", "300.00,0.00,300.00", "300.00,1.00,300.00", "不等于期末"),
        ("data/months.csv", "300.00,0.00,300.00", "301.00,0.00,301.00", "账本里的钱不相等"),
        ("seals/2026-01.json", "aaaa", "aaab", "封条被改过"),
    ],
)
def test_a_change_is_found_by_the_manifest_and_by_what_it_contradicts(folder, name, old, new, said):
    path = folder / name
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    done = run(folder)
    assert done.returncode == 1
    assert f"文件被改过：{name}" in done.stdout
    again(folder)
    assert said in run(folder).stdout


def test_a_seal_made_anew_does_not_fit_the_next_one(folder):
    (folder / "seals/2026-01.json").write_text(json.dumps(seal("", "c" * 64)), encoding="utf-8")
    again(folder)
    done = run(folder)
    assert done.returncode == 1
    assert "2026-02 的封条与上月的接不上" in done.stdout


def test_every_flipped_bit_of_every_file_is_found(folder):
    manifest = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    for one in manifest["files"]:
        path = folder / one["path"]
        honest = path.read_bytes()
        for place in range(0, len(honest), max(1, len(honest) // 40)):
            path.write_bytes(honest[:place] + bytes([honest[place] ^ 4]) + honest[place + 1 :])
            assert f"文件被改过：{one['path']}" in list(verifier.check_files(folder, manifest))
        path.write_bytes(honest)
    assert list(verifier.check_files(folder, manifest)) == []


@pytest.mark.parametrize("harm", ["delete", "add"])
def test_a_missing_or_foreign_file_is_found(folder, harm):
    if harm == "delete":
        (folder / "data/months.csv").unlink()
    else:
        (folder / "data/more.csv").write_text("x", encoding="utf-8")
    done = run(folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_it_agrees_with_the_program_on_codes():
    assert verifier.code_of(NOTICE) == seal_code(NOTICE)
