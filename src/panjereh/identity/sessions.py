"""Sessions of persons: begun by signing in, listed for their owner, ended at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from panjereh.identity.models import Party, Visit
from panjereh.identity.signing_in import BACKEND
from panjereh.identity.standing import proved
from panjereh.identity.visitors import visitor
from panjereh.kernel import clock
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import as_machine

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One living session as its owner sees it."""

    id: UUID
    since: datetime
    seen_at: datetime
    browser: str
    system: str
    network: str
    current: bool


def begin_session(request: HttpRequest, party: Party, *ways: str) -> None:
    """Sign a party in: the session's key is new, and its owner finds it in their list."""
    leave_session(request)
    login(request, party, backend=BACKEND)
    proved(request.session, *(ways or ("pwd",)))
    if not request.session.session_key:
        request.session.save()
    visit, key = new_uuid(), str(request.session.session_key)
    with as_machine("identity.sign_in"):
        Visit.objects.create(
            id=visit,
            party=party.id,
            session_key=key,
            since=clock.now(),
            sealed=safe_of(party.id).seal(_place(visit), visitor(request)),
        )


def strengthen_session(request: HttpRequest, *ways: str) -> None:
    """Something more was proved in this session: its key is new, too."""
    before = request.session.session_key
    request.session.cycle_key()
    proved(request.session, *ways)
    move_visit(before, request.session.session_key)


def move_visit(before: str | None, after: str | None) -> None:
    """A session has got a new key; it is the same session to its owner."""
    with as_machine("identity.new_key"):
        Visit.objects.filter(session_key=before or "").update(session_key=after or "")


def leave_session(request: HttpRequest) -> None:
    """Sign out: the session and all that it held are gone."""
    if request.session.session_key is not None:
        with as_machine("identity.sign_out"):
            Visit.objects.filter(session_key=request.session.session_key, ended_at__isnull=True).update(
                ended_at=clock.now()
            )
    logout(request)


def sessions_of(party: UUID, *, here: str | None) -> list[VisitRow]:
    """A person's living sessions, this one first; `here`: its key."""
    visits = list(Visit.objects.filter(party=party, ended_at__isnull=True).order_by("-since"))
    living = {
        session.session_key: session
        for session in Session.objects.filter(
            session_key__in=[visit.session_key for visit in visits], expire_date__gt=clock.now()
        )
    }
    safe = safe_of(party) if living else None
    rows = [
        _row(visit, living[visit.session_key], safe.open(_place(visit.id), visit.sealed), here)
        for visit in visits
        if safe and visit.session_key in living
    ]
    return sorted(rows, key=lambda row: not row.current)


def _row(visit: Visit, session: Session, seen: dict[str, str], here: str | None) -> VisitRow:
    # A session is written once a minute at most while it is used; each time its end moves forward.
    seen_at = session.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return VisitRow(
        visit.id,
        visit.since,
        max(seen_at.astimezone(UTC), visit.since),
        seen.get("browser", ""),
        seen.get("system", ""),
        seen.get("network", ""),
        visit.session_key == here,
    )


def end_session(party: UUID, visit: UUID) -> bool:
    """End one session of a person at once; False when it is none of theirs or has ended."""
    found = Visit.objects.filter(id=visit, party=party, ended_at__isnull=True).first()
    return found is not None and _end([found]) == 1


def end_sessions(party: UUID, *, but: str | None = None) -> int:
    """End all sessions of a person at once, but for the one with the key `but`; returns how many."""
    return _end(
        [
            visit
            for visit in Visit.objects.filter(party=party, ended_at__isnull=True)
            if visit.session_key != but
        ]
    )


def _end(visits: list[Visit]) -> int:
    Session.objects.filter(session_key__in=[visit.session_key for visit in visits]).delete()
    return Visit.objects.filter(id__in=[visit.id for visit in visits]).update(ended_at=clock.now())


def forget_visits() -> int:
    """Delete what tells of sessions that are long over."""
    count, _ = Visit.objects.filter(since__lt=clock.now() - KEPT).delete()
    return count


def _place(visit: UUID) -> str:
    return f"identity_visit:sealed:{visit}"
