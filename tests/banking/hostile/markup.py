"""Web pages named .xls, and XML, SGML and tagged messages of the standard formats."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.base import SAMPLES, Case, Read, Refused, html_of, table

MT940 = (SAMPLES / "intl_mt940_utf8.sta").read_text(encoding="utf-8")
OFX = (SAMPLES / "intl_ofx_102_utf8.ofx").read_text(encoding="utf-8")
CAMT = (SAMPLES / "intl_camt053_v02.xml").read_text(encoding="utf-8")
BKRS = (SAMPLES / "mof_bkrs_2023-12-31.xml").read_text(encoding="utf-8")
DOCTYPE = Refused("文档类型|实体定义")
NINE = Read(lines=9, closing="65526.67")
LAUGHS = "<!DOCTYPE d [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]>"  # fmt: skip
DOCTYPES = {
    "billion laughs": LAUGHS,
    "quadratic blowup": f'<!DOCTYPE d [<!ENTITY a0 "{"x" * 100_000}">]>',
    "XXE file": '<!DOCTYPE d [<!ENTITY a0 SYSTEM "file:///etc/hostname">]>',
    "XXE http": '<!DOCTYPE d [<!ENTITY a0 SYSTEM "http://127.0.0.1:9/x">]>',
    "external document type": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">',
    "parameter entity": '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    "empty document type": "<!DOCTYPE d>",
}


def pages() -> Iterator[Case]:
    """HTML that a browser would obey."""

    def case(attack: str, content: bytes | str, expected: Refused | Read, **more: bool) -> Case:
        data = content.encode() if isinstance(content, str) else content
        return Case("html", attack, data, expected, "xls", is_slow=more.get("slow", False))

    good = html_of(table()).decode()
    for name, text in (
        ("script", "<script>fetch('http://127.0.0.1:9/')</script>"),
        ("iframe", '<iframe src="file:///etc/passwd"></iframe>'),
        ("image", '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)">'),
        ("refresh", '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'),
        (
            "object and embed",
            '<object data="file:///etc/passwd"></object><embed src="//127.0.0.1:9/">',
        ),
        (
            "style sheet",
            '<style>@import url("file:///etc/passwd");</style><link rel=stylesheet href=//127.0.0.1:9/>',
        ),
        ("base", '<base href="file:///etc/">'),
        ("SVG", '<svg><script>alert(1)</script><image href="file:///etc/passwd"/></svg>'),
    ):
        yield case(f"{name} before the table", html_of(table(), before=text), Read())
        inside = table({(1, 6): f"停车费{text}"})
        yield case(
            f"{name} in a cell",
            html_of(inside),
            Read(texts=("停车费",), absent=("fetch('http://127.0.0.1:9/')",)),
        )
    yield case(
        "a script that never ends",
        good.replace("<td>停车费", "<td><script>停车费"),
        Refused("没有结尾"),
    )
    yield case(
        "a comment that never ends", good.replace("<td>维修", "<!-- <td>维修"), Refused("没有结尾")
    )
    yield case(
        "CDATA that never ends", good.replace("<td>维修", "<![CDATA[ <td>维修"), Refused("没有结尾")
    )
    yield case(
        "an attribute that never ends", good.replace("<td>维修", '<td a="维修'), Refused("没有结尾")
    )
    yield case("a title that never ends", html_of(table(), before="<title>"), Refused("."))
    yield case(
        "colspan 10^8",
        good.replace("<td>维修", "<td colspan=100000000>维修"),
        Read(texts=("维修",)),
    )
    yield case(
        "colspan 10^8 in 4,000 cells",
        html_of(
            table(), after="<table><tr>" + "<td colspan=100000000>x</td>" * 4_000 + "</tr></table>"
        ),
        Read(),
    )
    yield case(
        "colspan 10^8 in 100,000 cells",
        html_of(
            table(),
            after="<table><tr>" + "<td colspan=100000000>x</td>" * 100_000 + "</tr></table>",
        ),
        Refused("多得不正常"),
    )
    yield case("rowspan 10^9", good.replace("<td>维修", "<td rowspan=1000000000>维修"), Read())
    yield case(
        "colspan of 10^5 digits",
        good.replace("<td>维修", f"<td colspan={'9' * 100_000}>维修"),
        Read(texts=("维修",)),
    )
    yield case(
        "colspan -1, 0 and NaN",
        good.replace("<td>维修", "<td colspan=-1>维修")
        .replace("<td>停车费", "<td colspan=0>停车费")
        .replace("<td>A0002", "<td colspan=NaN>A0002"),
        Read(),
    )
    yield case("3,000 nested div", html_of(table(), before="<div>" * 3000), Read())
    yield case("40,000 nested tables", "<table><tr><td>" * 40_000, Refused("结尾"), slow=True)
    yield case(
        "a table in a cell",
        good.replace("维修", "<table><tr><td>维修</td></tr></table>"),
        Refused("."),
    )
    yield case(
        "a table in a cell of the header",
        good.replace("余额", "<table><tr><td>余额</td></tr></table>"),
        Read(closing=""),
    )
    yield case(
        "200,000 attributes",
        f"<table {'a ' * 200_000}><tr><td>x</td></tr></table>",
        Refused("表头"),
        slow=True,
    )
    yield case(
        "an attribute of 10 MB",
        f'<table a="{"x" * (10 << 20)}"><tr><td>x</td></tr></table>',
        Refused("表头"),
    )
    yield case("100,000 times <", "<" * 100_000, Refused("没有结尾"))
    yield case("100,000 times <!", "<!" * 100_000, Refused("没有结尾|没有表格|写坏"))
    yield case("100,000 times <![", "<html>" + "<![" * 100_000, Refused("写坏|没有结尾"))
    yield case("100,000 comments opened", "<html>" + "<!--" * 100_000, Refused("没有结尾"))
    yield case("100,000 times <a", "<html>" + "<a" * 100_000, Refused("没有结尾"))
    yield case("100,000 quotation marks in a tag", "<a " + "='" * 100_000, Refused("."))
    yield case("100,000 blanks in a tag", "<a" + " " * 100_000, Refused("没有结尾"))
    yield case("100,000 strokes in a tag", "<a" + "/" * 100_000, Refused("没有结尾"))
    yield case("100,000 end tags opened", "<html>" + "</a" * 100_000, Refused("没有结尾"))
    yield case("100,000 script starts", "<html>" + "<script>" * 100_000, Refused("没有结尾"))
    yield case("100,000 ampersands", html_of(table(), before="&" * 100_000), Read())
    yield case("300,000 empty rows", "<table>" + "<tr>" * 300_000, Refused("多得不正常"))
    yield case(
        "character references to controls",
        good.replace("维修", "维&#27;[2J&#x202e;&#0;&#xD800;&#1114112;&#x80;修"),
        Read(absent=("\x1b", "\u202e", "\0", "\ud800", "\x80")),
    )
    yield case(
        "a reference of 10^6 digits", good.replace("维修", f"&#{'9' * 1_000_000};"), Refused("写坏")
    )
    yield case(
        "entities in a page",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + good.replace("维修", "&a;"),
        Refused("实体"),
    )
    yield case(
        "entities behind 20 KB",
        "<!--" + "x" * 20_000 + '--><!DOCTYPE x [<!ENTITY a "b">]>' + good.replace("维修", "&a;"),
        Read(texts=("&a;",)),
    )
    yield case(
        "XML spreadsheet with index 10^9",
        '<?xml version="1.0"?><Workbook><Table><Row><Cell ss:Index="1000000000"><Data>1</Data></Cell></Row></Table></Workbook>',
        Refused("表头"),
    )
    yield case("PDF with a table in it", b"%PDF-1.4\n" + html_of(table()), Refused("PDF"))
    yield case("page with PDF in it", html_of(table(), after="%PDF-1.4"), Read())
    yield case(
        "SVG picture",
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
        Refused("XML"),
    )
    yield case(
        "JavaScript in a link",
        good.replace("维修", '<a href="javascript:alert(1)">维修</a>'),
        Read(texts=("维修",)),
    )


def documents() -> Iterator[Case]:  # noqa: C901 - a list
    """camt.053, bkrs, OFX in XML, MT940."""

    def case(
        kind: str, attack: str, content: bytes | str, expected: Refused | Read, **more: bool
    ) -> Case:
        data = content.encode() if isinstance(content, str) else content
        ext = {"mt940": "sta", "ofx": "ofx"}.get(kind, "xml")
        return Case(kind, attack, data, expected, ext, is_slow=more.get("slow", False))

    def prefixed(text: str, before: str) -> str:
        head, end, body = text.partition("?>")
        return head + end + before + body

    for name, text in DOCTYPES.items():
        yield case("camt", name, prefixed(CAMT, text).replace("停车费", "&a0;" * 50), DOCTYPE)
        yield case("bkrs", name, prefixed(BKRS, text), DOCTYPE)
    yield case("ofx", "billion laughs", LAUGHS + "<OFX><A>&a9;</A></OFX>", DOCTYPE)
    yield case(
        "ofx",
        "XXE in XML",
        '<?xml version="1.0"?>' + DOCTYPES["XXE file"] + "<OFX><A>&a0;</A></OFX>",
        DOCTYPE,
    )
    yield case(
        "camt",
        "document type behind 70 KB",
        prefixed(CAMT, f"<!--{'x' * 70_000}-->" + LAUGHS),
        Refused("XML"),
    )
    yield case(
        "camt",
        "document type in UTF-16",
        prefixed(CAMT, LAUGHS).replace("UTF-8", "UTF-16").encode("utf-16"),
        DOCTYPE,
    )
    include = (
        '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
    )
    yield case("camt", "XInclude", CAMT.replace("停车费", include), NINE)
    yield case(
        "camt",
        "style sheet instruction",
        prefixed(CAMT, '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'),
        NINE,
    )
    yield case(
        "camt",
        "schema location",
        CAMT.replace(
            "<Document ",
            '<Document xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a file:///etc/passwd" ',
            1,
        ),
        NINE,
    )
    yield case("camt", "200,000 deep", "<Document>" + "<a>" * 200_000, Refused("多得不正常"))
    yield case(
        "camt",
        "200,001 elements",
        "<Document>" + "<a/>" * 200_001 + "</Document>",
        Refused("多得不正常"),
    )
    yield case(
        "camt",
        "300,000 attributes",
        "<Document " + "".join(f'a{n}="" ' for n in range(300_000)) + "/>",
        Refused("多得不正常|不是对账单"),
        slow=True,
    )
    yield case(
        "camt",
        "an attribute of 10 MB",
        f'<Document a="{"x" * (10 << 20)}"/>',
        Refused("不是对账单|多得"),
    )
    yield case("camt", "a text of 10 MB", CAMT.replace("停车费", "停" * (4 << 20)), Refused("附言"))
    yield case(
        "camt",
        "50,000 namespaces",
        "<Document " + "".join(f'xmlns:a{n}="u:{n}" ' for n in range(50_000)) + "/>",
        Refused("多得不正常|不是对账单"),
    )
    yield case("camt", "declares UTF-7", CAMT.replace("UTF-8", "UTF-7"), NINE)
    yield case("camt", "declares an unknown encoding", CAMT.replace("UTF-8", "x-evil"), NINE)
    yield case("camt", "declares UTF-16 and is UTF-8", CAMT.replace("UTF-8", "UTF-16"), NINE)
    yield case("camt", "two roots", CAMT + CAMT.partition("?>")[2], Refused("损坏"))
    yield case("camt", "text behind the root", CAMT + "x", Refused("损坏"))
    yield case(
        "camt",
        "undeclared prefix",
        CAMT.replace("<Stmt>", "<q:Stmt>").replace("</Stmt>", "</q:Stmt>"),
        Refused("损坏"),
    )
    yield case(
        "camt",
        "another message in a foreign namespace",
        CAMT.replace("BkToCstmrStmt", "BkToCstmrAcctRpt"),
        Refused("camt.052"),
    )
    yield case(
        "camt",
        "entry hidden in a foreign element",
        CAMT.replace("<Ntry>", "<X><Ntry>", 1).replace("</Ntry>", "</Ntry></X>", 1),
        Refused("."),
    )
    for text in (
        "NaN",
        "1E+2",
        "Infinity",
        "-300.00",
        "+300.00",
        "３００.00",
        "300.005",
        "300,00",
        "",
        "0x12C",
        "3_00.00",
        "1" * 400,
    ):
        yield case(
            "camt",
            f"amount {text[:20]!r}",
            CAMT.replace(">300.00<", f">{text}<", 1),
            Refused("金额"),
        )
    for text in (
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "2026-13-01",
        "2026-01-08T25:61:00",
        "0000-00-00",
        "20260108",
        "2026-01-08+99:99",
    ):
        yield case(
            "camt",
            f"date {text}",
            CAMT.replace(">2026-01-08<", f">{text}<", 1),
            NINE if text == "2026-01-08+99:99" else Refused("日期"),
        )
    for name, mark in (
        ("C1 controls", "\x9b2J\x80"),
        ("bidi override", "\u202e"),
        ("zero-width", "\u200b\ufeff"),
        ("line separators", "\u2028\x85"),
    ):
        changed = (
            CAMT.replace("李秋实", f"李{mark}秋实")
            .replace("90000003", f"9000{mark}0003")
            .replace("停车费", f"停{mark}车费")
        )
        yield case(
            "camt",
            f"{name} in names, texts and serials",
            changed,
            Read(lines=9, closing="65526.67", absent=tuple(mark.replace("2J", ""))),
        )
        yield case(
            "camt",
            f"{name} in an amount",
            CAMT.replace(">300.00<", f">3{mark}00.00<", 1),
            Refused("金额"),
        )
    yield case(
        "camt", "C0 control as reference", CAMT.replace("李秋实", "李&#27;秋实"), Refused("损坏")
    )
    yield case(
        "camt", "serial of 100,000 digits", CAMT.replace("90000003", "9" * 100_000), Refused(".")
    )
    yield case(
        "camt",
        "account of 100,000 digits",
        CAMT.replace("50050199009900000017", "5" * 100_000),
        Refused("."),
    )
    yield case(
        "camt",
        "account with an escape sequence",
        CAMT.replace("50050199009900000017", "5005\x9b2J\u202e017"),
        Read(lines=9, closing="65526.67", absent=("\x9b", "\u202e")),
    )
    yield case("bkrs", "200,000 deep", "<xbrl>" + "<a>" * 200_000, Refused("多得不正常"))
    yield case(
        "bkrs", "not a number as amount", BKRS.replace(">300.00<", ">NaN<", 1), Refused("金额")
    )
    yield case(
        "bkrs", "impossible day", BKRS.replace(">2026-01-08<", ">2026-01-38<", 1), Refused("日期")
    )
    yield case(
        "bkrs",
        "month 13",
        BKRS.replace('Statement contextRef="c1">01<', 'Statement contextRef="c1">13<'),
        Refused("年月"),
    )
    yield case(
        "bkrs",
        "serial with a bidi override",
        BKRS.replace("90000003", "9000\u202e0003"),
        Read(lines=9, closing="65526.67", absent=("\u202e",)),
    )
    yield case(
        "bkrs",
        "invoice of another taxonomy",
        '<xbrl xmlns:e="http://xbrl.mof.gov.cn/taxonomy/2023-12-31/einv_ord_receiver"><e:Amount>1</e:Amount></xbrl>',
        Refused("不是银行电子对账单"),
    )
    invoice = "<EInvoice><Header><EIid>1</EIid></Header></EInvoice>"
    yield case("bkrs", "electronic invoice", '<?xml version="1.0"?>' + invoice, Refused("."))
    yield case(
        "bkrs",
        "electronic invoice with an external document type",
        DOCTYPES["external document type"] + invoice,
        Refused("."),
    )
    for text in ("NaN", "1E+30", "Infinity", "1_000", "３００.00", "300.005"):
        yield case(
            "ofx",
            f"amount {text}",
            OFX.replace("<TRNAMT>300.00", f"<TRNAMT>{text}", 1),
            Refused("金额"),
        )
    for text in (
        "00010101",
        "99991231",
        "20261301",
        "20260230",
        "20260108256199",
        "2026010",
        "20260108[+99:X]",
    ):
        yield case(
            "ofx",
            f"date {text}",
            OFX.replace("<DTPOSTED>20260108154459[8:CST]", f"<DTPOSTED>{text}", 1),
            Refused("日期") if "99:X" not in text else Read(lines=9, closing="65526.67"),
        )
    yield case("ofx", "a doubled FITID", OFX.replace("90000004", "90000003"), Refused("FITID"))
    yield case(
        "ofx",
        "an escape sequence as FITID",
        OFX.replace("90000004", "\x1b[2J\u202e4"),
        Read(lines=9, closing="65526.67", absent=("\x1b", "\u202e")),
    )
    yield case(
        "ofx",
        "an escape sequence as date",
        OFX.replace("20260108154459[8:CST]", "\x1b[2J\u202e"),
        Refused("日期"),
    )
    yield case(
        "ofx",
        "200,000 aggregates deep",
        "OFXHEADER:100\n\n<OFX>" + "<STMTRS>" * 200_000,
        Refused("多得不正常"),
    )
    yield case(
        "ofx", "300,000 values", "OFXHEADER:100\n\n<OFX>" + "<A>1" * 500_000, Refused("多得不正常")
    )
    yield case(
        "ofx",
        "a tag name of 10 MB",
        "OFXHEADER:100\n\n<OFX><" + "A" * (10 << 20) + ">1",
        Refused("损坏"),
    )
    yield case("ofx", "an aggregate is left open", OFX.replace("</STMTRS>", ""), Refused("损坏"))
    yield case("ofx", "cut in the middle", OFX[: len(OFX) // 2], Refused("损坏"))
    yield case(
        "ofx", "another currency", OFX.replace("<CURDEF>CNY", "<CURDEF>USD"), Refused("币种")
    )
    yield case(
        "ofx",
        "two accounts in one list",
        OFX.replace("<BANKACCTFROM>", "<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKACCTFROM>", 1),
        Read(lines=9, closing="65526.67", texts=("1",)),
    )
    for day in ("261301", "260230", "260000", "26013", "2601\u0663\u0664", "991231"):
        yield case(
            "mt940",
            f"day {day}",
            MT940.replace(":61:2601080108", f":61:{day}0108", 1),
            Refused("日期|分录"),
        )
    for text in (
        "NaN",
        "300",
        "300.00",
        "1E2,00",
        "３００,00",
        "30_0,00",
        "300,005",
        "9" * 20 + ",00",
    ):
        yield case(
            "mt940", f"amount {text}", MT940.replace("C300,00", f"C{text}", 1), Refused("分录|金额")
        )
    yield case(
        "mt940",
        "month 13 in the opening balance",
        MT940.replace(":60F:C260101", ":60F:C261301"),
        Refused("日期"),
    )
    yield case("mt940", "no closing balance", MT940.partition(":62F:")[0], Refused("."))
    yield case("mt940", "a tag without its end", MT940.replace(":86:手续费", ":86手续费"), NINE)
    yield case(
        "mt940",
        "a block without its end",
        "{1:F01X}{2:I940X}{4:\n" + MT940,
        Read(lines=9, closing="65526.67"),
    )
    yield case(
        "mt940",
        "100,000 lines of :86:",
        MT940.replace(":86:手续费", ":86:手续费\n" * 100_000),
        NINE,
    )
    yield case(
        "mt940",
        "100,000 different :86:",
        MT940.replace(":86:手续费\n", "".join(f":86:{n}\n" for n in range(100_000))),
        Refused("附言|过长"),
    )
    yield case(
        "mt940",
        "100,000 lines in one :86:",
        MT940.replace(":86:手续费", ":86:手续费" + "\nx" * 100_000),
        Refused("过长"),
    )
    yield case(
        "mt940", "one line of 10 MB", MT940.replace("手续费", "x" * (10 << 20)), Refused("过长")
    )
    yield case(
        "mt940",
        "100,000 blanks before a break",
        MT940.replace(":86:手续费", ":86:" + " " * 100_000 + "x"),
        Refused("过长"),
    )
    yield case(
        "mt940",
        "escape sequences everywhere",
        MT940.replace("90000003", "9000\x1b[2J\u202e3").replace("李秋实", "李\x1b[31m\u202e秋实"),
        Read(lines=9, closing="65526.67", absent=("\x1b", "\u202e")),
    )
    yield case(
        "mt940",
        "escape sequence as amount",
        MT940.replace("C300,00", "C3\x1b[2J\u202e00,00", 1),
        Refused("分录|金额"),
    )
    yield case(
        "mt940",
        "escape sequence in the account",
        MT940.replace(":25:", ":25:\x1b[2J\u202e"),
        Read(lines=9, closing="65526.67", absent=("\x1b", "\u202e")),
    )
    yield case(
        "mt940", "another currency", MT940.replace("C260101CNY", "C260101USD"), Refused("币种")
    )
    yield case(
        "mt940",
        "an entry twice",
        MT940.replace(
            ":61:2601120112D5,00NTRF90000005//90000005\n",
            ":61:2601120112D5,00NTRF90000005//90000005\n" * 2,
        ),
        Refused("."),
    )
