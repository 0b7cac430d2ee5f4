"""The real product with a durable database of its own, and the CPU seconds that each part of it uses."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from panjereh.config.postgres import place_of
from panjereh.config.postgres.place import SETUP_ROLE
from panjereh.config.testing.ground import ground_of
from panjereh.config.testing.product import RunningProduct, free_port, start_product

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"granian": "web", "config.command worker": "worker", "postgres": "database"}
UNREST = """
SELECT (SELECT count(*) FROM cases_case WHERE status = 'finishing')
     + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Seconds:
    """CPU seconds, user and system, of each part of the product."""

    web: float
    worker: float
    database: float

    @property
    def total(self) -> float:
        return self.web + self.worker + self.database

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.web - other.web, self.worker - other.worker, self.database - other.database)


@dataclass(slots=True)
class Ground:
    """A running product under measurement."""

    product: RunningProduct

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The living processes of web server, worker and database."""
        found: dict[str, list[psutil.Process]] = {part: [] for part in PARTS.values()}
        for child in psutil.Process(self.product.process.pid).children():
            words = " ".join(child.cmdline())
            part = next((part for mark, part in PARTS.items() if mark in words), None)
            if part is not None:
                found[part] += [child, *child.children(recursive=True)]
        return found

    def seconds(self) -> Seconds:
        """CPU seconds so far, of the living and of those that their parents have reaped."""
        return Seconds(**{part: sum(map(_used, held)) for part, held in self.processes().items()})

    def superuser(self, database: str = "panjereh") -> psycopg.Connection:
        """A connection that may do anything, committed statement by statement."""
        return psycopg.connect(place_of(self.product.data).url(SETUP_ROLE, database), autocommit=True)

    def rest(self) -> None:
        """Wait until no case owes anything and no job waits."""
        with self.superuser() as connection:
            while connection.execute(UNREST).fetchone() != (0,):
                time.sleep(0.05)

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """Let the worker stand still, so that the web's own share can be told apart."""
        worker = self.processes()["worker"][0]
        worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            worker.send_signal(signal.SIGCONT)


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def data_folder() -> Path:
    """Where the measured product lives: where the database's account may go."""
    return ground_of(ROOT) / f"bench-{os.getpid()}"


@contextmanager
def standing(data: Path) -> Iterator[tuple[Ground, float]]:
    """A product on `data`; with it the seconds from its start until it is healthy."""
    began = time.monotonic()
    product = start_product(data, port=free_port())
    try:
        product.wait_until_healthy()
        yield Ground(product), time.monotonic() - began
    finally:
        product.stop()


@contextmanager
def emptied(data: Path) -> Iterator[Path]:
    """A data folder that is new, and gone afterwards."""
    shutil.rmtree(data, ignore_errors=True)
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)
