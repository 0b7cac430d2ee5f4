"""What no browser sends as a passkey is refused in a sentence, however deep inside it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from fido2.utils import websafe_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panjereh.identity.tests.conftest import NUMBER, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[..., Client]
RAW = b"raw-id-of-a-passkey"

# CBOR: a map without its entry, half a number, a length beyond the end, a text that is none, too deep.
BROKEN_CBOR = [b"", b"\xa1", b"\x19\x01", b"\x1b\xff", b"\x7b" + b"\xff" * 8, b"\x61\xff", b"\x81" * 5000,
    b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58\x25" + b"\x00" * 37,
    b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58\x25" + b"\x00" * 32 + b"\xff" * 5,
    b"\xa3\x63fmt\x61x\x67attStmt\xa0\x68authData\x41\x00", b"\xa1\x01\x02"]  # fmt: skip


def broken_registrations(challenge: str) -> list[dict[str, Any]]:
    said = client_data("webauthn.create", challenge)
    return [
        {**passkey(), "response": {"clientDataJSON": said, "attestationObject": websafe_encode(cbor)}}
        for cbor in BROKEN_CBOR
    ]


def client_data(kind: str, challenge: str) -> str:
    said = {"type": kind, "challenge": challenge, "origin": "http://testserver"}
    return str(websafe_encode(json.dumps(said).encode()))


def passkey() -> dict[str, Any]:
    return {"id": websafe_encode(RAW), "rawId": websafe_encode(RAW), "type": "public-key"}


def test_a_broken_passkey_is_not_kept(sign_in: SignIn) -> None:
    client = sign_in()
    for at in range(len(BROKEN_CBOR)):
        asked = client.post("/fa/passkey/options/", {"purpose": "make"}).json()["publicKey"]
        sent = json.dumps(broken_registrations(asked["challenge"])[at])
        answer = client.post("/fa/security/passkeys/", {"passkey": sent, "name": "x"})
        assert answer.status_code == 422, sent


@pytest.mark.parametrize("data", [*BROKEN_CBOR, b"\x00" * 37, b"\x00" * 32 + b"\xff" * 60, b"\x00" * 36])
def test_a_broken_passkey_signs_nobody_in(party: UUID, data: bytes) -> None:
    client = Client()
    asked = client.post("/fa/passkey/options/", {"purpose": "sign_in"}).json()["publicKey"]
    response = {
        "clientDataJSON": client_data("webauthn.get", asked["challenge"]),
        "authenticatorData": websafe_encode(data),
        "signature": websafe_encode(b"x"),
        "userHandle": websafe_encode(party.hex.encode()),
    }
    sent = json.dumps({**passkey(), "response": response})
    assert client.post("/fa/sign-in/passkey/", {"passkey": sent}).status_code == 422


MADE_UP = [
    json.dumps({"response": {"userHandle": websafe_encode(b"not-a-uuid")}}),
    json.dumps({"response": {"userHandle": websafe_encode(b"\xff\x00")}}),
    '{"response": []}',
    '{"response": {"clientDataJSON": "AA", "attestationObject": {"a": 1}}}',
    '{"id": "\\u0000", "response": {}}',
    '{"id": ' + "9" * 10000 + "}",
    '{"id": 1e999, "rawId": -0.0, "response": {"userHandle": 1e999}}',
    '{"a":' * 2000 + "1" + "}" * 2000,
]


@pytest.mark.parametrize("sent", MADE_UP)
def test_what_is_made_up_is_refused(sign_in: SignIn, sent: str) -> None:
    stranger, client = Client(), sign_in()
    stranger.post("/fa/passkey/options/", {"purpose": "sign_in"})
    assert stranger.post("/fa/sign-in/passkey/", {"passkey": sent}).status_code == 422
    client.post("/fa/passkey/options/", {"purpose": "make"})
    assert client.post("/fa/security/passkeys/", {"passkey": sent, "name": "x"}).status_code == 422


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cbor=st.binary(max_size=60), data=st.binary(max_size=60))
def test_no_bytes_are_a_fault(party: UUID, cbor: bytes, data: bytes) -> None:
    client = Client()
    client.post("/fa/sign-in/", {"number": NUMBER, "password": PASSWORD})
    asked = client.post("/fa/passkey/options/", {"purpose": "make"}).json()["publicKey"]
    response = {
        "clientDataJSON": client_data("webauthn.create", asked["challenge"]),
        "attestationObject": websafe_encode(cbor),
        "authenticatorData": websafe_encode(data),
    }
    sent = json.dumps({**passkey(), "response": response})
    assert client.post("/fa/security/passkeys/", {"passkey": sent, "name": "x"}).status_code == 422
