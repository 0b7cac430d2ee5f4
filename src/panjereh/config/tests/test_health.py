from __future__ import annotations

import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from panjereh.config.health import Health, Prober, examine, required_migrations
from panjereh.config.testing.settings import PLACE

WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)"
APP = PLACE.url("panjereh_app")


def test_without_a_worker_it_is_red(clean_database: None) -> None:
    assert examine(APP) == Health("ok", "ok", "none is running")


@pytest.mark.parametrize(("silence", "state"), [("3 s", "ok"), ("19 s", "ok"), ("31 s", "silent for 31 s")])
def test_a_workers_heartbeat_counts(
    clean_database: None, owner_connection: psycopg.Connection, silence: str, state: str
) -> None:
    owner_connection.execute(WORKER, ["10 min"])
    owner_connection.execute(WORKER, [silence])
    health = examine(APP)
    assert health.worker == state
    assert health.ok is (state == "ok")


def test_a_missing_migration_is_counted(clean_database: None, owner_connection: psycopg.Connection) -> None:
    owner_connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert examine(APP).migrations == "1 not applied"


def test_all_migrations_are_known_without_importing_them() -> None:
    loaded = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    assert required_migrations() == frozenset(loaded or ())
    assert ("kernel", "0001_initial") in required_migrations()


def test_no_database_is_red_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    assert examine(f"postgresql://a@/b?host={tmp_path}") == Health("unreachable", "unknown", "unknown")
    assert time.monotonic() - began < 0.5


def test_a_database_that_hangs_does_not_hold_up_the_answer() -> None:
    let_go = threading.Event()
    probe = Prober(lambda: Health("ok", "ok", "ok") if let_go.wait(20) else Health())
    began = time.monotonic()
    assert probe() == Health()
    assert time.monotonic() - began < 2.0
    let_go.set()
    assert probe().ok


def test_many_who_ask_at_once_cost_one_look() -> None:
    looks: list[int] = []

    def look() -> Health:
        looks.append(1)
        time.sleep(0.05)
        return Health("ok", "ok", "ok")

    probe = Prober(look)
    threads = [threading.Thread(target=probe) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looks) == 1
    time.sleep(1.05)
    probe()
    assert len(looks) == 2


@pytest.mark.django_db
def test_the_page_names_each_part_and_is_never_kept(client: Client) -> None:
    response = client.get("/healthz")
    assert set(response.json()) == {"status", "database", "migrations", "worker", "payments"}
    assert response.status_code in {200, 503}
    assert response.headers["Cache-Control"] == "no-store"
    assert client.post("/healthz").status_code == 405


def test_payments_that_stay_unknown_are_told_and_stop_nothing(
    clean_database: None, owner_connection: psycopg.Connection
) -> None:
    owner_connection.execute(WORKER, ["3 s"])
    assert examine(APP).payments == "ok"
    owner_connection.execute(
        "INSERT INTO money_providerstate VALUES ('redirect', now(), now() - interval '90 s')"
    )
    health = examine(APP)
    assert health.payments.startswith("the provider has been silent for 9")
    assert health.ok
    with owner_connection.transaction(force_rollback=True):
        # Somebody holds a table for long: that says nothing against the rest.
        owner_connection.execute("LOCK money_refund IN ACCESS EXCLUSIVE MODE")
        health = examine(APP)
    assert (health.payments, health.database, health.ok) == ("unknown", "ok", True)
