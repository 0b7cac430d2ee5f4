"""The database settings of Django, from a connection URL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from panjereh.config.postgres.place import APP_ROLE, OWNER_ROLE, place_of

DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_url(data: Path) -> str:
    """Return the URL for this process: of the application, or of the owner with PANJEREH_DB_ROLE=owner.

    DATABASE_URL and DATABASE_OWNER_URL come first, else the embedded server of the data folder.
    """
    role = os.environ.get("PANJEREH_DB_ROLE", "app")
    if role not in {"app", "owner"}:
        raise ImproperlyConfigured(f"PANJEREH_DB_ROLE is {role!r}; it may be app or owner.")
    variable = "DATABASE_OWNER_URL" if role == "owner" else "DATABASE_URL"
    given = os.environ.get(variable)
    if given:
        return given
    if os.environ.get("DATABASE_URL"):
        raise ImproperlyConfigured(
            "DATABASE_URL names a database, but DATABASE_OWNER_URL doesn't say who may change its tables. "
            "Set it to a URL of the role that owns the schema."
        )
    return place_of(data).url(OWNER_ROLE if role == "owner" else APP_ROLE)


def close_pools() -> None:
    """Close every pooled connection of this process."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def database_settings(url: str, *, threads: int) -> dict[str, Any]:
    """Return the entry of DATABASES for `url`: pooled, with statements bound and prepared by the server."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as mistake:
        raise ImproperlyConfigured(
            f"The database URL can't be read ({mistake}). It looks like postgresql://user:password@host:5432/name"
        ) from None
    settings: dict[str, Any] = {django: parts.pop(name, "") or "" for name, django in DJANGO_NAMES.items()}
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,  # rooms and the request's own middleware say where a transaction begins
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parts,
            # Whoever asks in vain hears of it in seconds, and a database that is back is found in seconds.
            "pool": {"min_size": 1, "max_size": threads + 1, "timeout": 2, "reconnect_timeout": 3},
            "server_side_binding": True,
            "prepare_threshold": 2,
        },
    }
