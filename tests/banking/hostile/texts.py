"""Delimited text with broken structure, and single cells no bank would write."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from hostile.base import (
    BALANCE,
    IN,
    OUT,
    PARTY,
    PARTY_ACCOUNT,
    SERIAL,
    TEXT,
    WHEN,
    Case,
    Read,
    Refused,
    csv_of,
    table,
    text_of,
)

PLAIN = text_of(table())
QUOTED = "".join(
    ",".join(f'"{cell}"' for cell in row) + "\r\n" for row in table({(1, TEXT): "停车费,1月"})
)


def structure() -> Iterator[Case]:
    """Quotes, separators, line ends, encodings and sizes."""

    def case(attack: str, content: bytes | str, expected: Refused | Read, **more: bool) -> Case:
        data = content.encode() if isinstance(content, str) else content
        return Case("csv", attack, data, expected, is_slow=more.get("slow", False))

    torn = Refused("引号|只有|列|余额接不上|没有下载完整|表头")
    quotes = [at for at, mark in enumerate(QUOTED) if mark == '"']
    for place in range(0, len(quotes), 5):
        at = quotes[place]
        yield case(f"quotation mark {place} is missing", QUOTED[:at] + QUOTED[at + 1 :], torn)
    yield case("a quotation mark opens and never closes", PLAIN.replace("维修", '"维修'), torn)
    yield case(
        "a quotation mark inside a plain field",
        PLAIN.replace("维修", '维"修'),
        Read(texts=('维"修',)),
    )
    yield case(
        "text behind a closed quotation mark", PLAIN.replace("维修", '"维"修'), Refused("引号")
    )
    yield case(
        "NUL bytes between all letters",
        PLAIN.replace("维修", "维\0修"),
        Read(texts=("维修",), absent=("\0",)),
    )
    yield case("NUL bytes only", bytes(5000), Refused("空的"))
    yield case("mostly NUL", bytes(5000) + PLAIN.encode(), Refused("."))
    yield case(
        "a field of 200,000 characters", PLAIN.replace("维修", "维" * 200_000), Refused("过长")
    )
    yield case(
        "a field of 130,000 characters", PLAIN.replace("维修", "x" * 130_000), Refused("过长")
    )
    yield case(
        "1,000,000 columns in the header",
        "交易时间,金额,余额" + ",列" * 1_000_000 + "\n2026-01-01,1,1\n",
        Refused("列"),
    )
    yield case(
        "1,000,000 columns in a row",
        PLAIN.replace("A0002", "A0002" + "," * 1_000_000 + "x"),
        Refused("列"),
    )
    yield case("a row that is too short", PLAIN.replace(",维修,A0002", ""), Refused("只有"))
    yield case("a row that is too long", PLAIN.replace("A0002", "A0002,1,2"), Refused("列"))
    yield case("line feed inside an unquoted field", PLAIN.replace("维修", "维\n修"), torn)
    yield case("one line of 10 MB", "停" * (10 << 18), Refused("过长"))
    yield case("2 MB of commas", "," * (2 << 20), Refused("过长|列"))
    yield case("1,000,000 empty lines", PLAIN + "\n" * 1_000_000, Refused("行"), slow=True)
    yield case("10 MB of quotation marks", '"' * (10 << 20), Refused("引号|过长"))
    yield case(
        "300,000 rows",
        PLAIN + "2026-01-07,0.00,,1060.50,,,,\r\n" * 300_000,
        Refused("行"),
        slow=True,
    )
    yield case("carriage returns only", PLAIN.replace("\r\n", "\r"), Read())
    yield case(
        "line ends of all kinds", PLAIN.replace("\r\n", "\n", 1).replace("\r\n", "\r", 1), Read()
    )
    yield case("form feed and U+2028 as line ends", PLAIN.replace("\r\n", "\u2028"), Read())
    yield case("only a byte order mark", codecs.BOM_UTF8, Refused("空的|表头"))
    yield case("only a UTF-16 mark", codecs.BOM_UTF16_LE, Refused("空的|表头"))
    yield case("only a UTF-32 mark", codecs.BOM_UTF32_LE, Refused("空的|表头"))
    yield case("two byte order marks", codecs.BOM_UTF8 * 2 + PLAIN.encode(), Read())
    yield case(
        "a mark that lies (UTF-16 before UTF-8)", codecs.BOM_UTF16_LE + PLAIN.encode(), Refused(".")
    )
    yield case("UTF-32", PLAIN.encode("utf-32"), Read())
    yield case("UTF-16 without a mark", PLAIN.encode("utf-16-be"), Read())
    yield case("UTF-16 of odd length", PLAIN.encode("utf-16") + b"x", Refused("半个字"))
    yield case(
        "UTF-16 with a lone surrogate",
        PLAIN.replace("维修", "维\ud800修").encode("utf-16", "surrogatepass"),
        Refused("文字"),
    )
    yield case(
        "UTF-8 with a lone surrogate",
        PLAIN.replace("维修", "\udcff").encode("utf-8", "surrogatepass"),
        Refused("文字|."),
    )
    yield case(
        "GB18030 with half a character",
        PLAIN.encode("gb18030").replace("维修".encode("gb18030"), b"\x81\x30\x81"),
        Refused("."),
    )
    yield case(
        "GB18030 with a four-byte surrogate",
        PLAIN.encode("gb18030").replace("维修".encode("gb18030"), b"\x84\x31\xa5\x30"),
        Refused("文字"),
    )
    yield case(
        "UTF-8 header, GB18030 rows",
        "".join(PLAIN.splitlines(keepends=True)[:1]).encode()
        + "".join(PLAIN.splitlines(keepends=True)[1:]).encode("gb18030"),
        Refused("."),
    )
    yield case(
        "GB18030 with one UTF-8 name",
        PLAIN.encode("gb18030").replace("甲公司".encode("gb18030"), "甲公司".encode()),
        Refused("."),
    )
    yield case(
        "overlong UTF-8 slash",
        PLAIN.encode().replace("维修".encode(), b"\xc0\xaf"),
        Refused("文字"),
    )
    yield case("UTF-7", PLAIN.encode("utf-7"), Refused("表头"))
    yield case("EBCDIC", "BOOKING,AMOUNT,BALANCE\n".encode("cp037") * 50, Refused("."))
    yield case(
        "random bytes", bytes((n * 7919 + n // 251) % 256 for n in range(20_000)), Refused(".")
    )
    yield case(
        "the header alone, 50 times", PLAIN.splitlines()[0] + "\r\n", Read(lines=0, closing="")
    )
    yield case("two date columns of one name", PLAIN.replace("流水号", "交易时间"), Read())
    yield case("separator sep= line of a spreadsheet", "sep=;\r\n" + PLAIN, Read())
    yield case("header 60 rows down", "说明\r\n" * 60 + PLAIN, Refused("表头"))


AMOUNTS = (
    "NaN", "nan", "sNaN", "Infinity", "-inf", "1E+30", "1e2", "1_000", "1_0.0_0",
    "١٠٠.00", "१००", "𝟏𝟎𝟎.00", "一百", "1,00,0.00", "1,0000.00", "0.005", "100.001", "1/3", "--100.00",
    "+-100.00", "100.00-", "100.00+", "0x64", "0b11", "1" + "0" * 30, "9" * 5000, "100,00", "100.00.00", "100..00",
    "USD100.00", "$100.00", "€100.00", "100.00元美元", "CNYCNY100.00x", "10 0.00", "100\u00a000.00", "²", "½", "100%",
    "=100", "=SUM(B2:B3)", "100.00DR", "((100.00))", "(-100.00)", "∞", "-", "　", "O.50", "l00.00",
)  # fmt: skip
BALANCES = ("NaN", "", "1E+3", "1,1,00.00", "=B2", "1100.000001", "−−1100.00", "0x44C")
DATES = (
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-00-10",
    "2026-01-32", "2025-02-29", "1899-12-30", "1900-02-29", "1970-01-01", "1989-12-31", "2099-12-31",
    "26-01-04", "04/01/26", "01/04/2026", "4-Jan-2026", "20261304", "2026-01-04 25:61:00",
    "2026-01-04 23:59:61", "2026-01-04T24:00:01", "٢٠٢٦-٠١-٠٤", "２０２６-０１-０４", "-2026-01-04",
    "2026-01-04 09:12:31; rm -rf /", "二〇二六年一月四日", "昨天", "NaT", "46026.5.5", "1e5", "2026-W01-7",
)  # fmt: skip
REMOVED = {
    "bell and backspace": "\x07\x08",
    "all C0 controls": "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32)])),
    "all C1 controls": "".join(map(chr, [*range(0x7F, 0x85), *range(0x86, 0xA0)])),
    "zero-width marks": "\u200b\u200c\u200d\u2060\ufeff",
    "direction marks": "\u200e\u200f\u061c",
    "bidi overrides": "\u202a\u202b\u202c\u202d\u202e",
    "bidi isolates": "\u2066\u2067\u2068\u2069",
    "soft hyphen": "\xad",
    "Hangul fillers": "\u3164\u115f\u1160\uffa0",
    "variation selectors": "\ufe00\ufe0f",
    "annotation marks": "\ufff9\ufffa\ufffb",
    "replacement character": "\ufffd",
    "tag characters": "\U000e0041\U000e0042\U000e007f",
    "plane-14 variation selectors": "\U000e0100\U000e01ef",
    "noncharacters": "\ufdd0\uffff",
}
FORMULAS = (
    "=cmd|'/c calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+1", "-2+3+cmd|x", '=HYPERLINK("http://127.0.0.1:9","x")',
    "＝1＋1", '=WEBSERVICE("http://127.0.0.1:9")',
)  # fmt: skip
LEDGER = (
    'plugin "os"', 'include "/etc/passwd"', 'option "title" "x"', "2026-01-01 open Assets:X", '"; DROP TABLE x; --',
    "{{7*7}}{% include '/etc/passwd' %}", "<script>alert(1)</script>", "$(touch x)`id`", "../../../../etc/passwd", "%s%n%x",
    "\\", '停"车', "{0.__class__}{message}",
)  # fmt: skip


def single_cells() -> Iterator[Case]:
    """One cell each: amounts, dates, identifiers, characters, what looks like code."""

    def changed(
        kind: str, attack: str, changes: dict[tuple[int, int], str], expected: Refused | Read
    ) -> Case:
        return Case(kind, attack, csv_of(changes), expected)

    blanks = ("-", "　")
    for text in AMOUNTS:
        words = "公式|没有发生额" if text in blanks else "不是金额|余额接不上|过长|没有发生额"
        yield changed("amount", f"{text[:40]!r} as amount", {(1, IN): text}, Refused(words))
    yield changed(
        "amount", "NaN in the column that is not used", {(1, OUT): "NaN"}, Refused("不是金额")
    )
    yield changed("amount", "both sides", {(1, OUT): "1.00"}, Refused("同时有数"))
    for text in BALANCES:
        yield changed(
            "amount", f"{text!r} as balance", {(1, BALANCE): text}, Refused("不是金额|余额")
        )
    yield changed("amount", "full-width figures", {(1, IN): "１００.00"}, Read())
    yield changed(
        "text",
        "escape sequence in every text",
        {(1, at): f"甲\x1b[2J\x1b]0;x\x07{at}" for at in (PARTY, PARTY_ACCOUNT, TEXT, SERIAL)},
        Read(absent=("\x1b", "\x07")),
    )
    yield changed(
        "amount", "another currency's name in the header", {(0, IN): "收入(美元)"}, Refused(".")
    )
    for text in DATES:
        yield changed(
            "date", f"{text!r} as date", {(1, WHEN): text}, Refused("日期|这一天|不在|时间")
        )
    yield changed("date", "a day of next year", {(3, WHEN): "2098-01-01"}, Refused("不在"))
    for text in ("6.21799E+18", "6.217990000100000033E+18", "6,217,990,000,100,000,033"):
        yield changed(
            "id",
            f"account {text}",
            {(1, PARTY_ACCOUNT): text},
            Read(absent=("6.21799E+18", "6217990000100000000")),
        )
    for text in ("1.23e16", "1.23E+16", "12345678901234.0"):
        yield changed(
            "id", f"serial {text}", {(n, SERIAL): text for n in (1, 2, 3)}, Read(absent=(text,))
        )
    yield changed(
        "id",
        "one serial for all rows",
        {(n, SERIAL): "A1" for n in (1, 2, 3)},
        Read(absent=("A1",)),
    )
    for name, marks in REMOVED.items():
        places = {PARTY: f"甲{marks}公司", PARTY_ACCOUNT: f"6217{marks}990000100000033", TEXT: f"停车{marks}费", SERIAL: f"A{marks}0001"}  # fmt: skip
        expected = Read(
            texts=("甲公司", "6217990000100000033", "停车费", "A0001"), absent=tuple(marks)
        )
        yield changed(
            "text",
            f"{name} in every text",
            {(1, at): text for at, text in places.items()},
            expected,
        )
    yield changed(
        "text", "bidi override in an amount", {(1, IN): "\u202e00.001"}, Refused("不是金额|余额")
    )
    yield changed("text", "zero-width mark in an amount", {(1, IN): "10\u200b0.00"}, Read())
    yield changed("text", "zero-width mark in the header", {(0, BALANCE): "余\u200b额"}, Read())
    yield changed(
        "text",
        "only invisible marks as a name",
        {(1, PARTY): "\u200b\u3164\ufeff"},
        Read(absent=("\u200b", "\u3164")),
    )
    yield changed(
        "text",
        "line feeds in a name",
        {(1, PARTY): "甲\r\n公司\n2026-01-01 * x"},
        Read(absent=("\n", "\r")),
    )
    yield changed(
        "text",
        "paragraph separators in a name",
        {(1, PARTY): "甲\u2028公\u2029司\x85"},
        Read(absent=("\u2028", "\u2029", "\x85")),
    )
    yield changed(
        "text", "5,000 combining marks", {(1, TEXT): "停" + "\u0301" * 5000}, Refused("过长")
    )
    for text in FORMULAS:
        shown = text if text[:2] != '="' else text[2:-1]
        yield changed(
            "formula",
            f"{text} as name and memo",
            {(1, PARTY): text, (1, TEXT): text},
            Read(texts=(shown,)),
        )
    for text in LEDGER:
        yield changed(
            "code",
            f"{text} as name and memo",
            {(1, PARTY): text, (1, TEXT): text},
            Read(texts=(text,)),
        )
