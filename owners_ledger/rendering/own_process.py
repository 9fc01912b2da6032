"""A module of this room run as a process of its own, with bounds on memory and time."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from typing import Any

from owners_ledger.i18n import language


def start(script: str) -> subprocess.Popen[bytes]:
    """Run a module by its file; it is asked and answers through its standard streams."""
    return subprocess.Popen(
        [sys.executable, "-P", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OWNERS_LEDGER_LANG": language()},
    )


def limit(memory: int, seconds: int | None = None) -> None:
    """Bound this very process, where the system can.

    Args:
        memory: bytes of address space.
        seconds: of processor time, ``None``: any.
    """
    try:
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not on this system
