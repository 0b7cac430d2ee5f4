"""A person with a password, and what a code app does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from panjereh.identity.actions import enrol_party, give_password

NUMBER, OTHER, PASSWORD = "9990000018", "9990000026", "a long password of hers"


def code_of(secret: str, *, steps: int = 0) -> str:
    """What a code app shows `steps` half minutes from now."""
    return str(format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + steps)))


@pytest.fixture
def party() -> UUID:
    for number in (OTHER, NUMBER):
        found = enrol_party(number)
        give_password(found, PASSWORD)
    return found


@pytest.fixture
def sign_in(party: UUID) -> Callable[..., Client]:
    def signed_in(number: str = NUMBER, **more: object) -> Client:
        client = Client(**more)
        answer = client.post("/fa/sign-in/", {"number": number, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return signed_in


def secret_on(page: str) -> str:
    """The key for the code app, as the page shows it."""
    found = re.search(r'data-copy="([A-Z2-7 ]{20,})"|<bdi class="number" dir="ltr">([A-Z2-7 ]{20,})<', page)
    assert found, page
    return (found[1] or found[2]).replace(" ", "")


def add_app(client: Client) -> tuple[str, list[str]]:
    """Set up a code app through its page; returns its secret and the recovery codes, if they were shown."""
    secret = secret_on(client.get("/fa/security/code-app/").content.decode())
    answer = client.post("/fa/security/code-app/", {"code": code_of(secret, steps=-1)})
    assert answer.status_code in (200, 302), answer.content.decode()
    codes = re.findall(r"\d{4} \d{4} \d{4}", answer.content.decode())
    return secret, codes
