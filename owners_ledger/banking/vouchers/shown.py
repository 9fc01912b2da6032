"""What became of a voucher, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from owners_ledger.banking.vouchers.desk import Outcome
from owners_ledger.banking.vouchers.invoice import Invoice


def as_json(outcome: Outcome) -> dict[str, Any]:
    """One object of ``vouchers`` in ``invoice --format json``: amounts as strings, ISO dates."""
    voucher = outcome.given.voucher
    shown: dict[str, Any] = {
        "file": outcome.given.file,
        "voucher": "invoice" if isinstance(voucher, Invoice) else "receipt",
        "number": outcome.given.number,
    }
    if isinstance(voucher, Invoice):
        shown |= {
            "issued": voucher.issued.isoformat(),
            "kind": voucher.kind,
            "seller": voucher.seller,
            "buyer": voucher.buyer,
            "net": str(voucher.net),
            "tax": str(voucher.tax),
            "total": str(voucher.total),
            "original": voucher.original or None,
            "items": list(voucher.items),
        }
    else:
        shown |= {"date": voucher.date.isoformat(), "amount": str(voucher.amount)}
    parts: list[Mapping[str, str]] = [
        {"payment": one.payment.ref, "amount": str(one.amount)} for one in outcome.parts
    ]
    return shown | {
        "state": outcome.state.value,
        "payments": parts,
        "said": outcome.said,
        "candidates": [one.ref for one in outcome.candidates],
    }
