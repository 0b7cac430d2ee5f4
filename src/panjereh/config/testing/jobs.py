"""Runs the real queue in a test, until nothing is left to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app


def do_jobs() -> None:
    """Do all jobs that are due now, on connections of the worker's own.

    In a thread of its own: once a browser was opened, the test's thread keeps an event loop running.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
