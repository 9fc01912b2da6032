"""``owners-ledger statement FILE --map``: a profile for a bank nobody has described yet."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli import map_questions as questions
from owners_ledger.cli.context import book_of
from owners_ledger.errors import UsageError
from owners_ledger.i18n import _, books_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from owners_ledger.banking.reading.mapping import Proposal
    from owners_ledger.banking.reading.profile import Profile
    from owners_ledger.banking.reading.profile_text import Draft


@dataclass(frozen=True, slots=True)
class Wish:
    """The options beside ``--map``.

    Attributes:
        bank: the bank's name, if given.
        yes: ask nothing, accept only what is proved.
        dry_run: show the profile, write nothing.
        force: also where the file can be read already.
    """

    bank: str | None
    yes: bool
    dry_run: bool
    force: bool


def teach(ctx: click.Context, file: Path, wish: Wish) -> None:
    """Propose, agree, write, and read the file anew with what was written.

    Raises:
        StatementError: the file is no table, or nothing proves how to read it.
        UsageError: there is no book, or nobody to ask.
    """
    from owners_ledger.banking.reading.profile import load_profiles  # noqa: PLC0415 - --help does without

    root = book_of(ctx.obj) if wish.dry_run or ctx.obj is None else ctx.obj.root()
    if not wish.force and _is_read(file, root):
        return
    if not wish.yes and not is_terminal():
        raise UsageError(
            _("这里不是终端，没法一问一答"),
            remedy=_("请在终端窗口里运行；或加 --yes，只接受余额证明过的认法。"),
        )
    profiles = load_profiles(root)
    try:
        proposal = _agreed(file, profiles, wish)
        draft = _named(proposal, profiles, root, wish)
    except questions.Quit:
        click.echo(_("已退出，什么都没有写。"))
        ctx.exit(1)
    except click.Abort as error:
        click.echo()
        click.echo(_("什么都没有写。"), err=True)
        raise click.Abort from error.__context__  # which key it was decides the exit code
    text = _text(draft, proposal)
    if wish.dry_run or root is None:
        click.echo(text, nl=False)
        return
    _write(root, draft, text, file, proposal)
    click.echo(_("写好了：{file}").format(file=f"importers/banks/{draft.name}.toml"))
    click.echo(_("已经用它重新读过这个文件，{count} 行。").format(count=proposal.count))
    click.echo(_("以后这家银行的文件直接读得出来。接下来记账："))
    click.echo(f"  owners-ledger import {file}")


def is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def _is_read(file: Path, root: Path | None) -> bool:
    """Whether the file can be read and proved as it is; then says so."""
    from owners_ledger.banking.reading.door import read_statements  # noqa: PLC0415 - --help does without
    from owners_ledger.banking.reading.refusal import StatementError  # noqa: PLC0415 - the same

    try:
        found = read_statements(file, root)
    except StatementError:
        return False
    if any(each.lines and each.opening is None for each in found):
        return False
    click.echo(
        _("这个文件已经读得出来：{bank}，{count} 行。不用再认。").format(
            bank=found[0].bank, count=sum(len(each.lines) for each in found)
        )
    )
    click.echo(_("要给它写一份自己的档案（例如写上银行名），请加 --force。"))
    return True


def _agreed(file: Path, profiles: Mapping[str, Profile], wish: Wish) -> Proposal:
    """What is agreed about the file's table."""
    from owners_ledger.banking.reading.door import read_grids  # noqa: PLC0415 - as above
    from owners_ledger.banking.reading.fields import layouts  # noqa: PLC0415 - as above
    from owners_ledger.banking.reading.mapping import propose  # noqa: PLC0415 - as above
    from owners_ledger.banking.reading.refusal import refuse  # noqa: PLC0415 - as above
    from owners_ledger.cli.map_dialogue import Dialogue  # noqa: PLC0415 - as above

    name = str(file)
    tables = [(grid, found) for grid in read_grids(file) if (found := layouts(grid.rows))]
    if not tables:
        raise refuse(
            _("没有找到一行列名，下面跟着日期和金额"),
            file=name,
            remedy=_("请在网上银行下载带列名的 Excel 或 CSV 账户明细；没有列名的表格认不了"),
        )
    grid, found = max(tables, key=lambda table: len(table[1][0].rows))
    for each, each_found in tables:
        proposals = propose([each], profiles, name)
        if proposals:
            grid, found = each, each_found
            break
    else:
        proposals = ()
    if wish.yes:
        return _only_proved(proposals, name)
    return Dialogue(grid, found, profiles, name).run(proposals)


def _only_proved(proposals: Sequence[Proposal], file: str) -> Proposal:
    from owners_ledger.banking.reading.refusal import refuse  # noqa: PLC0415 - as above

    remedy = _("请在终端里不加 --yes 运行，一问一答地认")
    if not proposals:
        raise refuse(_("没有找到余额逐行相符的认法，什么都没有写"), file=file, remedy=remedy)
    if len(proposals) > 1 or proposals[0].open_flags or proposals[0].open_dates:
        raise refuse(
            _("有不止一种认法余额都对得上，要由人来选，什么都没有写"), file=file, remedy=remedy
        )
    return proposals[0]


def _named(
    proposal: Proposal, profiles: Mapping[str, Profile], root: Path | None, wish: Wish
) -> Draft:
    """The draft with the bank's name and a file name that is still free."""
    from owners_ledger.banking.reading.profile_text import slug  # noqa: PLC0415 - as above

    bank = wish.bank or (
        proposal.draft.bank
        if wish.yes
        else questions.ask(
            _("这是哪家银行？"),
            default=proposal.draft.bank,
            explain=_("银行的全名，例如 中国工商银行。只是给人看的。"),
        )
    )
    taken = {name.casefold() for name in profiles}
    if root is not None:
        taken |= {path.stem.casefold() for path in (root / "importers" / "banks").glob("*.toml")}
    name = _free(slug(bank), taken)
    while not wish.yes:
        answer = slug(
            questions.ask(
                _("档案叫什么名字？"),
                default=name,
                explain=_("档案是账本文件夹 importers/banks 里的一个小文件。按回车就好。"),
            )
        )
        if answer not in taken:
            name = answer
            break
        click.echo(_("已经有 {name} 这份档案，不会覆盖它。请换一个名字。").format(name=answer))
    return replace(proposal.draft, bank=bank, name=name)


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _text(draft: Draft, proposal: Proposal) -> str:
    from owners_ledger.banking.reading.profile_text import profile_text  # noqa: PLC0415 - as above

    today = datetime.date.today()  # noqa: DTZ011 - a date on the user's calendar
    with books_language():
        comment = (
            _("{date} 由 owners-ledger statement --map 生成；{count} 行余额相符")
            if proposal.is_proved
            else _("{date} 由 owners-ledger statement --map 生成；{count} 行，没有余额可以证明")
        ).format(date=today, count=proposal.count)
    return profile_text(draft, comment)


def _write(root: Path, draft: Draft, text: str, file: Path, proposal: Proposal) -> None:
    """Put the profile in place and read the file with it; take it away where that fails.

    Raises:
        WriteError: the name was taken meanwhile, or the folder cannot be written.
        StatementError: the file is not read with the new profile.
    """
    from owners_ledger.banking.reading.door import read_statements  # noqa: PLC0415 - as above
    from owners_ledger.banking.reading.refusal import StatementError, refuse  # noqa: PLC0415 - as above
    from owners_ledger.books.write import WriteError, locked, write_whole  # noqa: PLC0415 - as above

    path = root / "importers" / "banks" / f"{draft.name}.toml"
    with locked(root):
        if path.exists():
            raise WriteError(
                _("已经有这份档案，没有覆盖"), remedy=_("请换一个名字再来。"), file=str(path)
            )
        write_whole(path, text.encode())
        try:
            found = read_statements(file, root)
        except StatementError:
            path.unlink()
            raise
        lines = [line for each in found for line in each.lines]
        expected = [line for each in proposal.statements for line in each.lines]
        if lines != expected or any(each.profile != draft.name for each in found):
            path.unlink()
            raise refuse(
                _("用新档案读出来的和刚才认的不一样，已经撤回，什么都没有写"),
                file=str(file),
                remedy=_("这张表可能和已有的档案太像；请把这件事告诉维护者"),
            )
