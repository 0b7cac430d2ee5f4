"""The job worker: procrastinate with a heartbeat that `/healthz` can trust."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

HEARTBEAT = 5.0  # seconds
STALLED = 20.0  # seconds of silence after which a worker's jobs are taken up again
GRACE = 8.0  # seconds that running jobs get when the worker is asked to end


def work(concurrency: int) -> None:
    """Do jobs of all queues until SIGTERM or SIGINT; finished jobs are deleted."""
    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("The worker expects procrastinate's Django connector.")
    with app.replace_connector(app.connector.get_worker_connector()) as serving:
        serving.run_worker(
            concurrency=concurrency,
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            shutdown_graceful_timeout=GRACE,
        )
