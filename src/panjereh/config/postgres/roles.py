"""The roles and the database of a new embedded server."""

from __future__ import annotations

import psycopg
from psycopg import sql

from panjereh.config.postgres.place import APP_ROLE, DATABASE, OWNER_ROLE, SETUP_ROLE, Place

IN_DATABASE = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "ALTER SCHEMA public OWNER TO {owner}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
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
    grant_in_database(place.url(SETUP_ROLE))


def grant_in_database(url: str, *, owner: str = OWNER_ROLE, app: str = APP_ROLE) -> None:
    """Give the application role rows, never tables: data only, also in tables that come later."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in IN_DATABASE:
            connection.execute(
                sql.SQL(statement).format(owner=sql.Identifier(owner), app=sql.Identifier(app))
            )


def _make_role(connection: psycopg.Connection, role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    connection.execute(
        sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION").format(
            sql.Identifier(role)
        )
    )
