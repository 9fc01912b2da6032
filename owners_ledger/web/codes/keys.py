"""What is made of a code: a mark to know it by, and a key that opens one household's letters.

``scrypt`` makes 32 bytes of a code; two independent values are drawn from them: the *mark*, which
is stored, and the seed of an X25519 key, which is not. The public half of that key is stored, so
the treasurer seals a letter without knowing the code, and only the code opens it. Whoever takes
the server's disk finds marks and sealed letters, and has to guess sixty bits at scrypt's price.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MAGIC = b"owners-ledger sealed 1\n"
_KEY, _NONCE, _LENGTH = 32, 12, 4
_BLOCK = 16384  # letters of all sizes look alike in steps of this
_ROOM = 2  # scrypt needs 128·N·r bytes, and a little more
# One at a time: 64 MiB each, on a server that may have 512.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs (RFC 7914).

    Attributes:
        salt: random, of one estate.
        n, r, p: scrypt's parameters; memory is 128·n·r bytes.
    """

    salt: bytes
    n: int = 1 << 16
    r: int = 8
    p: int = 1

    @classmethod
    def new(cls) -> Cost:
        """With a fresh salt."""
        return cls(secrets.token_bytes(16))


@dataclass(frozen=True, slots=True)
class Keys:
    """What a code makes.

    Attributes:
        mark: by which it is known, 32 hexadecimal digits.
        seed: of the private key; never stored.
    """

    mark: str
    seed: bytes

    @property
    def public(self) -> bytes:
        """What letters are sealed with."""
        return X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()


class SealError(ValueError):
    """This key does not open it."""


def keys_of(code: str, cost: Cost) -> Keys:
    """Make the keys of a code: about a fifth of a second and 64 MiB, whatever the code."""
    with _one_at_a_time:
        base = hashlib.scrypt(
            code.encode(),
            salt=cost.salt,
            n=cost.n,
            r=cost.r,
            p=cost.p,
            maxmem=128 * cost.n * cost.r * _ROOM,
            dklen=_KEY,
        )
    return Keys(_drawn(base, b"mark", 16).hex(), _drawn(base, b"seed", _KEY))


def seal(public: bytes, mark: str, content: bytes) -> bytes:
    """Content that only the code with this mark opens."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    key = _drawn(once.exchange(X25519PublicKey.from_public_bytes(public)), sender + public, _KEY)
    nonce = secrets.token_bytes(_NONCE)
    plain = len(content).to_bytes(_LENGTH) + content
    plain += bytes(-len(plain) % _BLOCK)
    return _MAGIC + sender + nonce + AESGCM(key).encrypt(nonce, plain, mark.encode())


def unseal(keys: Keys, sealed: bytes) -> bytes:
    """What was sealed.

    Raises:
        SealError: it was sealed for another code, or changed.
    """
    head = len(_MAGIC)
    sender = sealed[head : head + _KEY]
    nonce = sealed[head + _KEY : head + _KEY + _NONCE]
    if not sealed.startswith(_MAGIC) or len(nonce) != _NONCE:
        raise SealError
    private = X25519PrivateKey.from_private_bytes(keys.seed)
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
        key = _drawn(shared, sender + keys.public, _KEY)
        plain = AESGCM(key).decrypt(nonce, sealed[head + _KEY + _NONCE :], keys.mark.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError from error
    size = int.from_bytes(plain[:_LENGTH])
    return plain[_LENGTH : _LENGTH + size]


def _drawn(base: bytes, what: bytes, size: int) -> bytes:
    return HKDF(SHA256(), size, None, b"owners-ledger code " + what).derive(base)
