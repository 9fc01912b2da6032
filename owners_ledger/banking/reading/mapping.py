"""A table no profile knows: which column is what, proposed from its cells, proved by the balance.

Nothing is proposed on the strength of a name. Every combination of money columns is tried on the
running balance; names only order what the balance leaves open. What is proposed has been read by
the reader itself, with the profile that would be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from owners_ledger.banking.reading import assemble
from owners_ledger.banking.reading.bank_names import bank_above
from owners_ledger.banking.reading.fields import Field, Layout, account_label, layouts
from owners_ledger.banking.reading.grid import Grid
from owners_ledger.banking.reading.header import choose_profile, find_header, known_names
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.profile import GENERIC, Profile
from owners_ledger.banking.reading.profile_text import Draft, as_profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.rows import read_tables
from owners_ledger.banking.reading.sides import LEAST_ROWS, Way, ways
from owners_ledger.banking.reading.sorting import open_dates, others, trailers, when
from owners_ledger.banking.statement import Statement
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to understand a table.

    Attributes:
        layout: the header and what stands below.
        draft: the profile that says so.
        statements: what the reader reads with it.
        is_proved: every balance follows from the one before, over at least ``LEAST_ROWS`` rows.
        open_flags: words of the flag column whose side the balance does not tell.
        open_dates: date columns that name different days and are equally good.
        is_one_sided: the file has only money in, or only money out.
    """

    layout: Layout
    draft: Draft
    statements: tuple[Statement, ...]
    is_proved: bool
    open_flags: tuple[str, ...] = ()
    open_dates: tuple[str, ...] = ()
    is_one_sided: bool = False

    @property
    def count(self) -> int:
        """How many movements."""
        return sum(len(each.lines) for each in self.statements)


def propose(
    grids: Sequence[Grid], profiles: Mapping[str, Profile], file: str
) -> tuple[Proposal, ...]:
    """The proved ways to understand a file, the preferred first; none where the chain proves none.

    Several are returned only where they differ in what they say and nothing prefers one.
    """
    for grid in grids:
        for layout in layouts(grid.rows)[:3]:
            found = _proposals(grid, layout, profiles, file)
            if found:
                return tuple(found)
    return ()


def _proposals(
    grid: Grid, layout: Layout, profiles: Mapping[str, Profile], file: str
) -> list[Proposal]:
    found: list[Proposal] = []
    best: tuple[int, ...] | None = None
    for way in ways(layout, profiles[GENERIC]):
        if best is not None and way.rank != best:
            break
        if any(_says_the_same(way, layout, each) for each in found):
            continue
        proposal = _tried(grid, layout, way, profiles, file)
        if proposal:
            best = way.rank
            found.append(proposal)
    return found


def _says_the_same(way: Way, layout: Layout, other: Proposal) -> bool:
    lines = {line.row: line for each in other.statements for line in each.lines}
    return all(
        number in lines and lines[number].amount == amount and lines[number].balance == balance
        for number, amount, balance in zip(layout.rows, way.amounts, way.balances, strict=True)
    )


def _tried(
    grid: Grid, layout: Layout, way: Way, profiles: Mapping[str, Profile], file: str
) -> Proposal | None:
    """The proposal of a way that the reader itself confirms."""
    draft = draft_of(layout, way.roles, profiles[GENERIC])
    draft = replace(draft, out_flags=way.out_flags, in_flags=way.in_flags)
    expected = tuple(zip(layout.rows, way.amounts, way.balances, strict=True))
    for each in _spellings(draft, layout, profiles[GENERIC]):
        try:
            found = read_with(grid, each, profiles, file)
        except StatementError:
            continue
        lines = {line.row: (line.amount, line.balance) for one in found for line in one.lines}
        if all(lines.get(row) == (amount, balance) for row, amount, balance in expected):
            return _proposal(layout, each, found, profiles[GENERIC], way.open_flags)
    return None


def chosen(
    grid: Grid,
    layout: Layout,
    *,
    roles: Mapping[str, Field | None],
    flags: tuple[tuple[str, ...], tuple[str, ...]],
    profiles: Mapping[str, Profile],
    file: str,
) -> Proposal:
    """What a person chose, as far as the reader confirms it.

    Args:
        grid: the table.
        layout: its header and rows.
        roles: role → column, ``None`` for a role no column is to have.
        flags: words for money out and for money in.
        profiles: the profiles there are.
        file: for messages.

    Raises:
        StatementError: the reader refuses the table when it is understood like this.
    """
    base = profiles[GENERIC]
    draft = replace(draft_of(layout, roles, base), out_flags=flags[0], in_flags=flags[1])
    refused: StatementError | None = None
    for each in _spellings(draft, layout, base):
        try:
            return _proposal(layout, each, read_with(grid, each, profiles, file), base, ())
        except StatementError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _proposal(
    layout: Layout,
    draft: Draft,
    statements: tuple[Statement, ...],
    base: Profile,
    open_flags: tuple[str, ...],
) -> Proposal:
    lines = [line for each in statements for line in each.lines]
    sides = {line.amount > 0 for line in lines if line.amount}
    has_balances = bool(lines) and all(line.balance is not None for line in lines)
    return Proposal(
        layout,
        draft,
        statements,
        is_proved=has_balances and len(lines) >= LEAST_ROWS,
        open_flags=open_flags,
        open_dates=tuple(field.title for field in open_dates(layout, base)),
        is_one_sided=len(sides) < 2,
    )


def draft_of(layout: Layout, roles: Mapping[str, Field | None], base: Profile) -> Draft:
    """A draft from columns whose roles are settled; the others get theirs by their look."""
    labels = frozenset(name for names in base.labels.values() for name in names)
    account = account_label(layout, labels)
    settled = {role: field for role, field in roles.items() if field is not None}
    settled |= when(layout, base, settled)
    texts = others(layout, base, settled, unwanted=frozenset(roles))
    columns: dict[str, tuple[str, ...]] = {role: (f.title,) for role, f in settled.items()}
    for role, fields in texts.items():
        columns[role] = tuple(field.title for field in fields)
    bank = bank_above(layout.above)
    return Draft(
        bank=bank or base.bank,
        marks=(bank,) if bank else (),
        header=tuple(dict.fromkeys([*(f.title for f in layout.fields), *layout.upper])),
        columns=columns,
        labels={"account": (account[0],)} if account else {},
        trailers=trailers(layout, settled, base),
    )


def _spellings(draft: Draft, layout: Layout, base: Profile) -> tuple[Draft, ...]:
    """The draft, and what helps where usual names or words mean something else in this file."""
    usual = {name for role, names in base.columns.items() if role != "text" for name in names}
    used = {title for titles in draft.columns.values() for title in titles}
    spare = [f.title for f in layout.fields if f.title not in used and f.name in usual]
    texts = (*draft.columns.get("text", ()), *spare)
    words = base.out_flags | base.in_flags
    return (
        draft,
        replace(draft, columns={**draft.columns, "text": texts}),
        # A usual word keeps its usual side; the balance tells the reader that sides are swapped.
        replace(
            draft,
            out_flags=tuple(word for word in draft.out_flags if key(word) not in words),
            in_flags=tuple(word for word in draft.in_flags if key(word) not in words),
        ),
    )


def read_with(
    grid: Grid, draft: Draft, profiles: Mapping[str, Profile], file: str
) -> tuple[Statement, ...]:
    """What the reader reads with a draft as one more profile.

    Raises:
        StatementError: it does not read the table, or would take another profile for it.
    """
    profile = as_profile(draft, profiles[GENERIC])
    everyone = {**profiles, draft.name: profile}
    header = find_header(grid.rows, known_names(everyone))
    if header is None:
        raise refuse(_("认不出表头：没有找到带日期和金额列名的一行"), file=file)
    chosen = choose_profile(header, grid.rows[: header.top], everyone)
    if chosen.name != draft.name:
        raise refuse(_("这张表更像已有的档案“{name}”").format(name=chosen.name), file=file)
    return tuple(
        statement
        for table in read_tables(grid, header, profile, file)
        for statement in assemble.statements(table, profile, file, "")
    )
