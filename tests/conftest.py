"""How property tests run everywhere.

No time limits, since a slow machine is no wrong figure; the same examples each time where a
change is only to be accepted or not, new ones on every run elsewhere.
"""

import os

import pytest
from browsers import CHROMIUM, SWITCHES
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


@pytest.fixture(scope="session")
def browser():
    """A real Chromium: one for all rooms, since a process can drive only one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is asked for

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield opened
        opened.close()
