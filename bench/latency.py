"""How long people wait: eight connections that read and write at once, then a crowd that looks in now and then."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.ground import Ground
from bench.visitor import CERTIFICATE, Visitor

CONNECTIONS = 8
BUSY = 15.0  # seconds
CROWD = 200
PAUSE = 5.0  # seconds between two requests of one person
STAY = 600.0 if os.environ.get("PANJEREH_LONG") == "1" else 60.0  # seconds
PERSONAS = ("maryam", "zahra")
PATHS = ("/fa/", f"/fa/services/{CERTIFICATE.service}/", "/fa/cases/", "/fa/inbox/", "/en/services/")


class Waits:
    """Seconds that answers and their first bytes took, and what went wrong; of many threads."""

    def __init__(self) -> None:
        self.whole: list[float] = []
        self.first: list[float] = []
        self.errors = 0

    def get(self, visitor: Visitor, path: str) -> None:
        """Ask for one page, and note how long it took."""
        began = time.monotonic()
        with visitor.http.stream("GET", path) as answer:
            self.first.append(time.monotonic() - began)
            answer.read()
            self.errors += answer.status_code != 200
        self.whole.append(time.monotonic() - began)


def measure(ground: Ground) -> Iterator[Figure]:
    """Percentiles of whole answers and first bytes, in milliseconds."""
    waits = Waits()
    _together(CONNECTIONS, lambda number: _busy(ground, waits, number))
    yield Figure("8 connections: whole answer, p99", _percentile(waits.whole, 0.99), "ms")
    yield Figure("8 connections: first byte, p95", _percentile(waits.first, 0.95), "ms")
    yield Figure("8 connections: answers", len(waits.whole) / BUSY, "per second")
    crowd = Waits()
    _together(CROWD, lambda number: _looking_in(ground, crowd, number))
    yield Figure("200 people: whole answer, p95", _percentile(crowd.whole, 0.95), "ms")
    yield Figure("200 people: answers", float(len(crowd.whole)), "in all")
    yield Figure("errors of both", float(waits.errors + crowd.errors), "answers")


def _busy(ground: Ground, waits: Waits, number: int) -> None:
    visitor, drawn = _entered(ground, number), random.Random(number)
    end = time.monotonic() + BUSY
    while time.monotonic() < end:
        waits.get(visitor, drawn.choice(PATHS))


def _looking_in(ground: Ground, waits: Waits, number: int) -> None:
    time.sleep(number * 0.1)  # they come one after the other
    visitor, drawn = _entered(ground, number), random.Random(number)
    time.sleep((CROWD - number) * 0.1 + drawn.uniform(0, PAUSE))
    end = time.monotonic() + STAY
    while time.monotonic() < end:
        began = time.monotonic()
        waits.get(visitor, drawn.choice(PATHS))
        time.sleep(max(0.0, began + PAUSE - time.monotonic()))


def _entered(ground: Ground, number: int) -> Visitor:
    return Visitor(ground.product.url, PERSONAS[number % len(PERSONAS)])


def _together(count: int, act: Callable[[int], None]) -> None:
    """Run `count` of them at once; whatever one of them raises ends the measurement."""
    failed: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            act(number)
        except BaseException as failure:
            failed.append(failure)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _percentile(seconds: list[float], share: float) -> float:
    """In milliseconds."""
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]
