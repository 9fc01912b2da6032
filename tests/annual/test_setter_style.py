"""The setter's lighter style sets the same pages."""

from __future__ import annotations

import weasyprint
from weasyprint.html import UA

from owners_ledger.rendering.setter_style import Page, narrowed

PAGE = """<html lang="zh-Hans"><title>公示</title>
<style>@page { size: A5 } aside { float: footnote } ol { list-style: decimal }</style>
<ol><li>物业费<aside>见说明</aside></li><li>停车费</li></ol>
<table><tr><td>1</td><td>2</td></tr></table>"""


def test_markers_and_footnotes_look_as_with_the_setter_s_own_style():
    ours, theirs = (kind(string=PAGE).write_pdf() for kind in (Page, weasyprint.HTML))
    assert ours == theirs


def test_no_rule_of_pseudo_elements_is_for_every_element():
    assert "\n::" in UA
    assert "\n::" not in narrowed(UA)
