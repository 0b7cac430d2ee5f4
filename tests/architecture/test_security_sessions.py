"""Signing in, staying, leaving; forms from elsewhere; limits that say when it may be tried again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import taken_back
from tests.architecture.inhabitants import Inhabitants
from tests.architecture.test_rights import cells_of

from panjereh.identity.actions import give_password
from panjereh.kernel import clock

ADDRESSES = all_addresses()
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=[address.shown for address in ADDRESSES])
NUMBER, PASSWORD = "9990000018", "window-maryam-1405"
PRIVATE = "/fa/cases/"


@pytest.fixture(autouse=True)
def afterwards_as_before(country_of_two_agencies: Inhabitants) -> Iterator[None]:
    with taken_back():
        yield


def browser(**more: object) -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False, **more)  # type: ignore[arg-type]


def sign_in(client: Client, after: str = "") -> str:
    """Sign in with number and password; returns where it goes on."""
    answer = client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD, "next": after})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def token_of(client: Client, page: str = "/fa/sign-in/") -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page).content.decode())
    assert found
    return found[1]


# Forms from elsewhere


@each_address
def test_no_form_is_taken_in_without_its_key(address: Address, country_of_two_agencies: Inhabitants) -> None:
    world = country_of_two_agencies
    name = names_of(world.things, address.kind)[0]
    (cells,) = cells_of(address, name, "POST")
    if set(cells.values()) <= {"405", "404"} or address.shown == "/":
        return
    thing = world.things.get((address.kind, name), "")
    for role in ("anonymous", "applicant", "officer"):
        client = world.client(role, enforce_csrf_checks=True)
        answer = client.post(address.path(thing), {"choice": "grant", "key": "0" * 32})
        assert answer.status_code == 403, role


def test_whoever_sends_a_form_without_its_key_is_told_what_to_do() -> None:
    answer = browser(enforce_csrf_checks=True).post("/en/sign-in/", {"number": NUMBER})
    assert answer.status_code == 403
    assert "reload the page and send it again" in answer.content.decode()


def test_a_form_with_its_key_is_taken_in_and_one_with_a_strangers_is_not() -> None:
    client, stranger = browser(enforce_csrf_checks=True), browser(enforce_csrf_checks=True)
    sent = {"number": NUMBER, "password": PASSWORD}
    strangers, own = token_of(stranger), token_of(client)
    assert client.post("/fa/sign-in/", sent | {"csrfmiddlewaretoken": strangers}).status_code == 403
    assert client.post("/fa/sign-in/", sent | {"csrfmiddlewaretoken": own}).status_code == 302


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_https_a_form_from_another_site_is_refused_by_its_origin() -> None:
    client = browser(enforce_csrf_checks=True, secure=True)
    sent = {"number": NUMBER, "password": PASSWORD, "csrfmiddlewaretoken": token_of(client)}
    for origin, status in (("https://evil.example", 403), ("null", 403), ("https://localhost", 302)):
        assert (
            client.post("/fa/sign-in/", sent, secure=True, headers={"Origin": origin}).status_code == status
        )


# Coming in, going on, leaving


@pytest.mark.parametrize(
    "after",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:///evil",
        "javascript:alert(1)", "http:evil.example", "///evil.example", "/\t/evil.example", " //evil.example",
        "null", "portal:home", "evil.example", "https://localhost/fa/inbox/", "\x00/fa/",
    ],
)  # fmt: skip
def test_signing_in_goes_on_to_an_address_of_ours_alone(after: str) -> None:
    assert sign_in(browser(), after) == PRIVATE
    assert browser().post("/fa/sign-in/as/maryam/", {"next": after})["Location"] == PRIVATE


def test_signing_in_goes_back_to_where_one_came_from() -> None:
    client = browser()
    asked = client.get("/fa/inbox/?before=1")
    assert asked["Location"] == "/fa/sign-in/?next=%2Ffa%2Finbox%2F%3Fbefore%3D1"
    assert sign_in(client, "/fa/inbox/?before=1") == "/fa/inbox/?before=1"


@pytest.mark.parametrize(
    "path", ["//evil.example/fa", "//evil.example/%2e%2e", "/%2F%2Fevil.example/", "/\\evil"]
)
def test_no_address_leads_to_another_site(path: str) -> None:
    answer = browser().generic("GET", path)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_a_sessions_key_is_new_after_signing_in() -> None:
    client = browser()
    client.post("/fa/sign-in/as/reza/")
    before = client.cookies["session"].value
    sign_in(client)
    assert client.cookies["session"].value != before
    with_old_key = browser(HTTP_COOKIE=f"session={before}")
    assert with_old_key.get(PRIVATE).status_code == 302


def test_a_key_that_a_stranger_chose_is_not_taken_over() -> None:
    client = browser()
    client.cookies.load({"session": "chosenbyastrangerchosenbyastrang"})
    sign_in(client)
    assert client.cookies["session"].value != "chosenbyastrangerchosenbyastrang"


def test_signing_out_ends_the_session_for_good() -> None:
    client = browser()
    sign_in(client)
    key = client.cookies["session"].value
    assert client.get(PRIVATE).status_code == 200
    assert client.post("/fa/sign-out/").status_code == 302
    assert not Session.objects.filter(session_key=key).exists()
    assert browser(HTTP_COOKIE=f"session={key}").get(PRIVATE).status_code == 302


def test_another_password_ends_the_sessions_of_the_old_one(country_of_two_agencies: Inhabitants) -> None:
    client = browser()
    sign_in(client)
    give_password(country_of_two_agencies.parties["other"], "another long password")
    assert client.get(PRIVATE).status_code == 302


def test_half_an_hour_without_a_request_ends_a_session_and_requests_keep_it() -> None:
    client = browser()
    sign_in(client)
    session = Session.objects.get(session_key=client.cookies["session"].value)
    assert timedelta(minutes=29) < session.expire_date - timezone.now() <= timedelta(minutes=30)
    data = session.get_decoded()
    Session.objects.filter(pk=session.pk).update(
        expire_date=timezone.now() + timedelta(minutes=1),
        session_data=Session.objects.encode(data | {"seen_at": 0}),
    )
    assert client.get(PRIVATE).status_code == 200
    session.refresh_from_db()
    assert session.expire_date - timezone.now() > timedelta(minutes=29)
    Session.objects.filter(pk=session.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(PRIVATE).status_code == 302


def test_a_cookie_is_a_key_and_a_session_holds_no_number() -> None:
    client = browser()
    sign_in(client)
    assert len(client.cookies["session"].value) == 32
    assert NUMBER not in str(Session.objects.get(session_key=client.cookies["session"].value).get_decoded())


# What a request may not decide


@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method"]
)
def test_a_header_or_field_does_not_change_the_method(
    header: str, country_of_two_agencies: Inhabitants
) -> None:
    world = country_of_two_agencies
    ref = world.things["case", "waiting"]
    client = world.client("applicant")
    client.get(f"/fa/cases/{ref}/withdraw/?_method=POST", headers={header: "POST"})
    page = client.get(f"/fa/cases/{ref}/").content.decode()
    assert f"/fa/cases/{ref}/withdraw/" in page
    assert client.post(f"/fa/cases/{ref}/", {"_method": "GET"}, headers={header: "GET"}).status_code == 405


@pytest.mark.parametrize("header", ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Script-Name"])
def test_a_header_does_not_change_the_address(header: str) -> None:
    answer = browser().get("/fa/", headers={header: "/fa/desk/"})
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/fa/")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "[::1", ""]
)
def test_a_strange_host_is_refused(host: str) -> None:
    for path in ("/fa/", "/", "/services/", "/fa/cases/"):
        answer = Client(raise_request_exception=False).get(path, headers={"Host": host})
        assert answer.status_code == 400, (host, path)
        assert host not in answer.content.decode() or not host


def test_a_forwarded_host_is_not_believed() -> None:
    answer = browser().get("/services/", headers={"X-Forwarded-Host": "evil.example"})
    assert answer["Location"].startswith("/")


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The windows of limits begin at full minutes: the clock stands ten seconds after one."""
    moment = clock.now().replace(minute=10, second=10, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.usefixtures("standing_clock")
def test_a_visitors_own_word_about_their_address_is_not_believed() -> None:
    """Without a proxy of ours, X-Forwarded-For is whatever the visitor writes."""
    answers = [_guess(address) for address in [f"192.0.2.{number}" for number in range(1, 13)]]
    assert answers[-1] == 429


@pytest.mark.usefixtures("standing_clock")
@override_settings(PROXIES=1)
def test_behind_a_proxy_visitors_are_counted_apart() -> None:
    answers = [_guess(f"203.0.113.9, 192.0.2.{number}") for number in range(1, 13)]
    assert set(answers) == {422}
    answers = [_guess(f"203.0.113.{number}, 192.0.2.200") for number in range(1, 13)]
    assert answers[-1] == 429


def _guess(forwarded: str) -> int:
    sent = {"number": NUMBER, "password": "a guess"}
    return browser().post("/fa/sign-in/", sent, headers={"X-Forwarded-For": forwarded}).status_code


# Limits


@pytest.mark.parametrize("language", ["fa", "en"])
def test_guessing_a_password_ends_at_a_page_that_says_when(language: str, standing_clock: datetime) -> None:
    client, page = browser(), f"/{language}/sign-in/"
    guesses = [client.post(page, {"number": NUMBER, "password": "x"}).status_code for _ in range(10)]
    assert set(guesses) == {422}
    says_when(client.post(page, {"number": NUMBER, "password": PASSWORD}), seconds=590)
    others = client.post(page, {"number": "9990000026", "password": "window-reza-1405"})
    assert others.status_code == 302  # one number's guesses do not keep another out


def test_guessing_codes_of_documents_ends_at_a_page_that_says_when(
    country_of_two_agencies: Inhabitants, standing_clock: datetime
) -> None:
    client, code = browser(), country_of_two_agencies.things["code", "own"]
    guesses = [client.get("/fa/verify/7K4M2QXP9B3TH5WZ1C70/").status_code for _ in range(30)]
    assert set(guesses) == {404}
    says_when(client.get(f"/fa/verify/{code}/"), seconds=50)


def test_giving_files_is_counted_with_the_codes(standing_clock: datetime) -> None:
    client = browser()
    for _ in range(30):
        assert client.post("/en/verify/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1")}).status_code == 404
    says_when(client.post("/en/verify/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1")}), seconds=50)


def says_when(answer: HttpResponse, *, seconds: int) -> None:
    """The page and the header say after how long it may be tried again."""
    assert (answer.status_code, answer["Retry-After"]) == (429, str(seconds))
    minutes = -(-seconds // 60)
    page = answer.content.decode()
    assert "one minute" in page or "یک دقیقه" in page if minutes == 1 else re.search(f"{minutes}|۱۰", page)
