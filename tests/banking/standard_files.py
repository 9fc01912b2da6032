"""Files of the standard formats made for a test from the nine true lines."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pypdf
from bank_files import ACCOUNT, SAMPLES, golden

CAMT = (SAMPLES / "intl_camt053_v02.xml").read_text(encoding="utf-8")
MT940 = (SAMPLES / "intl_mt940_utf8.sta").read_text(encoding="utf-8")
OFX = (SAMPLES / "intl_ofx_102_utf8.ofx").read_text(encoding="utf-8")
BKRS = (SAMPLES / "mof_bkrs_2023-12-31.xml").read_text(encoding="utf-8")
BKER = (SAMPLES / "mof_bker_issuer.xml").read_text(encoding="utf-8")


def camt(version: int, prefix: str = "") -> str:
    """One message as each version of the schema writes it."""
    entries = []
    for line in golden():
        is_in = line.amount > 0
        role = "Dbtr" if is_in else "Cdtr"
        party = f"<Nm>{escape(line.party)}</Nm>"
        if version >= 8:
            party = f"<Pty>{party}</Pty>"
        side = "CRDT" if is_in else "DBIT"
        amount = f'<Amt Ccy="CNY">{abs(line.amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
        parties = (
            f"<RltdPties><{role}>{party}</{role}><{role}Acct><Id><Othr><Id>{line.party_account}"
            f"</Id></Othr></Id></{role}Acct></RltdPties>"
            if line.party
            else ""
        )
        day = line.when.isoformat() + "+08:00"
        entries.append(
            f"<Ntry><NtryRef>{line.serial}</NtryRef>{amount}"
            f"<Sts>{'<Cd>BOOK</Cd>' if version >= 8 else 'BOOK'}</Sts>"
            f"<BookgDt>{f'<DtTm>{day}</DtTm>' if version >= 8 else f'<Dt>{day[:10]}</Dt>'}</BookgDt>"
            f"<NtryDtls><TxDtls>{amount if version >= 3 else ''}{parties}</TxDtls></NtryDtls></Ntry>"
        )
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>'
        for code, amount, day in (
            ("OPBD", "10000.00", "2026-01-01"),
            ("CLBD", "65526.67", "2026-01-31"),
        )
    )
    text = (
        f"<Document><BkToCstmrStmt><Stmt><Id>1</Id>"
        f"<Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
        f"{balances}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    )
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}"
    if prefix:
        text = text.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
        return text.replace("Document>", f'Document xmlns:{prefix}="{space}">', 1)
    return text.replace("<Document>", f'<Document xmlns="{space}">', 1)


def ofx2() -> str:
    """The OFX sample in XML."""
    rows = "".join(
        f"<STMTTRN><TRNTYPE>{'CREDIT' if line.amount > 0 else 'DEBIT'}</TRNTYPE>"
        f"<DTPOSTED>{line.when:%Y%m%d%H%M%S}.000[+8:CST]</DTPOSTED><TRNAMT>{line.amount}</TRNAMT>"
        f"<FITID>{line.serial}</FITID><NAME>{line.party}</NAME></STMTTRN>"
        for line in golden()
    )
    return (
        '<?xml version="1.0" encoding="GB18030"?>'
        '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>'
        "<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>云杉村镇银行</ORG></FI></SONRS></SIGNONMSGSRSV1>"
        "<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY</CURDEF><BANKACCTFROM>"
        f"<ACCTID>{ACCOUNT}</ACCTID></BANKACCTFROM><BANKTRANLIST><DTSTART>20260101</DTSTART>"
        f"<DTEND>20260131</DTEND>{rows}</BANKTRANLIST><LEDGERBAL><BALAMT>65526.67</BALAMT>"
        "<DTASOF>20260131</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def ofd(attached: str | bytes | None, where: str = "bkrs_20260131.xml") -> bytes:
    """An OFD with one attachment listed at ``where``, or with a page only."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        target.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {space}><ofd:Attachments>/Doc_0/Attachs/Attachments.xml"
            "</ofd:Attachments></ofd:Document>",
        )
        target.writestr(
            "Doc_0/Attachs/Attachments.xml",
            f'<ofd:Attachments {space}><ofd:Attachment ID="1"><ofd:FileLoc>{where}</ofd:FileLoc>'
            "</ofd:Attachment></ofd:Attachments>",
        )
        if attached is not None:
            target.writestr("Doc_0/Attachs/bkrs_20260131.xml", attached)
    return out.getvalue()


def pdf(attached: str | None) -> bytes:
    """A PDF of one blank page, with one embedded file."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if attached is not None:
        writer.add_attachment("bkrs_20260131.xml", attached.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
