"""One product per data folder: a lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO


class AlreadyServing(Exception):
    """A product of this data folder runs already; `url` tells where."""

    def __init__(self, process: int, url: str) -> None:
        super().__init__(f"Panjereh runs already at {url} (process {process}).")
        self.process = process
        self.url = url


class RunLock:
    """Held while a product runs; `unclean` tells that the run before was killed."""

    def __init__(self, data: Path) -> None:
        folder = data / "run"
        folder.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = (folder / "lock").open("a+")
        self.unclean = False

    def take(self, url: str, *, answers: Callable[[str], bool], patience: float = 15.0) -> None:
        """Take the lock; wait for an earlier run that is just ending. Raises AlreadyServing."""
        deadline = time.monotonic() + patience
        while not self._try():
            held = self._read()
            if time.monotonic() > deadline or answers(held.get("url", "")):
                raise AlreadyServing(int(held.get("process", 0)), held.get("url", ""))
            time.sleep(0.2)
        self.unclean = bool(self._read())
        self._write(json.dumps({"process": str(os.getpid()), "url": url}))

    def release(self) -> None:
        """Give the lock back and leave no mark of a running product."""
        self._write("")
        self._file.close()

    def _try(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _read(self) -> dict[str, str]:
        self._file.seek(0)
        text = self._file.read()
        return json.loads(text) if text else {}

    def _write(self, text: str) -> None:
        self._file.truncate(0)
        self._file.write(text)
        self._file.flush()
