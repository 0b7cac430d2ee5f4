"""How many statements a page sends, as the database server itself writes them down."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Figure
from bench.ground import Ground
from bench.visitor import SHOP, Visitor

from panjereh.config.postgres import place_of

SPOKEN = re.compile(
    r"^#(\d+)# LOG:  (?:statement|execute [^:]*): (.*?)(?=^#\d+# |\Z)", re.MULTILINE | re.DOTALL
)
CONTROL = re.compile(r"\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|$)")
OF_A_PAGE = "django_session"  # which every page asks first: it tells the connection of the request


def measure(ground: Ground) -> Iterator[Figure]:
    """Statements of each page in its usual state, transaction control left out."""
    with ground.superuser() as connection:
        connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        connection.execute("ALTER SYSTEM SET log_line_prefix = '#%p# '")
        connection.execute("SELECT pg_reload_conf()")
    try:
        time.sleep(0.5)
        yield from _pages(ground)
    finally:
        with ground.superuser() as connection:
            connection.execute("ALTER SYSTEM RESET ALL")
            connection.execute("SELECT pg_reload_conf()")


def _pages(ground: Ground) -> Iterator[Figure]:
    visitor = Visitor(ground.product.url)
    counted = Counted(ground)
    yield counted("application by API", lambda: visitor.apply(SHOP))
    yield counted("home", lambda: visitor.get("/fa/"))
    yield counted("service", lambda: visitor.get(f"/fa/services/{SHOP.service}/"))
    yield counted("start", lambda: visitor.start(SHOP))
    ref = visitor.start(SHOP)
    yield counted("next question", lambda: visitor.get(f"/fa/cases/{ref}/next/", follow=False))
    for page, typed in SHOP.typed.items():
        path = f"/fa/cases/{ref}/questions/{page}/"
        yield counted(f"question {page}", lambda path=path: visitor.get(path))  # type: ignore[misc]
        yield counted(f"answer {page}", lambda path=path, typed=typed: visitor.post(path, **typed))  # type: ignore[misc]
    yield counted("check", lambda: visitor.get(f"/fa/cases/{ref}/check/"))
    yield counted("submit", lambda: visitor.post(f"/fa/cases/{ref}/check/"))
    ground.rest()
    yield counted("case", lambda: visitor.get(f"/fa/cases/{ref}/"))
    yield counted("my cases", lambda: visitor.get("/fa/cases/"))
    yield counted("inbox", lambda: visitor.get("/fa/inbox/"))


class Counted:
    """Counts the statements of single requests in the server's log."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def __call__(self, name: str, act: Callable[[], object]) -> Figure:
        log = self._log()
        begins = log.stat().st_size
        act()
        time.sleep(0.15)  # until the log's writer has written
        with log.open(errors="replace") as written:
            written.seek(begins)
            spoken = SPOKEN.findall(written.read())
        connection = next(process for process, words in spoken if OF_A_PAGE in words)
        own = [words for process, words in spoken if process == connection and not CONTROL.match(words)]
        self.ground.rest()
        return Figure(f"statements: {name}", len(own), "statements")

    def _log(self) -> Path:
        logs = place_of(self.ground.product.data).log.glob("postgresql-*.log")
        return max(logs, key=lambda log: log.stat().st_mtime)
