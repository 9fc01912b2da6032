"""Who may import whom, read from the source: rooms, foreign libraries, no circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "owners_ledger"

# A room may import its own and those on later lines; rooms of one line not each other.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("web", "sample", "starter", "doctor"),
    ("publishing",),
    ("rendering", "review"),
    ("reporting", "checks"),
    ("board",),
    (
        "billing",
        "payroll",
        "accruals",
        "banking",
        "closing",
        "duties",
        "funds",
        "commitments",
    ),
    ("registers",),
    ("books", "rates"),
    ("config",),
    ("money", "periods", "resources", "collector"),
    ("errors",),
    ("i18n",),
    ("",),
)
# What a floor would allow and the rules of the house do not.
FORBIDDEN = {
    "checks": {"banking"},
    "sample": {"web", "publishing", "rendering", "reporting", "checks"},
    "doctor": {"publishing", "rendering", "reporting", "checks", "banking", "registers", "books"},
    "starter": {"publishing", "rendering", "reporting", "checks", "banking"},
}
# A foreign library by its longest matching name, and the rooms that may import it.
LIBRARIES = {
    "beancount": {"books", "checks"},
    # Types of directives and amounts, to read entries with.
    "beancount.core": {
        "accruals",
        "banking",
        "billing",
        "board",
        "books",
        "checks",
        "closing",
        "commitments",
        "funds",
        "payroll",
        "publishing",
        "rendering",
        "reporting",
        "review",
        "sample",
        "web",
    },
    "beanquery": {"books", "web"},
    "beangulp": {"banking"},
    "fava": {"web"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "cheroot": {"web"},
    "waitress": {"web"},
    "cryptography": {"web"},
    "jinja2": {"rendering", "web"},
    "markupsafe": {"rendering", "web", "publishing"},
    "leather": {"publishing"},
    "weasyprint": {"rendering"},
    "click": {"cli", "web"},
}
HEAVY = ("beancount", "beangulp", "beanquery", "fava", "flask", "jinja2", "weasyprint")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in modules()}


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """The modules a file imports, as precisely as they can be named."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in NAMES else base


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(name: str) -> int:
    for level, rooms in enumerate(FLOORS):
        if name in rooms:
            return level
    raise AssertionError(f"the room {name!r} has no floor: add it to FLOORS")


@pytest.mark.parametrize("module", NAMES)
def test_imports_point_downwards_only(module: str) -> None:
    here = room(module)
    for target in imports(NAMES[module]):
        if not target.startswith("owners_ledger"):
            continue
        there = room(target)
        if there != here:
            assert floor(here) < floor(there), f"{module} imports {target}, against the direction"
            assert there not in FORBIDDEN.get(here, ()), f"{module} must not know {target}"


@pytest.mark.parametrize("module", NAMES)
def test_foreign_libraries_stay_in_their_room(module: str) -> None:
    for target in imports(NAMES[module]):
        known = [name for name in LIBRARIES if f"{target}.".startswith(f"{name}.")]
        if known:
            allowed = LIBRARIES[max(known, key=len)]
            assert room(module) in allowed, f"{module} imports {target}"


@pytest.mark.parametrize("module", [name for name in NAMES if room(name) in ("cli", "doctor")])
def test_the_command_line_imports_nothing_heavy_at_its_top(module: str) -> None:
    for target in imports(NAMES[module], top_level=True):
        assert target.partition(".")[0] not in HEAVY, f"{module} imports {target} at its top"


def test_there_are_no_circles() -> None:
    graph = {
        module: {t for t in imports(path, top_level=True) if t in NAMES and t != module}
        for module, path in NAMES.items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join([*trail[trail.index(module) :], module])
        if module not in done:
            for target in sorted(graph[module]):
                # A package's own __init__ gathers its modules; they may name their package's types.
                if not module.startswith(f"{target}."):
                    visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_modules_stay_small() -> None:
    long = {
        name: lines
        for name, path in NAMES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long, f"two rooms in one? {long}"


def test_an_import_against_the_direction_would_be_seen(tmp_path: Path) -> None:
    sinner = tmp_path / "sinner.py"
    sinner.write_text("def f():\n    from owners_ledger.cli import main\n", encoding="utf-8")
    assert list(imports(sinner)) == ["owners_ledger.cli"]
    assert floor("books") > floor(room("owners_ledger.cli"))
