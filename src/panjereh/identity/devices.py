"""Browsers that somebody has signed in with before: a signed cookie that lives for a year.

It opens nothing. It bears a random mark, which stays when it is signed anew: it gives its owner a budget of
tries of their own, so that a stranger who guesses at their password elsewhere does not keep them out, and
whoever signs in in between gets no second budget. And it tells whose form it was when a session is lost.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

COOKIE = f"{settings.COOKIE_PREFIX}device"
AGE = 365 * 24 * 3600  # seconds
SALT = "panjereh.identity.device"
MOST = 5  # persons of one browser, the last one first
MARK_LENGTH = 22


def known_here(request: HttpRequest) -> list[bytes]:
    """The keyed indexes of those who have signed in with this browser, the last one first."""
    try:
        return [base64.urlsafe_b64decode(index) for index in _kept(request).get("persons", [])]
    except (binascii.Error, TypeError, ValueError):
        return []


def mark_of(request: HttpRequest) -> str:
    """The random mark of a browser that somebody has signed in with, or nothing."""
    return str(_kept(request).get("mark", ""))


def remember(request: HttpRequest, response: HttpResponse, index: bytes) -> None:
    """Put a person who has just signed in at the head of the browser's list."""
    kept = [index, *(known for known in known_here(request) if known != index)][:MOST]
    content = {
        "mark": mark_of(request) or get_random_string(MARK_LENGTH),
        "persons": [base64.urlsafe_b64encode(known).decode() for known in kept],
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=SALT),
        max_age=AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _kept(request: HttpRequest) -> Mapping[str, Any]:
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return kept if isinstance(kept, dict) else {}
