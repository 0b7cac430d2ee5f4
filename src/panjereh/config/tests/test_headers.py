from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from panjereh.config.headers import SecurityHeaders

EXPECTED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/fa/", "/en/", "/fa/no-such-page/"])
def test_every_answer_carries_the_policies(client: Client, address: str) -> None:
    response = client.get(address)
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    for name, value in EXPECTED.items():
        assert response.headers[name] == value
    assert set(re.findall(r"=(\S+?),? ?(?=\w|$)", response.headers["Permissions-Policy"])) <= {"()", "(),"}


def answered(request: HttpRequest, **headers: str) -> HttpResponse:
    return SecurityHeaders(lambda request: HttpResponse(headers=headers))(request)


def test_whoever_holds_a_session_leaves_nothing_in_caches() -> None:
    request = RequestFactory().get("/")
    assert "Cache-Control" not in answered(request).headers
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert answered(request).headers["Cache-Control"] == "no-store"
    kept = answered(request, **{"Cache-Control": "max-age=60, public"})
    assert kept.headers["Cache-Control"] == "max-age=60, public"


def test_an_answer_that_begins_a_session_is_not_kept_either() -> None:
    def begin(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        response.set_cookie(settings.SESSION_COOKIE_NAME, "x")
        return response

    response = SecurityHeaders(begin)(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "no-store"


def test_a_view_may_be_stricter() -> None:
    response = answered(RequestFactory().get("/"), **{"Content-Security-Policy": "sandbox"})
    assert response.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.django_db
@override_settings(SECURE_HSTS_SECONDS=60, SECURE_SSL_REDIRECT=True)
def test_https_is_enforced_but_for_the_machines_addresses(client: Client) -> None:
    assert client.get("/fa/").status_code == 301
    assert client.get("/healthz").status_code in {200, 503}
    assert client.get("/fa/", secure=True).headers["Strict-Transport-Security"] == "max-age=60"
