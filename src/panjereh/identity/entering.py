"""From right credentials to a session: at once, or by way of the second factor."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from panjereh.identity.budgets import Caller, caller_of, refund, spend
from panjereh.identity.devices import remember
from panjereh.identity.entries import note_entry_of
from panjereh.identity.factors import second_factors
from panjereh.identity.factors.codes import app_code_fits, plain_code, recovery_code_fits
from panjereh.identity.models import Party
from panjereh.identity.sessions import begin_session, leave_session
from panjereh.identity.telling import tell_owner
from panjereh.kernel.wall import as_machine

PENDING = "entering"
PATIENCE = 600  # seconds for the second factor
APP_DIGITS = 6


def safe_address(address: str) -> str:
    """The address to go on to, when it is a path of ours."""
    fits = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if address.startswith("/") and fits else ""


def go_in(request: HttpRequest, party: Party, after: str, *ways: str) -> HttpResponse:
    """Begin the session and go on."""
    begin_session(request, party, *ways)
    note_entry_of(request, party, "signed_in")
    response = HttpResponseRedirect(after or reverse("cases:mine"))
    remember(request, response, bytes(party.number_index))
    return response


def password_fits(request: HttpRequest, party: Party, after: str) -> HttpResponse:
    """Go in, or to the second factor of whoever has one: nobody is signed in until it is shown."""
    with as_machine("identity.sign_in"):
        kinds = second_factors(party.id)
    if not kinds:
        return go_in(request, party, after, "pwd")
    leave_session(request)
    request.session[PENDING] = {"party": str(party.id), "at": time.time(), "after": after}
    return redirect("identity:second_factor")


def who_enters(request: HttpRequest) -> tuple[Party, str] | None:
    """Whose password was right a short while ago, and where they go on to."""
    kept = request.session.get(PENDING)
    if kept is None or time.time() - kept["at"] > PATIENCE:
        return None
    party = Party.objects.filter(id=kept["party"]).first()
    return (party, kept["after"]) if party else None


def code_proves(request: HttpRequest, party: Party, code: str) -> str | None:
    """The way (`otp`, `rcv`) that a typed code proves, or None. Raises TooManyAttempts."""
    caller: Caller = caller_of(request, bytes(party.number_index))
    spend("factor", str(party.id), caller)
    with as_machine("identity.factor"):
        app = len(plain_code(code)) == APP_DIGITS
        fits = app_code_fits(party.id, code) if app else recovery_code_fits(party.id, code)
        if not fits:
            note_entry_of(request, party, "wrong_factor")
            return None
        if not app:
            tell_owner(party.id, "recovery_code_used")
    refund("factor", str(party.id), caller)
    return "otp" if app else "rcv"
