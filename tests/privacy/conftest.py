from __future__ import annotations

import pytest
from outputs import build_all, git, pretend
from privacy_book import make_book


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The book's folder and its canaries."""
    root, canaries = make_book(tmp_path_factory.mktemp("b"), seed=2026)
    git(root, canaries.of["author in git"], canaries.of["e-mail in git"])
    return root, canaries


@pytest.fixture(scope="session")
def outputs(book, tmp_path_factory):
    """Everything that leaves the book."""
    root, canaries = book
    folder = tmp_path_factory.mktemp("o")
    temporary = tmp_path_factory.mktemp("t")
    with pytest.MonkeyPatch.context() as patch:
        pretend(patch, canaries.of["user"], canaries.of["host"], temporary)
        found = build_all(root, folder)
    found.left = [path.name for path in temporary.rglob("*")]
    return found
