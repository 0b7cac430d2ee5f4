from __future__ import annotations

import io
import json
import logging
import logging.config
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from panjereh.config.logs import HEADER, RequestLog, logging_settings, request_id


@pytest.fixture
def lines() -> Any:
    """Log one record by the product's own configuration and return what was written."""
    settings = logging_settings("INFO")
    formatter: dict[str, Any] = settings["formatters"]["json"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    from pythonjsonlogger.json import JsonFormatter

    handler.setFormatter(JsonFormatter(**{key: value for key, value in formatter.items() if key != "()"}))
    handler.addFilter(settings["filters"]["request_id"]["()"]())
    logger = logging.getLogger("panjereh")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.setLevel(level)
    logger.removeHandler(handler)


def test_each_line_is_json_with_its_requests_id(lines: Any) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        logging.getLogger("panjereh.cases").info("moved", extra={"case": "x"})
        return HttpResponse(headers={"seen": request_id()})

    response = RequestLog(view)(RequestFactory().get("/"))
    within, answered = lines()
    assert within["message"] == "moved"
    assert (
        within["request_id"] == answered["request_id"] == response.headers[HEADER] == response.headers["seen"]
    )
    assert answered["status"] == 200
    assert answered["ms"] >= 0
    assert {"timestamp", "level", "logger"} <= answered.keys()
    assert request_id() == ""


@pytest.mark.parametrize(
    ("given", "kept"), [("a1b2c3d4-proxy", True), ("x", False), ("a\nb" * 9, False), ("«»" * 9, False)]
)
def test_a_proxys_id_is_kept_only_when_it_looks_like_one(given: str, kept: bool) -> None:
    request = RequestFactory().get("/", headers={HEADER: given})
    assert (RequestLog(lambda request: HttpResponse())(request).headers[HEADER] == given) is kept


@pytest.mark.django_db
def test_addresses_and_questions_stay_out_of_the_log(client: Client, lines: Any) -> None:
    client.get("/fa/verify/", {"code": "SECRET-CODE"})
    client.get("/fa/cases/SECRET-REF/")
    text = json.dumps(lines())
    assert "SECRET" not in text
    assert "route" in text
