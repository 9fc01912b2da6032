"""No private value is in anything that leaves the book, in no form."""

from __future__ import annotations

import subprocess

from scanner import Scanner

FROM_OUTSIDE = {"user", "host"}  # of the machine that makes the outputs


def test_every_canary_is_in_the_book(book):
    root, canaries = book
    told = b"\n".join(
        str(path).encode() + b"\n" + path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    )
    told += subprocess.check_output(["git", "log", "--format=%an %ae"], cwd=root)
    missing = {name for name, value in canaries.of.items() if value.encode() not in told}
    assert missing == FROM_OUTSIDE


def test_everything_was_built(outputs):
    assert {name: outputs.said[name] for name, code in outputs.codes.items() if code} == {}


def test_nothing_private_gets_out(book, outputs):
    _root, canaries = book
    scanner = Scanner(canaries.of, canaries.plain)
    found = scanner.look(outputs.files())
    assert found == []


def test_no_temporary_file_is_left(outputs):
    assert outputs.left == []
