"""What has to be there before the first page: tables, words, static files, the sample country."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from panjereh.config.postgres.roles import grant_rows
from panjereh.config.running.assets import make_assets
from panjereh.config.running.digests import (
    Stamps,
    digest_of,
    migration_files,
    sample_files,
    static_files,
    versions_of,
)
from panjereh.config.running.tasks import TaskFailed, environment, owner_environment, run_task
from panjereh.config.translations import catalogue_files, compile_catalogues


class Preparation:
    """The steps of a start; each is skipped when its inputs are what they were at its last success."""

    def __init__(self, data: Path, app_url: str, owner_url: str, say: Callable[[str], None]) -> None:
        self.data = data
        self.app_url = app_url
        self.owner_url = owner_url
        self.say = say
        self.stamps = Stamps(data)

    def tables(self) -> None:
        """Apply the migrations that the database lacks, as the owner of the schema."""
        if not self.owner_url:
            self.say("DATABASE_OWNER_URL isn't set, so migrations are left to you: panjereh manage migrate")
            return
        digest = digest_of(migration_files(), versions_of("django", "procrastinate"))
        self.stamps.once("tables", f"{digest} {_applied(self.app_url)}", self._migrate)
        # What was applied belongs to the digest, so that a restored database is looked at again.
        self.stamps.mark("tables", f"{digest} {_applied(self.app_url)}")

    def _migrate(self) -> None:
        self.say("Applying migrations.")
        grant_rows(self.owner_url, str(conninfo_to_dict(self.app_url)["user"]))
        run_task(["django", "migrate", "--verbosity", "0"], owner_environment(self.app_url, self.owner_url))

    def words(self) -> None:
        """Compile the translations."""
        if self.stamps.once("words", digest_of(catalogue_files()), compile_catalogues):
            self.say("Translations compiled.")

    def static(self) -> None:
        """Collect the static files under names that carry their digests."""
        digest = digest_of(static_files(), versions_of("django", "whitenoise"), str(self.data))
        self.stamps.once("static", digest, self._collect)

    def _collect(self) -> None:
        self.say("Collecting static files.")
        make_assets(self.data / "assets")
        arguments = ["django", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
        run_task(arguments, environment(self.app_url))

    def keep_samples_apart(self, *, demo: bool) -> None:
        """Refuse to serve sample people as real ones, or real people in a demonstration. Raises TaskFailed."""
        with psycopg.connect(self.app_url) as connection:
            row = connection.execute(
                "SELECT coalesce(bool_or(is_sample), false), coalesce(bool_or(NOT is_sample), false)"
                " FROM identity_party"
            ).fetchone()
        samples, real = row or (False, False)
        if demo and real:
            raise TaskFailed(
                "This data folder holds people who are no samples; the demonstration signs anybody in with a click. "
                "Start without PANJEREH_DEMO, or give the demonstration a data folder of its own with PANJEREH_DATA."
            )
        if samples and not demo:
            raise TaskFailed(
                "This data folder holds sample people, who must not be served as real ones. "
                "Set PANJEREH_DATA to another folder, or PANJEREH_DEMO=1 to show the sample country."
            )

    def sample_country(self) -> None:
        """Fill an empty demo with the sample country."""
        self.stamps.once("sample country", digest_of(sample_files(), _created(self.app_url)), self._seed)

    def _seed(self) -> None:
        self.say("Settling the sample country.")
        run_task(["panjereh.config.command", "seed"], environment(self.app_url, PANJEREH_DEMO="1"))


def _applied(url: str) -> str:
    """Return a word for the migrations that the database holds."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
            return "none"
        counted = "SELECT md5(string_agg(app || name, ',' ORDER BY app, name)) FROM django_migrations"
        row = connection.execute(counted).fetchone()
    return str(row[0]) if row else "none"


def _created(url: str) -> str:
    """Return a word for this very database: another one has to be filled again."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT oid::text FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        first = connection.execute("SELECT min(applied)::text FROM django_migrations").fetchone()
    return f"{row} {first}"
