"""One dump a day of the embedded database, a week of them kept."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

from panjereh.config.postgres.parent import tied_to_us
from panjereh.config.postgres.place import SETUP_ROLE
from panjereh.config.postgres.server import Server

EVERY = 24 * 3600  # seconds
KEPT = 7


class DailyDump:
    """Runs pg_dump when the newest dump is a day old; a broken dump never counts as one."""

    def __init__(self, server: Server, *, every: float = EVERY) -> None:
        self.server = server
        self.every = every
        self._process: subprocess.Popen[bytes] | None = None
        self._part = server.place.dumps / "dump.part"
        self._not_before = 0.0

    def tend(self) -> None:
        """Start a dump that is due, and take in one that is finished."""
        if self._process is not None:
            if self._process.poll() is not None:
                self._take_in(self._process.returncode)
                self._process = None
            return
        if self.server.running and time.time() > self._not_before and self._due():
            self._not_before = time.time() + min(self.every, 3600)
            self._process = subprocess.Popen(
                [
                    self.server.binaries["pg_dump"],
                    "--format=custom",
                    f"--file={self._part}",
                    f"--dbname={self.server.place.url(SETUP_ROLE)}",
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=tied_to_us(signal.SIGTERM),
                **self.server.account.process_options(),
            )

    def stop(self) -> None:
        """End a dump under way; the next start makes it up."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def dumps(self) -> list[Path]:
        """Return the finished dumps, the newest last."""
        return sorted(self.server.place.dumps.glob("*.dump"))

    def _due(self) -> bool:
        made = self.dumps()
        # A database without a dump counts from its making.
        last = made[-1] if made else self.server.place.data / "PG_VERSION"
        return time.time() - last.stat().st_mtime > self.every

    def _take_in(self, code: int) -> None:
        if code != 0:
            self.server.say(
                f"The daily dump failed (pg_dump: {code}). Is there space at {self._part.parent}?"
            )
            self._part.unlink(missing_ok=True)
            return
        self._part.rename(self._part.with_name(time.strftime("%Y-%m-%dT%H%M%SZ.dump", time.gmtime())))
        for old in self.dumps()[:-KEPT]:
            old.unlink()
