"""smart_importer's PredictPostings on the same lines; needs smart_importer and scikit-learn.

It has no way to leave a line open and predicts accounts only, no units or contracts. It is given
what serves it best: the bank's own words for payee and narration in what it learns and what it is
asked, suspense kept out of what it learns, and one model per bank account, as it always has.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from beancount.core import data
from beancount.core.amount import Amount
from matching_material import Known
from smart_importer import PredictPostings

from owners_ledger.books.bank_entries import CURRENCY, SUSPENSE

_MARK = "acct:"


class Tuned(PredictPostings):
    """Also the other side's account number."""

    weights = MappingProxyType({**PredictPostings.weights, "meta.other": 0.8})


def by_sign(text: str) -> list[str]:
    """Chinese by the sign (runs of up to three are made of them), an account number as a whole."""
    return [text] if text.startswith(_MARK) else list(text)


def predicted(
    learnt: Sequence[Known], asked: Sequence[Known], opened: list[data.Open], *, tuned: bool
) -> list[frozenset[str]]:
    """The accounts it predicts for each line, the bank's left out."""
    guesses: dict[str, frozenset[str]] = {}
    for bank in sorted({one.posting.account for one in asked}):
        model = (Tuned if tuned else PredictPostings)(
            string_tokenizer=by_sign if tuned else None, denylist_accounts=[SUSPENSE]
        )
        mine = [one for one in asked if one.posting.account == bank]
        before = [_entry(one, whole=True) for one in learnt if one.posting.account == bank]
        imported = [("", [_entry(one, whole=False) for one in mine], bank, None)]
        ((_file, entries, _account, _importer),) = model.hook(imported, [*opened, *before])
        for one, entry in zip(mine, entries, strict=True):
            accounts = {posting.account for posting in entry.postings} - {bank}
            guesses[one.posting.ref] = frozenset(accounts)
    return [guesses[one.posting.ref] for one in asked]


def _entry(one: Known, *, whole: bool) -> data.Transaction:
    said = one.posting
    legs = [(said.account, said.amount), *((leg.account, leg.amount) for leg in one.legs)]
    return data.Transaction(
        data.new_metadata("", 0, {"other": _MARK + (said.payer_account or "")}),
        one.date,
        "*",
        said.payer or "",
        said.text or "",
        data.EMPTY_SET,
        data.EMPTY_SET,
        [
            data.Posting(account, Amount(amount, CURRENCY), None, None, None, None)
            for account, amount in (legs if whole else legs[:1])
        ],
    )
