"""The standard formats say the nine true lines, or which of them is wrong."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from bank_files import ACCOUNT, golden
from reading_here import read_statements
from standard_files import BKER, BKRS, CAMT, MT940, OFX, camt, ofd, ofx2, pdf

from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

UNPROVED = "完整无法证明"


def read(content: str | bytes, tmp_path: Path) -> tuple[Statement, ...]:
    file = tmp_path / "f"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_statements(file)


def refused(content: str | bytes, tmp_path: Path) -> str:
    with pytest.raises(StatementError) as caught:
        read(content, tmp_path)
    assert caught.value.remedy
    return caught.value.message


def changed(text: str, old: str, new: str, count: int = 1) -> str:
    assert old in text
    return text.replace(old, new, count)


FILES = {
    "mof-bkrs": {
        "xml": BKRS,
        "other taxonomy date": BKRS.replace("2023-12-31", "2021-11-30"),
        "gb18030": BKRS.replace("UTF-8", "GB18030").encode("gb18030"),
        "ofd": ofd(BKRS),
        "ofd, not listed": ofd(BKRS, "elsewhere.xml"),
        "ofd, listed outside": ofd(BKRS, "../../../../etc/hostname.xml"),
        "pdf": pdf(BKRS),
    },
    "camt053": {
        "sample": CAMT,
        **{f"v{version}": camt(version) for version in range(2, 13)},
        "v8 with prefix": camt(8, "c"),
        "utf-16": camt(8).encode("utf-16"),
    },
    "mt940": {
        "sample": MT940,
        "gb18030": MT940.encode("gb18030"),
        "crlf, blocks": ("{1:F01AAAACNBJAXXX}{2:I940}{4:\n" + MT940.rstrip() + "}").replace(
            "\n", "\r\n"
        ),
        "subfields": re.sub(r":86:(.*)", r":86:166?00转账?20\1?31123", MT940),
    },
    "ofx": {"sgml": OFX, "xml": ofx2().encode("gb18030"), "no header": OFX[OFX.index("<OFX>") :]},
}


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile, files in FILES.items() for name in files]
)
def test_file_says_the_nine_true_lines(profile: str, name: str, tmp_path: Path) -> None:
    (statement,) = read(FILES[profile][name], tmp_path)
    assert (statement.profile, statement.account) == (profile, ACCOUNT)
    assert (statement.opening, statement.closing) == (Decimal("10000.00"), Decimal("65526.67"))
    assert (statement.first_date, statement.last_date) == (
        datetime.date(2026, 1, 1),
        datetime.date(2026, 1, 31),
    )
    assert [UNPROVED in warning for warning in statement.warnings] == [True] * (profile == "ofx")
    for line, true in zip(statement.lines, golden(), strict=True):
        assert (line.date, line.amount, line.balance) == (
            true.when.date(),
            true.amount,
            true.balance,
        )
        assert line.serial == true.serial
        if line.time:
            assert line.time == true.when.time()
        if profile == "mt940":
            assert true.party in (line.text or "")
        else:
            assert line.counterparty == (true.party or None)
        if profile in ("mof-bkrs", "camt053"):
            assert line.counterparty_account == (true.party_account or None)


DAMAGE = {
    "bkrs: entry missing": (
        re.sub(r"(?s)<bkrs:InformationOf[^<]*Tuple>(?:(?!</bkrs:Info).)*B90000004.*?</bkrs:Info[^>]*>", "", BKRS),
        "第 4 笔的余额接不上",
    ),
    "bkrs: amount": (changed(BKRS, ">3560.50<", ">3560.05<"), "第 2 笔的余额接不上"),
    "bkrs: closing": (
        changed(BKRS, 'decimals="2">65526.67</bkrs:AccountBalanceAt', 'decimals="2">1.00</bkrs:AccountBalanceAt'),
        "期末余额 1.00，最后一笔后的余额是 65,526.67",
    ),
    "bkrs: not CNY": (changed(BKRS, ">CNY<", ">USD<"), "币种.*USD"),
    "bkrs: empty facts": (re.sub(r"(contextRef[^>]*>)[^<]+<", r"\1<", BKRS), "银行只给了版面"),
    "bkrs: zero facts": (re.sub(r'("2">)[^<]+<', r"\g<1>0.00<", BKRS), "银行只给了版面"),
    "bkrs: no details": (re.sub(r"(?s)<bkrs:Info.*</bkrs:Info[^>]*>", "", BKRS), "没有一笔明细"),
    "bkrs: one empty fact": (changed(BKRS, ">3560.50<", "><"), "第 2 笔的交易金额不对：空"),
    "bkrs: cut": (BKRS[:3000], "XML 已损坏，第 .* 行"),
    "ofd: page only": (ofd(None), "银行只给了版面"),
    "ofd: cut": (ofd(BKRS)[:900], "已损坏"),
    "pdf: page only": (pdf(None), "PDF"),
    "bker: empty facts": (re.sub(r"(contextRef[^>]*>)[^<]+<", r"\1<", BKER), "银行只给了版面"),
    "bker: side": (changed(BKER, 'OrDebit contextRef="c1">0<', 'OrDebit contextRef="c1">7<'), "借贷标志不对：7"),
    "bker: 1E3": (changed(BKER, ">3560.50<", ">1E3<"), "金额不对：1E3"),
    "invoice": (BKRS.replace('/bkrs"', '/einv_ord_receiver"'), "einv_ord_receiver 电子凭证"),
    "camt: amount": (
        changed(camt(2), ">45678.90<", ">45678.80<"),
        "期初余额 10,000.00 加 9 笔的合计应为 65,526.57.*65,526.67，相差 0.10",
    ),
    "camt: side": (
        changed(camt(2), "5.00</Amt><CdtDbtInd>DBIT", "5.00</Amt><CdtDbtInd>CRDT"),
        "若第 5 笔的收支反过来就相符",
    ),
    "camt: doubled": (
        re.sub(r"(<Ntry><NtryRef>90000008.*?</Ntry>)", r"\1\1", camt(2)),
        "恰是第 9 笔的金额",
    ),
    "camt: details": (
        changed(camt(8), "</CdtDbtInd></TxDtls>", "</CdtDbtInd></TxDtls>").replace(
            '<TxDtls><Amt Ccy="CNY">5.00', '<TxDtls><Amt Ccy="CNY">4.00'
        ),
        "第 5 笔金额 −5.00，它的 1 笔明细合计 −4.00",
    ),
    "camt: no opening": (changed(camt(2), "OPBD", "CLAV"), "没有 OPBD/PRCD 余额"),
    "camt: status": (changed(camt(2), ">BOOK<", ">MAYBE<"), "第 1 笔的状态.*MAYBE"),
    "camt: foreign": (changed(camt(2), '"CNY">12800', '"EUR">12800'), "第 1 笔的币种.*EUR"),
    "camt: count": (
        changed(camt(2), "</Acct><Bal>", "</Acct><TxsSummry><TtlNtries><NbOfNtries>10</NbOfNtries></TtlNtries></TxsSummry><Bal>"),
        "声明 10 笔，文件里有 9 笔",
    ),
    "camt.052": (camt(8).replace("BkToCstmrStmt", "BkToCstmrAcctRpt"), "camt.052"),
    "mt940: amount": (changed(MT940, "C12800,00", "C12800,01"), "相差 −0.01"),
    "mt940: side": (changed(MT940, "0108C300,00", "0108D300,00"), "若第 8 笔|若第 9 行|反过来"),
    "mt940: point": (changed(MT940, "12800,00N", "12800.00N"), "第 5 行的分录"),
    "mt940: cut": (MT940[: MT940.index(":62F:")], "没有 :62F: 余额"),
    "mt940: no start": (changed(MT940, ":60F:", ":13D:"), "第 1 行开始的报文没有 :60F: 余额"),
    "mt940: month 13": (changed(MT940, ":61:260104", ":61:261304"), "第 5 行的日期"),
    "mt940: day 0230": (changed(MT940, ":61:2601040104", ":61:2601040230"), "第 5 行的日期"),
    "mt940: after the end": (MT940.rstrip("-\n") + "\n:61:2601210121C1,00NTRFX\n", "第 24 行：:61: 的位置不对"),
    "mt940: foreign": (changed(MT940, "C260101CNY", "C260101USD"), "币种.*USD"),
    "mt940: field too long": (MT940.replace(":86:结息", ":86:结息" + "\n结" * 50), "字段过长"),
    "ofx: doubled FITID": (changed(OFX, "<FITID>90000004", "<FITID>90000003"), "第 3、4 笔的 FITID 都是 90000003"),
    "ofx: NaN": (changed(OFX, "<TRNAMT>13.27", "<TRNAMT>NaN"), "第 9 笔的金额不对：NaN"),
    "ofx: 1E+30": (changed(OFX, "<TRNAMT>13.27", "<TRNAMT>1E+30"), "第 9 笔的金额不对：1E"),
    "ofx: year 1": (changed(OFX, "<DTPOSTED>20260104", "<DTPOSTED>00010104"), "第 1 笔的日期"),
    "ofx: month 13": (changed(OFX, "<DTPOSTED>20260104", "<DTPOSTED>20261304"), "第 1 笔的日期"),
    "ofx: sign": (changed(OFX, "<TRNAMT>-5.00", "<TRNAMT>5.00"), "第 5 笔的类型 DEBIT.*矛盾"),
    "ofx: not closed": (changed(OFX, "</STMTTRN>", ""), "OFX 已损坏，第 "),
    "ofx: cut": (OFX[:1200], "OFX 已损坏，第 "),
    "ofx: foreign": (changed(OFX, "<CURDEF>CNY", "<CURDEF>USD"), "币种.*USD"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(name: str, tmp_path: Path) -> None:
    content, message = DAMAGE[name]
    assert re.search(message, refused(content, tmp_path))


def test_camt_batch_is_one_line_whose_parts_add_up(tmp_path: Path) -> None:
    parts = "".join(
        f'<TxDtls><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
        f"<RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties></TxDtls>"
        for amount, side, name in (("13000.00", "CRDT", "甲"), ("200.00", "DBIT", "乙"))
    )
    batch = re.sub(r"<TxDtls>(?:(?!</TxDtls>).)*蓝桥岭.*?</TxDtls>", parts, camt(8))
    (statement,) = read(batch, tmp_path)
    line = statement.lines[0]
    assert (line.amount, line.counterparty, line.text) == (Decimal("12800.00"), None, "批量 2 笔")
    assert "明细合计 12,799.00" in refused(batch.replace("13000.00", "12999.00"), tmp_path)


def test_camt_reversal_pending_entry_and_utc(tmp_path: Path) -> None:
    text = changed(
        camt(8),
        "<NtryRef>90000007</NtryRef>",
        "<NtryRef>90000007</NtryRef><RvslInd>true</RvslInd>",
    )
    text = text.replace("2026-01-21T02:10:00+08:00", "2026-01-20T18:10:00Z")
    pending = re.sub(r".*(<Ntry><NtryRef>90000008.*?</Ntry>).*", r"\1", text)
    text = text.replace("</Stmt>", pending.replace("BOOK", "PDNG") + "</Stmt>")
    (statement,) = read(text, tmp_path)
    assert statement.lines[6].text == "冲正"
    assert statement.lines[6].counterparty == "王思齐"
    assert statement.lines[8].time == datetime.time(2, 10)
    assert statement.skipped_rows == (10,)
    assert "尚未入账" in statement.warnings[0]


def test_camt_statements_of_one_file_are_each_proved(tmp_path: Path) -> None:
    text = camt(8)
    statement = text[text.index("<Stmt>") : text.index("</BkToCstmrStmt>")]
    both = text.replace("</BkToCstmrStmt>", statement.replace(ACCOUNT, "99") + "</BkToCstmrStmt>")
    assert [each.account for each in read(both, tmp_path)] == [ACCOUNT, "99"]
    assert "账户 99：" in refused(both[::-1].replace("76.62556", "86.62556", 1)[::-1], tmp_path)


def test_newest_first_is_turned_round(tmp_path: Path) -> None:
    entries = re.findall(r"<Ntry>.*?</Ntry>", camt(8))
    text = camt(8).replace("".join(entries), "".join(reversed(entries)))
    (statement,) = read(text, tmp_path)
    assert [line.serial for line in statement.lines] == [true.serial for true in golden()]
    assert [line.balance for line in statement.lines] == [true.balance for true in golden()]


def test_mt940_pages_are_joined_and_messages_are_not(tmp_path: Path) -> None:
    head, rest = MT940.split(":61:2601120112", 1)
    page = ":62M:C260108CNY19839,50\n-\n:20:PAGE2\n:25:" + ACCOUNT + "\n:28C:1/2\n"
    joined = f"{head}{page}:60M:C260108CNY19839,50\n:61:2601120112{rest}"
    (statement,) = read(joined, tmp_path)
    assert len(statement.lines) == 9
    assert statement.closing == Decimal("65526.67")
    assert "接不上前一页" in refused(
        joined.replace(":60M:C260108CNY19839", ":60M:C260108CNY19838"), tmp_path
    )
    apart = joined.replace("62M", "62F").replace("60M", "60F")
    assert [len(each.lines) for each in read(apart, tmp_path)] == [4, 5]
    (first,) = read(joined[: joined.index(":20:PAGE2")], tmp_path)
    assert "后面还有页" in first.warnings[0]


def test_mt940_reversals_and_days_over_new_year(tmp_path: Path) -> None:
    text = (
        ":20:X\n:25:BANKCNBJ/123\n:28C:1\n:60F:D251231CNY5,\n"
        ":61:2512310102RC1,50NTRFNONREF//A1\n补充\n:86:冲收\n"
        ":61:260102RDY10,NTRFB2\n:86:冲付\n:62F:C260102CNY3,50\n-\n"
    )
    (statement,) = read(text, tmp_path)
    assert (statement.account, statement.opening) == ("123", Decimal("-5.00"))
    assert statement.first_date == datetime.date(2026, 1, 1)
    day = datetime.date(2026, 1, 2)
    assert [(line.date, line.amount, line.serial, line.text) for line in statement.lines] == [
        (day, Decimal("-1.50"), "A1", "冲正 / 补充 / 冲收"),
        (day, Decimal("10.00"), "B2", "冲正 / 冲付"),
    ]


@pytest.mark.parametrize("day", ["20260120", "20260315"])
def test_ofx_balance_of_another_day_proves_nothing(day: str, tmp_path: Path) -> None:
    (statement,) = read(changed(OFX, "<DTASOF>20260131", f"<DTASOF>{day}"), tmp_path)
    assert (statement.opening, statement.closing) == (None, None)
    assert {line.balance for line in statement.lines} == {None}
    assert UNPROVED in statement.warnings[0]


def test_ofx_blank_values_need_no_end(tmp_path: Path) -> None:
    (statement,) = read(changed(OFX, "<NAME>李秋实<MEMO>停车费", "<NAME>甲&amp;乙<MEMO>"), tmp_path)
    assert (statement.lines[2].counterparty, statement.lines[2].text) == ("甲&乙", None)
