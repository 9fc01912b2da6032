"""Bank profiles: every key is documented, and what is not known is refused by file and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from owners_ledger import resources
from owners_ledger.banking.reading.profile import (
    FACTS,
    FLAGS,
    KEYS,
    METHODS,
    NEUTRAL,
    QUIRKS,
    ROLES,
    STATES,
    ProfileError,
    load_profiles,
)

GUIDE = (resources.data_dir("importers") / "README.md").read_text(encoding="utf-8")
SECTIONS = {
    "顶层的键": KEYS,
    "`[columns]` 的角色": ROLES,
    "`[labels]` 的事实": FACTS,
    "`[flags]` 的取值": FLAGS,
    "`[states]` 的状态": STATES,
    "`[neutral]` 的种类": NEUTRAL,
    "`[methods]` 的付款方式": METHODS,
    "`quirks` 的名单": QUIRKS,
}


@pytest.mark.parametrize("title", SECTIONS)
def test_guide_explains_exactly_the_keys_there_are(title: str) -> None:
    section = GUIDE.split(f"## {title}\n")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `([^`]+)` \| .+ \|$", section, re.MULTILINE)) == sorted(
        SECTIONS[title]
    )


def test_example_of_the_guide_is_a_profile(tmp_path: Path) -> None:
    example = GUIDE.split("```toml\n")[1].split("```")[0]
    assert own(tmp_path, example)["own"].bank == "桐梓村镇银行"


def own(tmp_path: Path, text: str):
    folder = tmp_path / "importers" / "banks"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_profiles(tmp_path)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('bank = "a"\nreader = "os:system"', "reader"),
        ('bank = "a"\n[columns]\nbalanec = ["余额"]', "columns.balanec"),
        ('bank = "a"\n[labels]\ntotal = ["合计"]', "labels.total"),
        ('bank = "a"\n[flags]\nboth = ["x"]', "flags.both"),
        ('bank = "a"\nquirks = ["run-code"]', "run-code"),
        ('bank = "a"\nmarks = "x"', "marks"),
        ('bank = "a"\n[columns]\nout = "借"', "columns.out"),
        ('bank = "a"\ncolumns = 3', "columns"),
        ('title = "a"', "bank"),
        ("bank = ", "own.toml"),
    ],
)
def test_wrong_profile_is_refused_with_file_and_key(text: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        own(tmp_path, text)
    assert named in str(caught.value)
    assert "own.toml" in str(caught.value)
    assert "README" in caught.value.remedy


def test_shipped_profiles_say_what_they_are() -> None:
    folder = resources.data_dir("importers") / "banks"
    for path in folder.glob("*.toml"):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        assert raw["bank"]
        assert raw["title"]
        assert raw.get("layouts") or path.stem == "generic"
