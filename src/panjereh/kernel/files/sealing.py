"""A file encrypted in pieces: AES-256-GCM under a key of its own, each piece bound to its number and place.

Layout: mark (5 bytes), salt (32), then pieces of 1 MiB with their tags. The key of a file is drawn from its
holder's key and the salt, so numbers may serve as nonces; the last piece says that it is the last, so a file
that was cut short does not open.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from panjereh.kernel.sealing import TAG_BYTES, SealBroken

MARK = b"PNJF\x01"
SALT_BYTES = 32
PIECE = 1024 * 1024


def sealed_pieces(content: IO[bytes], key: bytes, where: bytes) -> Iterator[bytes]:
    """The bytes to write for a content, read from where it stands to its end."""
    salt = secrets.token_bytes(SALT_BYTES)
    yield MARK + salt
    cipher = _cipher(key, salt)
    piece, number = content.read(PIECE), 0
    while True:
        following = content.read(PIECE)
        yield cipher.encrypt(_nonce(number, last=not following), piece, MARK + where)
        if not following:
            return
        piece, number = following, number + 1


def opened_pieces(sealed: IO[bytes], key: bytes, where: bytes) -> Iterator[bytes]:
    """The content of what was written. Raises SealBroken when it was changed, moved, cut or mixed."""
    head = sealed.read(len(MARK) + SALT_BYTES)
    if len(head) != len(MARK) + SALT_BYTES or not head.startswith(MARK):
        raise SealBroken("these bytes are no sealed file of a known format")
    cipher = _cipher(key, head[len(MARK) :])
    piece, number = sealed.read(PIECE + TAG_BYTES), 0
    while True:
        following = sealed.read(PIECE + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, MARK + where)
        except InvalidTag as error:
            raise SealBroken("the sealed file was changed, moved, or sealed under another key") from error
        if not following:
            return
        piece, number = following, number + 1


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key, b"file 1\0" + salt, sha256))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
