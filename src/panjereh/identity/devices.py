"""Browsers that somebody has signed in with before: a signed cookie that lives for a year.

It opens nothing. It gives its owner a budget of tries of their own, so that a stranger who guesses at
their password elsewhere does not keep them out; and it tells whose form it was when a session is lost.
"""

from __future__ import annotations

import base64
import binascii

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = f"{settings.COOKIE_PREFIX}device"
AGE = 365 * 24 * 3600  # seconds
SALT = "panjereh.identity.device"
MOST = 5  # persons of one browser, the last one first


def known_here(request: HttpRequest) -> list[bytes]:
    """The keyed indexes of those who have signed in with this browser, the last one first."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
        return [base64.urlsafe_b64decode(index) for index in kept]
    except (signing.BadSignature, binascii.Error, TypeError, ValueError):
        return []


def remember(request: HttpRequest, response: HttpResponse, index: bytes) -> None:
    """Put a person who has just signed in at the head of the browser's list."""
    kept = [index, *(known for known in known_here(request) if known != index)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps([base64.urlsafe_b64encode(known).decode() for known in kept], salt=SALT),
        max_age=AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
