"""Own sessions are listed and end at once; tries are shown to whoever has the number."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from panjereh.identity.tests.conftest import NUMBER, OTHER, PASSWORD
from panjereh.identity.visitors import COUNTED, TOLD, network_of

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[..., Client]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def security(client: Client) -> str:
    return str(client.get("/en/security/").content.decode())


def ends(page: str) -> list[str]:
    return re.findall(r"/en/security/sessions/[0-9a-f-]{36}/end/", page)


def test_sessions_are_listed_with_browser_and_network(sign_in: SignIn) -> None:
    client = sign_in()
    sign_in(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.77")
    sign_in(OTHER)
    page = security(client)
    assert len(ends(page)) == 1  # the other of one's own; this one can't be ended from here
    assert "Firefox · Linux" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page


def test_an_ended_session_is_over_at_once(sign_in: SignIn) -> None:
    here, there, third = sign_in(), sign_in(), sign_in()
    end = ends(security(here))
    assert here.post(end[0]).status_code == 302
    assert sorted(client.get("/fa/cases/").status_code for client in (there, third)) == [200, 302]
    assert here.post(end[0]).status_code == 404
    here.post("/en/security/sessions/end-others/")
    assert [client.get("/fa/cases/").status_code for client in (here, there, third)] == [200, 302, 302]
    assert ends(security(here)) == []


def test_nobody_ends_a_strangers_session(sign_in: SignIn) -> None:
    owner, other = sign_in(), sign_in()
    (end,) = ends(security(owner))
    stranger = sign_in(OTHER)
    assert stranger.post(end).status_code == 404
    stranger.post("/en/security/sessions/end-others/")
    assert other.get("/fa/cases/").status_code == 200


def test_a_new_password_ends_all_other_sessions(sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()
    sent = {"password": "another long password", "again": "another long password"}
    assert here.post("/fa/security/password/", sent).status_code == 302
    assert here.get("/fa/cases/").status_code == 200
    assert there.get("/fa/cases/").status_code == 302
    assert "This one" in security(here)
    assert Client().post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 422


def test_signing_out_takes_the_session_from_the_list(sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()
    there.post("/fa/sign-out/")
    assert ends(security(here)) == []


def test_tries_of_strangers_are_shown_to_the_owner_alone(sign_in: SignIn) -> None:
    for number in (NUMBER, "0013542419"):
        Client(REMOTE_ADDR="198.51.100.9").post("/fa/sign-in/", {"number": number, "password": "guess"})
    assert "198.51.100.0/24" in security(sign_in())
    assert "Wrong password" in security(sign_in())
    assert "Wrong password" not in security(sign_in(OTHER))


def test_the_key_of_the_session_is_new_each_time(party: UUID) -> None:
    client = Client()
    keys = set()
    for _ in range(3):
        client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD})
        keys.add(client.cookies["session"].value)
    assert len(keys) == 3
    assert ends(security(client)) == []  # the ones before ended


@pytest.mark.parametrize(
    ("address", "counted", "told"),
    [
        ("203.0.113.77", "203.0.113.77/32", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.77/32", "203.0.113.0/24"),
        ("", "", ""),
        ("unix", "", ""),
    ],
)
def test_networks_are_told_coarsely_and_counted_by_customer(address: str, counted: str, told: str) -> None:
    assert (network_of(address, COUNTED), network_of(address, TOLD)) == (counted, told)
