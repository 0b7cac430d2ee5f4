"""`/metrics`: figures for Prometheus. They hold routes and counts, never a person's data."""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from panjereh.config.logs import route_of
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money.watching import payments_open, refunds_open

ANSWERS = Counter("panjereh_answers", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "panjereh_answer_seconds",
    "Time from request to answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class RequestMetrics:
    """Counts and times each request by its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        method = request.method if request.method in METHODS else "other"
        ANSWERS.labels(method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format to the bearer of PANJEREH_METRICS_TOKEN; to others 404."""
    if not _may_read(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest(REGISTRY)
    return HttpResponse(
        text + generate_latest(_jobs()) + generate_latest(_payments()), content_type=CONTENT_TYPE_LATEST
    )


def _may_read(request: HttpRequest) -> bool:
    if not settings.METRICS_TOKEN:
        return bool(settings.DEMO)
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())


def _payments() -> CollectorRegistry:
    registry = CollectorRegistry()
    payments = Gauge("panjereh_payments_open", "Payments under way, by state.", ["state"], registry=registry)
    refunds = Gauge(
        "panjereh_refunds_open", "Refunds not carried out, by state.", ["state"], registry=registry
    )
    try:
        with acting(machine_act("metrics")):
            for state, count in payments_open().items():
                payments.labels(state).set(count)
            for state, count in refunds_open().items():
                refunds.labels(state).set(count)
    except OperationalError:
        return CollectorRegistry()
    return registry


def _jobs() -> CollectorRegistry:
    registry = CollectorRegistry()
    waiting = Gauge("panjereh_jobs", "Background jobs by state.", ["status"], registry=registry)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
            for status, count in cursor.fetchall():
                waiting.labels(status).set(count)
    except OperationalError:
        registry.unregister(waiting)  # the other figures are worth having without a database
    return registry
