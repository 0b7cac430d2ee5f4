"""The web server and the job worker: started, watched, started again, stopped with all that they started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from panjereh.config.postgres.parent import tied_to_us

LONGEST_DELAY = 30.0
STEADY = 60.0  # seconds after which an end counts as a first failure again
LOG_LIMIT = 20 * 1024 * 1024


class Child:
    """A program that has to run as long as the product does."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path | None,
        say: Callable[[str], None],
    ) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.log = log
        self.say = say
        self.process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._started_at = 0.0
        self._not_before = 0.0

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        output = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=tied_to_us(signal.SIGTERM),
        )
        if output:
            output.close()
        self._started_at = time.monotonic()

    def tend(self) -> None:
        """Start the program again when it ended by itself, later after each failure."""
        if self.running or self.process is None:
            self._shorten_log()
            return
        if self._not_before == 0.0:
            self._reap()
            if time.monotonic() - self._started_at > STEADY:
                self._failures = 0
            delay = min(LONGEST_DELAY, 0.25 * 2**self._failures)
            self._failures += 1
            self._not_before = time.monotonic() + delay
            self.say(f"The {self.name} ended ({self.process.returncode}); starting it again. {self.hint}")
        if time.monotonic() >= self._not_before:
            self._not_before = 0.0
            self.start()

    @property
    def hint(self) -> str:
        return f"Its log: {self.log}" if self.log else ""

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process is not None and self.running:
            self.process.send_signal(signal.SIGTERM)

    def stop(self, seconds: float) -> None:
        """Wait for the end, and end by force whatever of its session is left after `seconds`."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reap()
        self.process = None

    def _reap(self) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)  # its own children, if it left any
        except (ProcessLookupError, PermissionError):
            pass

    def _shorten_log(self) -> None:
        if self.log is None or not self.log.exists() or self.log.stat().st_size < LOG_LIMIT:
            return
        # Opened for appending, so the child goes on at the new end.
        shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
        os.truncate(self.log, 0)
