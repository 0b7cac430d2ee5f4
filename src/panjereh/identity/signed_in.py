"""Pages that need a signed-in person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from panjereh.kernel.parking import park, parked_at

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send whoever is not signed in to the sign-in page, and back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _anonymous(request):
            back = request.get_full_path() if request.method in ("GET", "HEAD") else _page_before(request)
            return redirect(f"{reverse('identity:sign_in')}?{urlencode({'next': back})}")
        return view(request, *args, **kwargs)

    return guarded


def signed_in_keeping(view: View) -> View:
    """As `signed_in`, and what was typed comes back: a form sent after the session's end is parked meanwhile.

    The page is asked again with `?parked=<token>`; the view takes it with `kernel.parking.take`.
    """
    known = signed_in(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = park(request) if request.method == "POST" and _anonymous(request) else None
        if token is None:
            return known(request, *args, **kwargs)
        return redirect(f"{reverse('identity:sign_in')}?{urlencode({'next': parked_at(request, token)})}")

    guarded.keeps_form = True  # type: ignore[attr-defined]
    return guarded


def _anonymous(request: HttpRequest) -> bool:
    return request.act.human is None  # type: ignore[attr-defined]


def _page_before(request: HttpRequest) -> str:
    """The page whose form was sent, when it is one of ours."""
    before = urlsplit(request.META.get("HTTP_REFERER", ""))
    return before.path if before.netloc == request.get_host() else ""
