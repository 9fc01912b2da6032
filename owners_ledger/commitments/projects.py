"""``ledger/projects.toml``: works, their acceptance, warranty, subsidy and photographs."""

from __future__ import annotations

from pathlib import PurePosixPath

from owners_ledger.commitments.model import Acceptance, Picture, Works
from owners_ledger.commitments.toml_file import Table, TomlFile
from owners_ledger.i18n import _

FILE = "projects.toml"


def works(file: TomlFile) -> tuple[Works, ...]:
    """All of a file.

    Raises:
        ConfigError: one is not as it must be.
    """
    return file.each("project", _works)


def _works(item: Table) -> Works:
    subsidy = item.table("subsidy") or Table({}, item.place)
    return Works(
        code=item.required("code"),
        name=item.required("name"),
        resolution=item.text("resolution"),
        contractor=item.text("contractor"),
        contract=item.sum("contract"),
        account=item.text("account"),
        state=item.text("state"),
        document=item.text("document"),
        subsidy_account=subsidy.text("account"),
        subsidy=subsidy.yuan("amount"),
        subsidy_from=subsidy.text("source"),
        warranty_until=item.day("warranty-until"),
        acceptances=tuple(sorted(map(_acceptance, item.tables("acceptance")), key=_by_day)),
        pictures=tuple(map(_picture, item.tables("photograph"))),
        why=item.text("why"),
        place=item.place,
    )


def _acceptance(item: Table) -> Acceptance:
    return Acceptance(
        item.needed_day("date"), item.text("by"), item.text("result"), item.text("document")
    )


def _by_day(one: Acceptance) -> str:
    return one.date.isoformat()


def _picture(item: Table) -> Picture:
    path = item.required("path")
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path:
        raise ValueError(_("照片的路径要在 ledger 文件夹里：{path}").format(path=path))
    return Picture(path, item.day("date"), item.text("caption"))
