"""Logs as lines of JSON, each with the id of the request that it belongs to."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
access = logging.getLogger("panjereh.request")


def request_id() -> str:
    """Return the id of the request in hand, or an empty string outside of requests."""
    return _request_id.get()


class RequestId(logging.Filter):
    """Adds the present request's id to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id()
        return True


class WithoutAddress(logging.Filter):
    """Puts the route in the place of the address in what Django itself writes about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest):
            route = route_of(request)
            given = record.args if isinstance(record.args, tuple) else ()
            record.args = tuple(route if value == request.path else value for value in given)
            record.route = route
        return True


class RequestLog:
    """Gives each request an id (a proxy's, when it looks like one) and writes one line when it is answered.

    The line holds the route's pattern and never the address itself: addresses may name a case.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        token = _request_id.set(given if GIVEN.fullmatch(given) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id()
            access.info(
                "answered",
                extra={
                    "method": request.method,
                    "route": route_of(request),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                },
            )
            return response
        finally:
            _request_id.reset(token)


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the URL that answered, without the values in it."""
    match = request.resolver_match
    return match.route if match is not None else "(none)"


def logging_settings(level: str) -> dict[str, Any]:
    """Return the LOGGING of Django: everything to standard error as JSON, one line a record."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": RequestId}, "without_address": {"()": WithoutAddress}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(levelname)s %(name)s %(message)s %(request_id)s",
                "timestamp": True,
                "rename_fields": {"levelname": "level", "name": "logger"},
            }
        },
        "handlers": {
            "standard_error": {
                "class": "logging.StreamHandler",
                "filters": ["request_id", "without_address"],
                "formatter": "json",
            }
        },
        "root": {"handlers": ["standard_error"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # what isn't found is counted, its address isn't kept
            "procrastinate": {"level": "WARNING" if level == "INFO" else level},
        },
    }
