"""``docs/templates.md`` names every variable a template has, and none it has not."""

import dataclasses
import re
import types
import typing
from pathlib import Path

import jinja2
import samples
from jinja2.defaults import DEFAULT_FILTERS

from owners_ledger.rendering import templates, view
from owners_ledger.rendering.sections import Explanation, Section
from owners_ledger.rendering.view import Board, Sheet
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.whole.model import Parts

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs/templates.md").read_text(encoding="utf-8")

# Values of other reports that a long notice takes in: their own pages tell what is in them.
ELSEWHERE = (
    "owners_ledger.board.model",
    "owners_ledger.reporting.accrual.model",
    "owners_ledger.reporting.budget_model",
    "owners_ledger.reporting.funds_model",
    "owners_ledger.reporting.reconciliation_model",
)


def values(kind: object, found: dict[str, type] | None = None) -> dict[str, type]:
    """The dataclasses that can be reached from a type."""
    found = {} if found is None else found
    if (
        isinstance(kind, type)
        and dataclasses.is_dataclass(kind)
        and kind.__name__ not in found
        and kind.__module__ not in ELSEWHERE
    ):
        found[kind.__name__] = kind
        for hint in typing.get_type_hints(kind, localns={"Parts": Parts}).values():
            values(hint, found)
    for part in typing.get_args(kind) if not isinstance(kind, types.EllipsisType) else ():
        values(part, found)
    return found


def table(title: str) -> set[str]:
    section = re.search(rf"^###? `?{title}`?$(.*?)(?=^##|\Z)", MANUAL, re.MULTILINE | re.DOTALL)
    assert section, f"docs/templates.md lacks {title}"
    return set(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE))


def test_every_field_is_described_and_no_other():
    kinds: dict[str, type] = {}
    for root in (Disclosure, Board, Sheet, Section, Explanation):
        values(root, kinds)
    wrong = {
        name: set(fields) ^ table(name)
        for name, kind in kinds.items()
        if set(fields := [field.name for field in dataclasses.fields(kind)]) != table(name)
    }
    assert not wrong
    assert set(re.findall(r"^### `(\w+)`$", MANUAL, re.MULTILINE)) == set(kinds)


def test_every_variable_is_described_and_no_other():
    given = view.variables(samples.disclosure(), samples.committee(), draft=False)
    assert table("变量") == {*given, "screen", "style"}


def test_every_filter_is_described():
    own = set(templates.environment(None).filters) - set(DEFAULT_FILTERS)
    assert own == set(re.findall(r"^\| `\{\{ [\w.]+\\\|(\w+)", MANUAL, re.MULTILINE))


def test_every_template_is_described():
    shipped = {
        path.relative_to(ROOT / "reports").as_posix()
        for path in (ROOT / "reports").rglob("*")
        if path.suffix in {".html", ".css"}
    }
    named = set(re.findall(r"^\| `([\w/]+\.(?:html|css))` \|", MANUAL, re.MULTILINE))
    assert shipped == named


def test_the_shipped_templates_use_nothing_that_is_not_there():
    environment = templates.environment(None)
    assert isinstance(environment, jinja2.Environment)
    for kind in ("monthly", "quarterly"):
        figures = samples.disclosure(kind)
        given = view.variables(figures, samples.committee(), draft=True)
        assert templates.render(None, f"{kind}.html", {**given, "screen": False, "style": ""})
