"""How property tests run everywhere: no time limits, since a slow machine is no wrong figure."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
