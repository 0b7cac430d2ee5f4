"""Where files lie: encrypted, one below the keyed digest of its content, on the disk before their row is.

The address is keyed by the holder and the place, so equal files of two people, or of two cases, have nothing
in common for whoever sees the folder. A file without a row is left over from a request that broke off;
`sweep` removes it after a day. A row without a file can't come to be.
"""

from __future__ import annotations

import fcntl
import hmac
import logging
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO

from django.conf import settings

from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.files.sealing import PIECE, opened_pieces, sealed_pieces
from panjereh.kernel.keys import Safe

log = logging.getLogger("panjereh.files")

LEFT_OVER = 24 * 3600  # seconds after which a file without a row is nobody's
_BATCH = 500
_NEW = ".new"


class FileLost(Exception):
    """The row is there and the file is not: a restored database is newer than its files, or a disk failed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the row has to say: where the file lies, and how large its content is."""

    address: bytes
    size: int


def keep(safe: Safe, where: str, content: IO[bytes]) -> Kept:
    """Write a content down for good, and only then return. Raises Refused when the disk takes no more."""
    address, size = _address(safe, where, content)
    content.seek(0)
    try:
        _write(
            _path(address), sealed_pieces(content, safe.derive(f"file key:{where}"), _place(where, address))
        )
    except OSError as full:
        log.error("a file could not be kept: %s", full.strerror)
        raise not_taken("no_room") from full
    return Kept(address, size)


def read(safe: Safe, where: str, address: bytes) -> bytes:
    """Return a whole content. Raises FileLost, SealBroken."""
    try:
        with _path(address).open("rb") as sealed:
            key = safe.derive(f"file key:{where}")
            return b"".join(opened_pieces(sealed, key, _place(where, address)))
    except FileNotFoundError as lost:
        raise FileLost(address.hex()) from lost


def _address(safe: Safe, where: str, content: IO[bytes]) -> tuple[bytes, int]:
    content.seek(0)
    keyed = hmac.new(safe.derive(f"file address:{where}"), digestmod=sha256)
    size = 0
    while piece := content.read(PIECE):
        keyed.update(piece)
        size += len(piece)
    return keyed.digest(), size


def _place(where: str, address: bytes) -> bytes:
    return f"{where}:".encode() + address


def _folder() -> Path:
    return Path(settings.FILES) / "kept"


def _path(address: bytes) -> Path:
    name = address.hex()
    return _folder() / name[:2] / name


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """Make the file whole and durable under its name, or not at all."""
    _made(path.parent)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}{_NEW}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        with _beside_the_sweeper(fcntl.LOCK_SH):
            new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _made(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for above in (folder.parent, folder.parent.parent):
            _settle(above)


def _settle(folder: Path) -> None:
    """What was named in this folder stays named after a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _beside_the_sweeper(how: int) -> Iterator[None]:
    """A file that is written once more while the sweeper looks at it must not go."""
    lock = os.open(_folder() / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, how)
        yield
    finally:
        os.close(lock)


def sweep(held: Callable[[Collection[bytes]], set[bytes]], *, older: int = LEFT_OVER) -> int:
    """Remove files older than `older` seconds for which `held` knows no row; returns how many went."""
    before = time.time() - older
    gone, old = 0, _old_ones(before)
    while paths := list(islice(old, _BATCH)):
        named = {path: bytes.fromhex(path.name) for path in paths if not path.name.endswith(_NEW)}
        rows = held(list(named.values()))
        for path in paths:
            if path not in named or named[path] not in rows:
                gone += _removed(path, before)
    return gone


def _old_ones(before: float) -> Iterator[Path]:
    for path in sorted(_folder().glob("[0-9a-f][0-9a-f]/*")):
        if _age_known(path) < before:
            yield path


def _age_known(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _removed(path: Path, before: float) -> bool:
    with _beside_the_sweeper(fcntl.LOCK_EX):
        if _age_known(path) >= before:
            return False
        path.unlink(missing_ok=True)
        return True
