"""Ends server processes that outlived their supervisor, and clears the marks that they left.

Called only by the holder of the place's lock, so whatever still works in the data directory is nobody's.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from panjereh.config.postgres.place import SOCKET_NAME, Place

PATIENCE = ((signal.SIGINT, 15.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 10.0))  # seconds for each


def clear_the_way(place: Place) -> None:
    """Make sure that no process works in the data directory and that no stale lock file stands there.

    Backends call setsid and may finish a long query after their postmaster was killed; they hold the
    shared memory that a new server needs. A stale `postmaster.pid` whose number now belongs to another
    process of the same user stops the server as well. The working directory tells the two apart.
    """
    if not Path("/proc/self").exists():
        return
    for number, seconds in PATIENCE:
        if _signal_all(place.data, number):
            wait_until_gone(place.data, seconds)
    if not any(working_in(place.data)):
        (place.data / "postmaster.pid").unlink(missing_ok=True)
        (place.sockets / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def working_in(folder: Path) -> Iterator[int]:
    """Yield the ids of processes whose working directory is `folder`."""
    wanted = str(folder.resolve())
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if str((entry / "cwd").readlink()) == wanted:
                yield int(entry.name)
        except OSError:  # it ended meanwhile, or belongs to someone whose server this can't be
            continue


def _signal_all(folder: Path, number: signal.Signals) -> bool:
    found = list(working_in(folder))
    for process in found:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            continue
    return bool(found)


def wait_until_gone(folder: Path, seconds: float) -> None:
    """Wait until no process works in `folder`, at most `seconds`."""
    deadline = time.monotonic() + seconds
    while any(working_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
