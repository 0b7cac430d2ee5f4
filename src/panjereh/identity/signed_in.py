"""Pages that need a signed-in person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from panjereh.identity.parking import park, sender_of_lost_session

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send whoever is not signed in to the sign-in page, and back afterwards.

    A form whose session was lost on the way is kept for its sender, and goes on when they have signed in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.act.human is None:  # type: ignore[attr-defined]
            back = request.get_full_path() if request.method in ("GET", "HEAD") else _way_on(request)
            return redirect(f"{reverse('identity:sign_in')}?{urlencode({'next': back})}")
        return view(request, *args, **kwargs)

    guarded.keeps_form = True  # type: ignore[attr-defined]
    return guarded


def _way_on(request: HttpRequest) -> str:
    sender = sender_of_lost_session(request)
    key = park(request, sender) if sender else None
    return reverse("identity:parked", args=[key]) if key else page_before(request)


def page_before(request: HttpRequest) -> str:
    """The page whose form was sent, when it is one of ours."""
    before = urlsplit(request.META.get("HTTP_REFERER", ""))
    return before.path if before.netloc == request.get_host() else ""
