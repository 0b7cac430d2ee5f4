"""Whose request it is, where proxies stand in front of us."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = "HTTP_X_FORWARDED_FOR"


class ClientAddress:
    """Puts the visitor's address in the place of the proxy's, so that limits count visitors, not the proxy.

    Each proxy adds the address that it was asked from at the end of X-Forwarded-For. With PROXIES of our own
    in front, the one that the outermost of them added is the visitor's; what stands before it anybody could
    have written.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visitor = visitor_of(request.META.get(FORWARDED, ""), settings.PROXIES)
        if visitor:
            request.META["REMOTE_ADDR"] = visitor
        return self.get_response(request)


def visitor_of(forwarded: str, proxies: int) -> str:
    """Return the visitor's address, or an empty text where our proxies did not say a readable one."""
    said = [part.strip() for part in forwarded.split(",")]
    if proxies < 1 or len(said) < proxies:
        return ""
    try:
        return str(ipaddress.ip_address(said[-proxies]))
    except ValueError:
        return ""
