"""Decisions made on the page 待核实 since the process began, and the last of them put back."""

from __future__ import annotations

import datetime
import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import parse
from owners_ledger.review import desk
from owners_ledger.review.decide import MOST_PARTS
from owners_ledger.review.model import Accept, Assign, Decision, Leave, Part

_KEPT = 20
_LONGEST = 200


class RequestError(OwnersLedgerError):
    """The page asks for something that it cannot have asked for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision and how to call it."""

    key: str
    done: desk.Done


class Session:
    """What was written, the latest last."""

    def __init__(self) -> None:
        self._done: deque[Kept] = deque(maxlen=_KEPT)

    @property
    def last(self) -> Kept | None:
        """What can be put back now."""
        return self._done[-1] if self._done else None

    def settle(self, root: Path, body: Mapping[str, Any]) -> desk.Done:
        """Carry out what the page asks for.

        Raises:
            RequestError: it is none of the page's requests.
            OwnersLedgerError: as ``review.desk.settle``.
        """
        version = _text(body, "version")
        done = desk.settle(root, _text(body, "ref"), decision_of(body), version=version)
        if done.written:
            self._done.append(Kept(secrets.token_hex(8), done))
        return done

    def undo(self, root: Path, body: Mapping[str, Any]) -> desk.Done:
        """Put back the last decision.

        Raises:
            RequestError: it is not the last one any more.
            OwnersLedgerError: as ``review.desk.undo``.
        """
        kept = self.last
        if kept is None or kept.key != _text(body, "key"):
            raise RequestError(_("这一笔现在不能撤回"), remedy=_("请刷新页面，看清楚再改。"))
        desk.undo(root, kept.done)
        self._done.pop()
        return kept.done


def decision_of(body: Mapping[str, Any]) -> Decision:
    """The decision a request holds.

    Raises:
        RequestError: it holds none.
        AmountError: an amount is none.
    """
    action = body.get("action")
    if action == "accept":
        number = body.get("number")
        if type(number) is not int or number < 0:
            raise _strange("number")
        return Accept(number)
    if action == "assign":
        parts = body.get("parts")
        if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
            raise _strange("parts")
        return Assign(tuple(map(_part, parts)), _text(body, "narration"))
    if action == "leave":
        try:
            due = datetime.date.fromisoformat(_text(body, "due"))
        except ValueError:
            raise RequestError(_("请写明放到哪一天")) from None
        return Leave(_text(body, "why"), due)
    raise _strange("action")


def _part(given: Any) -> Part:
    if not isinstance(given, dict):
        raise _strange("parts")
    amount = _text(given, "amount").replace(",", "").strip()
    return Part(_text(given, "account"), _text(given, "holder"), parse(amount) if amount else None)


def _text(given: Mapping[str, Any], key: str) -> str:
    text = given.get(key, "")
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise _strange(key)
    return text


def _strange(key: str) -> RequestError:
    return RequestError(_("看不懂这个请求（{key}）").format(key=key))
