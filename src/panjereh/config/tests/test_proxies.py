"""Behind proxies the visitor is who the outermost of ours was asked by."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from panjereh.config.proxies import ClientAddress, visitor_of


@pytest.mark.parametrize(
    ("forwarded", "proxies", "visitor"),
    [
        ("192.0.2.1", 0, ""),
        ("192.0.2.1", 1, "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", 1, "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1 , 10.0.0.2", 2, "192.0.2.1"),
        ("192.0.2.1", 2, ""),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("unknown", 1, ""),
        ("192.0.2.1:4711", 1, ""),
        ("", 1, ""),
        ("192.0.2.1,", 1, ""),
    ],
)
def test_only_what_a_proxy_of_ours_added_counts(forwarded: str, proxies: int, visitor: str) -> None:
    assert visitor_of(forwarded, proxies) == visitor


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.2"), (1, "192.0.2.1")])
def test_the_request_bears_the_visitors_address(proxies: int, seen: str) -> None:
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    with override_settings(PROXIES=proxies):
        ClientAddress(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == seen
