"""How often somebody may try a code: counted in memory, in a table that cannot grow."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_SECONDS = 60.0
_ADDRESSES = 4096


class Tries:
    """So many a minute from one address, and so many from all together."""

    def __init__(
        self, each: int = 5, together: int = 30, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each, self._together, self._clock = each, together, clock
        self._all: deque[float] = deque(maxlen=together)
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str) -> bool:
        """Whether one more try is due; it is counted when it is."""
        now = self._clock()
        with self._lock:
            mine = self._of.setdefault(neighbourhood(address), deque(maxlen=self._each))
            for tries in (self._all, mine):
                while tries and now - tries[0] >= _SECONDS:
                    tries.popleft()
            self._of.move_to_end(neighbourhood(address))
            while len(self._of) > _ADDRESSES:
                self._of.popitem(last=False)
            if len(mine) >= self._each or len(self._all) >= self._together:
                return False
            mine.append(now)
            self._all.append(now)
            return True

    def __len__(self) -> int:
        """Addresses remembered."""
        return len(self._of)


def neighbourhood(address: str) -> str:
    """What counts as one address: an IPv6 household has a whole /64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
