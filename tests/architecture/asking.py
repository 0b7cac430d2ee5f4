"""One request of one role, as the table of rights sees it; what it did is taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpResponse
from tests.architecture.addresses import Address
from tests.architecture.inhabitants import DETAILS, RESIDENCE, Inhabitants, plan

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN = "in"  # a cell of the table: the answer is the sign-in page


def sent_to(world: Inhabitants, name: str) -> dict[str, Any]:
    """What a form of this address would send: complete, so that only rights stand in its way."""
    forms: dict[str, dict[str, Any]] = {
        "cases:start": {"key": str(uuid4())},
        "cases:page": DETAILS["purpose"],
        "cases:pay": {"key": str(uuid4())},
        "cases:decide": {"choice": "grant"},
        "cases_api:files": {"file": plan()},
        "documents:verify": {"code": world.things["code", "own"]},
        "identity:sign_in": {"number": "9990000018", "password": "not her password"},
        "identity:recovery": {"number": "9990000018"},
        "portal:report": {"text": "x"},
    }
    return forms.get(name, {})


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is undone at its end."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what is spoken to outside is none the wiser
    with block:
        yield
        transaction.set_rollback(True)


def ask(world: Inhabitants, role: str, method: str, address: Address, thing: str) -> HttpResponse:
    """The answer to one request; what it did is taken back."""
    with taken_back():
        return send(world, role, method, address, thing)


def send(world: Inhabitants, role: str, method: str, address: Address, thing: str) -> HttpResponse:
    """The answer to one request."""
    client, path = world.client(role), address.path(thing)
    if method != "POST":
        return client.generic(method, path)  # type: ignore[return-value]
    if address.name == "cases_api:apply":
        body = {"service": RESIDENCE, "key": str(uuid4()), "answers": DETAILS}
        return client.post(path, json.dumps(body), content_type="application/json")  # type: ignore[return-value]
    return client.post(path, sent_to(world, address.name))  # type: ignore[return-value]


def outcome(answer: HttpResponse) -> str:
    """The answer as a cell of the table: its status, or `in`."""
    to_sign_in = "/sign-in/?" in answer.headers.get("Location", "")
    return SIGN_IN if answer.status_code == 302 and to_sign_in else str(answer.status_code)
