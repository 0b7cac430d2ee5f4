"""Sign-in and security: a person's own factors, password, sessions and recent tries."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panjereh.identity.actions import give_password
from panjereh.identity.entries import recent_entries
from panjereh.identity.factors import factors_of
from panjereh.identity.fresh import require_fresh
from panjereh.identity.models import Party
from panjereh.identity.passwords import password_fault
from panjereh.identity.recovery import stop_recoveries, waiting_recovery
from panjereh.identity.sessions import end_session, end_sessions, move_visit, sessions_of
from panjereh.identity.signed_in import signed_in
from panjereh.identity.telling import tell_owner
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed


def own_party(request: ActRequest) -> Party:
    """The person who is signed in."""
    return Party.objects.get(id=request.act.party)


@require_safe
@signed_in
def overview(request: ActRequest) -> HttpResponse:
    """Everything about one's own way in, on one page."""
    party = own_party(request)
    context = {
        "factors": factors_of(party.id),
        "sessions": sessions_of(party.id, here=request.session.session_key),
        "entries": recent_entries(party),
        "recovery": waiting_recovery(party.id),
        "here": "security",
    }
    return render(request, "identity/security.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@sensitive_post_parameters("password", "again")
def password(request: ActRequest) -> HttpResponse:
    """Choose a new password; all other sessions end with the old one."""
    party = own_party(request)
    require_fresh(request, party)
    if request.method != "POST":
        return render(request, "identity/password.html", {"errors": []})
    fault = password_fault(request.POST.get("password", ""), request.POST.get("again", ""))
    if fault:
        return render(request, "identity/password.html", {"errors": [("password", fault)]}, status=422)
    give_password(party.id, request.POST["password"])
    _keep_only_this_session(request, own_party(request))
    tell_owner(party.id, "password_changed")
    messages.success(request, gettext("Your password was changed. All other sessions were ended."))
    return redirect("identity:security")


def _keep_only_this_session(request: ActRequest, party: Party) -> None:
    before = request.session.session_key
    end_sessions(party.id, but=before)
    update_session_auth_hash(request, party)  # gives the session a new key
    move_visit(before, request.session.session_key)


@require_POST
@signed_in
def end_one(request: ActRequest, visit_id: UUID) -> HttpResponse:
    """End one of one's own sessions."""
    party = own_party(request)
    if not any(row.id == visit_id for row in sessions_of(party.id, here=None)):
        raise NotAllowed("visit")
    require_fresh(request, party)
    end_session(party.id, visit_id)
    tell_owner(party.id, "sessions_ended")
    messages.success(request, gettext("The session was ended."))
    return redirect("identity:security")


@require_POST
@signed_in
def end_others(request: ActRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    party = own_party(request)
    require_fresh(request, party)
    if end_sessions(party.id, but=request.session.session_key):
        tell_owner(party.id, "sessions_ended")
    messages.success(request, gettext("All other sessions were ended."))
    return redirect("identity:security")


@require_POST
@signed_in
def stop_own_recovery(request: ActRequest) -> HttpResponse:
    """Stop a way back in that somebody asked for; whoever is signed in may do it at once."""
    stop_recoveries(own_party(request).id)
    messages.success(
        request, gettext("The recovery was stopped. The code that was sent does not work any more.")
    )
    return redirect("identity:security")
