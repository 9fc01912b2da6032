"""The server gives up what it does not need: after this it can change no file on the computer.

On Linux by Landlock, which needs no rights and holds for all threads and children to come;
elsewhere the service manager has to see to it (``docs/owners-fava.md``). Either way it is tried:
a server that could still make a file does not start.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import secrets
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_ONLY_ASK = 1
_NO_NEW_PRIVILEGES = 38
_BENEATH = 1
# linux/landlock.h: rights over files, by the version that brought them.
_WRITE_FILE = 1 << 1
_WRITES: Final = (
    (1, _WRITE_FILE | sum(1 << bit for bit in range(4, 13))),  # remove and make of every kind
    (2, 1 << 13),  # to another folder
    (3, 1 << 14),  # cut short
)
_CONNECT = 1 << 1  # TCP, from version 4
_TEMPORARY: Final = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - to find them closed
_SCOPES = 0b11  # abstract sockets and signals of others, from version 6


class _Rules(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Path(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def give_up_writing() -> bool:
    """Let this process and its children change no file, open no connection, dump no core.

    Call it before any thread is started.

    Returns:
        Whether the system took the rights away (Linux 5.13 and later).
    """
    os.umask(0o077)
    sys.dont_write_bytecode = True
    _no_core()
    return sys.platform == "linux" and _landlock()


def writable(folders: Iterable[Path]) -> list[Path]:
    """Where a file can still be made, tried out: folders, temporary ones included."""
    usual = [Path(place) for place in _TEMPORARY]
    with suppress(FileNotFoundError):  # as it should be: there is none that can be used
        usual.append(Path(tempfile.gettempdir()))
    asked = dict.fromkeys([*folders, *usual, Path.cwd(), Path.home(), Path(__file__).parent])
    return [folder for folder in asked if _can_make(folder)]


def _can_make(folder: Path) -> bool:
    path = folder / f".owners-ledger-{secrets.token_hex(8)}"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    path.unlink()
    return True


def _landlock() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ONLY_ASK))
    if version < 1:
        return False
    rules = _Rules(
        sum(rights for since, rights in _WRITES if version >= since),
        _CONNECT if version >= 4 else 0,
        _SCOPES if version >= 6 else 0,
    )
    size = 8 if version < 4 else 16 if version < 6 else 24
    handle = libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if handle < 0:
        return False
    try:
        _leave_null(libc, handle)
        return bool(
            libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
            and libc.syscall(_RESTRICT, handle, ctypes.c_uint32(0)) == 0
        )
    finally:
        os.close(handle)


def _leave_null(libc: ctypes.CDLL, rules: int) -> None:
    """Children are started with ``/dev/null`` for what they would say."""
    null = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    try:
        path = _Path(_WRITE_FILE, null)
        libc.syscall(_ADD, rules, _BENEATH, ctypes.byref(path), ctypes.c_uint32(0))
    finally:
        os.close(null)


def _no_core() -> None:
    try:
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not on this system
