"""Setting pages in a process of its own.

The process is started before the books are read, so it is ready when the page is; and what a
template of one's own can do to it (a table of a million cells) stays within its bounds.
Requests and answers are JSON on its standard input and output.
"""

from __future__ import annotations

import base64
import datetime
import json
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))

from owners_ledger.i18n import _
from owners_ledger.rendering import own_process
from owners_ledger.rendering.document import Document, Embedded, RenderError

_MEMORY = 2 << 30
_SECONDS = 120


class Setter:
    """A child that sets one document; a context that ends it.

    Raises:
        RenderError: on use, the page cannot be set, or not within the bounds.
    """

    def __init__(self) -> None:
        self._child = own_process.start(__file__)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def __call__(
        self,
        page: str,
        styles: tuple[str, ...],
        *,
        day: datetime.date,
        embedded: tuple[Embedded, ...] = (),
        paper: str = "a4",
    ) -> Document:
        """As ``pdf.make_pdf``."""
        request = {
            "page": page,
            "styles": styles,
            "day": day.isoformat(),
            "embedded": [[f.name, f.description, f.content.decode()] for f in embedded],
            "paper": paper,
        }
        answer, _nothing = self._child.communicate(json.dumps(request).encode())
        if self._child.returncode or not answer:
            raise RenderError(
                _("排版没有完成：页面太大或太复杂"),
                remedy=_("请检查自己改过的模板。没有生成任何文件。"),
            )
        made = json.loads(answer)
        if "error" in made:
            raise RenderError(made["error"], remedy=made["remedy"])
        return Document(
            base64.b64decode(made["content"]),
            int(made["pages"]),
            tuple(made["warnings"]),
            tuple(made["texts"]),
        )


def _serve() -> None:
    """Get ready, then set the one page that is asked for."""
    own_process.limit(_MEMORY, _SECONDS)
    from owners_ledger.rendering import pdf  # noqa: PLC0415 - within the limits

    pdf.warm_up()
    request = json.loads(sys.stdin.buffer.read())
    try:
        made = pdf.make_pdf(
            request["page"],
            tuple(request["styles"]),
            day=datetime.date.fromisoformat(request["day"]),
            embedded=tuple(Embedded(n, d, text.encode()) for n, d, text in request["embedded"]),
            paper=request["paper"],
        )
    except RenderError as error:
        answer: dict[str, Any] = {"error": error.message, "remedy": error.remedy}
    else:
        content = base64.b64encode(made.content).decode()
        answer = {
            "content": content,
            "pages": made.pages,
            "warnings": made.warnings,
            "texts": made.texts,
        }
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _serve()
