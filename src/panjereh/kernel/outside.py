"""Speaking to others over the network: never while a transaction of ours is open.

A request is one transaction, except where a view says that it has its own. Whoever speaks to a provider
asks `require_no_transaction` first, so that a row is never locked while somebody else thinks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponse]


class TransactionOpen(RuntimeError):
    """Somebody outside would have been spoken to while a transaction was open."""


def own_transactions(view: View) -> View:
    """Mark a view that speaks to others: it opens its own short transactions with `acting`."""
    view.own_transactions = True  # type: ignore[attr-defined]
    return view


def has_own_transactions(request: HttpRequest) -> bool:
    """Whether the view of this request was marked so."""
    try:
        view: Any = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(view, "own_transactions", False))


def require_no_transaction() -> None:
    """Raise TransactionOpen inside of a transaction; one that a test put round everything doesn't count."""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise TransactionOpen("a provider must not be spoken to inside of a transaction")
