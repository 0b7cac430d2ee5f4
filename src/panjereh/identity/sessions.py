"""Sessions of persons: begun by signing in, listed for their owner, ended at once."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest

from panjereh.identity.actions import BACKEND
from panjereh.identity.models import Party, Visit
from panjereh.identity.visitors import visitor
from panjereh.kernel import clock
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import as_machine


def begin_session(request: HttpRequest, party: Party) -> None:
    """Sign a party in: the session's key is new, and its owner finds it in their list."""
    leave_session(request)
    login(request, party, backend=BACKEND)
    if not request.session.session_key:
        request.session.save()
    visit, key = new_uuid(), str(request.session.session_key)
    with as_machine("identity.sign_in"):
        Visit.objects.create(
            id=visit,
            party=party.id,
            session_key=key,
            since=clock.now(),
            sealed=safe_of(party.id).seal(f"identity_visit:sealed:{visit}", visitor(request)),
        )


def leave_session(request: HttpRequest) -> None:
    """Sign out: the session and all that it held are gone."""
    if request.session.session_key is not None:
        with as_machine("identity.sign_out"):
            Visit.objects.filter(session_key=request.session.session_key, ended_at__isnull=True).update(
                ended_at=clock.now()
            )
    logout(request)
