"""Zip bombs and xlsx workbooks that lie, swell, point elsewhere or calculate."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from hostile.base import Case, Read, Refused, table
from hostile.zips import Entry, deflated, entry, packed, swollen

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
BIG = "大得不正常"
BROKEN = "损坏"


class Raw(str):
    """A cell's XML as it is."""

    __slots__ = ()


def cell(text: str, reference: str) -> str:
    if isinstance(text, Raw):
        return text.replace("R=", f'r="{reference}"')
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def sheet(
    rows: Sequence[Sequence[str]], *, before: str = "", after: str = "", within: str = ""
) -> str:
    body = "".join(
        f'<row r="{number}">'
        + "".join(cell(text, f"{chr(65 + at)}{number}") for at, text in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}" xmlns:r="{REL}">'
        f"{before}<sheetData>{body}{within}</sheetData>{after}</worksheet>"
    )


def parts(
    content: str | bytes | None, extra: Mapping[str, str | bytes] | None = None
) -> list[Entry]:
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    found: dict[str, str | bytes | None] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{types}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
            '<sheet name="明细" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        SHEET: content,
    }
    found |= extra or {}
    return [entry(name, data) for name, data in found.items() if data is not None]


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{REL}/{kind}" Target="{target}"{mode}/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'


def workbook(content: str | bytes | None, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return packed(parts(content, extra))


PLAIN = sheet(table())


def bombs() -> Iterator[Case]:
    """Archives that swell, lie about their size or repeat themselves."""

    def case(attack: str, content: bytes, words: str, *, slow: bool = False) -> Case:
        expected = Refused(words) if words else Read()
        return Case("zip", attack, content, expected, "xlsx", is_slow=slow)

    good = parts(PLAIN)
    without = [each for each in good if each.name != SHEET]
    spaces = b" " * (1 << 20)
    yield case(
        "60 MB of blanks in a sheet",
        packed([*without, swollen(SHEET, b"<x>", spaces, 60, b"</x>")]),
        BIG,
    )
    yield case("419 MB in one cell", packed([*without, _one_cell(b"0" * (1 << 20), 419)]), BIG)
    yield case("4 GB claimed", packed([*without, entry(SHEET, PLAIN, size=0xFFFFFFFE)]), BIG)
    lying = swollen(SHEET, b"<worksheet>", spaces, 300, b"</worksheet>")
    lying.size = 1000
    yield case(
        "300 MB that claim 1,000 bytes", packed([*without, lying]), f"{BROKEN}|{BIG}", slow=True
    )
    lying = _one_cell(b"1" * (1 << 20), 900)
    lying.size = 5000
    yield case(
        "a cell of 900 MB that claims 5,000 bytes",
        packed([*without, lying]),
        f"{BROKEN}|{BIG}",
        slow=True,
    )
    bomb = packed([swollen("b", b"", spaces, 40, b"")])
    yield case("bomb in a zip, no workbook", packed([entry("a.zip", bomb)]), "压缩包")
    yield case(
        "bomb in a zip in a workbook", packed([*good, entry("xl/embeddings/a.zip", bomb)]), ""
    )
    layered = bomb
    for _level in range(12):
        layered = packed([entry("a.zip", layered)])
    yield case("12 zips in each other", layered, "压缩包")
    yield case(
        "100,000 entries",
        packed([*good, *(Entry(f"x/{n}", b"\x03\x00", 0, 0) for n in range(100_000))]),
        "太多",
    )
    yield case(
        "65,535 entries announced, 5 there", packed(good, end_count=0xFFFF), f"{BROKEN}|太多"
    )
    yield case("no entries announced", packed(good, end_count=0), f"{BROKEN}|太多|压缩包")
    yield case("the sheet twice", packed([*good, entry(SHEET, PLAIN)]), "重名")
    yield case("two names differing in case", packed([*good, entry(SHEET.upper(), "<x/>")]), "重名")
    yield case(
        "a name with .. and /etc", packed([*good, entry("../../../../etc/cron.d/x", "x")]), ""
    )
    yield case("sheet by .. only", packed([*without, entry("xl/../../sheet1.xml", PLAIN)]), BROKEN)
    yield case("encrypted", packed([*without, entry(SHEET, PLAIN, flags=1)]), "密码")
    yield case("encrypted by the central directory only", _flagged(packed(good)), "密码")
    yield case(
        "no such compression", packed([*without, entry(SHEET, PLAIN, method=99)]), "压缩方法"
    )
    yield case("LZMA", packed([*without, entry(SHEET, PLAIN, method=14)]), "压缩方法")
    yield case(
        "local name differs from the central one",
        packed([*without, entry("xl/a.xml", PLAIN, central_name=SHEET)]),
        "",
    )
    yield case(
        "all entries overlap",
        packed([entry(each.name, PLAIN, offset=0) for each in good]),
        f"{BROKEN}|{BIG}",
    )
    kernel = swollen("xl/a0.xml", b"", spaces, 40, b"")
    overlapping = [
        *good,
        kernel,
        *(
            Entry(
                f"xl/a{n}.xml",
                b"",
                kernel.crc,
                kernel.size,
                offset=0,
                packed_size=len(kernel.packed),
            )
            for n in range(1, 120)
        ),
    ]
    yield case("120 entries on one kernel", packed(overlapping), f"{BROKEN}|{BIG}")
    yield case(
        "offset behind the end", packed([*without, entry(SHEET, PLAIN, offset=0x7FFFFFFF)]), BROKEN
    )
    yield case(
        "stored size behind the end",
        packed([*without, entry(SHEET, PLAIN, packed_size=0x7FFFFFFF)]),
        "",
    )
    whole = packed(good)
    yield case("central directory cut off", whole[: whole.find(b"PK\x01\x02") + 20], BROKEN)
    yield case("end record only", b"PK\x05\x06" + bytes(18), "表头|压缩|损坏|认不出|文字")
    yield case("local header only", b"PK\x03\x04" + bytes(26), BROKEN)
    yield case(
        "zip64 locator into nowhere",
        whole[:-22] + b"PK\x06\x07" + struct.pack("<IQI", 0, 1 << 62, 1) + whole[-22:],
        BROKEN,
    )
    end64 = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 0
    )
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(whole) - 22, 1)
    yield case(
        "zip64 with 2^60 entries",
        whole[:-22] + end64 + locator + b"PK\x05\x06" + b"\xff" * 16 + b"\0\0",
        BROKEN,
    )
    damaged = entry(SHEET, PLAIN)
    damaged.packed = bytes(len(damaged.packed))
    yield case("the sheet's data are zeros", packed([*without, damaged]), BROKEN)
    damaged = entry(SHEET, PLAIN, crc=1)
    yield case("wrong checksum", packed([*without, damaged]), BROKEN)
    yield case("name of 60,000 characters", packed([*good, entry("x" * 60_000, "x")]), "")
    yield case(
        "control characters in a name", packed([*good, entry("xl/\x1b]0;x\x07\u202e.xml", "x")]), ""
    )


def _one_cell(block: bytes, times: int) -> Entry:
    before = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    return swollen(
        SHEET, before.encode(), block, times, b"</t></is></c></row></sheetData></worksheet>"
    )


def _flagged(content: bytes) -> bytes:
    at = content.find(b"PK\x01\x02") + 8
    return content[:at] + b"\x01" + content[at + 1 :]


def _number(value: str) -> Raw:
    return Raw(f"<c R=><v>{value}</v></c>")


def _formula(formula: str, value: str = "", kind: str = "") -> Raw:
    return Raw(f"<c R={kind}><f>{escape(formula)}</f>{value}</c>")


def sheets() -> Iterator[Case]:
    """Workbooks whose sheets lie or whose cells are not what they seem."""

    def case(attack: str, content: bytes, expected: Refused | Read, *, slow: bool = False) -> Case:
        return Case("xlsx", attack, content, expected, "xlsx", is_slow=slow)

    def changed(attack: str, changes: dict[tuple[int, int], str], expected: Refused | Read) -> Case:
        return case(attack, workbook(sheet(table(changes))), expected)

    big, broken = Refused(BIG), Refused(BROKEN)
    for area in ("A1:XFD1048576", "A1:ZZZ999999999", "XFD1048576", "A1:A99999999999999999999"):
        dimension = f'<dimension ref="{area}"/>'
        yield case(f"dimension {area}", workbook(sheet(table(), before=dimension)), big)
    yield case(
        "dimension upside down", workbook(sheet(table(), before='<dimension ref="B9:A1"/>')), Read()
    )
    yield case(
        "dimension behind 9 KB of comment",
        workbook(sheet(table(), before=f'<!--{"x" * 9000}--><dimension ref="A1:XFD1048576"/>')),
        Read(),
    )
    for count in ("4000000000", "18446744073709551615", "9" * 400):
        strings = f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}"/>'
        yield case(
            f"uniqueCount {count[:20]}",
            workbook(PLAIN, {"xl/sharedStrings.xml": strings}),
            Refused("数量"),
        )
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield case("one cell at XFD1048576", workbook(sheet(table(), within=far)), Refused(BIG))
    yield case(
        "one cell in row 4,000,000,000",
        workbook(
            sheet(table(), within='<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>')
        ),
        Refused(f"{BIG}|{BROKEN}"),
    )
    yield case(
        "one cell in column ZZZZZZZ",
        workbook(sheet(table(), within='<row r="9"><c r="ZZZZZZZ9"><v>1</v></c></row>')),
        Refused(f"{BIG}|{BROKEN}"),
    )
    rows = swollen(
        SHEET,
        f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(),
        b"<row><c><v>1</v></c></row>" * 4096,
        256,
        b"</sheetData></worksheet>",
    )
    yield case("1,048,576 rows", packed([*parts(None), rows]), big, slow=True)
    cells = swollen(
        SHEET,
        f'<worksheet xmlns="{MAIN}"><sheetData><row>'.encode(),
        b"<c><v>1</v></c>" * 1000,
        1000,
        b"</row></sheetData></worksheet>",
    )
    yield case(
        "1,000,000 cells in a row",
        packed([*parts(None), cells]),
        Refused(f"{BIG}|{BROKEN}"),
        slow=True,
    )
    deep = f'<worksheet xmlns="{MAIN}">' + "<a>" * 200_000
    yield case("200,000 elements in each other", workbook(deep), Refused(f"{BIG}|{BROKEN}|表头"))
    for kind, text in (
        ("entity", '<!DOCTYPE x [<!ENTITY a "b">]>'),
        ("external file", '<!DOCTYPE x SYSTEM "file:///etc/hostname">'),
        (
            "parameter entity over http",
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>',
        ),
        ("billion laughs", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'),
    ):
        yield case(
            f"document type in the sheet: {kind}",
            workbook(PLAIN.replace("?>", "?>" + text, 1)),
            Refused("文档类型"),
        )
    workbook_xml = (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><workbook>&a;</workbook>'
    )
    yield case(
        "document type in workbook.xml",
        workbook(PLAIN, {"xl/workbook.xml": workbook_xml}),
        Refused("文档类型"),
    )
    yield case(
        "document type in the relations",
        workbook(PLAIN, {"xl/_rels/workbook.xml.rels": "<!DOCTYPE x><x/>"}),
        Refused("文档类型"),
    )
    yield case(
        "document type behind 9 KB",
        workbook(
            f"<!--{'x' * 9000}--><!DOCTYPE x [<!ENTITY a 'b'>]>"
            + PLAIN.partition("?>")[2].replace("停车费", "&a;")
        ),
        Refused(f"文档类型|{BROKEN}"),
    )
    yield case(
        "sheet in UTF-16",
        workbook(PLAIN.replace("UTF-8", "UTF-16").encode("utf-16")),
        Refused("文档类型|编码"),
    )
    yield case("sheet in UTF-7", workbook(PLAIN.replace("UTF-8", "UTF-7")), Read())
    yield case("sheet is missing", workbook(None), broken)
    yield case("sheet is empty", workbook(b""), Refused(f"{BROKEN}|表头"))
    yield case("sheet is cut", workbook(PLAIN[:700]), broken)
    yield case(
        "no sheets at all",
        workbook(PLAIN, {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}),
        Refused(f"{BROKEN}|没有工作表|表头"),
    )
    yield case(
        "sheet elsewhere on the disk",
        workbook(
            None,
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "file:///etc/passwd"), mode=' TargetMode="External"'
                )
            },
        ),
        broken,
    )
    yield case(
        "sheet over http",
        workbook(
            None,
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "http://127.0.0.1:9/s.xml"), mode=' TargetMode="External"'
                )
            },
        ),
        broken,
    )
    yield case(
        "sheet by a path out of the archive",
        workbook(
            None,
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "../../../../../../etc/passwd")
                )
            },
        ),
        broken,
    )
    yield case(
        "shared string out of range",
        workbook(sheet(table({(1, 4): Raw('<c R= t="s"><v>999999999</v></c>')}))),
        Refused(f"{BROKEN}|."),
    )
    yield case(
        "shared string with a negative number",
        workbook(
            sheet(table({(1, 4): Raw('<c R= t="s"><v>-1</v></c>')})),
            {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'},
        ),
        Read(),
    )
    links = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}" xmlns:r="{REL}"><externalBook r:id="rId1"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("externalLinkPath", "file:///etc/passwd"), mode=' TargetMode="External"'
        ),
    }
    yield case("external link to a file", workbook(PLAIN, links), Read())
    dde = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    }
    yield case("DDE link", workbook(PLAIN, dde), Read())
    yield case(
        "macros", workbook(PLAIN, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}), Read()
    )
    query = {
        "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="1" refreshOnLoad="1"><webPr url="http://127.0.0.1:9/"/></connection></connections>'
    }
    yield case("web query on load", workbook(PLAIN, query), Read())
    yield changed(
        "formula without value as amount", {(1, 1): _formula("1+1")}, Refused("公式没有算出")
    )
    yield changed(
        "formula without value as balance", {(2, 3): _formula("D1-C2")}, Refused("余额是空的")
    )
    yield changed(
        "formula with an empty value",
        {(1, 1): _formula("1+1", "<v></v>")},
        Refused("公式没有算出|损坏"),
    )
    yield changed(
        "DDE formula with a cached text",
        {(1, 6): _formula("cmd|'/c calc'!A0", "<v>停车费</v>", ' t="str"')},
        Read(texts=("停车费",)),
    )
    yield changed(
        "WEBSERVICE formula",
        {(1, 6): _formula('WEBSERVICE("http://127.0.0.1:9/")', "<v>x</v>", ' t="str"')},
        Read(texts=("x",)),
    )
    for error in ("#DIV/0!", "#REF!", "#N/A", "#VALUE!"):
        yield changed(
            f"error {error} as amount",
            {(1, 1): Raw(f'<c R= t="e"><v>{error}</v></c>')},
            Refused("公式|错误|不是金额|损坏"),
        )
    yield changed(
        "error as balance",
        {(1, 3): Raw('<c R= t="e"><v>#REF!</v></c>')},
        Refused("公式|错误|余额|不是金额|损坏"),
    )
    for value in ("NaN", "INF", "1e400", "-1e308", "1E+30", "0x10", "1_000"):
        yield changed(
            f"number {value} as amount",
            {(1, 1): _number(value)},
            Refused("不是金额|损坏|余额接不上|没有发生额"),
        )
    yield changed("half a fen", {(1, 1): _number("100.005")}, Refused("不是金额"))
    yield changed(
        "boolean as amount", {(1, 1): Raw('<c R= t="b"><v>1</v></c>')}, Refused("不是金额")
    )
    yield changed(
        "account that became 6.21799E+18",
        {(1, 5): _number("6217990000100000033")},
        Read(absent=("6.21799E+18", "6.2179900001000E+18")),
    )
    yield changed(
        "account as the text 6.21799E+18", {(1, 5): "6.21799E+18"}, Read(absent=("6.21799E+18",))
    )
    yield changed(
        "serial that became 1.23e16",
        {(1, 7): _number("1.2345678901234567e16")},
        Read(absent=("12345678901234567", "1.2345678901234567e16")),
    )
    yield changed("cell of 40,000 characters", {(1, 6): "停" * 40_000}, Refused("过长"))
    yield changed(
        "date far in the future as a serial",
        {(1, 0): _number("2958465")},
        Refused("日期|不在|没有发生额|没有日期"),
    )
    yield changed("date serial 0", {(1, 0): _number("0")}, Refused("日期"))
    yield changed("date serial -1", {(1, 0): _number("-1")}, Refused("日期"))
    yield changed("date serial 1e9", {(1, 0): _number("1000000000")}, Refused("日期"))
    early = f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    yield case(
        "1904 dates without a date format",
        workbook(
            sheet(table({(n, 0): _number(str(44564 + n)) for n in (1, 2, 3)})),
            {"xl/workbook.xml": early},
        ),
        Refused("1904"),
    )
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield case("one merged area over everything", workbook(sheet(table(), after=merged)), Read())
    sheets_200 = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 5000))
    yield case(
        "5,000 sheets, all the same",
        workbook(
            PLAIN,
            {
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets_200}</sheets></workbook>'
            },
        ),
        big,
    )
    yield case(
        "sheet name that is a command",
        workbook(
            PLAIN,
            {
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/><sheet name="&#27;]0;x&#7;&#x202e;" sheetId="2" r:id="rId2"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")
                ),
                "xl/worksheets/sheet2.xml": sheet([["x"]]),
            },
        ),
        Read(),
    )
    yield Case(
        "xlsx",
        "xlsb workbook",
        packed(
            [entry("[Content_Types].xml", "<Types/>"), entry("xl/workbook.bin", b"\x83\x01\x00")]
        ),
        Refused("xlsb"),
        "xlsb",
    )
    yield Case(
        "xlsx",
        "ods document",
        packed(
            [
                entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet", method=8),
                entry("content.xml", "<x/>"),
            ]
        ),
        Refused("ods"),
        "ods",
    )
    yield Case(
        "xlsx",
        "docx document",
        packed([entry("[Content_Types].xml", "<Types/>"), entry("word/document.xml", "<x/>")]),
        Refused("Word"),
        "docx",
    )
    yield Case(
        "xlsx",
        "deflate stream of one byte repeated",
        packed([*parts(None), Entry(SHEET, deflated(b"")[:1] * 5, 0, 5)]),
        Refused(BROKEN),
        "xlsx",
    )
