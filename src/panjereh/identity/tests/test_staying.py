"""A page on which nothing happens may ask to stay signed in, and learns when it is too late."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

pytestmark = pytest.mark.usefixtures("country")


def test_staying_keeps_the_session_and_a_lost_one_says_so() -> None:
    client = Client(HTTP_HOST="localhost")
    assert client.get("/fa/sign-in/stay/").status_code == 401
    client.post("/fa/sign-in/as/maryam/")
    assert client.get("/fa/sign-in/stay/").status_code == 204
    html = client.get("/fa/cases/").content.decode()
    assert 'data-seconds="1800" data-stay="/fa/sign-in/stay/"' in html
    Session.objects.all().delete()
    assert client.get("/fa/sign-in/stay/").status_code == 401
    assert "data-stay" not in client.get("/fa/").content.decode()
