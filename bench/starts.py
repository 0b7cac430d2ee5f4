"""What a start takes, what a page weighs, what a web process holds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import httpx
from bench.figures import Figure
from bench.ground import Ground
from bench.visitor import CERTIFICATE, Visitor

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')


def sizes(ground: Ground) -> Iterator[Figure]:
    """Bytes that a first visit to a page moves, the font left out; memory of a web process after all that."""
    visitor = Visitor(ground.product.url)
    for name, path in (
        ("home", "/fa/"),
        ("service", f"/fa/services/{CERTIFICATE.service}/"),
        ("my cases", "/fa/cases/"),
    ):
        page = visitor.get(path)
        parts = set(LINKED.findall(page.text))
        weight = moved(page) + sum(moved(visitor.get(part)) for part in parts)
        yield Figure(f"page weight: {name}, compressed", weight / 1024, "KB")
    web = ground.processes()["web"]
    yield Figure("memory of a web process", max(p.memory_info().rss for p in web) / 2**20, "MB")


def moved(answer: httpx.Response) -> int:
    """Bytes of a body on the wire; what a proxy has to compress counts as gzip would make it."""
    if answer.headers.get("content-encoding"):
        return answer.num_bytes_downloaded
    return len(gzip.compress(answer.content, 6))
