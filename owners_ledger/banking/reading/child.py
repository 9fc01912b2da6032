"""The process that reads files from outside: bounded, without network, writing nowhere.

Started by ``door``: a request as one line of JSON and the file's bytes come in on standard input,
lines of JSON go out. Where it breaks, only it breaks.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from owners_ledger import i18n
from owners_ledger.banking.reading import read, wire, wire_grids
from owners_ledger.banking.reading.grid import load
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.errors import OwnersLedgerError

MEMORY_LIMIT = 1 << 30
SECONDS_LIMIT = 20
_DENIED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "shutil.", "ctypes.", "webbrowser.", "urllib.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class DeniedError(PermissionError):
    """A reader tried something no reader has any business with."""


def main() -> None:
    """Read one file and say what it holds, or why it is refused."""
    sys.excepthook = _own_fault
    gc.disable()  # many cells, no cycles, a short life
    _limit()
    request = json.loads(sys.stdin.buffer.readline())
    i18n.set_language(request["language"])
    data = sys.stdin.buffer.read()
    book = request["book"]
    try:
        profiles = load_profiles(None if book is None else Path(book))
        _close()
        if request["want"] == "grids":
            lines = wire_grids.encode_grids(load(data, request["file"]))
        else:
            lines = wire.encode(read.read_bytes(data, request["file"], profiles))
        del data
        for line in lines:
            sys.stdout.write(line + "\n")
    except OwnersLedgerError as error:
        refusal = {
            "kind": type(error).__name__,
            "message": error.message,
            "remedy": error.remedy,
            "file": error.file,
            "line": error.line,
        }
        sys.stdout.write(json.dumps({"refusal": refusal}) + "\n")
    except (MemoryError, RecursionError):
        sys.stdout.write(json.dumps({"large": True}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a large heap need not be taken down piece by piece


def _own_fault(kind: type[BaseException], _error: BaseException, _trace: object) -> None:
    """An unforeseen exception is ours; the other process tells it from a broken file."""
    sys.stdout.write(json.dumps({"fault": kind.__name__}) + "\n")
    sys.stdout.flush()
    os._exit(1)


def _limit() -> None:
    """Bounds of the operating system, where it has them (not on Windows)."""
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return  # the wall between processes still stands
    for name, bound in (
        ("RLIMIT_AS", MEMORY_LIMIT),
        ("RLIMIT_CPU", SECONDS_LIMIT),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (bound, bound))


def _close() -> None:
    """No network, no other process, no writing, no file but Python's own, from now on."""
    unshare: Any = getattr(os, "unshare", None)  # Linux, Python 3.12
    if unshare is not None:
        with contextlib.suppress(OSError):
            unshare(getattr(os, "CLONE_NEWUSER", 0) | getattr(os, "CLONE_NEWNET", 0))
    own = tuple(
        os.path.realpath(path) + os.sep for path in {*sys.path, sys.prefix, sys.base_prefix} if path
    )

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = args
            if isinstance(path, int) or (
                not (flags or 0) & _WRITING and os.path.realpath(os.fsdecode(path)).startswith(own)
            ):
                return
        elif not event.startswith(_DENIED):
            return
        raise DeniedError(event)

    sys.addaudithook(guard)
