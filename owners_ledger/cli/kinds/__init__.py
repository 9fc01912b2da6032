"""The kinds of report: for each, what may be asked and the module that makes its paper."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.books.load import Books
    from owners_ledger.registers import Registers
    from owners_ledger.rendering.paper import Paper


class Kind(NamedTuple):
    """A kind of report.

    Attributes:
        module: in this folder; its ``paper(asked)`` makes the report.
        months: how long its periods may be; none: it is asked for by a code.
        example: of what is asked for.
        summary: one line about it.
    """

    module: str
    months: tuple[int, ...]
    example: str
    summary: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind's module gets.

    Attributes:
        kind: the kind's name.
        root: the committee's folder.
        books: loaded once.
        registers: of the same book.
        code: what was asked for, as written.
        period: the same as a period, ``None`` where the kind is asked for by a code.
        draft: whether a draft will do.
    """

    kind: str
    root: Path
    books: Books
    registers: Registers
    code: str
    period: Period | None
    draft: bool

    @property
    def wanted(self) -> Period:
        """The period.

        Raises:
            UsageError: it is asked for by a code.
        """
        if self.period is None:
            raise UsageError(_("{kind} 要写期间").format(kind=self.kind))
        return self.period


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "monthly": Kind("notice", (1,), "2026-03", N_("月度收支公示")),
        "quarterly": Kind("notice", (3,), "2026-Q1", N_("季度收支公示")),
        "halfyear": Kind("notice", (6,), "2026-H1", N_("半年收支公示")),
        "annual": Kind("notice", (12,), "2025", N_("年度报告")),
        "statements": Kind(
            "statements", (1, 3, 6, 12), "2025", N_("会计报表：资产负债表、业务活动表、现金流量表")
        ),
        "special": Kind("special", (), "招租1", N_("专项公告：招租、工程、筹资、更正、答复")),
        "reconcile": Kind("reconcile", (1, 3, 6, 12), "2026-06", N_("银行存款余额调节表")),
        "budget": Kind("budget", (1, 3, 6, 12), "2026", N_("预算执行：已付、合同还要付、还剩")),
        "project": Kind("project", (), "消防改造", N_("一项工程：表决、合同、付款、验收、照片")),
        "funds": Kind("funds", (1, 3, 6, 12), "2026-Q1", N_("各项资金收支表")),
    }
)


def period_of(name: str, text: str) -> Period | None:
    """The period a kind is asked for, ``None`` where it takes a code.

    Raises:
        UsageError: no period, or one of the wrong length.
    """
    kind = KINDS[name]
    if not kind.months:
        return None
    period = Period.parse(text)
    if period.months not in kind.months:
        raise UsageError(
            _("{kind} 不能用期间 {text}").format(kind=name, text=text),
            remedy=_("请写成：owners-ledger report {kind} {example}").format(
                kind=name, example=kind.example
            ),
        )
    return period


def paper(asked: Asked) -> Paper:
    """The paper of what was asked.

    Raises:
        OwnersLedgerError: it cannot be made; says why.
    """
    module = importlib.import_module(f"{__name__}.{KINDS[asked.kind].module}")
    made: Paper = module.paper(asked)
    return made
