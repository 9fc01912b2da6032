"""What is installed works without the checkout: build, install into an empty environment, use."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STATEMENT = ROOT / "ledger" / "inbox"
GIFT = """
2026-01-08 * "卖废纸箱"
  Assets:11库存现金  300.00 CNY
  Income:30其他收入:31废品变卖  -300.00 CNY
"""


def run(*command: str | Path, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False, env=clean
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as built from the source archive, so that neither may lack a file."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_all_data(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("importers", "reports"):
        for path in (ROOT / kind).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"owners_ledger/_data/{path.relative_to(ROOT).as_posix()}" in inside
    for path in (ROOT / "owners_ledger").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in inside
    assert "owners_ledger/_data/ledger/accounts.beancount" in inside
    assert not [name for name in inside if "registers/units.csv" in name], "the sample stays out"
    assert {"LICENSE", "CC0-1.0.txt"} <= {name.rpartition("/")[2] for name in inside}


def test_installed_into_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=tmp_path)
    python, program = venv / "bin" / "python", venv / "bin" / "owners-ledger"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--constraint", ROOT / "constraints.txt", wheel, cwd=tmp_path)

    where = run(python, "-c", "import owners_ledger; print(owners_ledger.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(venv)
    run(program, "init", "book", "--name", "梧桐里", "--since", "2026-01-01", cwd=tmp_path)
    checked = run(program, "--book", "book", "check", "--format", "json", cwd=tmp_path)
    assert json.loads(checked) == {"findings": []}
    for path in sorted(STATEMENT.glob("*-09-*")):
        said = json.loads(run(program, "statement", path, "--format", "json", cwd=tmp_path))
        assert said["lines"]
    (tmp_path / "book/ledger/2026").mkdir()
    (tmp_path / "book/ledger/2026/01-manual.beancount").write_text(GIFT, encoding="utf-8")
    run(
        program,
        "--book",
        "book",
        "report",
        "monthly",
        "2026-01",
        "--format",
        "pdf,html,xlsx,json",
        cwd=tmp_path,
    )
    notices = {path.name for path in (tmp_path / "book" / "notices").iterdir()}
    assert notices == {f"monthly-2026-01.{shape}" for shape in ("pdf", "html", "xlsx", "json")}


def test_only_declared_libraries_are_imported() -> None:
    declared = {re.split(r"[<>=!~ ]", one, maxsplit=1)[0] for one in PROJECT["dependencies"]}
    allowed = {"owners_ledger", *sys.stdlib_module_names}
    for module, distributions in importlib.metadata.packages_distributions().items():
        if {re.sub(r"[-_.]+", "-", name).lower() for name in distributions} & declared:
            allowed.add(module)
    # Fava's own foundations, pinned by it.
    allowed |= {"flask", "werkzeug", "cheroot", "markupsafe", "flask_babel"}
    for path in (ROOT / "owners_ledger").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= allowed, path


def test_constraints_are_exact_and_name_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in pins)
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in pins}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    for requirement in wanted:
        assert re.split(r"[<>=!~ ]", requirement, maxsplit=1)[0].lower() in pinned


def test_no_file_of_the_set_up_names_a_package_index() -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile", ".ci/run", "tools/setup.sh"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|index-url|trusted-host", text), name


def test_every_dependency_has_an_upper_bound() -> None:
    assert [one for one in PROJECT["dependencies"] if "<" not in one] == []


def test_every_pinned_version_runs_on_the_oldest_python() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, version = line.split("==")
            about = importlib.metadata.metadata(name)
            assert about["Version"] == version, f"{name}: installed is {about['Version']}"
            wanted = SpecifierSet(about["Requires-Python"] or "")
            assert oldest in wanted, f"{line} needs Python {wanted}"
