"""`panjereh doctor`: what this installation needs, what it has, and the cure for what is wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg
from django.core.exceptions import ImproperlyConfigured
from rich.console import Console
from rich.table import Table

from panjereh.config.database import database_url
from panjereh.config.health import examine
from panjereh.config.mail import mail_settings
from panjereh.config.postgres import DatabaseUnavailable
from panjereh.config.postgres.account import server_account
from panjereh.config.postgres.binaries import find_binaries
from panjereh.config.translations import catalogue_files

EXTENSIONS = ("pg_trgm", "btree_gist", "btree_gin", "unaccent", "ltree", "citext")
ENOUGH_SPACE = 1024**3  # bytes
GRANTS = "ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS; and let DATABASE_OWNER_URL name another role"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; without a cure it is as it should be."""

    what: str
    state: str
    cure: str = ""


def examine_installation(data: Path, console: Console | None = None) -> int:
    """Print the findings and return 1 when something needs a cure."""
    findings = [*_machine(data)]
    try:
        django.setup()
    except ImproperlyConfigured as mistake:
        findings.append(Finding("settings", "can't be read", str(mistake)))
    else:
        findings += [*_database(data), *_product(data)]
    table = Table("", "what", "state", "cure")
    for finding in findings:
        mark = "[red]✗[/red]" if finding.cure else "[green]✓[/green]"
        table.add_row(mark, finding.what, finding.state, finding.cure)
    (console or Console()).print(table)
    return 1 if any(finding.cure for finding in findings) else 0


def _machine(data: Path) -> Iterator[Finding]:
    yield Finding(
        "Python", sys.version.split()[0], "" if sys.version_info[:2] == (3, 11) else "Use Python 3.11"
    )
    free = shutil.disk_usage(_existing(data)).free
    cure = "" if free > ENOUGH_SPACE else f"Make space below {data}"
    yield Finding("space for data", f"{free / 1024**3:.1f} GiB free", cure)
    if not os.environ.get("DATABASE_URL"):
        try:
            binaries = find_binaries(server_account())
            yield Finding("PostgreSQL", f"{binaries.major} in {binaries.folder}")
        except DatabaseUnavailable as failure:
            yield Finding("PostgreSQL", "none", str(failure))


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _database(data: Path) -> Iterator[Finding]:
    url = database_url(data)
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            yield from _role(connection)
            yield from _extensions(connection)
    except psycopg.Error as failure:
        cure = "Start it: make run, or check DATABASE_URL"
        yield Finding("database", str(failure).strip().splitlines()[0], cure)


def _role(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT rolname, rolsuper OR rolbypassrls, exists(SELECT 1 FROM pg_tables"
        " WHERE schemaname = 'public' AND tableowner = rolname) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    role, mighty, owner = row if row else ("?", True, True)
    state = (
        "may pass row-level security" if mighty else "owns tables" if owner else "bound by row-level security"
    )
    yield Finding(f"role {role}", state, GRANTS.format(role=role) if mighty or owner else "")


def _extensions(connection: psycopg.Connection) -> Iterator[Finding]:
    offered = connection.execute(
        "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [[*EXTENSIONS]]
    )
    missing = sorted(set(EXTENSIONS) - {name for (name,) in offered.fetchall()})
    cure = "Install PostgreSQL's contrib package" if missing else ""
    yield Finding("extensions", f"missing: {', '.join(missing)}" if missing else "all there", cure)


def _product(data: Path) -> Iterator[Finding]:
    health = examine(database_url(data))
    cure = "" if health.migrations == "ok" else "panjereh manage migrate"
    yield Finding("migrations", health.migrations, cure)
    yield Finding("worker", health.worker, "" if health.worker == "ok" else "Start one: panjereh worker")
    compiled = all(file.with_suffix(".mo").exists() for file in catalogue_files())
    yield Finding(
        "translations", "compiled" if compiled else "not compiled", "" if compiled else "make words"
    )
    collected = (data / "static" / "staticfiles.json").exists()
    cure = "" if collected else "panjereh manage collectstatic"
    yield Finding("static files", "collected" if collected else "not collected", cure)
    mail = mail_settings(os.environ.get("PANJEREH_SMTP", ""))
    yield Finding("e-mail", f"through {mail.host}" if mail.configured else "off (PANJEREH_SMTP is not set)")
