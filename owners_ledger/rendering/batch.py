"""Setting hundreds of letters: chunks in processes of their own, joined in order.

Setting is slow and uses one core; a chunk of letters shares its fonts. Each process is started
before the books are read, sets chunk after chunk, and is ended by the context. Requests and
answers are lines of JSON on its standard input and output.
"""

# WeasyPrint has no types.
# mypy: allow-untyped-calls

from __future__ import annotations

import base64
import gc
import io
import json
import queue
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))

from owners_ledger.i18n import _
from owners_ledger.rendering import own_process
from owners_ledger.rendering.document import RenderError
from owners_ledger.rendering.page import Page

_MEMORY = 3 << 30
PROCESSES = 2
CHUNK = 40


class Batch:
    """Processes that set letters.

    Raises:
        RenderError: on use, a chunk cannot be set.
    """

    def __init__(self, processes: int = PROCESSES) -> None:
        self._children = [own_process.start(__file__) for _number in range(processes)]
        self._free: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        for child in self._children:
            self._free.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for child in self._children:
            child.kill()
            child.communicate()

    def set_all(self, pages: Iterable[Page], *, each: bool) -> Iterator[tuple[bytes, ...]]:
        """Each chunk's PDFs, in order: one of all its letters, or one of each.

        Args:
            pages: chunks; each letter an ``article`` with the id ``p0``, ``p1`` …
            each: whether every letter becomes a document of its own.
        """
        threads = ThreadPoolExecutor(len(self._children))
        try:
            yield from threads.map(lambda page: self._set(page, each=each), pages)
        finally:
            # After a mistake nobody waits for the chunks behind it.
            threads.shutdown(cancel_futures=True)

    def _set(self, page: Page, *, each: bool) -> tuple[bytes, ...]:
        child = self._free.get()
        try:
            answer = _ask(child, {"page": page.html, "styles": page.styles, "each": each})
        finally:
            self._free.put(child)
        if not answer:
            raise RenderError(
                _("排版没有完成：页面太大或太复杂"),
                remedy=_("请检查自己改过的模板。没有生成任何文件。"),
            )
        made = json.loads(answer)
        if "error" in made:
            raise RenderError(
                _("排版出错：{why}").format(why=made["error"]),
                remedy=_("模板和样式不能引用外部地址，图片请写成 data: 地址。没有生成任何文件。"),
            )
        return tuple(base64.b64decode(one) for one in made["files"])


def _ask(child: subprocess.Popen[bytes], request: dict[str, Any]) -> bytes:
    """One line to a child, one line back; nothing when it died."""
    if child.stdin is None or child.stdout is None:
        return b""
    try:
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
    except BrokenPipeError:
        return b""
    return child.stdout.readline()


def joined(parts: Sequence[bytes]) -> bytes:
    """Documents one behind the other, bookmarks included."""
    if len(parts) == 1:
        return parts[0]
    from pypdf import PdfWriter  # noqa: PLC0415 - only with a PDF

    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def set_chunk(page: str, styles: Sequence[str], *, each: bool) -> list[bytes]:
    """A chunk's PDFs, set in this process.

    Raises:
        RenderError: the page wants something from outside.
    """
    from owners_ledger.rendering import pdf  # noqa: PLC0415 - slow import

    with pdf.quiet_setting() as log, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        document = pdf.laid_out(page, styles)
        if each:
            files = [document.copy(run).write_pdf(pdf_tags=True) for run in _runs(document.pages)]
        else:
            files = [document.write_pdf()]
    if errors := [one.getMessage() for one in log.records if one.levelname == "ERROR"]:
        raise RenderError("；".join(errors[:3]))
    return files


def _runs(pages: Sequence[Any]) -> list[list[Any]]:
    """The pages of each letter: a new one begins where the next anchor stands."""
    runs: list[list[Any]] = []
    for one in pages:
        if f"p{len(runs)}" in one.anchors:
            runs.append([])
        runs[-1].append(one)
    return runs


def _serve() -> None:
    """Get ready, then set chunk after chunk until there are no more."""
    own_process.limit(_MEMORY)
    from owners_ledger.rendering import pdf  # noqa: PLC0415 - within the limits

    pdf.warm_up()
    gc.freeze()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            files = set_chunk(request["page"], request["styles"], each=request["each"])
        except RenderError as error:
            answer: dict[str, Any] = {"error": error.message}
        else:
            answer = {"files": [base64.b64encode(one).decode() for one in files]}
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
        gc.collect()  # a chunk's boxes point at each other, and the next needs their room


if __name__ == "__main__":
    _serve()
