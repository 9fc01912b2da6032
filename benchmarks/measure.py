"""Whole processes timed side by side: every case once per round, medians over the rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from memory import Watch


@dataclass
class Case:
    """A command to be timed.

    Attributes:
        name: what is measured.
        command: the process, with arguments.
        before: brings files into the state the command starts from; not timed.
        codes: exit codes that count as done.
        seconds: wall time of every round.
        peaks: the most resident memory of the command and of each process it started, MiB.
    """

    name: str
    command: Sequence[str | Path]
    before: Callable[[], object] | None = None
    codes: tuple[int, ...] = (0,)
    seconds: list[float] = field(default_factory=list)
    peaks: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The median wall time, seconds."""
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        """The most that one of its processes held, MiB."""
        return max(self.peaks, default=0.0)

    @property
    def own_peak(self) -> float:
        """The most that the command itself held, MiB."""
        return self.peaks[0] if self.peaks else 0.0

    @property
    def child_peak(self) -> float:
        """The most that the largest of the processes it started held, MiB; 0 without one."""
        return max(self.peaks[1:], default=0.0)


def run_all(cases: Sequence[Case], rounds: int, say: Callable[[str], None]) -> None:
    """Time every case ``rounds`` times, all in turn: the machine's drift meets all alike.

    The round before the first warms the file cache and is the one whose memory is watched.
    """
    for number in range(rounds + 1):
        for case in cases:
            if case.before:
                case.before()
            seconds = _once(case, is_watched=not number)
            if number:
                case.seconds.append(seconds)
        say(f"round {number} of {rounds}")


def _once(case: Case, *, is_watched: bool) -> float:
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
    watch = Watch(child.pid) if is_watched else None
    said = child.communicate()[1]
    seconds = time.perf_counter() - start
    if watch:
        case.peaks = watch.end()
    if child.returncode not in case.codes:
        raise SystemExit(
            f"{case.name} failed ({child.returncode}):\n{said.decode(errors='replace')}"
        )
    return seconds
