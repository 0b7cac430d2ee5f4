"""Proving more, or anew, who one is; and what the browser asks for passkeys."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panjereh.identity.actions import own_password_fits
from panjereh.identity.budgets import caller_of
from panjereh.identity.entering import code_proves, safe_address, who_enters
from panjereh.identity.entries import note_entry_of
from panjereh.identity.factors import second_factors
from panjereh.identity.factors.passkeys import NoPasskey, ask_to_make, ask_to_show, shown
from panjereh.identity.fresh import require_fresh
from panjereh.identity.levels import PASSKEY, PASSWORD, Demand
from panjereh.identity.models import Party
from panjereh.identity.sessions import strengthen_session
from panjereh.identity.signed_in import signed_in
from panjereh.identity.standing import standing_of
from panjereh.identity.views import factor_errors
from panjereh.identity.visitors import counted_network
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.request import ActRequest
from panjereh.kernel.wall import as_machine


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@sensitive_post_parameters("code", "password")
def step_up(request: ActRequest) -> HttpResponse:
    """Ask for what is missing: a factor, or the password anew; then go on to where one came from."""
    asked, after = _asked(request), safe_address(request.GET.get("next", "")) or reverse("cases:mine")
    if standing_of(request.session).meets(asked):
        return HttpResponseRedirect(after)
    party = _party(request)
    way = _proof(request, party) if request.method == "POST" else None
    if way is not None:
        strengthen_session(request, way)
        note_entry_of(request, party, "stepped_up")
        return HttpResponseRedirect(after)
    return _page(request, party, asked, after)


def _asked(request: ActRequest) -> Demand:
    """What the address asks for. It opens nothing: the page behind it asks again."""
    need, age = request.GET.get("need", ""), request.GET.get("age", "")
    level = int(need) if need in ("1", "2", "3") else PASSWORD
    return Demand(0, level, int(age) if age.isascii() and age.isdigit() and len(age) < 7 else None)


def _party(request: ActRequest) -> Party:
    return Party.objects.get(id=request.act.party)


def _proof(request: ActRequest, party: Party) -> str | None:
    """The way that was proved by what was sent, or None."""
    if request.POST.get("passkey"):
        try:
            shown(request, request.POST["passkey"], party)
        except NoPasskey:
            return None
        return "hwk"
    if "password" in request.POST and not second_factors(party.id):
        caller = caller_of(request, bytes(party.number_index))
        return "pwd" if own_password_fits(party, request.POST["password"], caller) else None
    return code_proves(request, party, request.POST.get("code", ""))


def _page(request: ActRequest, party: Party, asked: Demand, after: str) -> HttpResponse:
    kinds, wrong = second_factors(party.id), request.method == "POST"
    errors = factor_errors(request) if wrong else []
    if wrong and "password" in request.POST:
        errors = [("password", gettext("This is not your password. Enter it again"))]
    context = {
        "kinds": kinds,
        "asked": asked,
        "must_add": "passkey" if asked.authenticator == PASSKEY and "webauthn" not in kinds else "",
        "errors": errors,
        "onward": urlencode({"next": request.get_full_path()}),
    }
    if not context["must_add"] and asked.authenticator > PASSWORD and not kinds:
        context["must_add"] = "app"
    return render(request, "identity/step_up.html", context, status=422 if wrong else 200)


@require_safe
@signed_in
def proofing(request: ActRequest) -> HttpResponse:
    """Where one's identity is checked again, and why that is needed."""
    return render(request, "identity/proofing.html", {"level": request.act.proofing})


@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs for a passkey: to sign in, to show the own one, or to make a new one."""
    count_attempt("passkey_options", counted_network(request), most=120, seconds=600)
    purpose = request.POST.get("purpose", "")
    if purpose == "make" and request.act.human:  # type: ignore[attr-defined]
        party = _party(request)  # type: ignore[arg-type]
        require_fresh(request, party)
        return JsonResponse(ask_to_make(request, party))
    with as_machine("identity.passkey"):
        return JsonResponse(ask_to_show(request, _whose(request, purpose)))


def _whose(request: HttpRequest, purpose: str) -> Party | None:
    """Whose passkey is asked for, where that is known; else whoever shows one."""
    if purpose != "show":
        return None
    if request.act.human:  # type: ignore[attr-defined]
        return _party(request)  # type: ignore[arg-type]
    entering = who_enters(request)
    return entering[0] if entering else None
