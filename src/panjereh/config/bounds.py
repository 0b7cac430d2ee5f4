"""Requests that no page could take in are answered before any page is asked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from panjereh.kernel.ui.errors import handler400, too_large


class RequestBounds:
    """Refuses what is too large before it is read (413), and addresses and cookies with a NUL (400).

    The database can't hold a NUL in a text, so a search for one would be a fault of ours. Bodies without a
    declared length are not read at all (WSGI), so the declared one is what counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request, settings.LARGEST_REQUEST)
        if _holds_nul(request):
            return handler400(request)
        return self.get_response(request)


def _holds_nul(request: HttpRequest) -> bool:
    return (
        "\0" in request.path_info
        or "%00" in request.META.get("QUERY_STRING", "")
        or any("\0" in value for value in request.COOKIES.values())
    )
