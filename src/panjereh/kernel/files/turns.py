"""How many files are looked through at once on this machine: as many as there are places."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 10.0  # seconds


class Busy(Exception):
    """All places are taken, and stayed so."""


@contextmanager
def a_turn(folder: Path, places: int, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold one of the places until the end; a process that is killed gives its own back. Raises Busy."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    deadline = time.monotonic() + patience
    while (held := _taken(folder, places)) is None:
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(0.05)
    try:
        yield
    finally:
        os.close(held)


def _taken(folder: Path, places: int) -> int | None:
    for number in range(places):
        place = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(place)
        else:
            return place
    return None
