import dataclasses
import re
from decimal import Decimal

import samples

from owners_ledger.books.hashed import canonical
from owners_ledger.rendering.json_ import as_json
from owners_ledger.rendering.seal import qr_svg, seal_code


def test_the_code_is_the_first_hundred_bits_of_the_hash():
    # sha256sum of {"a":"1.00","b":["中"]} is e736f9c3a7285f609616…; e736f = 11100 11100 11011 01111
    # = W W V F in Crockford's alphabet.
    assert canonical({"b": ["中"], "a": "1.00"}) == '{"a":"1.00","b":["中"]}'.encode()
    assert seal_code({"b": ["中"], "a": "1.00"}) == "WWVF-KGX7-51FP-15GP-6K01"


def test_one_fen_changes_the_code():
    figures = samples.disclosure()
    other = dataclasses.replace(figures, closing=figures.closing + Decimal("0.01"))
    codes = {seal_code(as_json(one)) for one in (figures, other)}
    assert len(codes) == 2
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)


def test_the_qr_code_is_a_drawing_that_names_itself_and_fetches_nothing():
    svg = qr_svg("https://yunshan.example/a?b=<1>", "二维码 <x>")
    assert svg.startswith("<svg")
    assert "<title>二维码 &lt;x&gt;</title>" in svg
    assert "M4 4.5h7" in svg, "four modules of white before the first mark"
    assert "href" not in svg
    assert "url(" not in svg
