"""Starts, keeps alive and stops the embedded server of one data folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from panjereh.config.postgres.account import Account, server_account
from panjereh.config.postgres.binaries import Binaries, find_binaries
from panjereh.config.postgres.errors import DatabaseUnavailable
from panjereh.config.postgres.orphans import clear_the_way, wait_until_gone
from panjereh.config.postgres.parent import tied_to_us
from panjereh.config.postgres.place import APP_ROLE, OWNER_ROLE, SETUP_ROLE, Place, place_of, remember, settle
from panjereh.config.postgres.roles import set_up

DURABLE: Mapping[str, str] = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "wal_log_hints": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "idle_in_transaction_session_timeout": "60s",
    # A week of logs: one file for each weekday, begun anew a week later.
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}
# Order and case of text never depend on the locale: sort keys are ours, compared as bytes.
INITDB = (
    "--encoding=UTF8",
    f"--locale={'C.UTF-8' if sys.platform == 'linux' else 'C'}",
    "--data-checksums",
    "--auth-local=trust",  # the socket's folder is 0700 and TCP is off
    "--auth-host=scram-sha-256",
    "--no-instructions",
)
STILL_IN_USE = "pre-existing shared memory block"
LONGEST_DELAY = 30.0


class AlreadyRunning(DatabaseUnavailable):
    """Another process of this machine supervises the server of this data folder."""


class Server:
    """The embedded server of one data folder: one supervisor at a time, its child, never an orphan."""

    def __init__(
        self,
        data: Path,
        *,
        say: Callable[[str], None] = lambda sentence: None,
        settings: Mapping[str, str] = DURABLE,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.folder = data.resolve()
        self.say = say
        self.settings = settings
        self.stopping = stopping
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._failures = 0
        self._started_at = 0.0
        self._not_before = 0.0
        self.account: Account = server_account(place_of(self.folder).data)
        self.binaries: Binaries = find_binaries(self.account)
        self.place: Place = settle(self.folder, self.account)

    @property
    def app_url(self) -> str:
        return self.place.url(APP_ROLE)

    @property
    def owner_url(self) -> str:
        return self.place.url(OWNER_ROLE)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Bring the server up and wait until it answers, making its database on the first start.

        There is no total time limit: recovery after a crash may take long, and is told.
        Raises AlreadyRunning, DatabaseUnavailable.
        """
        self._take_lock()
        try:
            self._initialise()
            self._come_up()
            set_up(self.place)
            remember(self.folder, self.place)
        except BaseException:
            self.stop()
            raise

    def tend(self) -> bool:
        """Start the server again when it ended by itself, later after each failure; tell whether it did."""
        if self.process is None or self.running or time.monotonic() < self._not_before:
            return False
        if time.monotonic() - self._started_at > 60:
            self._failures = 0
        self._failures += 1
        self._not_before = time.monotonic() + min(LONGEST_DELAY, 0.25 * 2**self._failures)
        self.say(f"The database server ended ({self.process.returncode}); starting it again.")
        try:
            self._come_up()
        except DatabaseUnavailable as failure:
            self.say(str(failure))
            return False
        return True

    def stop(self) -> None:
        """End the server: fast (clients are cut, nothing acknowledged is lost), in the worst case at once."""
        if self.process is not None:
            for number, seconds in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
                if not self.running:
                    break
                self.process.send_signal(number)
                try:
                    self.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
            self.process = None
            wait_until_gone(self.place.data, 5.0)  # the log's writer ends last
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take_lock(self) -> None:
        for folder in (self.place.root, self.place.sockets, self.place.log, self.place.dumps):
            self.account.own(folder)
        lock = self.place.lock.open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            raise AlreadyRunning(
                f"The database of {self.folder} is already kept by process {holder}. "
                "Stop that one first, or use another PANJEREH_DATA."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _initialise(self) -> None:
        version = self.place.data / "PG_VERSION"
        if version.exists():
            held = version.read_text().strip()
            if held != str(self.binaries.major):
                raise DatabaseUnavailable(
                    f"The data in {self.place.data} belongs to PostgreSQL {held}, but "
                    f"{self.binaries.major} was found. Install PostgreSQL {held}, or move the data "
                    "with pg_dump and pg_restore."
                )
            return
        self.say("Making a new database.")
        fresh = self.place.root / "data.new"  # an interrupted initdb leaves only this
        shutil.rmtree(fresh, ignore_errors=True)
        command = [self.binaries["initdb"], "-D", str(fresh), "-U", SETUP_ROLE, *INITDB]
        made = subprocess.run(command, capture_output=True, text=True, **self.account.process_options())
        if made.returncode != 0:
            said = made.stderr.strip() or made.stdout.strip()
            raise DatabaseUnavailable(f"The database could not be made: {said}")
        fresh.rename(self.place.data)

    def _come_up(self) -> None:
        for attempt in range(3):
            clear_the_way(self.place)
            self._spawn()
            try:
                self._wait_until_ready()
            except DatabaseUnavailable as failure:
                if STILL_IN_USE in str(failure) and attempt < 2:
                    continue
                raise
            return

    def _spawn(self) -> None:
        settings = dict(self.settings, log_directory=str(self.place.log))
        command = [self.binaries["postgres"], "-D", str(self.place.data), "-k", str(self.place.sockets)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.place.log / "start.log").open("wb") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=tied_to_us(signal.SIGINT),
                **self.account.process_options(),
            )
        self._started_at = time.monotonic()

    def _wait_until_ready(self) -> None:
        told_at = time.monotonic() + 5
        while self.process is not None:
            if not self.running:
                raise DatabaseUnavailable(
                    f"The database server did not start. Its log says:\n{self.last_words()}"
                )
            if self.stopping():
                raise DatabaseUnavailable("Stopped while the database server was starting.")
            try:
                psycopg.connect(self.place.url(SETUP_ROLE, "postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > told_at:
                    self.say(f"The database server is recovering. Its log says:\n{self.last_words(1)}")
                    told_at = time.monotonic() + 10
                time.sleep(0.03)
            else:
                return

    def last_words(self, lines: int = 8) -> str:
        """Return the last lines of the server's newest log."""
        logs = sorted(self.place.log.glob("*.log"), key=lambda log: log.stat().st_mtime)
        said = [line for log in logs[-2:] for line in log.read_text(errors="replace").splitlines()]
        return "\n".join(said[-lines:])


@contextmanager
def database_of(data: Path) -> Iterator[tuple[str, str]]:
    """Give the URLs (application, owner) of the server of `data`: one that runs, else one for this while."""
    server = Server(data)
    try:
        server.start()
    except AlreadyRunning:
        pass
    try:
        yield server.app_url, server.owner_url
    finally:
        server.stop()
