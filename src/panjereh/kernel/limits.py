"""How often a thing may be tried: windows of fixed length, counted in the database.

The count is written in the request's transaction, which a refusal commits (only a
fault of the system rolls back); attempts on one key wait for each other on its row.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from panjereh.kernel import clock


class TooManyAttempts(Exception):
    """Tried too often; `seconds` until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


def count_attempt(kind: str, key: str, *, most: int, seconds: int) -> None:
    """Count one attempt of `key`; raise TooManyAttempts beyond `most` within a window of `seconds`."""
    moment = clock.now()
    start = datetime.fromtimestamp(moment.timestamp() // seconds * seconds, UTC)
    digest = hmac.new(
        bytes.fromhex(settings.SECRETS["digest"]), f"{kind}|{key}".encode(), hashlib.sha256
    ).digest()[:16]
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO kernel_attempts (key, "window", tried) VALUES (%s, %s, 1)'
            ' ON CONFLICT (key, "window") DO UPDATE SET tried = kernel_attempts.tried + 1 RETURNING tried',
            [digest, start],
        )
        (tried,) = cursor.fetchone()
    if tried > most:
        left = (start + timedelta(seconds=seconds) - moment).total_seconds()
        raise TooManyAttempts(max(1, round(left)))


def forget_old_attempts(before: datetime) -> int:
    """Delete windows that can limit nothing any more; returns how many rows went."""
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM kernel_attempts WHERE "window" < %s', [before])
        return int(cursor.rowcount)
