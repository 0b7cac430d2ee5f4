"""How often a thing may be tried: windows of fixed length, counted in the database.

The count is written in the request's transaction, which a refusal commits (only a
fault of the system rolls back); attempts on one key wait for each other on its row.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
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
    start, digest = _start(moment, seconds), _digest(kind, key)
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


Steps = Sequence[tuple[int, int]]  # (most, within so many seconds), from short to long windows


def count_growing(kind: str, keys: Mapping[str, Steps]) -> None:
    """Count one attempt for every key in each of its windows; raise TooManyAttempts with the longest wait.

    Longer windows that allow less make waits grow. Beyond the limit nothing is counted further up than the
    windows themselves, so that a wait ends when it was said to. What is refused counts for the keys alone
    that are used up: whoever goes on from one place fills nothing that others share with it.
    """
    moment = clock.now()
    tried = _count(_rows(kind, keys, moment))
    waits = [
        (key, (_start(moment, seconds) + timedelta(seconds=seconds) - moment).total_seconds())
        for key, steps in keys.items()
        for most, seconds in steps
        if tried[_digest(kind, f"{key}|{seconds}")] > most
    ]
    if waits:
        used_up = {key for key, _ in waits}
        _take_back(_rows(kind, {key: steps for key, steps in keys.items() if key not in used_up}, moment))
        raise TooManyAttempts(max(1, round(max(seconds for _, seconds in waits))))


def _count(rows: Sequence[tuple[bytes, datetime]]) -> dict[bytes, int]:
    """One attempt more in each of these rows, with one statement; returns how many there are now."""
    places = ", ".join(["(%s::bytea, %s::timestamptz, 1)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO kernel_attempts (key, "window", tried) VALUES {places}'  # noqa: S608 (places alone)
            ' ON CONFLICT (key, "window") DO UPDATE SET tried = kernel_attempts.tried + 1'
            " RETURNING key, tried",
            [value for row in rows for value in row],
        )
        return {bytes(key): count for key, count in cursor.fetchall()}


def give_back(kind: str, keys: Mapping[str, Steps]) -> None:
    """Take back what `count_growing` counted just now: the attempt was none of the bad ones."""
    _take_back(_rows(kind, keys, clock.now()))


def _rows(kind: str, keys: Mapping[str, Steps], moment: datetime) -> list[tuple[bytes, datetime]]:
    """Every window of every key, in one order for everybody: who locks them in another would wait for ever."""
    return sorted(
        (_digest(kind, f"{key}|{seconds}"), _start(moment, seconds))
        for key, steps in keys.items()
        for _, seconds in steps
    )


def _take_back(rows: Sequence[tuple[bytes, datetime]]) -> None:
    if not rows:
        return
    places = ", ".join(["(%s::bytea, %s::timestamptz)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_attempts SET tried = tried - 1"  # noqa: S608 (places alone)
            f' WHERE tried > 0 AND (key, "window") IN (VALUES {places})',
            [value for row in rows for value in row],
        )


def _start(moment: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() // seconds * seconds, UTC)


def _digest(kind: str, key: str) -> bytes:
    secret = bytes.fromhex(settings.SECRETS["digest"])
    return hmac.new(secret, f"{kind}|{key}".encode(), hashlib.sha256).digest()[:16]


def forget_old_attempts(before: datetime) -> int:
    """Delete windows that can limit nothing any more; returns how many rows went."""
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM kernel_attempts WHERE "window" < %s', [before])
        return int(cursor.rowcount)
