"""``make bench``: our commands beside their references, whole processes, medians of one run.

Writes ``benchmarks/results/<date>.md`` and ``.json``. Ratios are what to compare between machines
and days; absolute times drift. Nothing here is run by the test suite.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import material
import statements
from measure import Case, run_all
from row import Row

HERE = Path(__file__).resolve().parent
BUILD = material.ROOT / "build" / "bench"
PYTHON = Path(sys.executable)
PROGRAM = PYTHON.parent / "owners-ledger"
LIBRARIES = ("beancount", "beangulp", "click", "fava", "python-calamine", "weasyprint")


def book_rows() -> list[Row]:
    """What is measured on books, made below ``build/bench``."""
    year = material.book(BUILD / "year", year=2025)
    bare = material.book(BUILD / "bare", year=2025, plugins=False)
    book = material.book(BUILD / "book")
    out = BUILD / "notices"

    def ours(name: str, *args: str | Path, before: Callable[[], object] | None = None) -> Case:
        return Case(name, (PROGRAM, *args), before)

    def report(kind: str, period: str, shape: str) -> tuple[str | Path, ...]:
        args = ("--book", book, "report", kind, period)
        return (*args, "--format", shape, "--output", out)

    ten = material.ten_years(PROGRAM, BUILD / "ten")
    month = sorted((ten / "ledger" / "inbox").glob("2026-07-*"))
    bare_ten = material.without_plugins(material.copy(ten, BUILD / "bare-ten"))
    load, load_ten = (
        Case(
            f"beancount load of {years}, no plugin, collector off",
            (PYTHON, HERE / "bare_load.py", folder / "ledger" / "main.beancount"),
        )
        for years, folder in (("one year", bare), ("ten years", bare_ten))
    )
    return [
        Row(ours("--help", "--help"), seconds=0.15),
        Row(ours("check, one year of the sample", "--book", year, "check"), load, None, 1.3),
        Row(
            ours(
                "import, a month of two accounts into ten years",
                *("--book", BUILD / "import", "import", *month),
                before=lambda: material.copy(ten, BUILD / "import"),
            ),
            load_ten,
            seconds=1.5,
        ),
        Row(ours("monthly notice, PDF", *report("monthly", "2026-03", "pdf")), seconds=2.0),
        Row(
            ours("quarterly disclosure, PDF", *report("quarterly", "2026-Q1", "pdf")),
            *chromium(report("quarterly", "2026-Q1", "html"), out / "quarterly-2026-Q1.html"),
        ),
        Row(ours("half-year notice, PDF", *report("halfyear", "2025-H2", "pdf")), seconds=8.0),
        Row(ours("annual report, PDF", *report("annual", "2025", "pdf")), seconds=15.0),
        Row(
            Case("a disclosure of 5,000 voucher lines, PDF", (PYTHON, HERE / "long_list.py")),
            seconds=25.0,
            memory=800,
        ),
    ]


def rows(word: str | None, china: Path | None) -> list[Row]:
    """What is measured: all, or what has the word in its name."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    compileall.compile_dir(material.ROOT / "owners_ledger", quiet=1)  # as an installed program is
    found = statements.rows(PYTHON, PROGRAM, BUILD, china)
    if word is None:
        return [*found, *book_rows()]
    named = [row for row in found if word in row.case.name]
    return named or [row for row in book_rows() if word in row.case.name]


def chromium(report: tuple[str | Path, ...], page: Path) -> tuple[Case | None, float, float | None]:
    """Chromium printing the same page, where there is a Chromium; and the aims that go with it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        return None, 5.0, None
    run_all([Case("page", (PROGRAM, *report))], 0, lambda _text: None)
    command = (browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    print_to = f"--print-to-pdf={BUILD / 'chromium.pdf'}"
    return Case("Chromium, the same page", (*command, print_to, page.as_uri())), 5.0, 1.0


def machine() -> dict[str, str]:
    """What the figures were taken on, without names."""
    cpu = re.search(r"model name\s*: (.*)", _text("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _text("/proc/meminfo"))
    return {
        "processor": f"{cpu[1] if cpu else platform.machine()}, {_cores()} cores",
        "memory": f"{int(memory[1]) // 1024**2} GiB" if memory else "unknown",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8") if Path(path).exists() else ""


def as_markdown(result: list[Row], about: dict[str, str], rounds: int) -> str:
    """The table people read."""
    lines = [
        f"# {datetime.date.today()}",  # noqa: DTZ011 - the day as people count
        "",
        f"Whole processes, medians of {rounds} rounds run in turn. "
        + " · ".join(f"{key} {value}" for key, value in about.items()),
        "",
        "MiB is the most that the command held, the largest process it started, and both together.",
        "",
        "| what | s | MiB | reference | s | ratio | aim | met |",
        "|---|---:|---:|---|---:|---:|---|---|",
    ]
    lines += [row.as_markdown() for row in result]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", metavar="WORD", help="cases with this in their name; not kept")
    parser.add_argument(
        "--china-python",
        type=Path,
        default=os.environ.get("CHINA_PYTHON"),
        help="a Python with china_bean_importers (CHINA_PYTHON), see china_reference.py",
    )
    wanted = parser.parse_args()
    rounds = wanted.rounds
    result = rows(wanted.only, wanted.china_python)
    cases = list({id(case): case for row in result for case in row.cases}.values())
    run_all(cases, rounds, lambda text: print(text, file=sys.stderr))
    about = machine()
    table = as_markdown(result, about, rounds)
    print(table)
    if wanted.only:
        return
    target = HERE / "results" / str(datetime.date.today())  # noqa: DTZ011 - the day as people count
    target.with_suffix(".md").write_text(table, encoding="utf-8")
    kept = {
        "machine": about,
        "rounds": rounds,
        "cases": {
            case.name: {
                "median": round(case.median, 4),
                "peak_mib": round(case.own_peak, 1),
                "child_peak_mib": round(case.child_peak, 1),
                "sum_mib": round(case.own_peak + case.child_peak, 1),
            }
            for case in cases
        },
        "met": [
            {"case": row.case.name, "reference": row.reference and row.reference.name}
            | {"met": row.met}
            for row in result
        ],
    }
    target.with_suffix(".json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
