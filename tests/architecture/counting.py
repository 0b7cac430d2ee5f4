"""How many SQL statements something takes, by kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.architecture.asking import taken_back
from tests.architecture.inhabitants import Inhabitants

from panjereh.config.sessions import SEEN

FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Count(NamedTuple):
    """Statements that read or write · BEGIN, COMMIT, SAVEPOINT and the like · set_config of the wall."""

    statements: int
    transaction: int
    settings: int


def counted(do: Callable[[], object], *, warm: bool = True) -> Count:
    """Count what `do` takes when a process keeps already what it can keep; what it did is taken back."""
    if warm:
        with taken_back():
            do()
    with taken_back(), CaptureQueriesContext(connection) as captured:
        do()
    return tally([query["sql"] for query in captured])


def tally(statements: list[str]) -> Count:
    """Sort statements into the three kinds."""
    frames = sum(sql.startswith(FRAMES) for sql in statements)
    settings = sum("set_config(" in sql for sql in statements)
    return Count(len(statements) - frames - settings, frames, settings)


def keep_sessions_quiet(world: Inhabitants) -> None:
    """Let no session write down during the count that it was seen: it does so once a minute."""
    for key in world.sessions.values():
        session = SessionStore(key)
        session[SEEN] = int(time.time()) + 3600
        session.save()
