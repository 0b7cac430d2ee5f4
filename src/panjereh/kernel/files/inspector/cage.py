"""What the program may use: set by itself before it reads the first byte, and never given back."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 12  # of CPU
FILES = 32  # open at once
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def enter(most_written: int) -> None:
    """Bound memory, CPU, files and processes of this process; let it end with the one that started it."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, most_written)
    _limit(resource.RLIMIT_NOFILE, FILES)
    _limit(resource.RLIMIT_CORE, 0)
    if hasattr(resource, "RLIMIT_NPROC"):
        _limit(resource.RLIMIT_NPROC, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit is an OSError
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:  # it ended before we asked to be told
            os._exit(1)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (value, value))
    except (ValueError, OSError):
        pass  # a system without this limit; wall time and the others still hold
