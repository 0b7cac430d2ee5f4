"""Guessing ends; the owner of a number still comes in. Played through against the real counters."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import signing
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from panjereh.identity import budgets
from panjereh.identity.budgets import Caller, refund, spend
from panjereh.identity.tests.conftest import NUMBER, OTHER, PASSWORD
from panjereh.kernel import clock
from panjereh.kernel.limits import TooManyAttempts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A clock that stands at the beginning of a day's windows until it is moved."""
    day = clock.now().replace(hour=0, minute=0, second=1, microsecond=0)
    held = [day]
    monkeypatch.setattr(clock, "now", lambda: held[0])
    return held


def tries(who: str, caller: Caller, count: int) -> int:
    """How many of so many tries were let through."""
    passed = 0
    for _ in range(count):
        try:
            spend("test", who, caller)
            passed += 1
        except TooManyAttempts:
            pass
    return passed


def test_an_attack_from_many_networks_slows_strangers_and_not_the_owner(morning: list[object]) -> None:
    attackers = [Caller(f"198.51.100.{number}/32") for number in range(250)]
    passed = sum(tries("victim", attacker, 5) for attacker in attackers)
    assert passed == 100  # all of them together, not 1250
    owner = Caller("203.0.113.7/32", device="known")
    assert tries("victim", owner, 3) == 3
    assert tries("another", attackers[0], 1) == 1  # one number's guesses shut out no other


def test_one_network_alone_shuts_a_number_out_for_nobody_else(morning: list[object]) -> None:
    assert tries("victim", Caller("198.51.100.1/32"), 600) == budgets.ONE_NETWORK[0][0]
    assert tries("victim", Caller("203.0.113.7/32"), 1) == 1
    assert tries("another", Caller("198.51.100.1/32"), 1) == 1  # nor its network for other numbers


def test_refused_tries_keep_whoever_makes_them_waiting(morning: list[object]) -> None:
    caller = Caller("198.51.100.1/32")
    tries("victim", caller, 60)
    morning[0] += timedelta(seconds=600)
    assert tries("victim", caller, 1) == 0  # refused ones have filled the windows of six hours and a day
    assert tries("victim", Caller("203.0.113.7/32"), 1) == 1


def test_one_network_with_many_customers_is_not_shut_out_by_good_tries(morning: list[object]) -> None:
    carrier = Caller("203.0.113.7/32")
    for person in range(300):
        spend("test", f"person-{person}", carrier)
        refund("test", f"person-{person}", carrier)
    assert tries("last", carrier, 1) == 1


def test_one_network_that_guesses_at_everybody_is_stopped(morning: list[object]) -> None:
    assert sum(tries(f"person-{number}", Caller("203.0.113.7/32"), 1) for number in range(300)) == 100


def test_whoever_waits_as_told_tries_sixty_times_a_day_at_most(morning: list[object]) -> None:
    waits, passed, evening = [], 0, morning[0] + timedelta(hours=23, minutes=59)
    while morning[0] < evening:
        try:
            spend("test", "x", Caller("192.0.2.1/32"))
            passed += 1
        except TooManyAttempts as stopped:
            waits.append(stopped.seconds)
            morning[0] += timedelta(seconds=stopped.seconds)
    assert 50 <= passed <= 60  # tries that were refused count, too
    assert waits[0] <= 600
    assert max(waits) > 3600  # they grow


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), networks=st.integers(1, 60))
def test_whatever_strangers_do_the_known_device_comes_in_and_guesses_stay_few(
    seed: int, networks: int, django_db_blocker: object
) -> None:
    chance, who = random.Random(seed), f"victim-{seed}-{networks}"
    passed = {"strangers": 0, "owner": 0}
    for step in range(300):
        if step % 60 == 30:
            passed["owner"] += tries(who, Caller("203.0.113.9/32", device="known"), 1)
        else:
            passed["strangers"] += tries(who, Caller(f"{chance.randrange(networks)}"), 1)
    assert passed["owner"] == 5
    # A run may fall on the edge of two windows: at most twice as much then.
    assert passed["strangers"] <= 2 * budgets.ALL_STRANGERS[0][0]


def test_a_device_is_known_after_a_good_sign_in_and_to_its_person_alone(party: UUID) -> None:
    known, stranger = Client(), Client(REMOTE_ADDR="198.51.100.1")
    assert known.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 302
    known.post("/fa/sign-out/")
    for client in (stranger, Client()):
        for _ in range(11):
            answer = client.post("/fa/sign-in/", {"number": NUMBER, "password": "guess"})
        assert answer.status_code == 429
    # The same network is used up for strangers; the browser that she has used before comes in.
    assert known.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 302
    forged = Client()
    forged.cookies.load({"device": known.cookies["device"].value[:-1] + "x"})
    assert forged.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 429
    others = Client()
    others.post("/fa/sign-in/", {"number": OTHER, "password": PASSWORD})
    assert others.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 429


def test_signing_in_as_somebody_else_renews_no_budget(party: UUID, morning: list[object]) -> None:
    shared, statuses = Client(), []
    shared.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD})
    for _ in range(3):
        for _ in range(4):
            answer = shared.post("/fa/sign-in/", {"number": NUMBER, "password": "guess"})
            statuses.append(answer.status_code)
        assert shared.post("/fa/sign-in/", {"number": OTHER, "password": PASSWORD}).status_code == 302
    most = budgets.KNOWN_DEVICE[0][0]
    assert statuses == [422] * most + [429] * (12 - most)


def test_every_browser_has_a_mark_of_its_own(party: UUID, morning: list[object]) -> None:
    one, other = Client(), Client()
    for client in (one, other):
        client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD})
    for _ in range(11):
        answer = one.post("/fa/sign-in/", {"number": NUMBER, "password": "guess"})
    assert answer.status_code == 429
    assert other.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("content", [["eA=="], "x", 5, None, {"persons": 5}, {"persons": ["x"]}])
def test_a_device_cookie_of_another_shape_is_no_known_device(party: UUID, content: object) -> None:
    client = Client()
    client.cookies.load({"device": signing.dumps(content, salt="panjereh.identity.device")})
    assert client.post("/fa/sign-in/", {"number": NUMBER, "password": "guess"}).status_code == 422
    assert client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD}).status_code == 302


def test_a_device_cookie_is_kept_from_scripts_and_names_nobody(party: UUID) -> None:
    client = Client()
    client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD})
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert NUMBER not in cookie.value
    assert str(party) not in cookie.value
