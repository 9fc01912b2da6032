"""Where files from outside come in: each is read by a process of its own.

A spreadsheet reader may abort, a PDF may keep it busy for ever, an archive may fill the memory.
That ends the other process (``child``) and becomes a refusal here. Only what a proved statement
consists of comes back.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from owners_ledger import i18n
from owners_ledger.banking.reading.bank_names import named_by_committee
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.wire import WireError, decode
from owners_ledger.banking.statement import Statement
from owners_ledger.errors import OwnersLedgerError, harmless
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.banking.reading.grid import Grid

FILE_LIMIT = 64 * 1024 * 1024
PIECE = 1024 * 1024
ANSWER_LIMIT = 256 * 1024 * 1024
SECONDS = 40

Found = TypeVar("Found")

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from owners_ledger.banking.reading.child import main; main()"
)


def read_statements(
    path: Path, book: Path | None = None, *, name: str | None = None
) -> tuple[Statement, ...]:
    """The statements of a file, one per account, each proved by its running balance.

    Args:
        path: the file as the bank gave it.
        book: the committee's folder, whose own ``importers/banks`` comes first.
        name: how the file is called in messages, by default the path as given.

    Raises:
        StatementError: the file is no statement, what it says does not hold, or reading it
            takes more time or memory than any statement does.
        ProfileError: a bank profile is not in order.
    """
    file = harmless(name or str(path))
    return named_by_committee(_asked(path, file, book, "statements", decode), book)


def read_grids(path: Path, *, name: str | None = None) -> tuple[Grid, ...]:
    """The raw tables of a file, for those who want to see how it is to be read.

    Raises:
        StatementError: the file holds no tables, or as ``read_statements``.
    """
    from owners_ledger.banking.reading.wire_grids import decode_grids  # noqa: PLC0415 - loads the readers

    file = harmless(name or str(path))
    return _asked(path, file, None, "grids", decode_grids)


def _asked(
    path: Path, file: str, book: Path | None, want: str, decoded: Callable[[Iterator[bytes]], Found]
) -> Found:
    request = {
        "want": want,
        "file": file,
        "book": None if book is None else str(book.resolve()),
        "language": i18n.language(),
    }
    head = f"{json.dumps(sys.path)}\n{json.dumps(request)}\n".encode()
    with (
        content_of(path, file) as content,
        subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as child,
    ):
        timer = threading.Timer(SECONDS, child.kill)
        timer.start()
        try:
            _say(child.stdin, head, content, file)
            return decoded(_heard(child.stdout, file))
        except WireError:
            raise _gave_up(file, is_late=not timer.is_alive()) from None
        finally:
            timer.cancel()
            child.kill()


def content_of(path: Path, file: str) -> IO[bytes]:
    """A file opened to be read.

    Raises:
        StatementError: it is not there, no plain file, too large or cannot be read.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise refuse(_("这不是普通文件"), file=file, remedy=_("请给出流水文件"))
        size = path.stat().st_size
        if size > FILE_LIMIT and path.is_file():
            raise refuse(_("文件有 {size} MB，流水不会这么大").format(size=size >> 20), file=file)
        return path.open("rb")
    except IsADirectoryError:
        raise refuse(_("这是文件夹，不是文件"), file=file, remedy=_("请给出流水文件")) from None
    except FileNotFoundError:
        raise refuse(_("没有这个文件"), file=file, remedy=_("请检查文件名和路径")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(_("文件读不了：{reason}").format(reason=reason), file=file) from None


def _say(stream: IO[bytes] | None, head: bytes, content: IO[bytes], file: str) -> None:
    """The request and the file, piece by piece: it need not be held here as a whole.

    Raises:
        StatementError: the file cannot be read.
    """
    assert stream is not None
    try:
        stream.write(head)
        for piece in _pieces(content, file):
            stream.write(piece)
        stream.close()
    except BrokenPipeError:
        return  # it ended early; what it said before tells why


def _pieces(content: IO[bytes], file: str) -> Iterator[bytes]:
    left = FILE_LIMIT + 1
    while left > 0:
        try:
            piece = content.read(min(left, PIECE))
        except OSError as error:
            reason = error.strerror or str(error)
            raise refuse(_("文件读不了：{reason}").format(reason=reason), file=file) from None
        if not piece:
            return
        left -= len(piece)
        yield piece


def _heard(stream: IO[bytes] | None, file: str) -> Iterator[bytes]:
    """The answer's lines; a refusal among them is raised.

    Raises:
        OwnersLedgerError: as the child says.
    """
    assert stream is not None
    left = ANSWER_LIMIT
    while line := stream.readline(left):
        left -= len(line)
        if line.startswith(b'{"refusal"'):
            raise _refusal(json.loads(line)["refusal"])
        if line.startswith(b'{"large"'):
            raise _large(file)
        if line.startswith(b'{"fault"'):
            raise _fault(file, str(json.loads(line)["fault"]))
        yield line


def _refusal(said: dict[str, Any]) -> OwnersLedgerError:
    error = OwnersLedgerError
    if said["kind"] == "ProfileError":
        from owners_ledger.banking.reading.profile import ProfileError  # noqa: PLC0415 - rarely

        error = ProfileError
    elif said["kind"] == "StatementError":
        error = StatementError
    return error(said["message"], remedy=said["remedy"], file=said["file"], line=said["line"])


def _large(file: str) -> StatementError:
    return refuse(
        _("读这份文件要用的内存大得不正常"),
        file=file,
        remedy=_("请分月下载；或在表格软件里只留流水表另存为 xlsx"),
    )


def _fault(file: str, kind: str) -> StatementError:
    return refuse(
        _("程序自己出了错（{kind}），没有读这份文件").format(kind=harmless(kind)),
        file=file,
        remedy=_("这多半不是文件的错。请把这句话和文件的版式告诉维护者；先改用另一种格式下载。"),
    )


def _gave_up(file: str, *, is_late: bool) -> StatementError:
    if is_late:
        return refuse(_("读这份文件用的时间太长，已停下"), file=file)
    return refuse(
        _("读这份文件的程序中断了：文件已损坏，或里面的表大得不正常"),
        file=file,
        remedy=_("请重新下载整个文件；还是这样的，请在表格软件里只留流水表另存为 xlsx"),
    )
