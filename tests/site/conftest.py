from __future__ import annotations

from pathlib import Path

import pytest
from site_reading import write

from owners_ledger.publishing.build import build

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built():
    """The sample estate's edition, not written yet."""
    return build(REPOSITORY, None)


@pytest.fixture(scope="session")
def folder(built, tmp_path_factory):
    """The same as a folder, as somebody unpacks it."""
    root = tmp_path_factory.mktemp("公开 账本")
    write(root, built.files)
    return root
