"""A file as a voucher: an invoice or a bank receipt, bare, in an OFD, a PDF or a zip."""

from __future__ import annotations

from owners_ledger.banking.reading.readers_text import decode
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import containers, mof, xmltree
from owners_ledger.banking.reading.standards.receipt import Receipt, read_receipt
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.vouchers.invoice import Invoice, read_einvoice, read_xbrl
from owners_ledger.i18n import _

FILE_LIMIT = 20 * 1024 * 1024
EINVOICE = "EInvoice"
_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

Voucher = Invoice | Receipt


def read_voucher(data: bytes, file: str) -> tuple[Voucher, str]:
    """What a file proves, and the extension of what its bytes are.

    Of several documents in one container the tax bureau's own comes before the ministry's, which
    often is empty; those that hold data must say the same.

    Raises:
        StatementError: it is no voucher, damaged, hostile, empty, or does not add up.
    """
    if len(data) > FILE_LIMIT:
        raise refuse(
            _("文件超过 {limit} MB").format(limit=FILE_LIMIT >> 20), file=file, remedy=_what()
        )
    if data.startswith(_ZIP):
        attached = containers.in_ofd(data, file, "")
        if attached is None:
            loose = _roots(containers.in_zip(data, file), file)
            return _chosen(loose, _no_voucher(file), file), ".zip"
        return _chosen(_roots(attached, file), _empty(file), file), ".ofd"
    if data.startswith(_PDF):
        attached = containers.in_pdf(data, file, "")
        return _chosen(_roots(attached, file), _empty(file), file), ".pdf"
    if data.lstrip(_BEFORE).startswith(b"<"):
        bare = [decode(data, file).lstrip("\ufeff")]
        return _chosen(_roots(bare, file), _no_voucher(file), file), ".xml"
    raise _no_voucher(file)


def _roots(texts: list[str], file: str) -> list[Node]:
    """The documents of the tax bureau and the ministry, the most trusted first."""
    known = [each for each in texts if EINVOICE in each or containers.XBRL in each]
    return sorted((xmltree.parse(each, file) for each in known), key=_rank)


def _chosen(roots: list[Node], nothing: StatementError, file: str) -> Voucher:
    vouchers = [root for root in roots if _is_voucher(root)]
    if not vouchers:
        kinds = [kind for root in roots if (kind := mof.kind(root))]
        raise _other(kinds[0], file) if kinds else nothing
    found: list[Voucher] = []
    refused: list[StatementError] = []
    for root in vouchers:
        try:
            found.append(_read(root, file))
        except StatementError as error:
            if _rank(root) == 0:
                raise
            refused.append(error)
    if not found:
        raise refused[0]
    if len({_identity(one) for one in found}) > 1:
        raise refuse(
            _("一个文件里有几张不同的凭证"), file=file, remedy=_("请一张凭证一个文件，分别下载")
        )
    return found[0]


def _is_voucher(root: Node) -> bool:
    return _rank(root) == 0 or mof.kind(root).startswith(("einv", "bker"))


def _rank(root: Node) -> int:
    """The order of trust: the tax bureau's own form before the ministry's, which may be empty."""
    return 0 if root.name == EINVOICE else 1


def _read(root: Node, file: str) -> Voucher:
    if root.name == EINVOICE:
        return read_einvoice(root, file)
    kind = mof.kind(root)
    return read_receipt(root, file) if kind.startswith("bker") else read_xbrl(root, kind, file)


def _identity(voucher: Voucher) -> tuple[object, ...]:
    return voucher.core if isinstance(voucher, Invoice) else (voucher,)


def _what() -> str:
    return _("请给出数电票或银行电子回单的 XML、OFD、PDF，或装着其中一张 XML 的 zip")


def _empty(file: str) -> StatementError:
    return refuse(
        _("文件里只有版面，没有发票或回单的数据"),
        file=file,
        remedy=_(
            "请从税务数字账户或网上银行下载 XML；"
            "只有图样的，放进 ledger/documents/，在分录下写 document:"
        ),
    )


def _other(kind: str, file: str) -> StatementError:
    """Another voucher of the ministry's: a railway ticket, a fiscal bill, a statement."""
    remedy = _("程序不读这一种；请放进 ledger/documents/，在分录下写 document:")
    if kind == "bkrs":
        remedy = _("这是银行对账单，请用 owners-ledger import 导入")
    return refuse(
        _("这是 {kind} 电子凭证，不是数电票或银行回单").format(kind=kind), file=file, remedy=remedy
    )


def _no_voucher(file: str) -> StatementError:
    return refuse(_("这不是数电票，也不是银行电子回单"), file=file, remedy=_what())
