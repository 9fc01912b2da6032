"""A bank file as verified statements: in the process that calls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from owners_ledger.banking.reading import assemble, standards
from owners_ledger.banking.reading.cells import LongCellError
from owners_ledger.banking.reading.grid import COLUMN_LIMIT, FILE_LIMIT, Grid, load
from owners_ledger.banking.reading.header import Header, choose_profile, find_header, known_names
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.rows import read_tables
from owners_ledger.banking.statement import Statement
from owners_ledger.i18n import _

_PDF = b"%PDF"


def read_bytes(data: bytes, file: str, profiles: Mapping[str, Profile]) -> tuple[Statement, ...]:
    """The statements of a file, one per account, each proved by its running balance.

    Args:
        data: the file's content.
        file: how it is called in messages.
        profiles: the banks' layouts by name.

    Raises:
        StatementError: the file is no statement, or what it says does not hold.
    """
    digest = hashlib.sha256(data).hexdigest()
    standard = standards.read(data, file, digest) if len(data) <= FILE_LIMIT else None
    if standard is not None:
        return standard

    def of_grids(grids: Iterable[Grid]) -> tuple[Statement, ...]:
        return _of_grids(grids, profiles, file, digest)

    if data.startswith(_PDF) and len(data) <= FILE_LIMIT:
        from owners_ledger.banking.reading.pdf import reader as readers_pdf  # noqa: PLC0415 - tables do without

        return readers_pdf.read(data, file, profiles, of_grids)
    return of_grids(load(data, file))


def _of_grids(
    grids: Iterable[Grid], profiles: Mapping[str, Profile], file: str, digest: str
) -> tuple[Statement, ...]:
    known = known_names(profiles)
    statements: list[Statement] = []
    others: list[str] = []
    for grid in grids:
        try:
            header = find_header(grid.rows, known)
            if header is None:
                if any(any(row) for row in grid.rows):
                    others.append(grid.name)
                continue
            profile = choose_profile(header, grid.rows[: header.top], profiles)
            statements += _read_grid(grid, header, profile, file, digest)
        except LongCellError as error:
            message = _("单元格的内容过长：{text}…").format(text=error)
            raise refuse(message, file=file) from None
    if not statements:
        raise refuse(
            _("认不出表头：没有找到带日期和金额列名的一行"),
            file=file,
            remedy=_(
                "请确认这是账户明细；确实是的，用 owners-ledger statement 文件 --map 教程序认"
            ),
        )
    return assemble.with_ignored_sheets(statements, others)


def _read_grid(
    grid: Grid, header: Header, profile: Profile, file: str, digest: str
) -> list[Statement]:
    if header.width > COLUMN_LIMIT:
        raise refuse(
            _("表头超过 {limit} 列").format(limit=COLUMN_LIMIT), file=file, row=header.top + 1
        )
    refused: StatementError | None = None
    for each in _with_one_balance(header, profile):
        try:
            return [
                statement
                for table in read_tables(grid, each, profile, file)
                for statement in assemble.statements(table, profile, file, digest)
            ]
        except StatementError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _with_one_balance(header: Header, profile: Profile) -> Iterator[Header]:
    """The header, then with the preferred balance left out as long as another one is named.

    Beside the running balance a bank may give what is available, or today's balance on each row.
    """
    names = header.names
    named = [name for name in profile.columns.get("balance", ()) if name in names]
    for left_out in range(max(1, len(named))):
        hidden = named[:left_out]
        yield replace(header, names=tuple("" if name in hidden else name for name in names))
