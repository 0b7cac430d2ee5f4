"""Runs the real queue in a test, until nothing is left to do."""

from __future__ import annotations

from procrastinate.contrib.django import app


def do_jobs() -> None:
    """Do all jobs that are due now, on connections of the worker's own."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
