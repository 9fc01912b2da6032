"""How property tests run everywhere.

No time limits, since a slow machine is no wrong figure; the same examples each time where a
change is only to be accepted or not, new ones on every run elsewhere.
"""

import os

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")
