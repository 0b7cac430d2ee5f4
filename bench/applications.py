"""What an application costs: by a machine's one request, and by the steps of a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.figures import Figure
from bench.ground import Ground, Seconds
from bench.visitor import CERTIFICATE, SHOP, Application, Visitor

BY_API = 60
BY_STEPS = 25
KINDS = {"certificate": CERTIFICATE, "licence": SHOP}  # three questions, and twelve on eleven pages


def measure(ground: Ground, reference: Figure) -> Iterator[Figure]:
    """Whole cases for each CPU second of web server, worker and database together."""
    visitor = Visitor(ground.product.url)
    for kind, application in KINDS.items():
        yield from _of_kind(ground, visitor, kind, application, reference)


def _of_kind(
    ground: Ground, visitor: Visitor, kind: str, application: Application, reference: Figure
) -> Iterator[Figure]:
    ways: dict[str, tuple[int, Callable[[], object]]] = {
        "by API": (BY_API, lambda: visitor.apply(application)),
        "by browser steps": (BY_STEPS, lambda: visitor.walk(application)),
    }
    for _ in range(6):  # both web processes and the worker have then loaded what they keep
        for _, act in ways.values():
            act()
    ground.rest()
    for way, (count, act) in ways.items():
        yield from _measured(ground, f"{kind} {way}", act, count, reference)


def _measured(
    ground: Ground, what: str, act: Callable[[], object], count: int, reference: Figure
) -> Iterator[Figure]:
    start = ground.seconds()
    with ground.worker_held():
        for _ in range(count):
            act()
        received = ground.seconds() - start
    ground.rest()
    issued = ground.seconds() - start
    yield Figure(f"{what}, to the receipt", count / received.total, "per core-second", reference.value)
    yield Figure(f"{what}, until nothing is owed", count / issued.total, "per core-second", reference.value)
    for name, seconds in (("to the receipt", received), ("until nothing is owed", issued)):
        yield from _shares(f"{what}, {name}", seconds, count)


def _shares(name: str, seconds: Seconds, count: int) -> Iterator[Figure]:
    for part in ("web", "worker", "database"):
        yield Figure(f"  {name}: {part}", 1000 * getattr(seconds, part) / count, "CPU ms")
