"""Secrets of one installation, generated into its data folder on first start."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

NAMES = ("django", "key_encryption", "blind_index", "digest")


def load_secrets(data: Path) -> dict[str, str]:
    """Return this installation's secrets; make them (256 random bits each, file mode 0600) when absent.

    Written to a temporary file first and linked into place, so that two processes that start
    together agree on one file.
    """
    path = data / "secrets.json"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        made = data / f"secrets.{os.getpid()}.new"
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({name: secrets.token_hex(32) for name in NAMES}, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        made.unlink()
    held: dict[str, str] = json.loads(path.read_text())
    missing = [name for name in NAMES if name not in held]
    if missing:
        raise RuntimeError(f"{path} lacks the secrets: {', '.join(missing)}. Restore it from your backup.")
    return held
