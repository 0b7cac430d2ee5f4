"""Sessions end after half an hour without a request."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
EVERY = 60  # seconds; a session is written once a minute, not on each request


class IdleLimit:
    """Moves a living session's end forward, at most once a minute.

    Django counts SESSION_COOKIE_AGE from the last write, so writing is what keeps a session alive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if response.status_code >= 500:
            return response  # perhaps there is no database; asking it again would only take longer
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if now - session.get(SEEN, 0) >= EVERY:
                session[SEEN] = now
        return response
