"""The questions of ``statement --map``: one at a time, Enter accepts, ? explains, q leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.screen import letters
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.banking.reading.fields import Field

_YES = frozenset(["y", "yes", "是", "对", "好", "是的", "对的"])
_NO = frozenset(["n", "no", "否", "不", "不对", "不是"])
_NONE = frozenset(["0", "无", "没有"])


class Quit(Exception):  # noqa: N818 - not an error: the user leaves
    """The user leaves; nothing has been written."""


def ask(question: str, *, default: str = "", explain: str, hint: str = "") -> str:
    """One answer, width and case of letters ignored; Enter gives the default.

    Args:
        question: what is asked.
        default: what Enter means, "" where a word is needed.
        explain: what ``?`` shows.
        hint: other keys worth naming.

    Raises:
        Quit: the answer is q.
    """
    while True:
        click.echo()
        keys = _("?＝解释，q＝退出")
        if hint:
            keys = f"{hint}，{keys}"
        if default:
            keys = _("回车＝{default}，{keys}").format(default=default, keys=keys)
        click.echo(f"{question}（{keys}）")
        given: str = click.prompt("", prompt_suffix="> ", default=default, show_default=False)
        answer = unicodedata.normalize("NFKC", given).strip()
        if answer.casefold() == "q":
            raise Quit
        if answer in ("?", "help"):
            click.echo(explain)
        elif answer:
            return answer


def agree(question: str, *, explain: str, hint: str = "") -> bool:
    """Yes (Enter) or no."""
    while True:
        answer = ask(
            question, default=_("对"), explain=explain, hint=hint or _("n＝不对")
        ).casefold()
        if answer in _YES or answer == _("对").casefold():
            return True
        if answer in _NO:
            return False
        click.echo(_("请按回车（对），或输入 n（不对）。"))


def insist(question: str, *, explain: str) -> bool:
    """Yes only when the word is typed; Enter is not enough."""
    while True:
        answer = ask(question, explain=explain).casefold()
        if answer in _YES:
            return True
        if answer in _NO:
            return False
        click.echo(_("请输入 是 或 否。"))


def column(
    question: str,
    fields: Sequence[Field],
    default: Field | None,
    *,
    explain: str,
    is_needed: bool = True,
) -> Field | None:
    """A column, by its letter or its name; 0 for none where none is possible.

    Raises:
        Quit: a column is needed and the table has none of that sort.
    """
    if not fields:
        if is_needed:
            click.echo(_("这张表里没有这样的列，程序认不了这个文件。"))
            raise Quit
        return None
    by_name: Mapping[str, Field] = {
        **{field.title.casefold(): field for field in fields},
        **{letters(field.at).casefold(): field for field in fields},
    }
    shown = letters(default.at) if default else "" if is_needed else "0"
    while True:
        answer = ask(question, default=shown, explain=explain).casefold()
        if answer in _NONE and not is_needed:
            return None
        if answer in by_name:
            return by_name[answer]
        click.echo(
            _("没有“{answer}”这一列，或者它没有列名。请输入列的字母：{letters}").format(
                answer=answer[:20], letters=" ".join(letters(field.at) for field in fields)
            )
        )


def number(question: str, choices: Sequence[str], default: int, *, explain: str) -> int:
    """One of several numbered choices, counted from 1."""
    for at, choice in enumerate(choices, 1):
        click.echo(f"  {at}  {choice}")
    while True:
        answer = ask(question, default=str(default) if default else "", explain=explain)
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return int(answer)
        click.echo(_("请输入 1 到 {last} 之间的数字。").format(last=len(choices)))
