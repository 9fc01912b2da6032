"""The conversation of ``statement --map``: show, propose, correct, until the balance proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from owners_ledger.cli import map_questions as questions
from owners_ledger.cli.map_screens import columns_shown, first_rows, proof
from owners_ledger.i18n import _

if TYPE_CHECKING:
    from owners_ledger.banking.reading.fields import Field, Layout
    from owners_ledger.banking.reading.grid import Grid
    from owners_ledger.banking.reading.mapping import Proposal
    from owners_ledger.banking.reading.profile import Profile
    from owners_ledger.banking.reading.profile_text import Draft


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One file and what is known about it.

    Attributes:
        grid: its table.
        found: the header rows it may have, the most likely first; at least one.
        profiles: the profiles there are.
        file: its name, for messages.
    """

    grid: Grid
    found: Sequence[Layout]
    profiles: Mapping[str, Profile]
    file: str

    def run(self, proposals: Sequence[Proposal]) -> Proposal:
        """What the user agrees to, proved, or without balances agreed to in so many words.

        Raises:
            Quit: the user leaves.
        """
        click.echo(_("程序还不认识这家银行的表格。下面一起认一遍，大约一分钟。"))
        click.echo(_("按 q 随时退出；写档案之前都不会动任何文件。"))
        click.echo()
        layout = proposals[0].layout if proposals else self.found[0]
        for line in first_rows(self.grid, layout):
            click.echo(line)
        proposal = self._first(proposals)
        while proposal is None or not self._is_accepted(proposal):
            proposal = self._corrected(layout, proposal.draft if proposal else None)
            layout = proposal.layout if proposal else layout
        return proposal

    def _first(self, proposals: Sequence[Proposal]) -> Proposal | None:
        """The program's own proposal; where several are as good, the one the user picks."""
        if not proposals:
            click.echo()
            click.echo(_("程序自己没有找到每一行都对得上的认法，请您来认。"))
            return None
        if len(proposals) == 1:
            return proposals[0]
        click.echo()
        click.echo(_("有 {count} 种认法，每一种余额都对得上：").format(count=len(proposals)))
        for at, each in enumerate(proposals, 1):
            click.echo()
            click.echo(_("第 {number} 种").format(number=at))
            self._show(each)
        chosen = questions.number(
            _("哪一种对？"),
            [_("第 {number} 种").format(number=at) for at in range(1, len(proposals) + 1)],
            0,
            explain=_("拿一笔您记得的收入或支出，看哪一种里它的金额和方向是对的。"),
        )
        return proposals[chosen - 1]

    def _show(self, proposal: Proposal) -> None:
        header = proposal.layout.header
        click.echo()
        click.echo(
            _("第 {row} 行是列名，下面有 {count} 行流水。这样认：").format(
                row=header.top + 1, count=proposal.count
            )
        )
        for line in columns_shown(self.grid, proposal, self.profiles["generic"]):
            click.echo(line)
        click.echo()
        for line in proof(proposal):
            click.echo(line)

    def _is_accepted(self, proposal: Proposal) -> bool:
        self._show(proposal)
        if not proposal.is_proved:
            return questions.insist(
                _("没有证明，也要这样读吗？请输入 是 或 否"),
                explain=_(
                    "银行没有给余额，或者行数太少，程序查不出漏掉的行。记账前请自己核对总数。"
                ),
            )
        for word in proposal.open_flags:
            if not questions.agree(
                _("“{word}”只在最早的一行出现，余额说不准。它的收支上面认得对吗？").format(
                    word=word
                ),
                explain=_("看看那一行：钱是进了账户，还是出了账户。"),
            ):
                return False
        if proposal.open_dates and not questions.agree(
            _("日期列有好几个：{names}。上面选的是记账的日期吗？").format(
                names="、".join(proposal.open_dates)
            ),
            explain=_("要用钱真正进出账户的那一天，和银行对账单上的日期一样。"),
        ):
            return False
        return questions.agree(
            _("这样认对吗？"),
            hint=_("n＝改一改"),
            explain=_("看看每一列右边的说法对不对。余额相符，说明金额和收支没有认错。"),
        )

    def _corrected(self, layout: Layout, before: Draft | None) -> Proposal | None:
        """One question for each thing; ``None`` where the reader refuses what was said."""
        from owners_ledger.banking.reading.mapping import chosen  # noqa: PLC0415 - loads the reader
        from owners_ledger.banking.reading.refusal import StatementError  # noqa: PLC0415 - the same

        layout = self._layout(layout)
        roles: dict[str, Field | None] = {"date": self._date(layout)}
        roles |= self._money(layout, roles, before)
        flags = self._flags(roles["flag"], before) if roles.get("flag") else ((), ())
        roles["counterparty"] = self._party(layout, roles)
        try:
            return chosen(
                self.grid, layout, roles=roles, flags=flags, profiles=self.profiles, file=self.file
            )
        except StatementError as error:
            click.echo()
            click.echo(_("这样认读不通：{reason}").format(reason=error.message))
            click.echo(_("请再认一遍。"))
            return None

    def _layout(self, layout: Layout) -> Layout:
        default = layout.header.top + 1
        by_row = {each.header.top + 1: each for each in reversed(self.found)}
        while True:
            answer = questions.ask(
                _("列名写在第几行？"),
                default=str(default),
                explain=_("列名就是“日期、金额、余额”这些字所在的那一行，行号在最左边。"),
            )
            if answer.isdecimal() and int(answer) in by_row:
                return by_row[int(answer)]
            click.echo(_("那一行下面没有找到日期和金额。可以是：{rows}").format(
                rows="、".join(map(str, sorted(by_row)))
            ))  # fmt: skip

    def _date(self, layout: Layout) -> Field | None:
        from owners_ledger.banking.reading.sorting import date_choices  # noqa: PLC0415 - as above

        dates = date_choices(layout, self.profiles["generic"])
        return questions.column(
            _("哪一列是日期？"),
            [field for field in layout.fields if field.is_date],
            dates[0] if dates else None,
            explain=_("钱进出账户的那一天。有好几个日期时，用“记账日期”那样的一列。"),
        )

    def _money(
        self, layout: Layout, taken: Mapping[str, Field | None], before: Draft | None
    ) -> dict[str, Field | None]:
        money = [f for f in layout.fields if f not in taken.values() and f.amounts is not None]
        columns = before.columns if before else {}
        usual = {
            role: field for role, names in columns.items() for field in layout.fields
            if field.title in names
        }  # fmt: skip
        kind = questions.number(
            _("金额是怎样写的？"),
            [
                _("一列金额，支出前面有负号"),
                _("收入一列，支出一列"),
                _("一列金额，另有一列写着是收还是付"),
            ],
            2 if "in" in usual else 3 if "flag" in usual else 1,
            explain=_("看看表里：支出和收入是写在同一列，还是分开两列。"),
        )
        found: dict[str, Field | None] = {}
        if kind == 2:
            found["in"] = _which(_("哪一列是收入？"), money, found, usual.get("in"))
            found["out"] = _which(_("哪一列是支出？"), money, found, usual.get("out"))
        else:
            found["amount"] = _which(_("哪一列是金额？"), money, found, usual.get("amount"))
        if kind == 3:
            others = [f for f in layout.fields if f not in (*taken.values(), *found.values())]
            found["flag"] = questions.column(
                _("哪一列写着是收还是付？"),
                others,
                usual.get("flag"),
                explain=_("这一列里只有两个词，例如 借 和 贷，收 和 付。"),
            )
        found["balance"] = _which(
            _("哪一列是余额？没有就输入 0"), money, found, usual.get("balance"), is_needed=False
        )
        return found

    def _flags(
        self, field: Field | None, before: Draft | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which side each word of the flag column means."""
        words = list(dict.fromkeys(field.filled)) if field else []
        sides: dict[int, list[str]] = {1: [], 2: []}
        for word in words[:8]:
            answer = questions.number(
                _("“{word}”是收入还是支出？").format(word=word[:20]),
                [_("收入"), _("支出")],
                1
                if before and word in before.in_flags
                else 2
                if before and word in before.out_flags
                else 0,
                explain=_("看看余额：这样的行余额变多，就是收入；变少，就是支出。"),
            )
            sides[answer].append(word)
        return tuple(sides[2]), tuple(sides[1])

    def _party(self, layout: Layout, taken: Mapping[str, Field | None]) -> Field | None:
        from owners_ledger.banking.reading.sorting import others  # noqa: PLC0415 - as above

        settled = {role: field for role, field in taken.items() if field}
        guess = others(layout, self.profiles["generic"], settled).get("counterparty", (None,))[0]
        left = [field for field in layout.fields if field not in taken.values()]
        if not left:
            return None
        return questions.column(
            _("哪一列是对方的名字？没有就输入 0"),
            left,
            guess,
            explain=_("对方就是付钱给小区的人，或者收小区钱的人和公司。"),
            is_needed=False,
        )


def _which(
    question: str,
    money: Sequence[Field],
    taken: Mapping[str, Field | None],
    default: Field | None,
    *,
    is_needed: bool = True,
) -> Field | None:
    left = [field for field in money if field not in taken.values()]
    return questions.column(
        question,
        left,
        default if default in left else None,
        explain=_("输入列的字母，例如 C；字母写在第一行。"),
        is_needed=is_needed,
    )
