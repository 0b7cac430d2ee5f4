"""Kills without warning: web processes, the worker, the database, everything at once; repeats messages."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psycopg
from tests.journeys.kills.moments import NAMES, Moments

from panjereh.config.postgres import place_of
from panjereh.config.postgres.orphans import working_in
from panjereh.config.postgres.place import SETUP_ROLE
from panjereh.config.testing.product import RunningProduct, start_product

REPEATED = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args)
SELECT queue_name, task_name, priority, args FROM procrastinate_jobs
WHERE status IN ('todo', 'doing') AND task_name IN
    ('cases.effects', 'notices.carry', 'cases.paid', 'money.look', 'money.refund')
"""  # without their lock: as if two workers held the same message


class Nemesis:
    """Strikes one running product. `product` is replaced when everything was killed and started again."""

    def __init__(
        self, product: RunningProduct, seed: str, variables: Mapping[str, str] | None = None
    ) -> None:
        self.product = product
        self.moments = Moments()
        self.random = random.Random(f"{seed}:nemesis")
        self.variables = dict(variables or {})
        self.struck: list[str] = []
        self._began = time.monotonic()
        self.strikes: Mapping[str, Callable[[], None]] = {
            "a web process": lambda: self._kill_one(self.of_product("granian")),
            "the web server": lambda: _kill(self.of_product("granian")),
            "the worker": lambda: _kill(self.of_product("config.command worker")),
            "a database process": lambda: self._kill_one(self.database()[1:]),
            "the database": lambda: _kill(self.database()[:1]),
            "everything": self.kill_everything,
            "a message twice": self.repeat_messages,
            "the bank": lambda: _kill(self.of_product("panjereh.bank")),
        }

    def haunt(self, seconds: float, pause: float, moments: tuple[str, ...] = NAMES) -> None:
        """Strike again and again for some seconds, every kind in turn, each at a chosen or random moment.

        Mostly the product gets up again in between; one strike in five hits it while it does.
        """
        end = time.monotonic() + seconds
        for kind in self._kinds():
            if self.random.random() < 0.8:
                self.wait_until_back(60)
            time.sleep(self.random.uniform(0.3, pause))
            if time.monotonic() > end:
                return
            moment = self.random.choice((*moments, ""))
            if moment:
                self.moments.wait_for(moment, 5.0)
            time.sleep(self.random.uniform(0.0, 0.25))
            self.strike(kind, moment)
            self._restart_the_ended()

    def wait_until_back(self, seconds: float) -> None:
        """Wait for a green `/healthz`. A start that was itself hit has ended; it is made again."""
        end = time.monotonic() + seconds
        while self.product.health()[0] != 200:
            assert time.monotonic() < end, f"not back after {seconds} s: {self.product.words()}"
            self._restart_the_ended()
            time.sleep(0.2)

    def _restart_the_ended(self) -> None:
        if self.product.process.poll() is not None:
            self.struck.append(f"(started again after {self.product.process.returncode})")
            self.start_again()

    def strike(self, kind: str, moment: str = "") -> None:
        self.struck.append(
            f"{time.monotonic() - self._began:5.1f} s {kind}{f' at {moment}' if moment else ''}"
        )
        self.strikes[kind]()

    def _kinds(self) -> Iterator[str]:
        while True:
            yield from self.random.sample(list(self.strikes), len(self.strikes))

    def of_product(self, words: str) -> list[int]:
        """Ids of the living processes of this product whose command line holds `words`."""
        mark = f"PANJEREH_DATA={self.product.data}\0".encode()
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if (
                    entry.name.isdigit()
                    and mark in (entry / "environ").read_bytes()
                    and words.encode() in (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                ):
                    found.append(int(entry.name))
            except OSError:
                continue
        return sorted(found)

    def database(self) -> list[int]:
        """The database's processes, the postmaster first.

        Only what works in its folder: the number in a stale `postmaster.pid` may be anybody's by now.
        """
        folder = place_of(self.product.data).data
        try:
            first = int((folder / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            first = 0
        return sorted(working_in(folder), key=lambda process: process != first)

    def _kill_one(self, processes: list[int]) -> None:
        if processes:
            _kill([self.random.choice(processes)])

    def kill_database(self) -> None:
        """Kill every process of the database in one go."""
        _kill(self.database())

    def kill_everything(self) -> None:
        """Kill every process in one go, the supervisor first, and start the product again."""
        self.kill_all_processes()
        self.start_again()

    def kill_all_processes(self) -> None:
        self.product.process.kill()
        _kill([*self.database(), *self.of_product("")])
        self.product.process.wait(10)

    def start_again(self) -> None:
        self.product = start_product(self.product.data, port=self.product.port, more=self.variables)

    def repeat_messages(self) -> None:
        """Deliver what lies in the queue a second time, as a queue of at-least-once delivery may."""
        try:
            with psycopg.connect(
                place_of(self.product.data).url(SETUP_ROLE), connect_timeout=3
            ) as connection:
                connection.execute("SET statement_timeout = '3s'")
                connection.execute(REPEATED)
        except psycopg.Error:
            return  # the database is down already


def _kill(processes: list[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
