"""Write all hostile files into a folder: ``python tests/banking/hostile/make.py DIR``.

Beside them stands ``manifest.json``: name → what it attacks and how it must end.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from hostile import markup, others, texts, workbooks
from hostile.base import Case

FAMILIES = (
    workbooks.bombs,
    workbooks.sheets,
    others.compound,
    markup.pages,
    markup.documents,
    others.containers,
    texts.structure,
    texts.single_cells,
    others.strangers,
)


def cases() -> Iterator[tuple[str, Case]]:
    """Every case under the name of its file."""
    numbers: Counter[str] = Counter()
    for case in chain.from_iterable(family() for family in FAMILIES):
        numbers[case.kind] += 1
        yield case.name or f"{case.kind}-{numbers[case.kind]:03}.{case.ext}", case


def write(folder: Path) -> dict[str, Case]:
    """The files in a folder of its own; the manifest beside it."""
    files = folder / "files"
    files.mkdir(parents=True)
    found: dict[str, Case] = {}
    for name, case in cases():
        (files / name).write_bytes(case.content)
        found[name] = case
    manifest = {name: case.entry() for name, case in found.items()}
    text = json.dumps(manifest, ensure_ascii=True, indent=1)
    (folder / "manifest.json").write_text(text, encoding="ascii")
    return found


if __name__ == "__main__":
    for kind, count in Counter(case.kind for case in write(Path(sys.argv[1])).values()).items():
        print(f"{kind}: {count}")  # noqa: T201 - a script's output
