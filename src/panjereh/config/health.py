"""`/healthz`: whether this installation can do its work, answered within two seconds whatever happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import psycopg
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from panjereh.config.database import database_url
from panjereh.money.troubles import TROUBLES

PATIENCE = 1.5  # seconds for the whole answer
KEPT = 1.0  # seconds for which one answer serves all who ask
WORKER_SILENCE = 20  # seconds after which a worker counts as gone


@dataclass(frozen=True, slots=True)
class Health:
    """The state of each part: `ok`, or one English sentence that says what is wrong."""

    database: str = "unreachable"
    migrations: str = "unknown"
    worker: str = "unknown"
    payments: str = field(default="unknown", compare=False)  # told, but nothing stops because of it

    @property
    def ok(self) -> bool:
        return self.database == self.migrations == self.worker == "ok"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, migrations and worker are fine, else 503; the body names each part."""
    health = probe()
    body = {
        "status": "ok" if health.ok else "failing",
        "database": health.database,
        "migrations": health.migrations,
        "worker": health.worker,
        "payments": health.payments,
    }
    response = JsonResponse(body, status=200 if health.ok else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def examine(url: str) -> Health:
    """Look at the database behind `url` with a connection of its own: the pool may be what is stuck."""
    try:
        with psycopg.connect(url, connect_timeout=2, options="-c statement_timeout=1400") as connection:
            return Health(
                database="ok",
                migrations=_migrations(connection),
                worker=_worker(connection),
                payments=_payments(connection),
            )
    except psycopg.Error:
        return Health()


def _migrations(connection: psycopg.Connection) -> str:
    if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
        return "none applied"
    applied = set(connection.execute("SELECT app, name FROM django_migrations").fetchall())
    missing = len(required_migrations() - applied)
    return f"{missing} not applied" if missing else "ok"


def _worker(connection: psycopg.Connection) -> str:
    if connection.execute("SELECT to_regclass('public.procrastinate_workers')").fetchone() == (None,):
        return "none has run"
    newest = "SELECT extract(epoch FROM now() - max(last_heartbeat))::float8 FROM procrastinate_workers"
    row = connection.execute(newest).fetchone()
    silence = row[0] if row else None
    if silence is None:
        return "none is running"
    return "ok" if silence <= WORKER_SILENCE else f"silent for {round(silence)} s"


def _payments(connection: psycopg.Connection) -> str:
    """What is wrong with payments; whatever keeps this from being known says nothing against the rest."""
    try:
        connection.execute("SELECT set_config('app.machine', 'healthz', true)")
        row = connection.execute(TROUBLES).fetchone()
    except psycopg.Error:
        return "unknown"
    unknown, failed, silent = row or (0, 0, None)
    said = [f"{unknown} unknown for more than an hour"] if unknown else []
    said += [f"{failed} refunds failed"] if failed else []
    said += [f"the provider has been silent for {silent} s"] if silent is not None else []
    return "; ".join(said) or "ok"


@cache
def required_migrations() -> frozenset[tuple[str, str]]:
    """Return (app, name) of every migration that this program brings."""
    return frozenset((app.label, name) for app in apps.get_app_configs() for name in _names_of(app.label))


def _names_of(label: str) -> Iterator[str]:
    """Yield the names of an app's migrations without importing them: the first answer is quick, too."""
    module, _explicit = MigrationLoader.migrations_module(label)
    if module is None or find_spec(module) is None:
        return
    for found in iter_modules(import_module(module).__path__):
        if not found.ispkg and found.name[0] not in "_~":
            yield found.name


class Prober:
    """Runs one examination at a time in a thread, so that a database that hangs can't hold up the answer."""

    def __init__(self, look: Callable[[], Health]) -> None:
        self.look = look
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._running: Future[Health] | None = None
        self._last = Health()
        self._looked_at = -KEPT

    def __call__(self) -> Health:
        """Return the state of now, or of at most a second ago; unreachable when nothing is known in time."""
        with self._lock:
            if time.monotonic() - self._looked_at < KEPT:
                return self._last
            if self._running is None:
                self._running = self._threads.submit(self.look)
            running = self._running
        try:
            health = running.result(PATIENCE)
        except TookTooLong:
            return Health()
        with self._lock:
            self._last, self._looked_at, self._running = health, time.monotonic(), None
        return health


probe = Prober(lambda: examine(database_url(settings.DATA)))
