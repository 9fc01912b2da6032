"""The memory of a command and the processes it starts, read from ``/proc`` while they run."""

from __future__ import annotations

import re
import threading
from pathlib import Path

STEP = 0.003
_PEAK = re.compile(r"^VmHWM:\s*(\d+)", re.MULTILINE)


class Watch:
    """Looks at a process and its descendants every few milliseconds until it ends.

    The highest mark that the kernel keeps of each process is taken, so little is lost between two
    looks. Watching takes time of its own: never in a round that is timed.

    Attributes:
        peaks: the most each process held, MiB, by process number, the command's own first; empty
            where there is no ``/proc``.
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self.peaks: dict[int, float] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> tuple[float, ...]:
        """Stop looking; what was found."""
        self._is_over.set()
        self._thread.join()
        return tuple(self.peaks.values())

    def _look(self) -> None:
        while not self._is_over.wait(STEP):
            for number in _family(self.process):
                found = _PEAK.search(_read(f"/proc/{number}/status"))
                if found:
                    here = int(found[1]) / 1024
                    self.peaks[number] = max(here, self.peaks.get(number, 0.0))


def _family(process: int) -> list[int]:
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            found += map(int, _read(str(children)).split())
    return found


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""  # it has ended meanwhile
