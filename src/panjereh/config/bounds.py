"""Requests that no page could take in are answered before any page is asked."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from panjereh.kernel.ui.errors import handler400, too_large

# The questions of a case, and the interface's way to send a file.
TAKES_FILES = re.compile(r"/(?:fa|en)/cases/[^/]+/questions/.+|/api/v1/applications/[^/]+/files")


class RequestBounds:
    """Refuses what is too large before it is read (413), and addresses and cookies with a NUL (400).

    Takes files in before anything is asked of the database.

    The database can't hold a NUL in a text, so a search for one would be a fault of ours. Bodies without a
    declared length are not read at all (WSGI), so the declared one is what counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length, most = request.META.get("CONTENT_LENGTH") or "0", _most(request)
        if length.isdigit() and int(length) > most:
            return too_large(request, most)
        if _holds_nul(request):
            return handler400(request)
        if request.content_type == "multipart/form-data":
            try:
                request.POST  # noqa: B018 - a slow upload arrives before a transaction waits for it
            except UnreadablePostError:
                return handler400(request)
        return self.get_response(request)


def _most(request: HttpRequest) -> int:
    """Files of an application may be larger than forms, where somebody seems to have signed in."""
    takes_files = TAKES_FILES.fullmatch(request.path_info) and settings.SESSION_COOKIE_NAME in request.COOKIES
    return settings.LARGEST_UPLOAD if takes_files else settings.LARGEST_REQUEST


def _holds_nul(request: HttpRequest) -> bool:
    return (
        "\0" in request.path_info
        or "%00" in request.META.get("QUERY_STRING", "")
        or any("\0" in value for value in request.COOKIES.values())
    )
