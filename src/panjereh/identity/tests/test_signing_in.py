"""Signing in: who fits gets in, and nobody learns which of the two was wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from panjereh.identity.actions import SamplesApart, appoint, check_credentials, enrol_party, give_password
from panjereh.identity.queries import act_of_number, party_by_number, staff_of
from panjereh.kernel import clock
from panjereh.kernel.limits import TooManyAttempts

pytestmark = pytest.mark.django_db
NUMBER, PASSWORD = "9990000018", "a long password of hers"


@pytest.fixture
def maryam() -> object:
    party = enrol_party(NUMBER)
    give_password(party, PASSWORD)
    return party


def test_a_party_is_found_by_number_and_keeps_it_to_itself(maryam: object) -> None:
    assert party_by_number(NUMBER).id == maryam
    assert enrol_party(NUMBER) == maryam
    assert party_by_number("9990000026") is None


@pytest.mark.parametrize(("number", "password"), [(NUMBER, "wrong"), ("9990000026", PASSWORD), (NUMBER, "")])
def test_wrong_credentials_open_nothing(maryam: object, number: str, password: str) -> None:
    assert check_credentials(number, password, network="192.0.2.1") is None


def test_a_party_without_password_never_signs_in() -> None:
    enrol_party(NUMBER)
    assert check_credentials(NUMBER, "the password of nobody", network="192.0.2.1") is None


def test_a_stranger_who_guesses_does_not_lock_the_owner_out(maryam: object) -> None:
    for _ in range(10):
        assert check_credentials(NUMBER, "guess", network="192.0.2.66") is None
    with pytest.raises(TooManyAttempts):
        check_credentials(NUMBER, PASSWORD, network="192.0.2.66")
    assert check_credentials(NUMBER, PASSWORD, network="192.0.2.1") is not None


def test_roles_count_from_day_to_day(maryam: object) -> None:
    today = clock.today()
    appoint(maryam, "civil-registry", "officer", today)
    appoint(maryam, "guild-chamber", "officer", today + timedelta(days=1))
    assert act_of_number(NUMBER, today).agencies == ("civil-registry",)
    assert staff_of("civil-registry", "officer", today) == [maryam]
    assert staff_of("civil-registry", "officer", date(2000, 1, 1)) == []


@pytest.mark.parametrize("typed", ["9990000018", "۹۹۹۰۰۰۰۰۱۸", "٩٩٩٠٠٠٠٠١٨", "999-000001-8"])
def test_all_digits_sign_in(maryam: object, typed: str, client: Client) -> None:
    answer = client.post("/fa/sign-in/", {"number": typed, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/fa/cases/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_wrong_number_is_told_how_a_right_one_looks(language: str, client: Client) -> None:
    answer = client.post(f"/{language}/sign-in/", {"number": "123", "password": "x"})
    assert answer.status_code == 422
    assert "10" in answer.content.decode() or "۱۰" in answer.content.decode()
    assert "123" in answer.content.decode()


def test_the_address_to_go_on_to_is_one_of_ours(maryam: object, client: Client) -> None:
    sent = {"number": NUMBER, "password": PASSWORD}
    assert client.post("/fa/sign-in/", sent | {"next": "https://evil.example/"})["Location"] == "/fa/cases/"
    assert client.post("/fa/sign-in/", sent | {"next": "/fa/inbox/"})["Location"] == "/fa/inbox/"


def test_one_click_signs_in_in_the_demonstration_alone(
    maryam: object, client: Client, settings: object
) -> None:
    assert client.post("/fa/sign-in/as/maryam/").status_code == 404
    settings.DEMO = True
    assert client.post("/fa/sign-in/as/nobody/").status_code == 404


def test_samples_and_real_people_stay_apart(settings: object) -> None:
    with pytest.raises(SamplesApart):
        enrol_party(NUMBER, sample=True)
    settings.DEMO = True
    with pytest.raises(SamplesApart):
        enrol_party(NUMBER)
    assert enrol_party(NUMBER, sample=True)
