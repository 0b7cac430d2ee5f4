"""A database that can't serve is no fault of a page: every such error is answered with 503."""

from __future__ import annotations

import logging

import pytest
from django.db import DataError, InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.urls import path

from panjereh.config.urls import *  # noqa: F403 -- the error pages' templates ask for the usual addresses
from panjereh.config.urls import urlpatterns as usual

ERRORS = {error.__name__: error for error in (OperationalError, InterfaceError, InternalError)}


def failing(request: object, name: str) -> None:
    raise ERRORS[name]("cut off\nDETAIL: 1234567891 is not for the log")


def broken(request: object) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT 1 / 0")
        except DataError:
            connection.needs_rollback = False
        cursor.execute("SELECT 1")


urlpatterns = [path("failing/<name>/", failing), path("broken/", broken), *usual]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", [*(f"/failing/{name}/" for name in ERRORS), "/broken/"])
def test_a_database_that_cannot_serve_is_said_with_503(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "away: " in caplog.text
    assert "1234567891" not in caplog.text
