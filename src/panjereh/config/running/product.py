"""`panjereh run`: the whole product on one machine, from the database to the last page, and its end."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from panjereh.config.postgres import DatabaseUnavailable, Server
from panjereh.config.postgres.parent import adopt_orphans, end_orphans
from panjereh.config.postgres.upkeep import DailyDump
from panjereh.config.running.address import Address, AddressUnusable, claim
from panjereh.config.running.bank import prepare_bank, public_url
from panjereh.config.running.children import Child
from panjereh.config.running.lock import AlreadyServing, RunLock
from panjereh.config.running.people import people_of
from panjereh.config.running.preparation import Preparation
from panjereh.config.running.screen import Screen
from panjereh.config.running.tasks import (
    TaskFailed,
    bank_command,
    cores,
    environment,
    web_command,
    worker_command,
)

STOP_SECONDS = 12.0
UNCLEAN_PATIENCE = 12.0  # seconds in which the web server of a killed run gives its port back


class Product:
    """One running product of one data folder."""

    def __init__(self, data: Path, address: Address, *, demo: bool, screen: Screen) -> None:
        self.data = data.resolve()
        self.address = address
        self.demo = demo
        self.screen = screen
        self.children: list[Child] = []
        self.server: Server | None = None
        self.dump: DailyDump | None = None
        self._stop = threading.Event()
        self._signals = 0

    def run(self) -> int:
        """Start, serve until a signal comes, stop; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        adopt_orphans()
        self.data.mkdir(parents=True, exist_ok=True)
        lock = RunLock(self.data)
        try:
            lock.take(self.address.url, answers=_answers)
        except AlreadyServing as other:
            self.screen.already_serving(other.url, other.process, self.data, self.address)
            return 0
        try:
            self._claim_port(patience=UNCLEAN_PATIENCE if lock.unclean else 0.0)
            self._start()
            self._serve()
        except (AddressUnusable, DatabaseUnavailable, TaskFailed) as failure:
            if not self._stop.is_set():
                self.screen.failure(str(failure))
                return 1
        finally:
            self._end()
            end_orphans()
            lock.release()
        return 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1
        self._stop.set()
        if self._signals > 2:  # whoever asks three times wants it now
            for child in self.children:
                child.stop(0)

    def _claim_port(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            try:
                claim(self.address)
            except AddressUnusable:
                if time.monotonic() > deadline or self._stop.is_set():
                    raise
                time.sleep(0.2)
            else:
                return

    def _start(self) -> None:
        with self.screen.step("database"):
            app_url, owner_url = self._database()
        preparation = Preparation(self.data, app_url, owner_url, self.screen.say)
        with self.screen.step("tables"):
            preparation.tables()
        preparation.keep_samples_apart(demo=self.demo)
        with self.screen.step("words"):
            preparation.words()
        with self.screen.step("static files"):
            preparation.static()
        if self.demo:
            with self.screen.step("sample country"):
                preparation.sample_country()
        if self._stop.is_set():
            return
        with self.screen.step("web server and worker"):
            self._spawn(app_url)
            self._wait_until_healthy()
        self.screen.serving(self.address, self.data, people_of(self.data) if self.demo else [])

    def _database(self) -> tuple[str, str]:
        """Return the URLs of application and owner; start the embedded server when none is given."""
        given = os.environ.get("DATABASE_URL")
        if given:
            return given, os.environ.get("DATABASE_OWNER_URL", "")
        self.server = Server(self.data, say=self.screen.say, stopping=self._stop.is_set)
        self.server.start()
        self.dump = DailyDump(self.server)
        return self.server.app_url, self.server.owner_url

    def _spawn(self, app_url: str) -> None:
        figures = self.data / "run" / "metrics"
        shutil.rmtree(figures, ignore_errors=True)
        figures.mkdir(parents=True)
        variables = environment(
            app_url,
            PANJEREH_DATA=str(self.data),
            PANJEREH_DEMO="1" if self.demo else "0",
            PANJEREH_SUPERVISED="1",
            HOST=self.address.host,
        )
        logs = self.data / "log"
        if self.demo:
            logs.mkdir(exist_ok=True)
        children = [
            ("web server", web_command(self.address, cores()), {"PROMETHEUS_MULTIPROC_DIR": str(figures)}),
            ("worker", worker_command(), {}),
        ]
        if self.demo:
            bank = prepare_bank(self.data)
            variables |= bank.variables(public_url(self.address.port))
            children.insert(0, ("bank", bank_command(bank.port, bank.data), bank.own_variables()))
        for name, command, own in children:
            log = logs / f"{name.split()[0]}.log" if self.demo else None
            child = Child(name, command, environment=variables | own, log=log, say=self.screen.say)
            self.children.append(child)
            child.start()

    def _wait_until_healthy(self) -> None:
        while not self._stop.is_set() and not _healthy(self.address):
            self._tend()
            self._stop.wait(0.1)

    def _serve(self) -> None:
        while not self._stop.wait(0.25):
            self._tend()

    def _tend(self) -> None:
        if self.server is not None:
            self.server.tend()
        if self.dump is not None:
            self.dump.tend()
        for child in self.children:
            child.tend()

    def _end(self) -> None:
        if self.children or self.server:
            self.screen.say("Stopping.")
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.stop(deadline - time.monotonic())
        if self.dump is not None:
            self.dump.stop()
        if self.server is not None:
            self.server.stop()


def _healthy(address: Address) -> bool:
    host = f"[{address.probed}]" if ":" in address.probed else address.probed
    return _answers(f"http://{host}:{address.port}/")


def _answers(url: str) -> bool:
    if not url.startswith("http://"):
        return False
    try:
        with urllib.request.urlopen(f"{url}healthz", timeout=3) as answer:  # noqa: S310 -- http only, see above
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
