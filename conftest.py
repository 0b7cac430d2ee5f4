"""Fixtures of the whole suite: a private database, the application's role by default."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """Start this run's own server over a copy of the migrated database; pages connect as the app's role."""
    from panjereh.config.database import close_pools
    from panjereh.config.testing import settings
    from panjereh.config.testing.database import Reset, private_server
    from panjereh.config.testing.management.commands.flush import Command

    with private_server(settings.BUILD, settings.RUN) as server:
        Command.reset = Reset(server.place)
        yield
        Command.reset = None
        close_pools()


@pytest.fixture
def owner_connection(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """Connect as the owner of the schema (autocommit); row-level security binds it where it is forced."""
    from panjereh.config.testing import settings
    from panjereh.config.testing.database import owner_url

    with psycopg.connect(owner_url(settings.PLACE), autocommit=True) as connection:
        yield connection


@pytest.fixture
def clean_database(transactional_db: None) -> None:
    """Let the test commit for real; afterwards every table and the job queue are as migrations left them."""
