"""Speaking to others over the network: never while a transaction of ours is open.

A request is one transaction. A view that has to speak to a provider does its own part in it, and returns
`Afterwards`: what is left to do once that part is written down for good. Whoever speaks to others asks
`require_no_transaction` first, so that no row is ever locked while somebody else thinks.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse


class TransactionOpen(RuntimeError):
    """Somebody outside would have been spoken to while a transaction was open."""


class Afterwards(HttpResponse):
    """Says that the answer is made after the request's transaction, by `go_on`, which opens its own."""

    def __init__(self, go_on: Callable[[], HttpResponse]) -> None:
        super().__init__(status=202)
        self.go_on = go_on


def require_no_transaction() -> None:
    """Raise TransactionOpen inside of a transaction; one that a test put round everything doesn't count."""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise TransactionOpen("nobody outside is spoken to inside of a transaction")
