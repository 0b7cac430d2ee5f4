"""A form that could not go on waits for its sender, and for nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from panjereh.identity import parking
from panjereh.identity.actions import enrol_party, give_password
from panjereh.identity.models import ParkedForm
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER, OTHER, PASSWORD = "9990000018", "9990000026", "a long password of hers"
PAGE = "/fa/cases/0123456789ABCDEFG/questions/purpose/"


@pytest.fixture
def maryam() -> UUID:
    for number in (NUMBER, OTHER):
        party = enrol_party(number)
        give_password(party, PASSWORD)
    return enrol_party(NUMBER)


def entered(number: str = NUMBER) -> Client:
    client = Client()
    assert client.post("/fa/sign-in/", {"number": number, "password": PASSWORD}).status_code == 302
    return client


def lose_session(client: Client) -> None:
    Session.objects.filter(session_key=client.cookies["session"].value).delete()


def sent_with_lost_session(client: Client, **fields: object) -> str:
    """Send a form with an ended session; returns where one comes after signing in again."""
    lose_session(client)
    asked = client.post(PAGE, fields)["Location"]
    answer = client.post(asked, {"number": NUMBER, "password": PASSWORD, "next": _next(asked)})
    return str(answer["Location"])


def _next(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("next", [""])[0]


def test_a_form_of_a_lost_session_goes_on_after_signing_in(maryam: UUID) -> None:
    client = entered()
    waiting = sent_with_lost_session(client, purpose="school", many=["الف", 'b"<&>\r\n2'], leave="1")
    assert re.fullmatch(r"/fa/parked/[0-9a-f-]{36}/", waiting)
    page = client.get(waiting).content.decode()
    assert f'action="{PAGE}"' in page
    assert 'name="purpose" value="school"' in page
    assert page.count('name="many"') == 2
    assert "b&#34;&lt;&amp;&gt;\r\n2" in page
    assert client.get(waiting).status_code == 200  # looking does not use it up


def test_it_goes_on_once(maryam: UUID) -> None:
    client = entered()
    key = sent_with_lost_session(client, x="1").split("/")[-2]
    first = client.post("/fa/report/", {"text": "x", "parked": key})
    second = client.post("/fa/report/", {"text": "x", "parked": key})
    assert (first.status_code, second.status_code, second["Location"]) == (200, 302, "/fa/cases/")
    assert client.get(f"/fa/parked/{key}/").status_code == 404


@pytest.mark.parametrize("key", ["", "x", "null", "01936d2e-0000-4000-8000-000000000001"])
def test_a_made_up_key_lets_nothing_go_on(maryam: UUID, key: str) -> None:
    assert entered().post("/fa/report/", {"text": "x", "parked": key}).status_code == 302


def test_nobody_else_sees_it_or_sends_it(maryam: UUID) -> None:
    key = sent_with_lost_session(entered(), x="1").split("/")[-2]
    stranger = entered(OTHER)
    assert stranger.get(f"/fa/parked/{key}/").status_code == 404
    assert stranger.post("/fa/report/", {"text": "x", "parked": key}).status_code == 302
    with acting(machine_act("test")):
        assert ParkedForm.objects.filter(id=key).exists()


def test_it_runs_out_after_an_hour_and_is_forgotten(maryam: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    client = entered()
    waiting = sent_with_lost_session(client, x="1")
    later = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(waiting).status_code == 404
    with acting(machine_act("test")):
        assert parking.forget_parked() == 1


def test_what_is_kept_is_sealed(maryam: UUID) -> None:
    sent_with_lost_session(entered(), purpose="a secret of hers")
    with acting(machine_act("test")), connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM identity_parkedform")
        assert b"secret" not in bytes(cursor.fetchone()[0])


def test_files_and_what_is_too_large_is_not_kept(maryam: UUID) -> None:
    client = entered()
    assert sent_with_lost_session(client, x="ن" * parking.LARGEST) == "/fa/cases/"
    assert sent_with_lost_session(client, file=SimpleUploadedFile("a.pdf", b"%PDF")) == "/fa/cases/"


def test_a_person_keeps_twenty_at_most(maryam: UUID) -> None:
    client = entered()
    lose_session(client)
    for number in range(25):
        client.post(PAGE, {"x": str(number)})
    with acting(machine_act("test")):
        assert ParkedForm.objects.count() == parking.MOST


def test_a_stranger_without_a_session_parks_nothing(maryam: UUID) -> None:
    client = Client()
    client.cookies.load({"session": "chosenbyastrangerchosenbyastrang"})
    assert "parked" not in client.post(PAGE, {"x": "1"})["Location"]
