"""What an application costs: by a machine's one request, and by the steps of a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.ground import Ground, Seconds
from bench.visitor import Visitor

BY_API = 60
BY_STEPS = 25


def measure(ground: Ground, reference: Figure) -> Iterator[Figure]:
    """Whole cases for each CPU second of web server, worker and database together."""
    visitor = Visitor(ground.product.url)
    for _ in range(6):  # both web processes and the worker have then loaded what they keep
        visitor.walk()
        visitor.apply()
    ground.rest()
    yield from _measured(ground, "by API", visitor.apply, BY_API, reference)
    yield from _measured(ground, "by browser steps", visitor.walk, BY_STEPS, reference)


def _measured(
    ground: Ground, way: str, act: Callable[[], object], count: int, reference: Figure
) -> Iterator[Figure]:
    start = ground.seconds()
    with ground.worker_held():
        for _ in range(count):
            act()
        received = ground.seconds() - start
    ground.rest()
    issued = ground.seconds() - start
    yield Figure(
        f"application {way}, to the receipt", count / received.total, "per core-second", reference.value
    )
    yield Figure(f"case {way}, to the document", count / issued.total, "per core-second", reference.value)
    for name, seconds in (("to the receipt", received), ("to the document", issued)):
        yield from _shares(f"{way}, {name}", seconds, count)


def _shares(name: str, seconds: Seconds, count: int) -> Iterator[Figure]:
    for part in ("web", "worker", "database"):
        yield Figure(f"  {name}: {part}", 1000 * getattr(seconds, part) / count, "CPU ms")
