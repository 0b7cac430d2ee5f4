"""Where the test suite of one clone keeps its servers and data folders."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from panjereh.config.postgres.account import server_account
from panjereh.config.postgres.binaries import state_folder


def ground_of(clone: Path) -> Path:
    """Return `build/tests`, or a folder elsewhere when the server may not enter the clone."""
    account = server_account()
    if account.can_enter(clone):
        return clone / "build" / "tests"
    return state_folder() / f"tests-{hashlib.sha256(os.fsencode(clone)).hexdigest()[:12]}"
