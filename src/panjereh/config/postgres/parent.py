"""Ties a child process to its parent, so that none outlives a parent that was killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(number: signal.Signals = signal.SIGTERM, *, parent: int | None = None) -> None:
    """Ask the kernel to send this process `number` when its parent ends (Linux; elsewhere nothing happens).

    With `parent`, a parent that ended before the call counts as well.
    """
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), number)


def tied_to_us(number: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` that ties the new child to this process. Spawn from a thread that lasts.

    The kernel watches the *thread* that forked: a child of a short-lived thread would end with it.
    """
    us = os.getpid()

    def tie() -> None:
        die_with_parent(number, parent=us)

    return tie


def end_after_parent(grace: float) -> None:
    """End this process `grace` seconds after its parent did, whatever it still waits for.

    The polite signal of `die_with_parent` begins an orderly end, which may hang on a database that is
    gone as well. Works on every system.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        time.sleep(grace)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends (Linux), so that none is lost sight of."""
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans() -> None:
    """Kill and reap whatever children are left. Only for a process that is about to end itself."""
    while True:
        for child in _children():
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(number) for number in listed.read_text().split()] if listed.exists() else []
