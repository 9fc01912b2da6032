"""Profiles from ``reports/jurisdictions/*.toml``, the committee's own before the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from owners_ledger.config import load_toml
from owners_ledger.duties.profile import Profile, Rule
from owners_ledger.duties.schema import ProfileError, rules_of, wrong
from owners_ledger.i18n import _
from owners_ledger.resources import data_files

FOLDER = "reports/jurisdictions"
DEFAULT = "default"
UNSET = "默认"


def load_profile(root: Path | None, jurisdiction: str = "") -> Profile:
    """The profile of a place with all it inherits.

    A place nobody has described gets the default, and ``verify`` says so.

    Args:
        root: the committee's folder, whose ``reports/jurisdictions/`` comes first.
        jurisdiction: the place as ``committee.toml`` names it (重庆, 重庆市), "" for none.

    Raises:
        ProfileError: a file of the lineage is not in order; names file, key and remedy.
        ConfigError: it is no TOML.
    """
    files = {path.stem: path for path in data_files(root, "reports", "jurisdictions/*.toml")}
    wanted = _found(files, jurisdiction)
    lineage: list[str] = []
    rules: dict[str, tuple[Rule, ...]] = {}
    heads: list[Mapping[str, Any]] = []
    name = wanted or DEFAULT
    while name not in lineage:
        path = files.get(name)
        if path is None:
            raise wrong(files[lineage[-1]], "inherits", _("没有“{name}”这个文件").format(name=name))
        head = load_toml(path)
        lineage.append(name)
        heads.append(head)
        rules[name] = rules_of(head, path)
        name = str(head.get("inherits", DEFAULT))
    if DEFAULT not in lineage:
        raise wrong(files[lineage[0]], "inherits", _("绕成了圈，应一级一级向上到 default"))
    verify = str(heads[0].get("verify", ""))
    if jurisdiction and not wanted:
        verify = _(
            "程序没有核对过{place}的规定，用的是默认规则；请向街道或住建部门问清当地的要求"
        ).format(place=jurisdiction)
    return Profile(
        name=str(heads[0].get("name", wanted)) if wanted else (jurisdiction or UNSET),
        lineage=tuple(lineage),
        rules=rules,
        verify=verify,
        as_of=heads[0]["as-of"],
    )


def jurisdiction_of(raw: Mapping[str, Any]) -> str:
    """``jurisdiction`` of ``committee.toml``, "" where it is not set."""
    return str(raw.get("jurisdiction", "")).strip()


def _found(files: Mapping[str, Path], jurisdiction: str) -> str:
    if not jurisdiction:
        return ""
    short = jurisdiction.removesuffix("市").removesuffix("省").removesuffix("壮族自治区")
    return next((name for name in (jurisdiction, short) if name in files and name != DEFAULT), "")


__all__ = ["DEFAULT", "FOLDER", "ProfileError", "jurisdiction_of", "load_profile"]
