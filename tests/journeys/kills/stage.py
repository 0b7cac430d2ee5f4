"""Puts a product up, lets clients and the nemesis at it, waits until it has come to rest."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from tests.journeys.kills.checker import Fault, faults_of
from tests.journeys.kills.clients import Client
from tests.journeys.kills.history import OK, read_books
from tests.journeys.kills.money import money_faults, read_money
from tests.journeys.kills.nemesis import Nemesis
from tests.journeys.kills.records import OWED_JOBS, read_records
from tests.journeys.kills.visitor import Visitor

from panjereh.config.postgres import place_of
from panjereh.config.postgres.place import SETUP_ROLE
from panjereh.config.testing import settings
from panjereh.config.testing.database import copy_of_template
from panjereh.config.testing.product import free_port, start_product

BACK_WITHIN = 90.0  # seconds after the last strike until `/healthz` is green
REST_WITHIN = 120.0  # seconds until nothing is owed any more
UNREST = f"""
SELECT (SELECT count(*) FROM cases_case WHERE status = 'finishing') + (SELECT count(*) FROM ({OWED_JOBS}) j)
"""


@contextmanager
def standing(
    name: str, seed: str, variables: Mapping[str, str] | None = None, *, keep_folder: bool = False
) -> Iterator[Nemesis]:
    """A product in demonstration mode with a data folder of its own, and a nemesis that knows it."""
    data = settings.RUN / name
    if not keep_folder:
        shutil.rmtree(data, ignore_errors=True)
    copy_of_template(settings.BUILD, data)
    nemesis = Nemesis(start_product(data, port=free_port(), more=variables), seed, variables or {})
    try:
        nemesis.product.wait_until_healthy()
        yield nemesis
    finally:
        nemesis.product.stop()
        if not keep_folder:
            shutil.rmtree(data, ignore_errors=True)


@contextmanager
def living(
    nemesis: Nemesis,
    kinds: tuple[type[Client], ...],
    seed: str,
    books: Path,
    *,
    patience: float = 150.0,
) -> Iterator[list[Client]]:
    """Clients that use the product meanwhile; afterwards each ends what it has begun.

    After `patience` seconds without a clear answer a client gives an act up.
    """
    names = [f"{kind.__name__.lower()}-{number}" for number, kind in enumerate(kinds, start=1)]
    clients = [
        kind(nemesis.product.url, books, name, seed, moments=nemesis.moments, patience=patience)
        for kind, name in zip(kinds, names, strict=True)
    ]
    for client in clients:
        client.start()
    try:
        yield clients
    finally:
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(patience + 60)
    for client in clients:
        if client.fault is not None:
            raise client.fault
        assert not client.is_alive(), f"{client.name} still waits: {nemesis.product.words()}"


def rest(nemesis: Nemesis, seconds: float = REST_WITHIN) -> None:
    """Wait until the product is healthy and owes nothing. What it still owes then, the checker tells."""
    nemesis.wait_until_back(BACK_WITHIN)
    end = time.monotonic() + seconds
    with superuser(nemesis) as connection:
        connection.autocommit = True
        while connection.execute(UNREST).fetchone() != (0,) and time.monotonic() < end:
            time.sleep(0.25)


@contextmanager
def superuser(nemesis: Nemesis) -> Iterator[psycopg.Connection]:
    """A connection that sees all rows and may do anything."""
    with psycopg.connect(place_of(nemesis.product.data).url(SETUP_ROLE)) as connection:
        yield connection


def mistakes(nemesis: Nemesis, most: int = 5) -> str:
    """The last faults of pages, for whoever reads a failed run."""
    log = nemesis.product.data / "log" / "web.log"
    lines = [line for line in log.read_text().splitlines() if '"ERROR"' in line and "Traceback" in line]
    return "\n".join(line[-1500:].replace("\\n", "\n") for line in lines[-most:])


def drafts_read_again(nemesis: Nemesis, books: Path) -> int:
    """Open the acknowledged texts of all drafts as their owners do; returns how many drafts there are."""
    asked = read_books(books)
    with superuser(nemesis) as connection:
        drafts = {ref for (ref,) in connection.execute("SELECT ref FROM cases_case WHERE status = 'draft'")}
    opened = 0
    for act in asked:
        if act.verb != "save" or act.state != OK or act.about["page"] != "recipient":
            continue
        if act.about["ref"] in drafts:
            visitor = Visitor(nemesis.product.url, act.about["persona"])
            page = visitor.get(f"/fa/cases/{act.about['ref']}/questions/recipient/")
            assert act.about["values"]["recipient"] in page.text, f"{act.about}: {page.status}"
            visitor.close()
            opened += 1
    return opened


def judged(nemesis: Nemesis, books: Path) -> list[Fault]:
    """What is wrong with the database in the light of what clients were told."""
    with superuser(nemesis) as connection:
        return faults_of(read_books(books), read_records(connection))


NO_MONEY_OWED = """
SELECT (SELECT count(*) FROM money_payment WHERE authority = ANY(%s) AND state IN ('started', 'submitted'))
     + (SELECT count(*) FROM money_refund WHERE state = 'submitted')
"""
TIME_TO_LOOK: LiteralString = """
UPDATE money_payment SET next_look_at = now() WHERE authority = ANY(%s) AND next_look_at IS NOT NULL
"""
TIME_TO_REFUND = "UPDATE money_refund SET next_look_at = now() WHERE next_look_at IS NOT NULL"
SWEEP = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args) VALUES (%s, 'money.sweep', 0, %s)"
)


def money_rest(nemesis: Nemesis, seconds: float = REST_WITHIN) -> None:
    """Wait until the outcome of all that the bank took is known, as if the sweeper's minutes had passed."""
    end = time.monotonic() + seconds
    with superuser(nemesis) as connection:
        connection.autocommit = True
        while time.monotonic() < end:
            taken = list(read_money(connection, nemesis.product.bank.data).taken)
            connection.execute(TIME_TO_LOOK, [taken])
            connection.execute(TIME_TO_REFUND)
            connection.execute(SWEEP, ["default", '{"timestamp": 0}'])
            time.sleep(2)
            if connection.execute(NO_MONEY_OWED, [taken]).fetchone() == (0,):
                return


def money_judged(nemesis: Nemesis, books: Path) -> list[Fault]:
    """What is wrong with the money in the light of what the bank took."""
    with superuser(nemesis) as connection:
        return money_faults(read_books(books), read_money(connection, nemesis.product.bank.data))
