"""A stranger's file is looked through in a process of its own, bounded in memory, CPU and time.

What comes back is a clean copy, written anew; the bytes that were sent are never kept.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from panjereh.kernel.files.faults import not_taken
from panjereh.kernel.files.kinds import HEAD, KINDS, kind_of_name, kind_of_type, told_by, words_of
from panjereh.kernel.files.names import last_part
from panjereh.kernel.files.turns import Busy, a_turn

log = logging.getLogger("panjereh.files")

SECONDS = 20.0  # on the wall; the cage ends it earlier by CPU
_PROGRAM = "panjereh.kernel.files.inspector"
_SOURCES = str(Path(__file__).resolve().parents[3])


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: its bytes, and what its sender says of it."""

    file: IO[bytes]
    size: int
    name: str
    declared: str


@dataclass(frozen=True, slots=True)
class Clean:
    """What may be kept: the kind that the content has, and its copy (the caller closes it)."""

    kind: str
    file: IO[bytes]
    size: int


def look_through(sent: Sent, *, kinds: tuple[str, ...], max_mb: int) -> Clean:
    """Return a clean copy of a file. Raises Refused with what is wrong and what to do."""
    if sent.size == 0:
        raise not_taken("empty")
    taken = words_of(kinds)
    if sent.size > max_mb * 2**20:
        raise not_taken("too_large", kinds=taken, max_mb=max_mb)
    sent.file.seek(0)
    kind = told_by(sent.file.read(HEAD))
    if kind not in KINDS:
        raise not_taken(kind, kinds=taken, max_mb=max_mb)
    word = KINDS[kind].word
    if kind not in kinds:
        raise not_taken("not_wanted", kind=word, kinds=taken, max_mb=max_mb)
    if kind_of_name(last_part(sent.name)) != kind:
        raise not_taken("name_differs", kind=word)
    if kind_of_type(sent.declared) not in ("", kind):
        raise not_taken("type_differs", kind=word)
    return _clean_copy(sent.file, kind, max_mb * 2**20)


def _clean_copy(file: IO[bytes], kind: str, most: int) -> Clean:
    file.flush()
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # the other process sees no buffer of ours
    try:
        with a_turn(settings.FILES / "turns", _places()):
            copy = tempfile.TemporaryFile(dir=arriving_folder())  # noqa: SIM115 - the caller closes it
            try:
                _asked(file, kind, most, copy)
            except BaseException:
                copy.close()
                raise
    except Busy as busy:
        raise not_taken("busy") from busy
    size = copy.seek(0, os.SEEK_END)
    copy.seek(0)
    return Clean(kind, copy, size)


def _asked(file: IO[bytes], kind: str, most: int, copy: IO[bytes]) -> None:
    """Let the program write the copy; raises Refused where it did not."""
    out = copy.fileno()
    command = [sys.executable, "-P", "-m", _PROGRAM, kind, str(most), str(out)]
    try:
        done = subprocess.run(
            command,
            stdin=file.fileno(),
            capture_output=True,
            pass_fds=(out,),
            env={"PYTHONPATH": _SOURCES, "LANG": "C.UTF-8"},  # no secret of ours is in its reach
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise not_taken("too_heavy") from late
    said = _verdict(done)
    if said:
        raise not_taken(said["key"], **said["words"])


def _verdict(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """What the program printed; one that was ended by its bounds, or fell, has said that it is too heavy."""
    try:
        said = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    if done.returncode >= 0:  # not a bound: a fault of the program, which its keeper should know of
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        log.error("the inspector fell: %s", last.partition(":")[0][:100])
    return {"key": "too_heavy", "words": {}}


def _places() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def arriving_folder() -> Path:
    """Where files without a name lie while they arrive: on the disk of the others, gone with the process."""
    folder: Path = settings.FILES / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
