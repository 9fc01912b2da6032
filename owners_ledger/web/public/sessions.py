"""Who has shown a code: a cookie only this server can read and make.

The server keeps nothing about it. The cookie holds the code's mark, its generation and the key to
the household's letter, encrypted and authenticated with the server's own key; whether the code
still lets in is looked up at every request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import stat
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.web.codes import code as codes
from owners_ledger.web.codes.keys import Keys, keys_of
from owners_ledger.web.codes.shelf import Shelf

COOKIE: Final = "owners-ledger"
DAYS: Final = 7
SECONDS: Final = DAYS * 86400
_KEY = 32
_ENDED = 4096
_LONGEST = 1000


class KeyFileError(OwnersLedgerError):
    """The server's key cannot be used."""


def key_from(path: Path | None) -> bytes:
    """The server's key: of a file only its owner can read, else one until the server stops.

    Raises:
        KeyFileError: others can read the file, or it holds no key.
    """
    if path is None:
        return secrets.token_bytes(_KEY)
    try:
        with path.open("rb") as file:
            if os.name != "nt" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise KeyFileError(
                    _("会话密钥 {path} 别人也能读").format(path=path),
                    remedy=_("请运行 chmod 600，并重新生成密钥。"),
                )
            key = bytes.fromhex(file.read(200).decode("ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyFileError(
            _("会话密钥 {path} 读不出来").format(path=path),
            remedy=_("请用 owners-ledger code key 文件 生成一个。"),
        ) from error
    if len(key) != _KEY:
        raise KeyFileError(
            _("会话密钥 {path} 读不出来").format(path=path),
            remedy=_("请用 owners-ledger code key 文件 生成一个。"),
        )
    return key


class Sessions:
    """Cookies for codes."""

    def __init__(self, shelf: Shelf, key: bytes) -> None:
        self._shelf = shelf
        self._box = Fernet(base64.urlsafe_b64encode(key))
        self._ended: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def enter(self, typed: str) -> str | None:
        """A cookie for a code that lets in; the same work for every code."""
        marks = self._shelf.marks()
        keys = keys_of(codes.meant(typed), marks.cost)
        generation = marks.generations.get(keys.mark)
        if generation is None:
            return None
        said = {"mark": keys.mark, "generation": generation, "seed": keys.seed.hex()}
        return self._box.encrypt(json.dumps(said).encode()).decode("ascii")

    def who(self, cookie: str) -> Keys | None:
        """Whose cookie it is; ``None``: nobody's, or too old, or the code has ended."""
        if not cookie or len(cookie) > _LONGEST or _digest(cookie) in self._ended:
            return None
        try:
            said = json.loads(self._box.decrypt(cookie.encode(), ttl=SECONDS))
        except (InvalidToken, UnicodeEncodeError):
            return None
        if self._shelf.marks().generations.get(said["mark"]) != said["generation"]:
            return None
        return Keys(said["mark"], bytes.fromhex(said["seed"]))

    def leave(self, cookie: str) -> None:
        """End a session, here too: a copy of the cookie is worth nothing any more."""
        if self.who(cookie) is None:
            return
        with self._lock:
            self._ended[_digest(cookie)] = None
            while len(self._ended) > _ENDED:
                self._ended.popitem(last=False)

    def letter(self, keys: Keys) -> bytes | None:
        """A household's letter."""
        return self._shelf.letter(keys)


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).digest()
