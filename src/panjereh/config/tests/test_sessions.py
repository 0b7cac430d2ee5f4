from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from panjereh.config.sessions import EVERY, SEEN, IdleLimit

pytestmark = pytest.mark.django_db


def visit(session: SessionStore, *, reads: bool = True) -> SessionStore:
    """Pass one request of `session` through the middleware, as the session middleware would save it."""
    request = RequestFactory().get("/")
    request.session = session

    def view(request: HttpRequest) -> HttpResponse:
        if reads:
            request.session.get("party")
        return HttpResponse()

    IdleLimit(view)(request)
    if session.modified:
        session.save()
    return SessionStore(session.session_key)


def begun() -> SessionStore:
    session = SessionStore()
    session["party"] = "x"
    session.save()
    return SessionStore(session.session_key)


def test_a_session_moves_on_at_most_once_a_minute() -> None:
    session = visit(begun())
    first = session[SEEN]
    again = visit(SessionStore(session.session_key))
    assert again[SEEN] == first
    again[SEEN] = first - EVERY
    again.save()
    assert visit(SessionStore(again.session_key))[SEEN] >= first


def test_a_visit_moves_the_end_half_an_hour_on() -> None:
    session = begun()
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=5))
    visit(session)
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_after_half_an_hour_nothing_is_left() -> None:
    session = begun()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(session.session_key).get("party") is None


def test_strangers_get_no_session_for_looking() -> None:
    visit(SessionStore())
    visit(SessionStore(), reads=False)
    assert Session.objects.count() == 0
