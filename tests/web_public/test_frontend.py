"""What of Fava was read: its routes and the text that is changed. Another Fava fails here."""

from __future__ import annotations

import hashlib

import pytest
import routes
from fava.application import create_app

from owners_ledger.web.public import frontend


def test_the_routes_are_those_that_were_looked_through():
    rules = create_app([]).url_map.iter_rules()
    found = {(rule.rule, ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))) for rule in rules}
    assert found == {(rule, methods) for rule, methods, _address in routes.FAVA}
    assert len(routes.FAVA) == 51


def test_the_text_is_that_which_was_looked_through():
    for patch in frontend.PATCHES:
        content = (frontend.HOME / patch.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == patch.sha256, patch.name
        for old, _new in patch.replaced:
            assert not old or content.decode().count(old) == 1, (patch.name, old)


def test_what_is_changed_is_changed():
    patched = frontend.patched()
    assert "autoescape false" not in "".join(frontend.templates().values())
    assert "#context-" not in frontend.templates()["_journal_table.html"]
    assert 'lang="zh-Hans"' in frontend.templates()["_layout.html"]
    assert "function Modals($$anchor) {\n  return;" in patched["static/app.js"]
    assert not [name for name in frontend.static() if name.endswith((".map", ".wasm"))]


@pytest.mark.parametrize("name", [patch.name for patch in frontend.PATCHES])
def test_another_fava_is_refused(tmp_path, monkeypatch, name):
    for patch in frontend.PATCHES:
        path = tmp_path / patch.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((frontend.HOME / patch.name).read_bytes())
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    monkeypatch.setattr(frontend, "HOME", tmp_path)
    with pytest.raises(frontend.FrontendError, match=name):
        frontend.patched.__wrapped__()
