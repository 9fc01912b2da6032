"""``make bench``: our commands beside their references, whole processes, medians of one run.

Writes ``benchmarks/results/<date>.md`` and ``.json``. Ratios are what to compare between machines
and days; absolute times drift. Nothing here is run by the test suite.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import material
from measure import Case, run_all

HERE = Path(__file__).resolve().parent
BUILD = material.ROOT / "build" / "bench"
PYTHON = Path(sys.executable)
PROGRAM = PYTHON.parent / "owners-ledger"
LIBRARIES = ("beancount", "beangulp", "click", "fava", "python-calamine", "weasyprint")


@dataclass(frozen=True)
class Row:
    """A line of the result.

    Attributes:
        case: ours.
        reference: what it is held against, if anything.
        seconds: the most it may take, if there is such an aim.
        ratio: the most it may take of the reference's time, if there is such an aim.
    """

    case: Case
    reference: Case | None = None
    seconds: float | None = None
    ratio: float | None = None

    @property
    def share(self) -> float | None:
        """Our time as a part of the reference's."""
        return self.case.median / self.reference.median if self.reference else None

    @property
    def met(self) -> bool:
        """Whether every aim is met."""
        quick = self.seconds is None or self.case.median <= self.seconds
        return quick and (self.ratio is None or self.share is None or self.share <= self.ratio)


def rows() -> list[Row]:
    """What is measured, on files made below ``build/bench``."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    csv = material.statement_csv(BUILD / "statement.csv")
    xlsx = material.statement_xlsx(BUILD / "statement.xlsx")
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
    csvbase = Case(
        "beangulp csvbase, the same rows as CSV", (PYTHON, HERE / "csvbase_reference.py", csv)
    )
    bare_ten = material.without_plugins(material.copy(ten, BUILD / "bare-ten"))
    load, load_ten = (
        Case(
            f"beancount load of {years}, no plugin, collector off",
            (PYTHON, HERE / "bare_load.py", folder / "ledger" / "main.beancount"),
        )
        for years, folder in (("one year", bare), ("ten years", bare_ten))
    )
    json_out = ("--format", "json")
    return [
        Row(ours("--help", "--help"), seconds=0.15),
        Row(ours("statement, CSV of 10 000 lines", "statement", csv, *json_out), csvbase, 0.6, 1.0),
        Row(
            ours("statement, xlsx of 10 000 lines", "statement", xlsx, *json_out), csvbase, 0.6, 1.0
        ),
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
    ]


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
        "| what | s | MiB | reference | s | ratio | aim | met |",
        "|---|---:|---:|---|---:|---:|---|---|",
    ]
    for row in result:
        aims = [f"≤ {row.seconds} s"] if row.seconds else []
        aims += [f"≤ {row.ratio} ×"] if row.ratio else []
        reference = ("", "", "")
        if row.reference and row.share is not None:
            reference = (row.reference.name, f"{row.reference.median:.2f}", f"{row.share:.2f}")
        lines.append(
            f"| {row.case.name} | {row.case.median:.2f} | {row.case.peak:.0f} | "
            f"{' | '.join(reference)} | {', '.join(aims)} | {'yes' if row.met else 'no'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    result = rows()
    cases = {id(case): case for row in result for case in (row.case, row.reference) if case}
    run_all(list(cases.values()), rounds, lambda text: print(text, file=sys.stderr))
    about = machine()
    table = as_markdown(result, about, rounds)
    print(table)
    target = HERE / "results" / str(datetime.date.today())  # noqa: DTZ011 - the day as people count
    target.with_suffix(".md").write_text(table, encoding="utf-8")
    kept = {
        "machine": about,
        "rounds": rounds,
        "cases": {
            case.name: {"median": round(case.median, 4), "peak_mib": round(case.peak, 1)}
            for case in cases.values()
        },
        "met": {row.case.name: row.met for row in result},
    }
    target.with_suffix(".json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
