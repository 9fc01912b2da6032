"""What must hold of places: units and their room numbers, bays, leases on common property."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from owners_ledger.errors import Finding
from owners_ledger.i18n import _
from owners_ledger.registers import common, leases, parking, units
from owners_ledger.registers.terms import finding, overlapping

if TYPE_CHECKING:
    from owners_ledger.registers import Registers

_PARTS = re.compile(r"([0-9A-Za-z]+)-(?:([0-9A-Za-z]+)-)?([0-9]+)\Z")
_NUMBER = re.compile(r"[0-9]+")


def gaps(registers: Registers) -> Iterator[Finding]:
    """Units whose terms leave days out between them: nothing is charged for those."""
    for code, terms in registers.unit_terms.items():
        for one, other in pairwise(terms):
            if one.end is None or one.end < one.start:
                continue  # an overlap, or a term that cannot be: said elsewhere
            if other.start > one.end + timedelta(days=1):
                yield finding(
                    units.FILE,
                    other.row,
                    _(
                        "房屋 {code} 在 {first} 至 {last} 没有登记"
                        "（第 {one} 行和第 {other} 行之间）"
                    ).format(
                        code=code,
                        first=one.end + timedelta(days=1),
                        last=other.start - timedelta(days=1),
                        one=one.row,
                        other=other.row,
                    ),
                    _("这些天不会计费；如果不对，请改这两行的“起”或“止”，使日期相接。"),
                    severity="warning",
                )


def room_numbers(registers: Registers) -> Iterator[Finding]:
    """Units whose 楼栋, 单元 or 楼层 is not what the room number says."""
    for unit in registers.units:
        match = _PARTS.match(unit.code)
        if match is None:
            continue
        building, stairwell, room = match.groups()
        for column, written, said in (
            ("楼栋", unit.building, building),
            ("单元", unit.stairwell, stairwell or ""),
            ("楼层", unit.floor, room[:-2] if len(room) in (3, 4) else ""),
        ):
            if written and said and not _agree(written, said):
                yield finding(
                    units.FILE,
                    unit.row,
                    _("房号 {code} 的“{column}”写的是“{written}”，房号里是 {said}").format(
                        code=unit.code, column=column, written=written[:40], said=said
                    ),
                    _("请核对这一行；房号的写法是 楼栋-单元-室号。"),
                    severity="warning",
                )


def _agree(written: str, said: str) -> bool:
    """Whether the numbers are the same; words without a number (负一, 东) say nothing."""
    plain = unicodedata.normalize("NFKC", written).upper()
    numbers = _NUMBER.findall(plain)
    if said.isdigit():
        return len(numbers) != 1 or "-" in plain or int(numbers[0]) == int(said)
    return not plain.isascii() or plain == said.upper()


def owned_and_common(registers: Registers) -> Iterator[Finding]:
    """Bays that are owned by somebody and common on the same day."""
    for bay in registers.parking:
        if bay.kind != parking.OWNED:
            continue
        for space in registers.common_terms.get(bay.code, ()):
            if space.kind == common.BAY and overlapping(bay, space):
                yield finding(
                    parking.FILE,
                    bay.row,
                    _(
                        "车位 {code} 在同一天既是产权车位，又在 {file} 第 {row} 行列为公共车位"
                    ).format(code=bay.code, file=common.FILE, row=space.row),
                    _("请按产权资料改正其中一处的类型、起或止。"),
                )


def lease_terms(registers: Registers) -> Iterator[Finding]:
    """Leases on unknown or twice let property, and rent-free days outside the lease."""
    by_resource: dict[str, list[leases.Lease]] = {}
    for lease in registers.leases:
        yield from _rent_free(lease)
        if not lease.resource:
            continue
        by_resource.setdefault(lease.resource, []).append(lease)
        if lease.resource not in registers.common_terms:
            yield finding(
                leases.FILE,
                lease.row,
                _("合同 {code} 的“资源”写的是“{resource}”，不在公共资源登记簿里").format(
                    code=lease.code, resource=lease.resource
                ),
                _("请改正编号，或先在 {file} 里登记。").format(file=common.FILE),
            )
    for resource, several in by_resource.items():
        several.sort(key=lambda one: (one.start, one.row))
        for place, one in enumerate(several):
            for other in several[place + 1 :]:
                if one.code != other.code and overlapping(one, other):
                    yield finding(
                        leases.FILE,
                        max(one.row, other.row),
                        _(
                            "公共资源 {resource} 在 {day} 同时租给合同 {one}（第 {first} 行）"
                            "和 {other}（第 {second} 行）"
                        ).format(
                            resource=resource,
                            day=max(one.start, other.start),
                            one=one.code,
                            first=one.row,
                            other=other.code,
                            second=other.row,
                        ),
                        _("请改正一份合同的起止，或给它们各自的资源编号。"),
                    )


def _rent_free(lease: leases.Lease) -> Iterator[Finding]:
    first, last = lease.free_from, lease.free_to
    if first is None and last is None:
        return
    if first is None or last is None or last < first:
        said = _("合同 {code} 的免租起 {first} 和免租止 {last} 不成一段")
    elif first < lease.start or (lease.end is not None and last > lease.end):
        said = _("合同 {code} 的免租期 {first} 至 {last} 超出了合同期 {start} 至 {end}")
    else:
        return
    yield finding(
        leases.FILE,
        lease.row,
        said.format(
            code=lease.code,
            first=first or _("（空）"),
            last=last or _("（空）"),
            start=lease.start,
            end=lease.end or _("（未定）"),
        ),
        _("免租起、免租止要么都填、先起后止、都在合同的起止之内，要么都空着。"),
    )
