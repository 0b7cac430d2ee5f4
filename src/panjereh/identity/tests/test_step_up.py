"""A service that asks for more gets it: the form waits, the factor is shown, the form goes on."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from panjereh.identity import levels
from panjereh.identity.levels import (
    DEMANDS,
    STRICT,
    ProofingNeeded,
    StepUpNeeded,
    assurance_of,
    require_level,
)
from panjereh.identity.models import Party
from panjereh.identity.tests.conftest import add_app, code_of
from panjereh.kernel.act import Act

SERVICE, NUMBER, PASSWORD = "civil/residence-certificate", "9990000018", "window-maryam-1405"


def entered(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


@pytest.fixture
def strict(country: None, settings: object) -> None:
    """An installation that asks for a second factor from level 2 on."""
    settings.SECOND_FACTOR = "all"


@pytest.mark.usefixtures("strict")
def test_the_form_waits_while_a_first_factor_is_set_up() -> None:
    client, key = entered("maryam"), str(uuid4())
    asked = client.post(f"/fa/cases/start/{SERVICE}/", {"key": key})["Location"]
    assert asked.startswith("/fa/step-up/?need=2&")
    parked = next_of(asked)
    assert "/fa/security/code-app/?next=" in client.get(asked).content.decode()
    add_app(client)
    assert client.get(asked)["Location"] == parked
    page = client.get(parked).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([\w-]+)">', page))
    assert sent["key"] == key
    action = re.search(r'action="([^"]+)" data-goes-on', page)[1]
    begun = client.post(action, sent)
    assert re.fullmatch(r"/fa/cases/\w+/next/", begun["Location"])
    assert client.post(action, sent)["Location"] == "/fa/cases/"  # once


@pytest.mark.usefixtures("strict")
def test_submitting_asks_again_after_a_sign_in_without_the_factor(settings: object) -> None:
    settings.SECOND_FACTOR = "none"
    client = entered("maryam")
    ref = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"].split("/")[3]
    for page, value in {"purpose": "school", "recipient": "x", "certificate_language": "fa"}.items():
        client.post(f"/fa/cases/{ref}/questions/{page}/", {page: value})
    settings.SECOND_FACTOR = "all"
    asked = client.post(f"/fa/cases/{ref}/check/")
    assert asked["Location"].startswith("/fa/step-up/?need=2")
    assert client.get(f"/fa/cases/{ref}/next/").status_code == 302  # still a draft, and it is still there


@pytest.mark.usefixtures("strict")
def test_another_person_does_not_get_the_form() -> None:
    client = entered("maryam")
    parked = next_of(client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"])
    assert entered("reza").get(parked).status_code == 404


@pytest.mark.usefixtures("strict")
def test_a_person_of_level_one_is_told_where_to_go() -> None:
    Party.objects.update(assurance=1)
    answer = entered("maryam").post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    assert answer["Location"] == "/fa/identity-check/"


@pytest.mark.usefixtures("strict")
def test_the_machines_way_is_refused_in_words() -> None:
    body = {"service": SERVICE, "key": str(uuid4()), "answers": {}}
    answer = entered("maryam").post("/api/v1/applications", body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (403, "second_factor_needed")


def test_staff_roles_rest_until_a_second_factor_is_shown(country: None, settings: object) -> None:
    settings.SECOND_FACTOR = "staff"
    officer = entered("niloufar")
    asked = officer.get("/fa/desk/")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/fa/step-up/?need=2")
    assert "/fa/desk/" in officer.get("/fa/cases/").content.decode()  # the way there stays visible
    secret, _ = add_app(officer)
    assert officer.get("/fa/desk/").status_code == 200
    again = entered("niloufar")
    asked = again.get("/fa/desk/")["Location"]
    assert again.post(asked, {"code": code_of(secret, steps=1)})["Location"] == "/fa/desk/"
    assert again.get("/fa/desk/").status_code == 200
    assert entered("maryam").get("/fa/desk/").status_code == 404


def test_citizens_of_the_demonstration_need_the_password_alone(country: None) -> None:
    answer = entered("maryam").post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    assert answer["Location"].endswith("/next/")


def test_level_three_needs_a_recent_second_factor() -> None:
    assert assurance_of(2, {1: 10**6}) == 2
    assert assurance_of(2, {1: 0, 2: levels.FRESH}) == 3
    assert assurance_of(2, {1: 0, 2: levels.FRESH + 1}) == 2
    assert assurance_of(1, {1: 0, 2: 0, 3: 0}) == 1
    assert assurance_of(0, {1: 0}) == 0


ages = st.dictionaries(st.integers(1, 3), st.floats(0, 10**7))


@given(st.integers(0, 3), ages, st.integers(1, 3), st.floats(0, 10**7))
def test_more_proof_never_lowers_the_level(
    proofing: int, held: dict[int, float], way: int, age: float
) -> None:
    less = assurance_of(proofing, held)
    assert assurance_of(min(proofing + 1, 3), held) >= less
    assert assurance_of(proofing, held | {way: min(age, held.get(way, age))}) >= less
    assert less <= 3 if proofing else less == 0


def test_the_tables_rise_from_level_to_level() -> None:
    for table in (DEMANDS, STRICT):
        rows = [table[level] for level in (1, 2, 3)]
        assert [row.proofing for row in rows] == sorted(row.proofing for row in rows)
        assert [row.authenticator for row in rows] == sorted(row.authenticator for row in rows)


def test_what_is_missing_is_told_apart() -> None:
    human = UUID(int=1)
    with pytest.raises(StepUpNeeded):
        require_level(Act(human=human, principal=human, assurance=2, proofing=2), 3)
    with pytest.raises(ProofingNeeded):
        require_level(Act(human=human, principal=human, assurance=1, proofing=1), 2)
    require_level(Act(), 3)  # nobody has signed in: rights speak
