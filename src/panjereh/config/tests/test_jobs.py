"""A worker that is killed in the middle of a job: the job is taken up again."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from panjereh.config.jobs import resume_stalled


def state_of(connection: psycopg.Connection, job: int) -> str:
    row = connection.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(("silence", "state"), [("60 s", "todo"), ("2 s", "doing")])
def test_only_jobs_of_silent_workers_go_back(
    clean_database: None, owner_connection: psycopg.Connection, silence: str, state: str
) -> None:
    job = app.configure_task("unknown:task", allow_unknown=True).defer(number=1)
    worker = owner_connection.execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
        [silence],
    ).fetchone()
    assert worker is not None
    owner_connection.execute(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker[0], job]
    )
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as serving:

        async def resume() -> None:
            async with serving.open_async():
                await resume_stalled(serving.job_manager)

        with ThreadPoolExecutor() as beside:  # a browser keeps an event loop in this thread
            beside.submit(asyncio.run, resume()).result()
    assert state_of(owner_connection, job) == state
