"""Sealed values: personal data encrypted under a key of the person it is about.

A sealed value is bound to its place (table, column, row): moved elsewhere it does not open. Each person has
data keys, kept wrapped under the installation's key-encryption key; destroying them erases the person's
data everywhere. AES-256-GCM (NIST SP 800-38D), AES key wrap (RFC 3394), HMAC-SHA256 (RFC 2104).
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from panjereh.kernel import canonical
from panjereh.kernel.canonical import Value

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_BYTES = 16
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class SealBroken(ValueError):
    """A sealed value or wrapped key was changed, moved, or sealed under another key."""


class KeyUnknown(LookupError):
    """The key id in a header is not among the keys at hand."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One data key of one person, in the clear; never stored or logged."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_key(self.id, self.secret)


@dataclass(frozen=True, slots=True)
class Keyring:
    """The installation's keys: key-encryption keys and blind-index keys by id, and the digest key.

    The current ids are used for new work; the others still open what was made before.
    """

    key_encryption: Mapping[str, bytes] = field(repr=False)
    blind_index: Mapping[str, bytes] = field(repr=False)
    digest: bytes = field(repr=False)
    current_key_encryption: str
    current_blind_index: str

    def __post_init__(self) -> None:
        for keys, current in (
            (self.key_encryption, self.current_key_encryption),
            (self.blind_index, self.current_blind_index),
        ):
            if current not in keys:
                raise KeyUnknown(f"the keyring has no key {current!r}")
            for key_id, secret in keys.items():
                _check_key(key_id, secret)
        _check_key("digest", self.digest)
        used = [*self.key_encryption.values(), *self.blind_index.values(), self.digest]
        if len(set(used)) != len(used):
            raise ValueError("each key of the keyring must be a different one")

    @classmethod
    def from_secrets(cls, held: Mapping[str, str]) -> Keyring:
        """Build the keyring from hex secrets named `key_encryption`, `blind_index` and `digest`.

        Rotated keys are named `key_encryption_2`, `key_encryption_3` …; the highest number is current.
        """
        encryption, index = _numbered(held, "key_encryption"), _numbered(held, "blind_index")
        if "digest" not in held:
            raise KeyUnknown("the secrets have no digest")
        return cls(
            encryption,
            index,
            _from_hex("digest", held["digest"]),
            max(encryption, key=int),
            max(index, key=int),
        )


def _check_key(key_id: str, secret: bytes) -> None:
    if not _KEY_ID.fullmatch(key_id):
        raise ValueError("a key id has 1 to 40 letters, digits, - and _")
    if len(secret) != KEY_BYTES:
        raise ValueError(f"key {key_id} must have {KEY_BYTES} bytes")


def _from_hex(name: str, text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        # Without the cause, which would show the secret.
        raise ValueError(f"the secret {name} must be hexadecimal") from None


def _numbered(held: Mapping[str, str], name: str) -> dict[str, bytes]:
    keys = {}
    for held_name, text in held.items():
        found = re.fullmatch(rf"{name}(?:_([2-9]|[1-9][0-9]+))?", held_name)
        if found:
            keys[found[1] or "1"] = _from_hex(held_name, text)
    if not keys:
        raise KeyUnknown(f"the secrets have no {name}")
    return keys


def place(table: str, column: str, row: UUID) -> bytes:
    """Return the place of a value, which it is bound to: `table:column:row`."""
    if not _NAME.fullmatch(table) or not _NAME.fullmatch(column):
        raise ValueError("table and column are snake_case names")
    return f"{table}:{column}:{row}".encode()


def seal(value: Value, key: DataKey, where: bytes) -> bytes:
    """Return the value sealed under `key` at `where` (see `place`).

    Layout: format (1 byte), length of the key id (1), key id, nonce (12), ciphertext, tag (16). The header
    is authenticated with the place.
    """
    header = bytes((FORMAT, len(key.id))) + key.id.encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, canonical.write(value), header + where)


def sealed_key_id(sealed: bytes) -> str:
    """Return the id of the data key that a sealed value needs; raises SealBroken."""
    return _header(sealed)[2:].decode()


def _header(sealed: bytes) -> bytes:
    if len(sealed) < 2 or sealed[0] != FORMAT:
        raise SealBroken("these bytes are no sealed value of a known format")
    header = bytes(sealed[: 2 + sealed[1]])
    if len(sealed) < len(header) + NONCE_BYTES + TAG_BYTES or not _KEY_ID.fullmatch(
        header[2:].decode("ascii", "replace")
    ):
        raise SealBroken("these bytes are no whole sealed value")
    return header


def unseal(sealed: bytes, keys: DataKey | Mapping[str, DataKey], where: bytes) -> Value:
    """Return the value that was sealed at `where`; raises SealBroken or KeyUnknown."""
    header = _header(sealed)
    key = _choose(header[2:].decode(), keys)
    nonce, rest = sealed[len(header) : len(header) + NONCE_BYTES], sealed[len(header) + NONCE_BYTES :]
    try:
        return canonical.read(AESGCM(key.secret).decrypt(nonce, rest, header + where))
    except InvalidTag as error:
        raise SealBroken("the sealed value was changed, moved, or sealed under another key") from error


def _choose(key_id: str, keys: DataKey | Mapping[str, DataKey]) -> DataKey:
    if isinstance(keys, DataKey):
        keys = {keys.id: keys}
    if key_id not in keys:
        raise KeyUnknown(f"the data key {key_id} is not at hand; it may have been destroyed")
    return keys[key_id]


def new_data_key(key_id: str) -> DataKey:
    """Make a random data key; `key_id` is the id of its row or another short name."""
    return DataKey(key_id, secrets.token_bytes(KEY_BYTES))


def wrap_key(keyring: Keyring, key: DataKey) -> bytes:
    """Return the data key wrapped under the current key-encryption key: length, key id, wrapped key (40)."""
    return _wrap(keyring, key.secret)


def _wrap(keyring: Keyring, secret: bytes) -> bytes:
    current = keyring.current_key_encryption
    return bytes((len(current),)) + current.encode() + aes_key_wrap(keyring.key_encryption[current], secret)


def wrapping_key_id(wrapped: bytes) -> str:
    """Return the id of the key-encryption key that a wrapped key needs; raises SealBroken."""
    found = wrapped[1 : 1 + wrapped[0]].decode("ascii", "replace") if wrapped else ""
    if not _KEY_ID.fullmatch(found) or len(wrapped) != 1 + len(found) + KEY_BYTES + 8:
        raise SealBroken("these bytes are no wrapped key")
    return found


def unwrap_key(keyring: Keyring, key_id: str, wrapped: bytes) -> DataKey:
    """Return the data key `key_id` from its wrapped form; raises SealBroken or KeyUnknown."""
    wrapping = wrapping_key_id(wrapped)
    if wrapping not in keyring.key_encryption:
        raise KeyUnknown(f"the keyring has no key-encryption key {wrapping}")
    try:
        secret = aes_key_unwrap(keyring.key_encryption[wrapping], wrapped[1 + len(wrapping) :])
    except InvalidUnwrap as error:
        raise SealBroken("the wrapped key was changed, or wrapped under another key") from error
    return DataKey(key_id, secret)


def rewrap_key(keyring: Keyring, wrapped: bytes) -> bytes:
    """Return the wrapped key under the current key-encryption key; sealed values stay as they are."""
    return _wrap(keyring, unwrap_key(keyring, "rewrapped", wrapped).secret)


def blind_index(keyring: Keyring, kind: str, value: str) -> bytes:
    """Return 16 bytes to find equal values by, under the current key; normalise the value first.

    `kind` keeps equal texts of different kinds (`national_id`, `mobile`) apart.
    """
    return _blind(keyring.blind_index[keyring.current_blind_index], kind, value)


def blind_indexes(keyring: Keyring, kind: str, value: str) -> list[bytes]:
    """Return the index under every key, the current one first: what to search by while keys rotate."""
    current = keyring.current_blind_index
    others = [key_id for key_id in keyring.blind_index if key_id != current]
    return [_blind(keyring.blind_index[key_id], kind, value) for key_id in (current, *others)]


def _blind(key: bytes, kind: str, value: str) -> bytes:
    if not _NAME.fullmatch(kind):
        raise ValueError("the kind is a snake_case name")
    return hmac.digest(key, b"blind index 1\0" + kind.encode() + b"\0" + value.encode(), sha256)[:INDEX_BYTES]


def new_salt() -> bytes:
    """Make a case's salt; once it is destroyed, its digests tell nothing any more."""
    return secrets.token_bytes(KEY_BYTES)


def digest_key(keyring: Keyring, salt: bytes) -> bytes:
    """Return the key of one case's digests, which an auditor may be given without the installation's key."""
    if len(salt) != KEY_BYTES:
        raise ValueError(f"a salt has {KEY_BYTES} bytes")
    return hmac.digest(keyring.digest, b"case digest 1\0" + salt, sha256)


def digest(keyring: Keyring, salt: bytes, value: Value) -> str:
    """Return the keyed digest (hex, 64 letters) of a value's canonical JSON, for journals and comparison."""
    return hmac.digest(digest_key(keyring, salt), canonical.write(value), sha256).hex()
