"""No private value is in anything that leaves the book, in no form."""

from __future__ import annotations

from scanner import Scanner


def test_everything_was_built(outputs):
    assert {name: outputs.said[name] for name, code in outputs.codes.items() if code} == {}


def test_nothing_private_gets_out(book, outputs):
    _root, canaries = book
    scanner = Scanner(canaries.of, canaries.plain)
    found = scanner.look(outputs.files())
    assert found == []


def test_no_temporary_file_is_left(outputs):
    assert outputs.left == []
