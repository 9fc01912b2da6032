"""Whole processes timed side by side: every case once per round, medians over the rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Case:
    """A command to be timed.

    Attributes:
        name: what is measured.
        command: the process, with arguments.
        before: brings files into the state the command starts from; not timed.
        codes: exit codes that count as done.
        seconds: wall time of every round.
        peak: the largest resident memory seen, MiB.
    """

    name: str
    command: Sequence[str | Path]
    before: Callable[[], object] | None = None
    codes: tuple[int, ...] = (0,)
    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0

    @property
    def median(self) -> float:
        """The median wall time, seconds."""
        return statistics.median(self.seconds)


def run_all(cases: Sequence[Case], rounds: int, say: Callable[[str], None]) -> None:
    """Time every case ``rounds`` times, all in turn: the machine's drift meets all alike."""
    for number in range(rounds + 1):
        for case in cases:
            if case.before:
                case.before()
            seconds, peak = _once(case)
            if number:  # the first round only warms the file cache
                case.seconds.append(seconds)
                case.peak = max(case.peak, peak)
        say(f"round {number} of {rounds}")


def _once(case: Case) -> tuple[float, float]:
    start = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in case.command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # Bytecode as after an installation: the first round, which is not timed, writes it.
        env={
            **os.environ,
            "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
            "PYTHONDONTWRITEBYTECODE": "",
        },
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.stderr.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in case.codes:
        raise SystemExit(
            f"{case.name} failed ({child.returncode}):\n{said.decode(errors='replace')}"
        )
    return seconds, usage.ru_maxrss / 1024
