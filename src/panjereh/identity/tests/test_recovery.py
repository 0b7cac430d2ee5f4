"""The way back in lowers the level, waits, can be stopped, and tells nobody who exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from panjereh.config.testing.jobs import do_jobs
from panjereh.identity.actions import check_credentials
from panjereh.identity.models import Party, Recovery
from panjereh.identity.tests.conftest import NUMBER, PASSWORD, add_app
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.notices.actions import confirm_contact
from panjereh.notices.models import DemoMail
from panjereh.notices.queries import inbox

pytestmark = pytest.mark.django_db(transaction=True)
NEW, NOBODY = "another long password", "0013542419"


@pytest.fixture
def reachable(party: UUID, settings: object) -> UUID:
    settings.DEMO, settings.RECOVERY_WAIT = True, 24
    with acting(machine_act("test")):
        confirm_contact(party, email="maryam@example.org", language="en")
    return party


def asked() -> dict[str, str]:
    """Ask for a code by mail; returns what the mail says."""
    assert Client().post("/fa/recovery/", {"number": NUMBER})["Location"] == "/fa/recovery/sent/"
    do_jobs()
    body = next(mail.body for mail in DemoMail.objects.order_by("-id") if "Your recovery code" in mail.body)
    code, stop = re.search(r"code:\s(\S+)", body), re.search(r"(/en/recovery/stop/\w+/)", body)
    assert code, body
    assert stop, body
    return {"code": code[1], "stop": stop[1]}


def finish(code: str, number: str = NUMBER, password: str = NEW) -> int:
    sent = {"number": number, "code": code, "password": password, "again": password}
    return Client().post("/en/recovery/finish/", sent).status_code


def after_the_wait(monkeypatch: pytest.MonkeyPatch, **more: float) -> None:
    later = clock.now() + timedelta(hours=24, **more)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_a_mailed_code_works_after_its_wait_and_lowers_the_level(
    reachable: UUID, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    add_app(client)
    mail = asked()
    assert finish(mail["code"]) == 422  # not yet
    after_the_wait(monkeypatch, minutes=1)
    assert finish(mail["code"].lower()) == 302
    assert finish(mail["code"]) == 422  # once
    party = Party.objects.get(id=reachable)
    assert party.assurance == 1
    assert client.get("/fa/cases/").status_code == 302  # all sessions are over
    entered = Client()
    assert entered.post("/fa/sign-in/", {"number": NUMBER, "password": NEW})["Location"] == "/fa/cases/"
    assert "identity-check" in entered.get("/fa/security/").content.decode()
    do_jobs()
    with acting(machine_act("test")):
        assert "Your sign-in was recovered" in [row.title["en"] for row in inbox(reachable)]


def test_the_owner_stops_it_by_the_link_or_signed_in(
    reachable: UUID, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = asked()
    client = Client()
    assert client.get(mail["stop"]).status_code == 200  # a mail program that looks at links stops nothing
    with acting(machine_act("test")):
        assert Recovery.objects.get().stopped_at is None
    assert "was stopped" in client.post(mail["stop"]).content.decode()
    assert "nothing to stop" in client.post(mail["stop"]).content.decode()
    soon = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: soon)
    second = asked()
    owner = sign_in()
    assert "/security/recovery/stop/" in owner.get("/fa/security/").content.decode()
    owner.post("/fa/security/recovery/stop/")
    after_the_wait(monkeypatch, minutes=30)
    assert finish(mail["code"]) == 422
    assert finish(second["code"]) == 422
    assert Party.objects.get(id=reachable).assurance == 2


def test_a_code_runs_out(reachable: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = asked()
    after_the_wait(monkeypatch, days=2, minutes=1)
    assert finish(mail["code"]) == 422


def test_a_recovery_code_sets_a_new_password_at_once_and_keeps_the_app(
    party: UUID, sign_in: Callable[..., Client]
) -> None:
    _, codes = add_app(sign_in())
    assert finish(codes[0]) == 302
    assert finish(codes[0], password="yet another password") == 422
    assert Party.objects.get(id=party).assurance == 1
    client = Client()
    sent = {"number": NUMBER, "password": NEW}
    assert client.post("/fa/sign-in/", sent)["Location"] == "/fa/sign-in/factor/"


def test_level_one_does_not_reach_a_service_of_level_two(party: UUID, sign_in: Callable[..., Client]) -> None:
    _, codes = add_app(sign_in())
    finish(codes[0])
    client = Client()
    client.post("/fa/sign-in/", {"number": NUMBER, "password": NEW})
    client.post("/fa/sign-in/factor/", {"code": codes[1]})
    assert client.get("/fa/identity-check/").status_code == 200
    assert client.get("/fa/cases/").status_code == 200


def test_nothing_tells_whether_somebody_exists(reachable: UUID) -> None:
    for path in ("/fa/recovery/", "/fa/recovery/finish/"):
        answers = []
        for number in (NUMBER, NOBODY):
            sent = {"number": number, "code": "7K4M-2QXP-9B3T-H5WZ-1C70", "password": NEW, "again": NEW}
            answer = Client().post(path, sent)
            page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
            answers.append((answer.status_code, answer.get("Location"), page.replace(number, "")))
        assert answers[0] == answers[1]


def test_nobody_and_whoever_has_no_address_gets_no_mail(party: UUID, settings: object) -> None:
    settings.DEMO = True
    for number in (NUMBER, NOBODY):
        Client().post("/fa/recovery/", {"number": number})
    do_jobs()
    assert DemoMail.objects.count() == 0
    with acting(machine_act("test")):
        assert Recovery.objects.count() == 0


def test_the_code_lies_nowhere_in_clear(reachable: UUID) -> None:
    mail = asked()
    plain = mail["code"].replace("-", "")
    with acting(machine_act("test")), connection.cursor() as cursor:
        for table in ("identity_recovery", "procrastinate_jobs"):
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            for (row,) in cursor.fetchall():
                assert plain not in row
                assert mail["code"] not in row
                assert NUMBER not in row


@pytest.mark.parametrize(
    ("field", "value"), [("number", "123"), ("code", ""), ("password", "short"), ("password", "password1234"), ("again", "x")]
)  # fmt: skip
@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_wrong_is_said(party: UUID, field: str, value: str, language: str) -> None:
    sent = {"number": NUMBER, "code": "1", "password": NEW, "again": NEW} | {field: value}
    answer = Client().post(f"/{language}/recovery/finish/", sent)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert check_credentials(NUMBER, PASSWORD, network="192.0.2.1") is not None
