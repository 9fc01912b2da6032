"""Damage many true statements and print what became of them: ``python damage_run.py 20000``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from layouts.damage import KINDS, damage_many, tally


def main(count: int, seed: str) -> int:
    """Print kind, verdict and how often; the number of files judged wrongly."""
    found, bad = tally(damage_many(seed, count))
    for kind in KINDS:
        for (each, verdict), times in sorted(found.items()):
            if each == kind:
                sys.stdout.write(f"{kind:34} {verdict:42} {times:6}\n")
    for each in bad[:20]:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(f"{sum(found.values())} files, {len(bad)} judged wrongly\n")
    return len(bad)


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1")))
