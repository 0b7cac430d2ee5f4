"""A real installation gets its first persons and staff by commands."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from panjereh.catalogue.actions import publish_country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.config.persons import person_app, staff_app
from panjereh.config.seed import SAMPLES
from panjereh.identity.models import Party
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER, PASSWORD = "0013542419", "four words in a row"
Say = Callable[..., Result]


@pytest.fixture
def say() -> Say:
    def said(*words: str) -> Result:
        app = person_app if words[0] == "person" else staff_app
        return CliRunner().invoke(app, list(words[1:]))

    return said


def code_in(result: Result) -> str:
    found = re.search(r"One-time code: (\S+)", result.output)
    assert found, result.output
    return found[1]


def choose(code: str, password: str = PASSWORD) -> int:
    sent = {"number": NUMBER, "code": code, "password": password, "again": password}
    return Client().post("/fa/recovery/finish/", sent).status_code


def test_an_enrolled_person_chooses_a_password_once_and_signs_in(say: Say) -> None:
    enrolled = say("person", "enrol", "۰۰۱۳۵۴۲۴۱۹", "--email", "a@example.org")
    assert enrolled.exit_code == 0, enrolled.output
    code = code_in(enrolled)
    assert NUMBER not in enrolled.output
    assert (choose(code), choose(code)) == (302, 422)
    assert Party.objects.get().assurance == 2  # staff has seen the card: the level stays
    client = Client()
    assert client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 302
    assert say("person", "end-sessions", NUMBER).exit_code == 0
    assert client.get("/fa/cases/").status_code == 302


def test_a_lowered_level_rises_by_a_new_check(say: Say) -> None:
    say("person", "enrol", NUMBER, "--level", "1")
    assert Party.objects.get().assurance == 1
    assert say("person", "proof", NUMBER, "--level", "3").exit_code == 0
    assert Party.objects.get().assurance == 3
    assert choose(code_in(say("person", "password-link", NUMBER))) == 302
    assert Party.objects.get().assurance == 3


def test_staff_is_appointed_listed_and_dismissed(say: Say) -> None:
    country, _ = load_country(SAMPLES)
    with acting(machine_act("test")):
        publish_country(country)
    say("person", "enrol", NUMBER)
    assert say("staff", "appoint", NUMBER, "civil-registry", "residence_officer").exit_code == 0
    assert act_of_number(NUMBER, clock.today()).holds("civil-registry", "residence_officer")
    listed = say("staff", "list").output
    assert str(Party.objects.get().id) in listed
    assert NUMBER not in listed
    assert say("staff", "dismiss", NUMBER, "civil-registry", "residence_officer").exit_code == 0
    assert act_of_number(NUMBER, clock.today()).agencies == ()
    assert "Nobody" in say("staff", "list").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["person", "enrol", "123"], "10 digits"),
        (["person", "enrol", NUMBER, "--email", "x"], "@"),
        (["person", "proof", "9990000018"], "panjereh person enrol"),
        (["person", "password-link", "9990000018"], "panjereh person enrol"),
        (["staff", "appoint", "9990000018", "x", "y"], "panjereh person enrol"),
        (["staff", "appoint", NUMBER, "no-such-agency", "y"], "There is no agency"),
        (["staff", "dismiss", NUMBER, "civil-registry", "y"], "does not hold"),
        (["person", "enrol", NUMBER], "enrolled already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(say: Say, words: list[str], told: str) -> None:
    say("person", "enrol", NUMBER)
    result = say(*words)
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_demonstration_takes_no_real_person(say: Say, settings: object) -> None:
    settings.DEMO = True
    result = say("person", "enrol", NUMBER)
    assert result.exit_code == 1
    assert "sample people" in result.output
    assert not Party.objects.exists()
