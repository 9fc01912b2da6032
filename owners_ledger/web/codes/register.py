"""The treasurer's list of codes, ``ledger/private/codes.toml``: who has one, never which.

Each household has a generation: a new code counts it up and ends the one before.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from owners_ledger.books.write import write_all
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.web.codes import code as codes
from owners_ledger.web.codes.keys import Cost, keys_of

PLACE = Path("ledger") / "private" / "codes.toml"
_HEAD = """\
# 业主口令的登记，由 owners-ledger code 写，请不要手改。
# 里面没有口令本身，只有认得出口令的记号和封信用的公钥；不要放进公开的账本。
"""


class CodeError(OwnersLedgerError):
    """The list of codes is not in order, or a household is not in it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A household's code.

    Attributes:
        unit: of the household.
        generation: counts the codes it has had, from 1.
        day: when it was issued, or revoked.
        mark: by which the code is known; "" when it was revoked.
        public: what letters to it are sealed with.
    """

    unit: str
    generation: int
    day: datetime.date
    mark: str = ""
    public: bytes = b""

    @property
    def is_open(self) -> bool:
        """Whether the code lets in."""
        return bool(self.mark)


@dataclass(frozen=True, slots=True)
class Register:
    """All codes of an estate."""

    cost: Cost = field(default_factory=Cost.new)
    issued: Mapping[str, Issued] = field(default_factory=dict)

    def issue(
        self, units: Iterable[str], day: datetime.date, done: Callable[[], object]
    ) -> tuple[Register, dict[str, str]]:
        """New codes for households, the old ones ended; the register and the codes by unit.

        Args:
            units: of the households.
            day: today.
            done: told after each.
        """
        issued, made = dict(self.issued), {}
        for unit in units:
            made[unit] = codes.make()
            keys = keys_of(made[unit], self.cost)
            issued[unit] = Issued(unit, self._next(unit), day, keys.mark, keys.public)
            done()
        return replace(self, issued=issued), made

    def revoke(self, unit: str, day: datetime.date) -> Register:
        """The register without a household's code.

        Raises:
            CodeError: it has none.
        """
        if unit not in self.issued or not self.issued[unit].is_open:
            raise CodeError(
                _("{unit} 没有有效的口令").format(unit=unit),
                remedy=_("哪几户有口令：owners-ledger code list。"),
            )
        ended = Issued(unit, self._next(unit), day)
        return replace(self, issued={**self.issued, unit: ended})

    def _next(self, unit: str) -> int:
        return self.issued[unit].generation + 1 if unit in self.issued else 1


def load(root: Path) -> Register:
    """The register of a book; a new one where there is none yet.

    Raises:
        CodeError: it was changed by hand and cannot be read.
    """
    path = root / PLACE
    if not path.exists():
        return Register()
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        issued = [_issued(one) for one in found.get("household", [])]
        return Register(cost_of(found), {one.unit: one for one in issued})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CodeError(
            _("口令的登记读不出来"),
            remedy=_("请从备份恢复这个文件；没有备份的，删去它，再给各户重新发口令。"),
            file=str(path),
        ) from error


def save(root: Path, register: Register) -> Path:
    """Write the register, for the treasurer's eyes only.

    Raises:
        WriteError: it cannot be written; it is as it was.
    """
    path = root / PLACE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    write_all([(path, _text(register).encode())], mode=0o600)
    return path


def cost_text(cost: Cost) -> str:
    """The price of a try, as TOML."""
    return f'salt = "{cost.salt.hex()}"\nn = {cost.n}\nr = {cost.r}\np = {cost.p}\n'


def cost_of(found: Mapping[str, object]) -> Cost:
    """The price of a try from TOML.

    Raises:
        ValueError: it is none, or too low or too high to be one of ours.
    """
    n, r, p = (int(str(found[name])) for name in "nrp")
    salt = bytes.fromhex(str(found["salt"]))
    if not (16 <= len(salt) <= 64 and 1 << 14 <= n <= 1 << 17 and n & (n - 1) == 0):
        raise ValueError(n)
    if not (r == 8 and 1 <= p <= 4):
        raise ValueError(p)
    return Cost(salt, n, r, p)


def _issued(one: Mapping[str, object]) -> Issued:
    day = one["day"]
    if not isinstance(day, datetime.date):
        raise TypeError(day)
    return Issued(
        str(one["unit"]),
        int(str(one["generation"])),
        day,
        str(one.get("mark", "")),
        bytes.fromhex(str(one.get("key", ""))),
    )


def _text(register: Register) -> str:
    parts = [_HEAD, cost_text(register.cost)]
    for one in register.issued.values():
        parts.append(
            f"\n[[household]]\nunit = {json.dumps(one.unit, ensure_ascii=False)}\n"
            f"generation = {one.generation}\nday = {one.day}\n"
        )
        if one.is_open:
            parts.append(f'mark = "{one.mark}"\nkey = "{one.public.hex()}"\n')
    return "".join(parts)
