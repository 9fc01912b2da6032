"""The small estate of the reports' tests, and the pages of a report as text."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reporting"))
