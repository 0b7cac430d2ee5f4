"""The real product for journeys: its own data folder, port, database, web server and worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from panjereh.config.postgres import place_of
from panjereh.config.postgres.parent import tied_to_us
from panjereh.config.postgres.place import APP_ROLE, OWNER_ROLE
from panjereh.config.running.bank import DemoBank, bank_of
from panjereh.config.running.people import Person, people_of
from panjereh.config.testing.database import copy_of_template

OURS = ("PANJEREH_", "DATABASE_", "PROMETHEUS_")
NOT_PASSED_ON = {"HOST", "PORT", "DJANGO_SETTINGS_MODULE"}
STARTED_WITHIN = 240.0  # seconds, with a sample country to settle on a busy machine


@dataclass(slots=True)
class RunningProduct:
    """A product that answers at `url`, supervised by `process`."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://localhost:{self.port}"

    @property
    def app_url(self) -> str:
        """Return the database URL of the application's role."""
        return place_of(self.data).url(APP_ROLE)

    @property
    def owner_url(self) -> str:
        """Return the database URL of the schema's owner."""
        return place_of(self.data).url(OWNER_ROLE)

    @property
    def people(self) -> list[Person]:
        """Return who can sign in."""
        return people_of(self.data)

    @property
    def bank(self) -> DemoBank:
        """Return the demonstration's simulated bank: its port, and the word that opens its books."""
        return bank_of(self.data)

    def health(self) -> tuple[int, dict[str, str]]:
        """Return the status and the body of `/healthz`; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as failing:
            return failing.code, json.load(failing)
        except (urllib.error.URLError, OSError):
            return 0, {}

    def wait_until_healthy(self, seconds: float = STARTED_WITHIN) -> None:
        """Wait for a green `/healthz`. Raises AssertionError with the log."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.health()[0] == 200:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"The product is not healthy: {self.health()}\n{self.words()}")

    def words(self) -> str:
        """Return what the product printed and logged."""
        logs = [self.log, *sorted((self.data / "log").glob("*.log"))]
        return "\n".join(f"--- {log.name}\n{log.read_text()[-4000:]}" for log in logs if log.exists())

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 40.0) -> int:
        """Send a signal and return the supervisor's exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(seconds)


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def start_product(
    data: Path, *, port: int, demo: bool = True, more: Mapping[str, str] | None = None
) -> RunningProduct:
    """Start a product on `data`; wait for it with `wait_until_healthy`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(OURS) and name not in NOT_PASSED_ON
    }
    environment = kept | {
        "PANJEREH_DATA": str(data),
        "PANJEREH_DEMO": "1" if demo else "0",
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        **(more or {}),
    }
    data.mkdir(parents=True, exist_ok=True)
    log = data / "supervisor.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "panjereh.config.command", "run"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=tied_to_us(signal.SIGTERM),
        )
    return RunningProduct(data, port, process, log)


@contextmanager
def product(build: Path, *, name: str = "product", demo: bool = True) -> Iterator[RunningProduct]:
    """Run a product over a copy of the migrated database, and remove it afterwards."""
    data = build / f"run-{os.getpid()}" / name
    shutil.rmtree(data, ignore_errors=True)
    copy_of_template(build, data)
    running = start_product(data, port=free_port(), demo=demo)
    try:
        running.wait_until_healthy()
        yield running
    finally:
        running.stop()
        shutil.rmtree(data, ignore_errors=True)
