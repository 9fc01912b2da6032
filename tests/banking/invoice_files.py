"""Invoices and receipts as tax bureau and bank write them, invented."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from bank_files import SAMPLES

BUYER = "松柏里小区业主委员会"
SHUDIAN = (SAMPLES / "einvoice_shudian.xml").read_text(encoding="utf-8")
BKER = (SAMPLES / "mof_bker_issuer.xml").read_text(encoding="utf-8")
# Written by hand: the figures of the tests in capitals.
CAPITALS = {
    "1000.00": "壹仟圆整",
    "600.00": "陆佰圆整",
    "400.00": "肆佰圆整",
    "3560.50": "叁仟伍佰陆拾圆伍角整",
    "300.00": "叁佰圆整",
    "700.00": "柒佰圆整",
}


def number(serial: int) -> str:
    """The number of an invoice: twenty digits."""
    return f"2650{serial:016}"


def invoice(
    serial: int,
    total: str,
    seller: str = "重庆青禾园林有限公司",
    day: str = "2026-01-05",
    *,
    buyer: str = BUYER,
    buyer_id: str = "",
    account: str = "",
    original: str = "",
    remark: str = "",
    root: str = "EInvoice",
) -> str:
    """An invoice; a negative total makes a red one. Its tax is one yuan."""
    whole = Decimal(total)
    tax = Decimal("1.00").copy_sign(whole)
    words = ("（负数）" if whole < 0 else "") + CAPITALS[str(abs(whole))]
    red = f"<RedEInvoice><OriginalInvoiceCode>{original}</OriginalInvoiceCode></RedEInvoice>"
    return f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<{root}><Header><EIid>{number(serial)}</EIid><InherentLabel>
<InIssuType><LabelCode>{"N" if whole < 0 else "Y"}</LabelCode></InIssuType>
<GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT>
</InherentLabel></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91500999MA9900001X</SellerIdNum><SellerName>{escape(seller)}</SellerName>
<SellerBankAccNum>{account}</SellerBankAccNum></SellerInformation>
<BuyerInformation><BuyerIdNum>{buyer_id}</BuyerIdNum><BuyerName>{escape(buyer)}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{whole - tax}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>{whole}</TotalTax-includedAmount>
<TotalTax-includedAmountInChinese>{words}</TotalTax-includedAmountInChinese>
<Drawer>郑知行</Drawer></BasicInformation>
<IssuItemInformation><ItemName>*服务*养护</ItemName><Amount>{whole - tax}</Amount><ComTaxAm>{tax}</ComTaxAm></IssuItemInformation>
<SpecificInformation>{red if original else ""}</SpecificInformation>
<AdditionalInformation><Remark>{remark}</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number(serial)}</InvoiceNumber><IssueTime>{day}</IssueTime></TaxSupervisionInfo>
</{root.partition(" ")[0]}>"""


def einv(serial: int, total: str, seller: str, day: str, form: str = "einv_ord_receiver") -> str:
    """The same invoice as the ministry's XBRL instance, for a bookkeeper to fill in."""
    net = Decimal(total) - 1
    facts = {
        "InvoiceNumber": number(serial),
        "SellerName": seller,
        "SellerIdNum": "91500999MA9900001X",
        "TotalAmWithoutTax": net,
        "TotalTaxAm": "1.00",
        "TotalTax-includedAmount": total,
        "RequestTime": f"{day}T08:30:00",
        "WhetherEinvoiceIsRedEinvoice": "false",
        "NameOfAccountingEntity": BUYER,
    }
    body = "".join(f'<v:{name} contextRef="c1">{value}</v:{name}>' for name, value in facts.items())
    return (
        '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:v="http://xbrl.mof.gov.cn/taxonomy/2023-12-31/einv">'
        f'<link:schemaRef xlink:href="{form}_entry_point_2023-12-31.xsd"/>{body}</xbrl>'
    )
