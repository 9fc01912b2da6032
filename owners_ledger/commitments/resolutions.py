"""``ledger/resolutions.toml``: what the owners or the committee decided."""

from __future__ import annotations

from decimal import Decimal

from owners_ledger.commitments.model import Resolution, Side, Vote
from owners_ledger.commitments.toml_file import Table, TomlFile
from owners_ledger.i18n import _

FILE = "resolutions.toml"
OWNERS, COMMITTEE = "业主大会", "业主委员会"


def resolutions(file: TomlFile) -> tuple[Resolution, ...]:
    """All of a file.

    Raises:
        ConfigError: one is not as it must be.
    """
    return file.each("resolution", _resolution)


def _resolution(item: Table) -> Resolution:
    body = item.text("body")
    if body not in ("", OWNERS, COMMITTEE):
        raise ValueError(_("body 只能写 {one} 或 {other}").format(one=OWNERS, other=COMMITTEE))
    vote = item.table("vote")
    start, end = item.day("from"), item.day("to")
    if start is not None and end is not None and end < start:
        raise ValueError(_("to 早于 from"))
    return Resolution(
        number=item.required("number"),
        date=item.day("date"),
        title=item.text("title"),
        ceiling=item.yuan("ceiling"),
        body=body,
        matter=item.text("matter"),
        vote=None if vote is None else _vote(vote),
        start=start,
        end=end,
        document=item.text("document"),
        sha256=item.text("sha256").lower(),
        extends=item.text("extends"),
        replaces=item.text("replaces"),
        place=item.place,
    )


def _vote(item: Table) -> Vote:
    item.known("owners", "owners-area", "took-part", "took-part-area", "for", "for-area")
    return Vote(_side(item, "owners"), _side(item, "took-part"), _side(item, "for"))


def _side(item: Table, key: str) -> Side:
    heads, area = item.values.get(key), item.values.get(f"{key}-area")
    if not isinstance(heads, int) or isinstance(heads, bool):
        raise TypeError(_("{key} 应写成整数（人数）").format(key=key))
    if not isinstance(area, str | int | Decimal) or isinstance(area, bool):
        raise TypeError(_("{key} 应写成面积（平方米）").format(key=f"{key}-area"))
    found = Decimal(str(area))
    if not found.is_finite():
        raise ValueError(_("{key} 应写成面积（平方米）").format(key=f"{key}-area"))
    return Side(heads, found)
