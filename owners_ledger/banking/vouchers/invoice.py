"""A fully digital invoice (数电票): what its XML says, proved by its own sums and its capitals.

The tax bureau's signature is not verified here: whether the invoice exists is answered by the
bureau's own inspection site. The person who issued it (``Drawer``) is never read.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.vouchers import parts
from owners_ledger.banking.vouchers.capitals import read_capitals
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show, total

ORDINARY, SPECIAL = "普通", "专用"
_OLDER = re.compile(r"[0-9]{8,22}\Z", re.ASCII)  # invoices of before, by code and number
_KINDS = {"01": SPECIAL, "02": ORDINARY}
_RED_REMARK = re.compile(
    r"(?:被红冲蓝字数电(?:发)?票号码|被红冲蓝字发票号码|对应蓝字发票号(?:码)?|对应正数发票号码)"
    r"\s*[:：]\s*([0-9]{8,22})",
    re.ASCII,
)
_TRUE = frozenset(["true", "1", "是", "Y", "y", "True", "TRUE"])
_FALSE = frozenset(["false", "0", "否", "N", "n", "False", "FALSE", ""])


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice whose sums hold; amounts in yuan, negative on a red one.

    Attributes:
        number: twenty digits.
        issued: day of issue.
        kind: 普通 or 专用, "" where the file does not tell.
        seller: name.
        seller_id: tax number, "" where not given; of a natural person: the identity number.
        seller_account: digits of the bank account it names, or "".
        buyer: name.
        buyer_id: tax number, or "".
        net: without tax.
        tax: of it.
        total: net + tax.
        original: the number of the invoice that a red one takes back, "" on a blue one.
        items: what was sold, line by line.
    """

    number: str
    issued: datetime.date
    kind: str
    seller: str
    seller_id: str
    seller_account: str
    buyer: str
    buyer_id: str
    net: Decimal
    tax: Decimal
    total: Decimal
    original: str
    items: tuple[str, ...]

    @property
    def is_red(self) -> bool:
        """Whether it takes back another one."""
        return self.total < ZERO

    @property
    def core(self) -> tuple[object, ...]:
        """What every form of the same invoice must agree in."""
        return (self.number, self.issued, self.seller, self.buyer, self.net, self.tax, self.total)


def read_einvoice(root: Node, file: str) -> Invoice:
    """The invoice of an ``EInvoice`` document.

    Raises:
        StatementError: a field is missing or wrong, or the sums do not hold.
    """
    basic = root.first("EInvoiceData/BasicInformation")
    if basic is None:
        raise refuse(_("发票文件里没有发票的数据"), file=file, remedy=parts.again())
    numbers = [root.text_at("TaxSupervisionInfo/InvoiceNumber"), root.text_at("Header/EIid")]
    number = parts.number(numbers[0] or numbers[1], file)
    if parts.NUMBER.match(numbers[1]) and numbers[1] != number:
        raise parts.wrong(_("号码（文件里有两个）"), f"{number}、{numbers[1]}", file)
    invoice = Invoice(
        number,
        parts.day(
            root.text_at("TaxSupervisionInfo/IssueTime") or basic.text_at("RequestTime"), file
        ),
        _kind(root),
        parts.name(
            root.text_at("EInvoiceData/SellerInformation/SellerName"), _("销售方名称"), file
        ),
        parts.code(
            root.text_at("EInvoiceData/SellerInformation/SellerIdNum"), _("销售方税号"), file
        ),
        parts.digits(root.text_at("EInvoiceData/SellerInformation/SellerBankAccNum")),
        parts.name(root.text_at("EInvoiceData/BuyerInformation/BuyerName"), _("购买方名称"), file),
        parts.code(root.text_at("EInvoiceData/BuyerInformation/BuyerIdNum"), _("购买方税号"), file),
        parts.amount(basic.text_at("TotalAmWithoutTax"), _("不含税金额"), file),
        parts.tax(basic.text_at("TotalTaxAm"), _("税额"), file),
        parts.amount(basic.text_at("TotalTax-includedAmount"), _("价税合计"), file),
        _original(root, file) if _is_red(basic) else "",
        tuple(
            parts.name(each.text_at("ItemName"), _("项目名称"), file)
            for each in root.all("EInvoiceData/IssuItemInformation")
        ),
    )
    _prove_colour(invoice, root.text_at("Header/InherentLabel/InIssuType/LabelCode"), file)
    _prove_sums(invoice, file)
    _prove_lines(invoice, root, file)
    written = basic.text_at("TotalTax-includedAmountInChinese")
    _prove_capitals(invoice, written, file)
    return _with_original(invoice, file)


def read_xbrl(root: Node, kind: str, file: str) -> Invoice:
    """The invoice of an XBRL instance of the ministry (einv): head and sums, no lines.

    Args:
        root: the instance.
        kind: the taxonomy (``einv``, ``einv_ord_receiver``, ``einv_spcl_receiver``).
        file: for messages.

    Raises:
        StatementError: the facts are empty, one is missing or wrong, or the sums do not hold.
    """
    if not root.text_at("InvoiceNumber") or not root.text_at("TotalTax-includedAmount").strip("0."):
        raise refuse(_("发票文件里没有发票的数据"), file=file, remedy=parts.again())
    schema = " ".join(
        value
        for node in root.all("schemaRef")
        for name, value in node.attributes.items()
        if name.endswith("href")
    )
    said = f"{kind} {schema}"
    invoice = Invoice(
        parts.number(root.text_at("InvoiceNumber"), file),
        parts.day(root.text_at("IssueTime", "DateOfIssue", "RequestTime"), file),
        SPECIAL if "einv_spcl" in said else ORDINARY if "einv_ord" in said else "",
        parts.name(root.text_at("SellerName"), _("销售方名称"), file),
        parts.code(root.text_at("SellerIdNum"), _("销售方税号"), file),
        parts.digits(root.text_at("SellerBankAccNum")),
        parts.name(root.text_at("BuyerName", "NameOfAccountingEntity"), _("购买方名称"), file),
        parts.code(
            root.text_at("BuyerIdNum", "UnifiedSocialCreditCodeOfAccountingEntity"),
            _("购买方税号"),
            file,
        ),
        parts.amount(root.text_at("TotalAmWithoutTax"), _("不含税金额"), file),
        parts.tax(root.text_at("TotalTaxAm"), _("税额"), file),
        parts.amount(root.text_at("TotalTax-includedAmount"), _("价税合计"), file),
        _original(root, file) if _is_red(root) else "",
        (),
    )
    red = root.text_at("WhetherEinvoiceIsRedEinvoice")
    if red not in _TRUE and red not in _FALSE:
        raise parts.wrong(_("红字标志"), red, file)
    _prove_colour(invoice, ("N" if red in _TRUE else "Y") if red else "", file)
    _prove_sums(invoice, file)
    if written := root.text_at("TotalTax-includedAmountInChinese"):
        _prove_capitals(invoice, written, file)
    return _with_original(invoice, file)


def _kind(root: Node) -> str:
    label = "Header/InherentLabel/GeneralOrSpecialVAT"
    name = root.text_at(f"{label}/LabelName")
    named = {kind for kind in (ORDINARY, SPECIAL) if kind in name}
    coded = _KINDS.get(root.text_at(f"{label}/LabelCode"))
    if coded:
        named.add(coded)
    return named.pop() if len(named) == 1 else ""


def _is_red(basic: Node) -> bool:
    return basic.text_at("TotalTax-includedAmount").startswith("-")


def _original(root: Node, file: str) -> str:
    """The invoice a red one takes back, by its field or by the remark."""
    found = {
        each.text
        for name in ("OriginalInvoiceCode", "OriginalInvoiceNumber")
        for each in root.below(name)
        if each.text
    }
    for remark in root.below("Remark"):
        found.update(match[1] for match in _RED_REMARK.finditer(remark.text[:2000]))
    if len(found) > 1 or any(not _OLDER.match(each) for each in found):
        raise parts.wrong(_("被红冲的原发票号码"), "、".join(sorted(found)), file)
    return found.pop() if found else ""


def _prove_colour(invoice: Invoice, code: str, file: str) -> None:
    if invoice.total == ZERO:
        raise parts.wrong(_("价税合计"), "0.00", file)
    if code not in ("", "Y", "N"):
        raise parts.wrong(_("蓝字、红字标志"), code, file)
    if code and (code == "N") != invoice.is_red:
        raise refuse(
            _("发票标为{colour}，价税合计却是 {total}").format(
                colour=_("红字") if code == "N" else _("蓝字"), total=show(invoice.total)
            ),
            file=file,
            remedy=parts.again(),
        )


def _prove_sums(invoice: Invoice, file: str) -> None:
    if invoice.net + invoice.tax != invoice.total:
        raise refuse(
            _("不含税金额 {net} 加税额 {tax} 应为 {expected}，价税合计写的是 {total}").format(
                net=show(invoice.net),
                tax=show(invoice.tax),
                expected=show(invoice.net + invoice.tax),
                total=show(invoice.total),
            ),
            file=file,
            remedy=parts.again(),
        )


def _prove_lines(invoice: Invoice, root: Node, file: str) -> None:
    lines = list(root.all("EInvoiceData/IssuItemInformation"))
    if not lines:
        raise parts.wrong(_("明细"), "", file)
    nets = [parts.amount(each.text_at("Amount"), _("明细金额"), file) for each in lines]
    taxes = [parts.tax(each.text_at("ComTaxAm"), _("明细税额"), file) for each in lines]
    for what, found, declared in (
        (_("金额"), total(nets), invoice.net),
        (_("税额"), total(taxes), invoice.tax),
    ):
        if found != declared:
            raise refuse(
                _("{count} 行明细的{what}合计是 {found}，发票写的是 {declared}").format(
                    count=len(lines), what=what, found=show(found), declared=show(declared)
                ),
                file=file,
                remedy=parts.again(),
            )


def _prove_capitals(invoice: Invoice, written: str, file: str) -> None:
    amount = read_capitals(written)
    if amount is None:
        raise parts.wrong(_("大写金额"), cells.text(written[: parts.LONGEST]), file)
    if amount not in (invoice.total, abs(invoice.total)):
        raise refuse(
            _("大写金额“{written}”与小写 {total} 不符").format(
                written=written[:40], total=show(invoice.total)
            ),
            file=file,
            remedy=parts.again(),
        )


def _with_original(invoice: Invoice, file: str) -> Invoice:
    if invoice.is_red and not invoice.original:
        raise parts.wrong(_("被红冲的原发票号码"), "", file)
    return invoice
