"""An edition's ledger loaded in a process of its own first: what kills it kills no server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[3]))

from owners_ledger.i18n import _
from owners_ledger.rendering import own_process
from owners_ledger.web.public import lint
from owners_ledger.web.public.edition import LEDGER, Edition, PublicError

_MEMORY = 2 << 30
_SECONDS = 60


def look_through(edition: Edition) -> None:
    """Look at the ledger line by line, then load it in a child.

    Raises:
        PublicError: there is something in it that ``publish`` does not write, or it does not
            load without errors; names the line.
    """
    line = lint.odd_line(edition.ledger)
    if line is not None:
        raise PublicError(
            _("公开账本里有 owners-ledger publish 不会写的内容，不能给业主看"),
            remedy=_("请重新运行 owners-ledger publish。"),
            file=LEDGER,
            line=line,
        )
    if not _loads(edition.folder / LEDGER):
        raise PublicError(
            _("公开账本读不出来，不能给业主看"),
            remedy=_("请重新运行 owners-ledger publish。"),
            file=LEDGER,
        )


def _loads(path: Path) -> bool:
    with own_process.start(__file__) as child:
        try:
            out, _err = child.communicate(str(path).encode(), timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return False
        return child.returncode == 0 and json.loads(out or b"{}").get("errors") == 0


def _serve() -> None:
    path = sys.stdin.buffer.read().decode()
    own_process.limit(_MEMORY, _SECONDS)
    from fava.beans.load import load_uncached  # noqa: PLC0415 - within the limits

    entries, errors, _options = load_uncached(path, is_encrypted=False)
    sys.stdout.write(json.dumps({"entries": len(entries), "errors": len(errors)}))


if __name__ == "__main__":
    _serve()
