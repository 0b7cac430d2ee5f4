"""A message belongs to the transaction that sent it, in a page and in a job."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app

from panjereh.kernel.outbox import put
from panjereh.notices.messages import NoticePut

pytestmark = pytest.mark.usefixtures("clean_database")


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.carry'")
        return int(cursor.fetchone()[0])


def send_and_fail() -> int:
    with transaction.atomic():
        put(NoticePut(notice="lost"))
        transaction.set_rollback(True)
    return waiting()


def send_and_look_from_outside() -> tuple[int, int]:
    """How many messages others see before the transaction ends, and after it."""
    with transaction.atomic():
        put(NoticePut(notice="kept"))
        with ThreadPoolExecutor(1) as elsewhere:
            before = elsewhere.submit(_waiting_elsewhere).result()
    return before, waiting()


def _waiting_elsewhere() -> int:
    try:
        return waiting()
    finally:
        connections.close_all()


def in_a_page(do: Callable[[], object]) -> object:
    return do()


def in_a_job(do: Callable[[], object]) -> object:
    """Run as a job does: while the app has the connector of a worker, in a thread of its own."""

    def work() -> object:
        with app.replace_connector(app.connector.get_worker_connector()) as serving, serving.open():  # type: ignore[attr-defined]
            try:
                return do()
            finally:
                connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


@pytest.mark.parametrize("there", [in_a_page, in_a_job])
def test_a_message_of_a_transaction_that_failed_was_never_sent(
    there: Callable[[Callable[[], object]], object],
) -> None:
    assert there(send_and_fail) == 0


@pytest.mark.parametrize("there", [in_a_page, in_a_job])
def test_nobody_carries_a_message_before_what_it_tells_of_is_there(
    there: Callable[[Callable[[], object]], object],
) -> None:
    assert there(send_and_look_from_outside) == (0, 1)
