"""Whether an invoice is made out to the committee."""

from __future__ import annotations

from owners_ledger.banking.match.text import name_key
from owners_ledger.banking.vouchers.desk import AttachError, Given
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.config import Committee
from owners_ledger.i18n import _


def check_buyer(given: Given, committee: Committee) -> None:
    """That an invoice is made out to the committee, by its name or its tax number.

    ``tax-id`` of ``committee.toml`` may be missing; an invoice may name no tax number.

    Raises:
        AttachError: it is somebody else's.
    """
    invoice = given.voucher
    if not isinstance(invoice, Invoice):
        return
    own = str(committee.raw.get("tax-id", "")).upper()
    names = {name_key(committee.body), *(name_key(bank.holder) for bank in committee.banks)}
    is_named = name_key(invoice.buyer) in names
    if own and invoice.buyer_id:
        if invoice.buyer_id == own:
            return
        if is_named:
            raise AttachError(
                _("发票的购买方税号是 {found}，委员会的是 {own}").format(
                    found=invoice.buyer_id, own=own
                ),
                remedy=_("请对方按委员会的税号重开；税号写错了的，改 committee.toml 的 tax-id。"),
                file=given.file,
            )
    if not is_named:
        raise AttachError(
            _("发票开给了“{buyer}”，不是本委员会（{own}）").format(
                buyer=invoice.buyer, own="、".join(sorted(names))
            ),
            remedy=_(
                "请对方按委员会的全称重开；抬头只是写法不同的，在 committee.toml 写明 tax-id。"
            ),
            file=given.file,
        )
