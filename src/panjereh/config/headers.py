"""Security headers that Django's own middleware doesn't set."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORM_ACTION = "form-action 'self'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        FORM_ACTION,
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
UNUSED_POWERS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock",
    "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in UNUSED_POWERS)


class SecurityHeaders:
    """Sets the policies on each answer, unless a view set a narrower one of its own.

    Whoever holds a session gets pages that no cache keeps: a shared computer's back button shows nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A page from which one goes to the bank names the bank's origin.
        further = getattr(request, "form_action", "")
        policy = CONTENT_SECURITY_POLICY.replace(FORM_ACTION, f"{FORM_ACTION} {further}".strip())
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        name = settings.SESSION_COOKIE_NAME
        if (name in request.COOKIES or name in response.cookies) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
