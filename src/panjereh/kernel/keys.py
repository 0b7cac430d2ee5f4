"""The key of each holder (person, firm, register): made once, used by every room, destroyed for erasure."""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from panjereh.kernel import clock
from panjereh.kernel.models import HolderKey
from panjereh.kernel.sealing import (
    DataKey,
    Keyring,
    blind_index,
    digest,
    new_data_key,
    seal,
    unseal,
    unwrap_key,
    wrap_key,
)
from panjereh.kernel.wall import transaction_memory

KEY_ID = "1"


class Erased(Exception):
    """The holder's key was destroyed; what was sealed under it can never be read again."""


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    return Keyring.from_secrets(settings.SECRETS)


def blind(kind: str, value: str) -> bytes:
    """Return the 16-byte keyed index under which `value` can be looked up but not read."""
    return blind_index(keyring(), kind, value)


class Safe:
    """Seals and opens values of one holder. `where` (`table:column:row id`) binds a value to its place."""

    def __init__(self, key: DataKey) -> None:
        self._key = key

    def seal(self, where: str, value: Any) -> bytes:
        return seal(value, self._key, where.encode())

    def open(self, where: str, sealed: bytes | memoryview) -> Any:
        return unseal(bytes(sealed), self._key, where.encode())

    def derive(self, about: str) -> bytes:
        """A key of its own for one use of this holder's, gone with the holder's key."""
        return hmac.digest(self._key.secret, b"derived key 1\0" + about.encode(), sha256)

    def digest(self, about: str, value: Any) -> str:
        """A digest for the journal; its salt goes with the holder's key, and then it tells nothing."""
        salt = hmac.digest(self._key.secret, about.encode(), sha256)
        return digest(keyring(), salt, value)


def safe_of(holder: UUID) -> Safe:
    """Return the holder's safe; its key is made at the first use. Raises Erased.

    A transaction remembers the safes that it has opened, but none that it has made: a savepoint that
    is taken back takes the new key along.
    """
    memory = transaction_memory()
    memory = {} if memory is None else memory
    kept: dict[UUID, Safe] = memory.setdefault("safes", {})
    made: set[UUID] = memory.setdefault("made", set())
    if holder in kept:
        return kept[holder]
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM kernel_holderkey WHERE holder = %s", [holder])
        row = cursor.fetchone()
        if row is None:
            # Two who make it at once get the one that was first.
            cursor.execute(
                "INSERT INTO kernel_holderkey (holder, wrapped, made_at) VALUES (%s, %s, %s)"
                " ON CONFLICT (holder) DO UPDATE SET made_at = kernel_holderkey.made_at RETURNING wrapped",
                [holder, wrap_key(keyring(), new_data_key(KEY_ID)), clock.now()],
            )
            row = cursor.fetchone()
            made.add(holder)
    if row[0] is None:
        raise Erased(str(holder))
    safe = Safe(unwrap_key(keyring(), KEY_ID, bytes(row[0])))
    if holder not in made:
        kept[holder] = safe
    return safe


def erase_holder(holder: UUID) -> None:
    """Destroy the holder's key. Journals stay whole; everything sealed for the holder is gone."""
    (transaction_memory() or {}).get("safes", {}).pop(holder, None)
    HolderKey.objects.filter(holder=holder, erased_at__isnull=True).update(
        wrapped=None, erased_at=clock.now()
    )
