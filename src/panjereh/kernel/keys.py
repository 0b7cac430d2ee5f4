"""The key of each holder (person, firm, register): made once, used by every room, destroyed for erasure."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from panjereh.kernel import clock
from panjereh.kernel.models import HolderKey
from panjereh.kernel.sealing import Keyring, blind_index, new_data_key, open_sealed, seal, unwrap, wrap


class Erased(Exception):
    """The holder's key was destroyed; what was sealed under it can never be read again."""


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    return Keyring.from_secrets(settings.SECRETS)


def blind(kind: str, value: str) -> bytes:
    """Return the 16-byte keyed index under which `value` can be looked up but not read."""
    return blind_index(keyring(), kind, value)


class Safe:
    """Seals and opens values of one holder; `place` is `table:column:row id` and can't be exchanged."""

    def __init__(self, data_key: bytes) -> None:
        self._data_key = data_key

    def seal(self, place: str, value: Any) -> bytes:
        return seal(self._data_key, place, value)

    def open(self, place: str, sealed: bytes | memoryview) -> Any:
        return open_sealed(self._data_key, place, bytes(sealed))


def safe_of(holder: UUID) -> Safe:
    """Return the holder's safe; its key is made at the first use. Raises Erased."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped, key_id FROM kernel_holderkey WHERE holder = %s", [holder])
        row = cursor.fetchone()
        if row is None:
            ring = keyring()
            cursor.execute(
                "INSERT INTO kernel_holderkey (holder, wrapped, key_id, made_at) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (holder) DO UPDATE SET key_id = kernel_holderkey.key_id"
                " RETURNING wrapped, key_id",
                [holder, wrap(ring, new_data_key(), holder), ring.current, clock.now()],
            )
            row = cursor.fetchone()
    wrapped, key_id = row
    if wrapped is None:
        raise Erased(str(holder))
    return Safe(unwrap(keyring(), key_id, bytes(wrapped), holder))


def erase_holder(holder: UUID) -> None:
    """Destroy the holder's key. Journals stay whole; everything sealed for the holder is gone."""
    HolderKey.objects.filter(holder=holder, erased_at__isnull=True).update(
        wrapped=None, erased_at=clock.now()
    )
