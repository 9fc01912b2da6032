"""The scanner is not blind: what is planted in an output is found, whatever its form.

The canaries of one encoding are planted together; each of them has to be found.
"""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from canaries import FIELDS, mint
from PIL import Image
from plants import PLANTS, titled
from scanner import Scanner
from text_forms import ENCODINGS

CANARIES = mint(11)[1].of
SCANNER = Scanner(CANARIES)
OTHERS = mint(12)[1].of
MOST = 60_000  # what fits into an EXIF block or a comment


def found(name: str, data: bytes) -> set[str]:
    return {one.field for one in SCANNER.look([(name, data)])}


def test_there_are_enough_fields_and_forms():
    assert len(FIELDS) >= 60
    assert len(ENCODINGS) >= 24
    assert len(set(CANARIES.values())) == len(FIELDS)


@pytest.mark.parametrize("plant", PLANTS)
def test_every_canary_is_found_in_every_encoding(plant):
    for form, encode in ENCODINGS.items():
        if plant == "attribute" and ("tags" in form or "an entity" in form):
            continue  # there are no tags inside of an attribute
        missed = dict(CANARIES)
        while missed:
            fields, size = [], 0
            for field, value in missed.items():
                size += len(encode(value)) + 1
                if size > MOST:
                    break
                fields.append(field)
            planted = b"\n".join(encode(missed[field]) for field in fields)
            if plant in ("pdf_stream", "pdf_author"):
                planted = planted.replace(b"\n", b" ")
            seen = found("x", PLANTS[plant](planted))
            assert seen >= set(fields), (plant, form, set(fields) - seen)
            missed = {field: missed[field] for field in missed if field not in fields}


@pytest.mark.parametrize("plant", PLANTS)
def test_each_canary_is_told_from_the_others(plant):
    for field, value in CANARIES.items():
        assert found("x", PLANTS[plant](value.encode())) == {field}


@pytest.mark.parametrize("plant", PLANTS)
def test_other_values_of_the_same_shapes_are_no_find(plant):
    planted = "\n".join(OTHERS.values()).encode()
    assert found("x", PLANTS[plant](planted)) == set()


def test_names_of_files_and_members_are_searched():
    for field, value in CANARIES.items():
        assert field in found(f"公开/{value}.pdf", b"")


def test_a_value_is_found_as_programs_really_write_it():
    for field, value in CANARIES.items():
        book = openpyxl.Workbook()
        book.active.append([value])
        book.properties.creator = value
        buffer = io.BytesIO()
        book.save(buffer)
        assert field in found("x.xlsx", buffer.getvalue())
        assert field in found("x.pdf", titled(value))
        picture = io.BytesIO()
        exif = Image.Exif()
        exif[0x013B] = value.encode()
        Image.new("RGB", (8, 8)).save(picture, "WEBP", exif=exif)
        assert field in found("x.webp", picture.getvalue())


def test_what_is_printed_on_a_page_is_found():
    """Set with subset fonts the page holds numbers of glyphs only."""
    from owners_ledger.rendering.pdf import make_pdf  # noqa: PLC0415 - heavy

    body = "".join(f"<p>{value[:3]}<b>{value[3:]}</b></p>" for value in CANARIES.values())
    sheet = f"<html lang=zh><head><title>公示</title></head><body>{body}</body></html>"
    made = make_pdf(sheet, (), day=datetime.date(2026, 3, 1))
    assert found("x.pdf", made.content) == set(CANARIES)


def test_people_are_found_as_text():
    maker, _canaries = mint(13)
    people = [maker.name() for _ in range(300)] + [maker.phone() for _ in range(300)]
    scanner = Scanner({}, people)
    for one in people:
        assert [find.field for find in scanner.look([("x", f"<i>{one}</i>".encode())])] == [one]
