"""Where a request is led that needs somebody to prove more, or anew, who they are."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from panjereh.identity.levels import Demand
from panjereh.identity.parking import park
from panjereh.identity.signed_in import page_before

API = "/api/"
_FACTOR = {
    "fa": "این خدمت عامل دوم ورود را می‌خواهد. در مرورگر وارد شوید و عامل دوم را نشان دهید.",
    "en": "This service asks for a second factor. Sign in with a browser and show your second factor.",
}
_PROOFING = {
    "fa": "نخست باید هویت شما دوباره تأیید شود. به دفتر خدمات هویت مراجعه کنید.",
    "en": "Your identity must be checked again first. Go to an identity counter.",
}


def step_up(request: HttpRequest, demand: Demand) -> HttpResponse:
    """To the page that asks for more; what was sent is parked and goes on afterwards."""
    if request.path.startswith(API):
        return _refused("second_factor_needed", _FACTOR)
    asked = {"need": demand.authenticator, "age": demand.max_age or ""}
    return redirect(f"{reverse('identity:step_up')}?{urlencode(asked | {'next': _way_on(request)})}")


def proofing_needed(request: HttpRequest) -> HttpResponse:
    """To the page that says where one's identity is checked again."""
    if request.path.startswith(API):
        return _refused("identity_check_needed", _PROOFING)
    return redirect("identity:proofing")


def _way_on(request: HttpRequest) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    key = park(request, request.act.human)  # type: ignore[attr-defined]
    if key is not None:
        return reverse("identity:parked", args=[key])
    messages.warning(request, gettext("What you sent could not be kept on the way. Send it once more."))
    return page_before(request)


def _refused(code: str, words: dict[str, str]) -> JsonResponse:
    return JsonResponse({"error": code, **words}, status=403)
