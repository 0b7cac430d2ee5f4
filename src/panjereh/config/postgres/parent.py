"""Ties a child process to its parent, so that none outlives a parent that was killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
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
