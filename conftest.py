"""Fixtures of the whole suite: a private database, the application's role by default."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest

from panjereh.config.testing.browser import FLAGS, MISSING, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from panjereh.config.testing.product import RunningProduct


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


@pytest.fixture(scope="session")
def running_product() -> Iterator[RunningProduct]:
    """The whole product in demonstration mode, once for this run; journeys walk through it."""
    from panjereh.config.testing import settings
    from panjereh.config.testing.product import product

    with product(settings.BUILD) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser for tests marked `browser`, once for this run."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, at which Django would take offence.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield opened
        opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-ledger` writes the present numbers of SQL statements down instead of comparing them."""
    parser.addoption("--renew-ledger", action="store_true", help="write tests/architecture/queries.csv anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, so that two processes end together; leave out what needs a browser where none is."""
    items.sort(key=lambda item: "tests/journeys/" not in item.nodeid)
    if find_browser() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the journeys that did not run, where everybody sees it."""
    left_out = [
        report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.section("journeys that did not run", red=True, bold=True)
        terminalreporter.line(f"{len(left_out)} journeys did NOT run: {MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def settled() -> list[Callable[[], None]]:
    """What brings the sample country back, once it has been settled in this run."""
    return []


@pytest.fixture
def settled_country(transactional_db: None, settings: object, settled: list[Callable[[], None]]) -> None:
    """The sample country with its published services, in demonstration mode: settled once a run, then copied."""
    from panjereh.config.seed import seed_country
    from panjereh.config.testing.database import Reset
    from panjereh.config.testing.settings import PLACE
    from panjereh.identity.personas import keep_personas, personas

    settings.DEMO = True  # type: ignore[attr-defined]
    if settled:
        settled[0]()
        return
    seed_country()
    people, tables = list(personas()), Reset(PLACE)

    def again() -> None:
        tables()
        keep_personas(people)  # another country may have been settled in this process since

    settled.append(again)


@pytest.fixture
def country(settled_country: None) -> None:
    """The settled sample country, by a shorter name."""
