"""What every command is handed: which book, which language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from owners_ledger.config import find_book, main_file
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class State:
    """The group's options.

    Attributes:
        book: the folder named by ``--book``, if any.
        lang: ``zh`` or ``en``.
    """

    book: Path | None
    lang: str

    def root(self) -> Path:
        """The book's folder: the one named, else the nearest upwards from where one stands.

        Raises:
            UsageError: there is no book there.
        """
        if self.book is None:
            if found := find_book(Path.cwd()):
                return found
            raise UsageError(
                _("这里和上层文件夹里都没有账本"),
                remedy=_(
                    "请进入账本文件夹再运行，或用 --book 指明它；"
                    "还没有账本的，用 owners-ledger init 文件夹名 新建。"
                ),
            )
        root = self.book.absolute()
        if main_file(root).is_file():
            return root
        if root.name == "ledger" and main_file(root.parent).is_file():
            return root.parent
        raise UsageError(
            _("{book} 不是账本文件夹（里面没有 ledger/main.beancount）").format(book=self.book),
            remedy=_("请让 --book 指向装着 ledger 文件夹的那一层。"),
        )


pass_state = click.make_pass_decorator(State)


def book_of(state: State | None) -> Path | None:
    """The book's folder where there is one: for commands that do without."""
    if state is None:
        return None
    try:
        return state.root()
    except UsageError:
        return state.book
