"""Digests that tell whether work of an earlier start still stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


def digest_of_files(files: Iterable[Path]) -> str:
    """Return the SHA-256 over paths and contents of `files`, in the order of their paths."""
    total = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        total.update(f"{file}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def migration_files() -> list[Path]:
    """Return the migrations of all rooms."""
    return [file for file in PACKAGE.glob("*/migrations/*.py") if file.name != "__init__.py"]
