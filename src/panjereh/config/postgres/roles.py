"""The roles and the database of a new embedded server."""

from __future__ import annotations

import psycopg
from psycopg import sql

from panjereh.config.postgres.place import APP_ROLE, DATABASE, OWNER_ROLE, SETUP_ROLE, Place

ROWS_ONLY = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
)


def set_up(place: Place) -> None:
    """Make the owner and the application role and the database, where they are missing.

    The owner runs migrations; the application role owns nothing and row-level security binds it.
    """
    with psycopg.connect(place.url(SETUP_ROLE, "postgres"), autocommit=True) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            _make_role(connection, role)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if known is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )
            connection.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE))
            )
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(DATABASE), sql.Identifier(APP_ROLE)
            )
        )
    with psycopg.connect(place.url(SETUP_ROLE), autocommit=True) as connection:
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER_ROLE)))
    grant_rows(place.url(OWNER_ROLE), APP_ROLE)


def grant_rows(owner_url: str, app: str) -> None:
    """Give the application's role rows, never tables, also of tables that the owner makes later."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for statement in ROWS_ONLY:
            connection.execute(sql.SQL(statement).format(sql.Identifier(app)))


def _make_role(connection: psycopg.Connection, role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    connection.execute(
        sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION").format(
            sql.Identifier(role)
        )
    )
