"""Digests that tell whether work of an earlier start still stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
ROOT = PACKAGE.parents[1]


def digest_of_files(files: Iterable[Path]) -> str:
    """Return the SHA-256 over paths and contents of `files`, in the order of their paths."""
    total = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        total.update(f"{file}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def digest_of(files: Iterable[Path], *words: str) -> str:
    """Return the digest of `files` together with `words` that matter as well."""
    return hashlib.sha256(json.dumps([digest_of_files(files), *words]).encode()).hexdigest()


def versions_of(*packages: str) -> str:
    """Return the installed versions of `packages` as one word."""
    return ",".join(f"{name}={metadata.version(name)}" for name in packages)


def migration_files() -> list[Path]:
    """Return the migrations of all rooms."""
    return [file for file in PACKAGE.glob("*/migrations/*.py") if file.name != "__init__.py"]


def static_files() -> list[Path]:
    """Return what the rooms bring as static files."""
    return [file for file in PACKAGE.glob("**/static/**/*") if file.is_file()]


def sample_files() -> list[Path]:
    """Return the data of the sample country and the services that ship with the product."""
    folders = (ROOT / "samples", ROOT / "services")
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


class Stamps:
    """Remembers in the data folder for which inputs a step was done."""

    def __init__(self, data: Path) -> None:
        self.file = data / "run" / "stamps.json"

    def once(self, step: str, digest: str, do: Callable[[], None]) -> bool:
        """Do a step unless it was done for the same digest; tell whether it was done now."""
        held = self._read()
        if held.get(step) == digest:
            return False
        do()
        self.mark(step, digest)
        return True

    def mark(self, step: str, digest: str) -> None:
        """Write down that a step stands for `digest`."""
        held = self._read()
        if held.get(step) != digest:
            self._write({**held, step: digest})

    def _read(self) -> dict[str, str]:
        try:
            held: dict[str, str] = json.loads(self.file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return held

    def _write(self, held: dict[str, str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(held))
        fresh.rename(self.file)
