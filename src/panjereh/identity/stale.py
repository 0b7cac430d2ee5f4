"""A form whose key (CSRF) is stale, because its person signed in elsewhere or waited long, is not thrown away."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from panjereh.identity.parking import park, sender_of_lost_session
from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.kernel.ui import errors


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Let a form of a page of ours go on with a fresh key; any other is refused. For CSRF_FAILURE_VIEW."""
    view = request.resolver_match.func if request.resolver_match else None
    if getattr(view, "keeps_form", False) and _from_here(request):
        act: Act = getattr(request, "act", ANONYMOUS)
        sender = act.human or sender_of_lost_session(request)
        key = park(request, sender) if sender else None
        if key is not None:
            way_on = reverse("identity:parked", args=[key])
            if act.human:
                return redirect(way_on)
            return redirect(f"{reverse('identity:sign_in')}?{urlencode({'next': way_on})}")
    return errors.csrf_failure(request, reason)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent it: another site's form is kept for nobody."""
    said = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    return bool(said) and urlsplit(said).netloc == request.get_host()
