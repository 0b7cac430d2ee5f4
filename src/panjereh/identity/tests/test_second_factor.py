"""Second factors: added, asked for, counted once; what is sensitive asks for a recent proof."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from panjereh.identity import standing
from panjereh.identity.factors.codes import app_code_fits, recovery_code_fits
from panjereh.identity.messages import WHAT
from panjereh.identity.tests.conftest import NUMBER, OTHER, PASSWORD, add_app, code_of, secret_on
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[..., Client]


def with_password(number: str = NUMBER, after: str = "") -> tuple[Client, str]:
    client = Client()
    answer = client.post("/fa/sign-in/", {"number": number, "password": PASSWORD, "next": after})
    return client, str(answer["Location"])


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = standing.time.time()
    monkeypatch.setattr(standing.time, "time", lambda: now + seconds)


def test_whoever_has_a_code_app_is_asked_for_it(sign_in: SignIn) -> None:
    secret, codes = add_app(sign_in())
    assert len(set(codes)) == 10
    client, on = with_password(after="/fa/inbox/")
    assert on == "/fa/sign-in/factor/"
    assert client.get("/fa/cases/").status_code == 302  # the password alone signs nobody in
    typed = code_of(secret).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    answer = client.post("/fa/sign-in/factor/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, "/fa/inbox/")
    assert client.get("/fa/cases/").status_code == 200


def test_a_code_counts_once(sign_in: SignIn, party: UUID) -> None:
    secret, _ = add_app(sign_in())
    first, second = with_password()[0], with_password()[0]
    code = code_of(secret)
    assert first.post("/fa/sign-in/factor/", {"code": code}).status_code == 302
    assert second.post("/fa/sign-in/factor/", {"code": code}).status_code == 422
    assert second.post("/fa/sign-in/factor/", {"code": code_of(secret, steps=-1)}).status_code == 422
    assert second.get("/fa/cases/").status_code == 302


def test_a_recovery_code_stands_in_for_the_factor_once(sign_in: SignIn) -> None:
    _, codes = add_app(sign_in())
    first, second = with_password()[0], with_password()[0]
    assert first.post("/fa/sign-in/factor/", {"code": codes[3].replace(" ", "-")}).status_code == 302
    assert second.post("/fa/sign-in/factor/", {"code": codes[3]}).status_code == 422
    assert second.post("/fa/sign-in/factor/", {"code": codes[4]}).status_code == 302


def test_new_recovery_codes_end_the_old_ones(sign_in: SignIn, party: UUID) -> None:
    client = sign_in()
    _, old = add_app(client)
    new = re.findall(r"\d{4} \d{4} \d{4}", client.post("/fa/security/recovery-codes/").content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)
    with acting(machine_act("test")):
        assert not recovery_code_fits(party, old[0])
        assert recovery_code_fits(party, new[0])
    assert new[1] not in client.get("/fa/security/recovery-codes/").content.decode()  # shown once


@pytest.mark.parametrize(
    "code", ["", "1", "abcdef", "۱۲۳", "000000", "0" * 12, "'; --", "٠" * 500, "\u2460" * 6]
)
def test_a_wrong_code_opens_nothing(sign_in: SignIn, code: str) -> None:
    add_app(sign_in())
    client = with_password()[0]
    answer = client.post("/en/sign-in/factor/", {"code": code})
    assert answer.status_code == 422
    assert 'href="#code"' in answer.content.decode()


def test_the_password_is_not_waited_for_longer_than_ten_minutes(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = add_app(sign_in())
    client = with_password()[0]
    later(monkeypatch, 601)
    assert client.post("/fa/sign-in/factor/", {"code": code_of(secret)})["Location"] == "/fa/sign-in/"


def test_codes_of_another_person_do_not_fit(sign_in: SignIn, party: UUID) -> None:
    secret, codes = add_app(sign_in())
    add_app(sign_in(OTHER))
    client = with_password(OTHER)[0]
    for code in (code_of(secret), codes[0]):
        assert client.post("/fa/sign-in/factor/", {"code": code}).status_code == 422


def test_secrets_lie_sealed(sign_in: SignIn) -> None:
    client = sign_in()
    secret = secret_on(client.get("/fa/security/code-app/").content.decode())
    assert secret not in str(Session.objects.get(session_key=client.cookies["session"].value).get_decoded())
    client.post("/fa/security/code-app/", {"code": code_of(secret)})
    with acting(machine_act("test")), connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert "secret" in kept
    assert secret not in kept


def test_a_wrong_first_code_adds_nothing(sign_in: SignIn, party: UUID) -> None:
    client = sign_in()
    client.get("/fa/security/code-app/")
    assert client.post("/fa/security/code-app/", {"code": "000000"}).status_code == 422
    with acting(machine_act("test")):
        assert not app_code_fits(party, "000000")
    assert with_password()[1] == "/fa/cases/"


def test_removing_the_last_factor_takes_the_recovery_codes_along(sign_in: SignIn) -> None:
    client = sign_in()
    _, codes = add_app(client)
    (factor,) = set(re.findall(r"/fa/security/factors/(\d+)/", client.get("/fa/security/").content.decode()))
    assert client.post(f"/fa/security/factors/{factor}/", {"remove": "1"}).status_code == 302
    other, on = with_password()
    assert on == "/fa/cases/"
    assert codes[0] not in other.get("/fa/security/").content.decode()


def test_nobody_touches_a_strangers_factor(sign_in: SignIn) -> None:
    client = sign_in()
    add_app(client)
    (factor,) = set(re.findall(r"/fa/security/factors/(\d+)/", client.get("/fa/security/").content.decode()))
    stranger = sign_in(OTHER)
    assert stranger.get(f"/fa/security/factors/{factor}/").status_code == 404
    assert stranger.post(f"/fa/security/factors/{factor}/", {"remove": "1"}).status_code == 404
    assert with_password()[1] == "/fa/sign-in/factor/"


SENSITIVE = ["password", "code-app", "passkeys", "recovery-codes"]


@pytest.mark.parametrize("page", SENSITIVE)
def test_what_is_sensitive_asks_for_a_recent_proof(
    sign_in: SignIn, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    secret, _ = add_app(client)
    assert client.get(f"/fa/security/{page}/").status_code == 200
    later(monkeypatch, 15 * 60 + 1)
    asked = client.get(f"/fa/security/{page}/")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/fa/step-up/?need=2&age=900&next=")
    before = client.cookies["session"].value
    answer = client.post(asked["Location"], {"code": code_of(secret)})
    assert answer["Location"] == f"/fa/security/{page}/"
    assert client.cookies["session"].value != before
    assert client.get(f"/fa/security/{page}/").status_code == 200


def test_without_a_factor_the_password_is_asked_anew(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    later(monkeypatch, 15 * 60 + 1)
    asked = client.get("/fa/security/code-app/")["Location"]
    assert client.post(asked, {"password": "wrong"}).status_code == 422
    assert client.post(asked, {"password": PASSWORD})["Location"] == "/fa/security/code-app/"


def test_with_a_factor_the_password_is_not_enough(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in()
    add_app(client)
    later(monkeypatch, 15 * 60 + 1)
    asked = client.get("/fa/security/password/")["Location"]
    assert client.post(asked, {"password": PASSWORD}).status_code == 422


@pytest.mark.parametrize("on", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_step_up_goes_on_to_ours_alone(sign_in: SignIn, on: str) -> None:
    answer = sign_in().get("/fa/step-up/", {"need": "1", "next": on})
    assert answer["Location"] == "/fa/cases/"


@pytest.mark.parametrize(
    "asked", [{"need": "9"}, {"need": "-1"}, {"age": "x"}, {"age": "9" * 99}, {"need": "٣"}, {}]
)
def test_a_made_up_demand_is_no_fault(sign_in: SignIn, asked: dict[str, str]) -> None:
    assert sign_in().get("/fa/step-up/", asked).status_code in (200, 302)


def test_a_session_ends_after_twelve_hours_however_busy(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    assert client.get("/fa/cases/").status_code == 200
    later(monkeypatch, standing.LONGEST + 1)
    assert client.get("/fa/cases/").status_code == 302


@pytest.mark.parametrize("sent", ["", "null", "[]", "{}", "1", '{"response": 5}', '{"response": {"userHandle": "AA"}}',
    '{"response": {"userHandle": 5}}', "[" * 5000, "x" * 20000, '{"id": "\\ud800"}'])  # fmt: skip
def test_no_passkey_that_is_made_up_signs_in_or_is_kept(sign_in: SignIn, sent: str) -> None:
    stranger = Client()
    stranger.post("/fa/passkey/options/", {"purpose": "sign_in"})
    assert stranger.post("/fa/sign-in/passkey/", {"passkey": sent}).status_code == 422
    client = sign_in()
    assert client.post("/fa/passkey/options/", {"purpose": "make"}).json()["publicKey"]["challenge"]
    assert client.post("/fa/security/passkeys/", {"passkey": sent, "name": "x"}).status_code == 422


def test_every_change_has_its_words() -> None:
    from panjereh.notices.security import TITLES

    assert set(WHAT) <= set(TITLES)
